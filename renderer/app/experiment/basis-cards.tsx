/** What a result rests on: assumptions and warnings in words, where it comes from, and how to make it again. */
import type { Text } from "../../../sim-core/model/units.ts";
import { sentenceOfCode } from "../../sim/result-words.ts";
import { Icon } from "../icons/icon.tsx";
import { useApp } from "../store/app-store.ts";
import { toast } from "../store/toasts.ts";
import { countText, shortHash } from "../text/format.ts";
import { MESSAGES } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { Card } from "./figure.tsx";
import { widestAssumption } from "./result-models.ts";
import { copyText } from "./save-file.ts";
import { SENSITIVITY } from "./sensitivity-card.tsx";
import type { ResultView } from "./use-result-view.ts";

const useSentences = () => {
  const known = useApp((state) => state.project?.assumptions);
  const own = useApp((state) => state.resultAssumptions);
  const texts = new Map([...(known ?? []), ...own].map((one) => [`${one.code} ${JSON.stringify(one.params)}`, one.text]));
  const byCode = new Map([...(known ?? []), ...own].map(({ code, text }) => [code, text]));
  return (one: ResultView["result"]["assumptions"][number]): Text | undefined =>
    sentenceOfCode(one) ?? texts.get(`${one.code} ${JSON.stringify(one.params)}`) ?? byCode.get(one.code);
};

const isWarning = (code: string): boolean => code.startsWith("flag.");

export const AssumptionsCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const sentenceOf = useSentences();
  const listed = view.result.assumptions.filter(({ code }) => code !== SENSITIVITY);
  const sorted = [...listed.filter(({ code }) => isWarning(code)), ...listed.filter(({ code }) => !isWarning(code))];
  return (
    <Card
      title={
        <>
          {t("result.assumptions")} <span className="cnt">{listed.length}</span>
        </>
      }
      className="wide"
    >
      {listed.length === 0 && <p className="faint">{t("result.assumptions.none")}</p>}
      <ul className="plain">
        {sorted.map((one) => {
          const text = sentenceOf(one);
          return (
            <li key={`${one.code} ${JSON.stringify(one.params)}`} className={isWarning(one.code) ? "warning" : ""}>
              {isWarning(one.code) && <Icon name="triangleAlert" size={13} />}
              <span>
                {text === undefined ? <span className="mono">{one.code}</span> : t(text)}{" "}
                {text === undefined && <span className="faint mono">{JSON.stringify(one.params)}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
};

/** What to type to get the same bytes; paths are the person's own. */
export const commandOf = ({ scenario, replications, seed, arms }: ResultView["result"], allArms: number | undefined): string => {
  const own = allArms === undefined || allArms === arms.length ? "" : ` --arms ${arms.map(({ id }) => id).join(",")}`;
  return `npm run rehearse -- run scenarios/${scenario.id} --replications ${replications} --seed ${seed}${own} --json result.json`;
};

const copyCommand = (command: string): void => {
  if (copyText(command)) toast(MESSAGES["result.again.copied"]);
  else toast(MESSAGES["sheet.notCopied"], "trouble");
};

/** What of its basis is shaky: warnings of the result itself, and the assumption that moves it most. */
const Shaky = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const widest = widestAssumption(view.result, view.arm, view.kpi);
  const unit = view.unitOf(view.kpi);
  if (widest === undefined) return null;
  const [low, high] = [view.change(widest.low.difference, unit), view.change(widest.high.difference, unit)];
  return <p className="cap">{t("result.moves", { path: widest.path, low, high })}</p>;
};

export const ProvenanceCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const { result, project } = view;
  const command = commandOf(result, project?.arms.length);
  const stated = result.assumptions.filter(({ code }) => code !== SENSITIVITY);
  const warnings = stated.filter(({ code }) => isWarning(code)).length;
  const parts = [
    [t("status.engine"), result.engine],
    [t("status.city"), result.city],
    [t("result.demand"), result.demand],
    [t("status.scenario"), result.scenario],
  ] as const;
  const left = result.quarantine.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card title={t("result.provenance")}>
      <dl className="pairs">
        <dt>{t("result.assumptions")}</dt>
        <dd>
          {t("result.stated", { count: countText(stated.length) })}{" "}
          {warnings > 0 && <span className="chip is-timed-out">{t("result.warnings", { count: warnings })}</span>}
        </dd>
        {parts.map(([name, part]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>
              {part.id} {part.version}{" "}
              <span className="mono" title={part.hash}>
                {shortHash(part.hash)}
              </span>
            </dd>
          </div>
        ))}
        <dt>{t("status.seed")}</dt>
        <dd className="mono">{result.seed}</dd>
        <dt>{t("result.leftOut")}</dt>
        <dd className="num">
          {countText(left)}
          {result.quarantine.map(({ source, count, reason }) => (
            <span key={`${source} ${reason}`} className="cap faint block">
              {source}: {countText(count)} · {reason}
            </span>
          ))}
        </dd>
      </dl>
      <details>
        <summary className="cap muted">{t("result.hash")}</summary>
        <dl className="pairs">
          {result.arms.map((arm) => (
            <div key={arm.id} style={{ display: "contents" }}>
              <dt>{arm.id}</dt>
              <dd className="mono">{arm.physicalHash}</dd>
            </div>
          ))}
        </dl>
      </details>
      <Shaky view={view} />
      <p className="row sb cap faint">
        {t("result.again")}
        <button type="button" className="btn gh small" onClick={() => copyCommand(command)}>
          <Icon name="copy" size={13} />
          {t("result.again.copy")}
        </button>
      </p>
      <code className="mono command">{command}</code>
    </Card>
  );
};
