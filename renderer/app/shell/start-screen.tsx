/** Before anything runs: what is being loaded, what is wrong with the files, or what is still needed. */
import { useRef } from "react";
import type { Problem } from "../../../sim-core/model/problem.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { setApp, useApp } from "../store/app-store.ts";
import { scenarioName } from "../text/scenario-name.ts";
import { useText } from "../text/use-text.ts";

const Waiting = ({ words }: { readonly words: string }) => (
  <main className="body">
    <div className="waiting" role="status">
      {words}
      <span className="bar">
        <i />
      </span>
    </div>
  </main>
);

const placeOf = ({ file, line, column, path }: Problem): string =>
  [[file, line, column].filter((part) => part !== undefined).join(":"), path]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");

const Problems = ({ problems }: { readonly problems: readonly Problem[] }) => {
  const t = useText();
  const session = useSession();
  const hasProject = useApp((state) => state.project !== undefined);
  return (
    <main className="middle">
      <div role="alert">
        <h1>{t("open.problems")}</h1>
        <p>{t("open.problems.hint")}</p>
        {problems.map((problem) => (
          <div key={`${problem.code} ${placeOf(problem)} ${problem.message.en}`} className="problem">
            <div className="place mono">{placeOf(problem)}</div>
            <b>{t(problem.message)}</b>
            <div className="muted">{t(problem.hint)}</div>
          </div>
        ))}
        <div className="row gap8" style={{ marginTop: 14 }}>
          {hasProject ? (
            <button type="button" className="btn pri" onClick={() => setApp({ phase: { kind: "ready" } })}>
              {t("open.back")}
            </button>
          ) : (
            <button type="button" className="btn pri" onClick={() => void session.openDefault()}>
              {t("open.default")}
            </button>
          )}
        </div>
      </div>
    </main>
  );
};

const NEEDED = ["city", "demand", "scenario"] as const;

const Empty = () => {
  const t = useText();
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const shipped = useApp((state) => state.scenarios);
  const missing = NEEDED.filter((kind) => !session.has(kind));
  return (
    <main className="middle">
      <div>
        <h1>{t("open.empty.title")}</h1>
        <p>{t("open.empty.text")}</p>
        {shipped.length > 0 && (
          <nav className="starts" aria-label={t("open.shipped")}>
            <b>{t("open.shipped")}</b>
            {shipped.map((id) => (
              <button key={id} type="button" className="start" onClick={() => void session.openDefault(id)}>
                <Icon name="flame" />
                {scenarioName(id, t)}
              </button>
            ))}
          </nav>
        )}
        <div className="drop-zone">
          <Icon name="upload" size={26} />
          <b>{t("open.empty.need")}</b>
          <span className="muted">{missing.map((kind) => t(`open.file.${kind}`)).join(" · ")}</span>
          <span className="row gap8">
            <button type="button" className="btn pri" onClick={() => input.current?.click()}>
              <Icon name="folderOpen" />
              {t("open.empty.browse")}
            </button>
          </span>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              if (files.length > 0) void session.openFiles(files);
            }}
          />
        </div>
      </div>
    </main>
  );
};

export const StartScreen = () => {
  const t = useText();
  const phase = useApp((state) => state.phase);
  switch (phase.kind) {
    case "starting":
      return <Waiting words={t("open.starting")} />;
    case "loading":
      return <Waiting words={t("open.loading", { name: phase.what })} />;
    case "compiling":
      return <Waiting words={t("open.compiling")} />;
    case "problems":
      return <Problems problems={phase.problems} />;
    case "empty":
      return <Empty />;
    case "ready":
      return null;
  }
};
