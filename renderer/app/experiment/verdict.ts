/** The verdict in a sentence, and what it costs: read from a result, never computed again. */
import { judged } from "../../../sim-core/contract/judged.ts";
import type { Comparison, ExperimentResult, KpiResult, Verdict } from "../../../sim-core/contract/result.ts";
import type { Kpi, Scenario } from "../../../sim-core/model/scenario.ts";
import type { Language } from "../../../sim-core/model/units.ts";
import type { IconName } from "../icons/icon.tsx";
import { type DurationUnit, kpiDifference, kpiTarget, kpiTitle, kpiValue } from "../text/format.ts";
import { fill, MESSAGES } from "../text/messages.ts";

export const VERDICT_ICONS: Readonly<Record<Verdict, IconName>> = {
  better: "circleCheck",
  worse: "circleX",
  same: "equal",
  undecided: "clockAlert",
};
export const VERDICT_COLOURS: Readonly<Record<Verdict, string>> = {
  better: "var(--good)",
  worse: "var(--bad)",
  same: "var(--same)",
  undecided: "var(--undecided)",
};

export type Row = {
  readonly kpi: Pick<Kpi, "id" | "title" | "primary">;
  readonly comparison: Comparison;
  readonly arm: KpiResult;
  readonly baseline: KpiResult;
};

/** The rows of one arm against the baseline, in the scenario's order; a KPI that the open scenario does not know comes last by id. */
export const rowsOf = (result: ExperimentResult, arm: string, scenario: Scenario | undefined): readonly Row[] => {
  const known = scenario?.kpis ?? [];
  const place = (id: string): number => {
    const at = known.findIndex((kpi) => kpi.id === id);
    return at < 0 ? known.length : at;
  };
  return result.comparisons
    .filter((comparison) => comparison.arm === arm)
    .flatMap((comparison) => {
      const of = (id: string) => result.arms.find((one) => one.id === id)?.kpis[comparison.kpi];
      const [own, baseline] = [of(arm), of(comparison.baseline)];
      if (own === undefined || baseline === undefined) return [];
      const kpi = known.find(({ id }) => id === comparison.kpi) ?? { id: comparison.kpi, primary: false };
      return [{ kpi, comparison, arm: own, baseline }];
    })
    .sort((a, b) => place(a.kpi.id) - place(b.kpi.id));
};

/** What a few cells must show: the primary measure, then targets, guards and whatever gets worse, before any further gain. */
export const mostTelling = (rows: readonly Row[], count: number): readonly Row[] => {
  const rank = ({ kpi, comparison, arm }: Row): number => {
    if (kpi.primary) return 0;
    return arm.target !== null || arm.guard !== null || comparison.verdict === "worse" ? 1 : 2;
  };
  const chosen = new Set([...rows].sort((a, b) => rank(a) - rank(b)).slice(0, count));
  return rows.filter((row) => chosen.has(row));
};

/** A sentence for the primary KPI: what it was, what it becomes, as far as it holds for all arms together. */
export const verdictSentence = (
  rows: readonly Row[],
  titles: { readonly arm: string; readonly baseline: string },
  { language, duration = "minutes" }: { readonly language: Language; readonly duration?: DurationUnit },
): string => {
  const primary = rows.find(({ kpi }) => kpi.primary) ?? rows[0];
  if (primary === undefined || primary.comparison.difference === null) return MESSAGES["verdict.sentence.none"][language];
  return fill(MESSAGES[`verdict.sentence.${judged(primary.comparison).verdict}`][language], {
    arm: titles.arm,
    baseline: titles.baseline,
    kpi: kpiTitle(primary.kpi, language),
    from: kpiValue(primary.baseline.mean, primary.baseline, language, duration),
    to: kpiValue(primary.arm.mean, primary.arm, language, duration),
  });
};

/** Everything that gets worse, said beside the gain; undefined when nothing does. */
export const costSentence = (rows: readonly Row[], language: Language): string | undefined => {
  const worse = rows.filter(({ comparison, kpi }) => comparison.verdict === "worse" && !kpi.primary);
  if (worse.length === 0) return undefined;
  const list = worse
    .map(({ kpi, comparison, arm }) => `${kpiTitle(kpi, language)} ${kpiDifference(comparison.difference, arm, language)}`)
    .join(", ");
  return fill(MESSAGES["verdict.cost"][language], { list });
};

export type Tag = { readonly text: string; readonly look: "" | "open" | "missed" };

const LOOKS = { yes: "", no: "missed", undecided: "open" } as const;

/** Target or guard in three words; a target inside the interval is open, never called reached. */
export const tagOf = ({ target, guard, unit }: KpiResult, language: Language): Tag | undefined => {
  if (target !== null) {
    const text = fill(MESSAGES[`result.target.${target.met}`][language], {
      target: kpiTarget(target.value, { unit }, language),
    });
    return { text, look: LOOKS[target.met] };
  }
  if (guard === null) return undefined;
  const limit = `${(guard.maxIncreaseP * 100).toFixed(0)}%`;
  return { text: fill(MESSAGES[`result.guard.${guard.holds}`][language], { limit }), look: LOOKS[guard.holds] };
};

/** Where the guard lies on the scale of the difference. */
export const guardLimit = ({ arm, baseline }: Row): number | undefined =>
  arm.guard === null || baseline.mean === null ? undefined : arm.guard.maxIncreaseP * baseline.mean;
