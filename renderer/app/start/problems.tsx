/** What is wrong with the files: one entry each, with file, line, what to do, and the place itself. */
import { useState } from "react";
import type { Problem } from "../../../sim-core/model/problem.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { excerptOf } from "../project/source-excerpt.ts";
import { type Phase, setApp, useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";

const placeOf = ({ file, line, column, path }: Problem): string =>
  [[file, line, column].filter((part) => part !== undefined).join(":"), path]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");

const Excerpt = ({ problem, text }: { readonly problem: Problem; readonly text: string }) => {
  const t = useText();
  const lines = excerptOf(text, problem);
  if (lines.length === 0) return <p className="cap faint">{t("open.place.none")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, by keyboard too
    <section className="excerpt" tabIndex={0} aria-label={t("open.place")}>
      {lines.map(({ number, text: words, isPlace }) => (
        <code key={`${number} ${words}`} className={isPlace ? "here" : undefined} aria-current={isPlace ? "location" : undefined}>
          {number !== undefined && <i className="num">{number}</i>}
          {words}
          {"\n"}
        </code>
      ))}
    </section>
  );
};

const Entry = ({ problem, text, isFirst }: { readonly problem: Problem; readonly text: string | undefined; readonly isFirst: boolean }) => {
  const t = useText();
  const [isOpen, setIsOpen] = useState(isFirst);
  const hasPlace = text !== undefined && (problem.line !== undefined || (problem.path ?? "") !== "");
  return (
    <li className="problem">
      <div className="place mono">{placeOf(problem)}</div>
      <b>{t(problem.message)}</b>
      <div className="muted">{t(problem.hint)}</div>
      {hasPlace && (
        <button type="button" className="btn gh sm" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <Icon name={isOpen ? "chevronDown" : "chevronRight"} />
          {t("open.place")}
        </button>
      )}
      {hasPlace && isOpen && <Excerpt problem={problem} text={text} />}
    </li>
  );
};

type ProblemsProps = Omit<Extract<Phase, { readonly kind: "problems" }>, "kind">;

export const Problems = ({ problems, texts, waiting }: ProblemsProps) => {
  const t = useText();
  const session = useSession();
  const hasProject = useApp((state) => state.project !== undefined);
  return (
    <main className="middle">
      <div role="alert">
        <h1>{t("open.problems")}</h1>
        <p>
          {t("open.problems.hint")}
          {waiting.length > 0 && ` ${t("open.problems.waiting", { names: waiting.join(", ") })}`}
        </p>
        <ul className="problems" aria-label={t("open.problems.list", { count: problems.length })}>
          {problems.map((problem, at) => (
            <Entry
              key={`${problem.code} ${placeOf(problem)} ${problem.message.en}`}
              problem={problem}
              text={texts.get(problem.file ?? "")}
              isFirst={at === 0}
            />
          ))}
        </ul>
        <div className="row gap8" style={{ marginTop: 14 }}>
          {hasProject ? (
            <button
              type="button"
              className="btn pri"
              onClick={() => {
                session.forgetGathered();
                setApp({ phase: { kind: "ready" } });
              }}
            >
              {t("open.back")}
            </button>
          ) : (
            <button type="button" className="btn pri" onClick={() => void session.openDefault()}>
              {t("open.default")}
            </button>
          )}
          <button
            type="button"
            className="btn"
            onClick={() => setApp({ phase: { kind: hasProject ? "ready" : "empty" }, screen: "start" })}
          >
            {t("start.door")}
          </button>
        </div>
      </div>
    </main>
  );
};
