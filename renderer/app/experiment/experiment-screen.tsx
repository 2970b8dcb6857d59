/** The result: verdict first, then the proof per arm and measure, then what it rests on. */
import type { Comparison, ExperimentResult } from "../../../sim-core/contract/result.ts";
import { Icon } from "../icons/icon.tsx";
import { ArmLine } from "../shell/arm-line.tsx";
import { useApp } from "../store/app-store.ts";
import { armLook, armTitle, planArm } from "../store/arms.ts";
import { countText, kpiDifference, kpiTitle, kpiValue, shortHash } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { ExperimentControls } from "./experiment-controls.tsx";
import { IntervalPlot } from "./interval-plot.tsx";
import { NeighbourhoodCard } from "./neighbourhood-card.tsx";
import { SENSITIVITY, SensitivityCard } from "./sensitivity-card.tsx";
import { SpreadCard } from "./spread-card.tsx";
import { costSentence, guardLimit, type Row, rowsOf, tagOf, VERDICT_COLOURS, VERDICT_ICONS, verdictSentence } from "./verdict.ts";

const ARM_COLOURS = { today: "var(--today)", plan: "var(--plan)", alt1: "var(--alt-1)", alt2: "var(--alt-2)" } as const;

const useLook = (result: ExperimentResult, arm: string) => {
  const project = useApp((state) => state.project);
  const own = { arms: result.arms.map(({ id }) => ({ id, title: { ko: id, en: id } })), baseline: result.comparisons[0]?.baseline ?? "" };
  return armLook(project?.arms.some(({ id }) => id === arm) === true ? project : own, arm);
};

/** Without a difference there is nothing to judge: the baseline has no such case. */
const VerdictCell = ({ comparison: { verdict, difference, moreRuns } }: { readonly comparison: Comparison }) => {
  const t = useText();
  if (difference === null) return <td className="faint">–</td>;
  return (
    <td className="nowrap" style={{ color: VERDICT_COLOURS[verdict] }}>
      <span className="row gap4">
        <Icon name={VERDICT_ICONS[verdict]} size={13} />
        {t(`verdict.${verdict}`)}
        {moreRuns !== null && <span className="cap faint">{t("verdict.moreRuns", { count: countText(moreRuns) })}</span>}
      </span>
    </td>
  );
};

const ResultRow = ({ row, colour }: { readonly row: Row; readonly colour: string }) => {
  const t = useText();
  const language = useApp((state) => state.language);
  const duration = useApp((state) => state.durationUnit);
  const { kpi, comparison, arm, baseline } = row;
  const tag = tagOf(arm, language);
  const difference = kpiDifference(comparison.difference, arm, language);
  const low = kpiDifference(comparison.low, arm, language);
  const high = kpiDifference(comparison.high, arm, language);
  return (
    <tr>
      <td>
        <b style={{ fontWeight: kpi.primary ? 680 : 540 }}>{kpiTitle(kpi, language)}</b>{" "}
        {tag !== undefined && <span className={`tag cap ${tag.look}`}>{tag.text}</span>}
      </td>
      <td className="r num">{kpiValue(baseline.mean, baseline, language, duration)}</td>
      <td className="r num">
        <b style={{ color: colour }}>{kpiValue(arm.mean, arm, language, duration)}</b>
      </td>
      <td className="r num">
        <b>{difference}</b>
      </td>
      <td style={{ padding: "0 10px" }}>
        <IntervalPlot comparison={comparison} limit={guardLimit(row)} label={t("result.plot", { difference, low, high })} colour={colour} />
      </td>
      <td className="num faint nowrap">{comparison.low === null ? "" : `${low} ~ ${high}`}</td>
      <VerdictCell comparison={comparison} />
      <td className="r num faint">{t("result.cases", { count: countText(arm.count) })}</td>
    </tr>
  );
};

/** The same columns in every arm's table, so that figures can be compared downwards. */
const WIDTHS = [
  ["kpi", "24%"],
  ["baseline", "9%"],
  ["arm", "9%"],
  ["difference", "9%"],
  ["plot", "15%"],
  ["interval", "12%"],
  ["verdict", "16%"],
  ["cases", "6%"],
] as const;

const ArmResult = ({ result, arm }: { readonly result: ExperimentResult; readonly arm: string }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const look = useLook(result, arm);
  const rows = rowsOf(result, arm, project?.scenario);
  const baseline = rows[0]?.comparison.baseline ?? "";
  return (
    <div className="card">
      <table className="tbl even">
        <colgroup>
          {WIDTHS.map(([name, width]) => (
            <col key={name} style={{ width }} />
          ))}
        </colgroup>
        <caption>
          <span className="row gap8">
            <ArmLine look={look} />
            {t(armTitle(project, arm))}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("result.kpi")}</th>
            <th scope="col" className="r">
              {t(armTitle(project, baseline))}
            </th>
            <th scope="col" className="r">
              {t(armTitle(project, arm))}
            </th>
            <th scope="col" className="r">
              {t("result.difference")}
            </th>
            <th scope="col" colSpan={2} style={{ paddingLeft: 10 }}>
              {t("result.interval", { confidence: (result.confidence * 100).toFixed(0) })}
            </th>
            <th scope="col">{t("result.verdict")}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ResultRow key={row.kpi.id} row={row} colour={ARM_COLOURS[look]} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Headline = ({ result }: { readonly result: ExperimentResult }) => {
  const t = useText();
  const language = useApp((state) => state.language);
  const duration = useApp((state) => state.durationUnit);
  const project = useApp((state) => state.project);
  const plan = (project === undefined ? undefined : planArm(project)) ?? result.comparisons[0]?.arm ?? "";
  const rows = rowsOf(result, plan, project?.scenario);
  const cost = costSentence(rows, language);
  const titles = { arm: t(armTitle(project, plan)), baseline: t(armTitle(project, rows[0]?.comparison.baseline ?? "")) };
  const isOther = project !== undefined && (result.city.hash !== project.cityHash || result.scenario.hash !== project.scenarioHash);
  return (
    <div>
      <h1>{verdictSentence(rows, titles, { language, duration })}</h1>
      {cost !== undefined && <div className="cost">{cost}</div>}
      <div className="cap faint">
        {t("experiment.replications", { count: result.replications, confidence: (result.confidence * 100).toFixed(0) })}
        {!result.complete && ` · ${t("experiment.incomplete")}`} · {t("experiment.noTraffic")}
      </div>
      {isOther && (
        <div className="note" role="status" style={{ marginTop: 8 }}>
          <Icon name="triangleAlert" />
          {t("experiment.other")}
        </div>
      )}
    </div>
  );
};

const Provenance = ({ result }: { readonly result: ExperimentResult }) => {
  const t = useText();
  const parts = [
    [t("status.engine"), result.engine],
    [t("status.city"), result.city],
    [t("open.file.demand").split("(")[0] ?? "", result.demand],
    [t("status.scenario"), result.scenario],
  ] as const;
  return (
    <div className="card">
      <h2 className="h3">{t("result.provenance")}</h2>
      <dl className="pairs">
        {parts.map(([name, part]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>
              {part.id} {part.version} <span className="mono">{shortHash(part.hash)}</span>
            </dd>
          </div>
        ))}
        <dt>{t("status.seed")}</dt>
        <dd className="mono">{result.seed}</dd>
        {result.arms.map((arm) => (
          <div key={arm.id} style={{ display: "contents" }}>
            <dt>
              {t("result.hash")} · {arm.id}
            </dt>
            <dd className="mono">{arm.physicalHash}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
};

const Assumptions = ({ result }: { readonly result: ExperimentResult }) => {
  const t = useText();
  const known = useApp((state) => state.project?.assumptions);
  const own = useApp((state) => state.resultAssumptions);
  const texts = new Map([...(known ?? []), ...own].map(({ code, text }) => [code, text]));
  const listed = result.assumptions.filter(({ code }) => code !== SENSITIVITY);
  return (
    <div className="card">
      <h2 className="h3">
        {t("result.assumptions")} <span className="cnt">{listed.length}</span>
      </h2>
      {listed.length === 0 && <div className="faint">{t("result.assumptions.none")}</div>}
      <ul style={{ listStyle: "none" }}>
        {listed.map(({ code, params }) => {
          const text = texts.get(code);
          return (
            <li key={`${code} ${JSON.stringify(params)}`} style={{ padding: "3px 0", overflowWrap: "anywhere" }}>
              {text === undefined ? <span className="mono">{code}</span> : t(text)}{" "}
              {text === undefined && <span className="faint mono">{JSON.stringify(params)}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
};

export const ExperimentScreen = () => {
  const t = useText();
  const result = useApp((state) => state.result);
  return (
    <main className="experiment">
      <div className="row gap12 sb" style={{ alignItems: "flex-start", flexWrap: "wrap" }}>
        {result === undefined ? <h1>{t("experiment.title")}</h1> : <Headline result={result} />}
        <ExperimentControls />
      </div>
      {result === undefined ? (
        <div className="card muted">{t("experiment.empty")}</div>
      ) : (
        <>
          {[...new Set(result.comparisons.map(({ arm }) => arm))].map((arm) => (
            <ArmResult key={arm} result={result} arm={arm} />
          ))}
          <div className="two">
            <SpreadCard result={result} />
            <NeighbourhoodCard result={result} />
          </div>
          <SensitivityCard result={result} />
          <div className="two">
            <Assumptions result={result} />
            <Provenance result={result} />
          </div>
        </>
      )}
    </main>
  );
};
