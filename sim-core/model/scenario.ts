/** The scenario as data, after parsing (see parse-scenario.ts for the YAML text). design: docs/formats/scenario. Units in names. */
import type { ServiceClass } from "./city.ts";
import type { Json } from "./document-shape.ts";
import type { Text } from "./units.ts";

export const SCENARIO_SCHEMA_VERSION = 1;

export type Scenario = {
  readonly schemaVersion: typeof SCENARIO_SCHEMA_VERSION;
  readonly scenario: { readonly id: string; readonly version: string; readonly title: Text; readonly fields: readonly string[] };
  readonly city: { readonly default: string; readonly requires: readonly CityRequirement[]; readonly ownership?: string };
  readonly run: { readonly startsAt: string; readonly warmUpMin: number; readonly durationMin: number };
  readonly incidents: readonly IncidentRule[];
  readonly agreements: readonly Agreement[];
  readonly triggers: readonly Trigger[];
  readonly steps: readonly Step[];
  readonly baseline: string;
  readonly arms: readonly Arm[];
  readonly kpis: readonly Kpi[];
  readonly experiment: ExperimentPlan;
  /** Cars parked opposite the city's parked cars; absent = none. */
  readonly streetParking?: StreetParking;
  /** What was written, as plain data without comments: what arms patch and what the scenario's content hash covers. */
  readonly document: Json;
};

/** Badly parked cars: each of the city's parked cars has with this chance another opposite it; both stand so far from their wall. */
export type StreetParking = { readonly doubleParkedP: number; readonly carWidthM: number; readonly wallGapM: number };

export type CityRequirement = "signals" | "fire-stations" | "hospitals" | "cameras" | "gauges" | "car-parks";

/** Makes incidents: `perRun` of a kind, at places drawn by the rule, at times uniform in [fromMin, toMin); equal = exactly then. */
export type IncidentRule = {
  readonly kind: string;
  readonly perRun: number;
  readonly place: "by-floor-area" | "uniform-on-links" | { readonly building: string } | { readonly link: string };
  readonly fromMin: number;
  readonly toMin: number;
  /** How long a unit works on the scene. */
  readonly onScene: Distribution;
  /** 1 (small) to 5 (catastrophe); `incident.severity` in `when`. */
  readonly severity: number;
};

/** In a planner's terms: lognormal from median and 90th percentile, a constant, exponential, or uniform. Seconds. */
export type Distribution =
  | { readonly medianS: number; readonly p90S: number }
  | { readonly constantS: number }
  | { readonly meanS: number }
  | { readonly lowS: number; readonly highS: number };

export type Agreement = {
  readonly id: string;
  readonly data: readonly string[];
  readonly from: PartyRef;
  readonly to: PartyRef;
  readonly law: { readonly basis: string; readonly status: "permitted" | "forbidden"; readonly since?: string };
  readonly mou: { readonly status: AgreementStatus; readonly validFrom?: string; readonly validTo?: string };
  readonly approval: Approval;
  readonly purpose?: string;
};

export type AgreementStatus = "none" | "pending" | "signed" | "expired" | "suspended" | "sandbox";
export type PartyRef = { readonly class: ServiceClass } | { readonly agency: string };
export type Approval = { readonly mode: "auto" | "manual"; readonly latency: Distribution; readonly refuseP: number };

export type Trigger = {
  readonly id: string;
  readonly source: "incident" | "reading" | "silence" | "time";
  /** CEL over `incident`, `reading`, `nowS` …; absent = always. */
  readonly when?: string;
  readonly mode: "single" | "restart" | "queued" | "parallel";
  readonly dedupeS: number;
  readonly atMin?: number;
  readonly sensor?: string;
  readonly silenceS?: number;
};

export type StepOutcome = "done" | "blocked" | "refused" | "timed-out" | "failed";
export type OnOutcome = "skip" | "stop" | { readonly run: string };

export type Step = {
  readonly id: string;
  readonly class: ServiceClass;
  readonly title?: Text;
  readonly needs: readonly string[];
  readonly after: readonly StepSource[];
  readonly join: "all" | "any" | number;
  readonly do: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly latency?: Distribution;
  readonly failP: number;
  /** From request to done. undefined = waits for ever; 0 = ends at once. */
  readonly timeoutS?: number;
  readonly retry: { readonly max: number; readonly backoffS: number };
  readonly onBlocked: OnOutcome;
  readonly onRefused: OnOutcome;
  readonly onTimedOut: OnOutcome;
  readonly onFailed: OnOutcome;
  /** Switched off in this arm (`without`): what `onBlocked` says takes its place in silence, with no request and no fact. */
  readonly off?: true;
};

export type StepSource = { readonly trigger: string } | { readonly step: string; readonly ended: readonly StepOutcome[] };

/** A variant: what differs from the text. `patched` is the scenario with `set` and `agreements` applied and `without` removed. */
export type Arm = {
  readonly id: string;
  readonly title?: Text;
  readonly without: readonly string[];
  readonly agreements: Readonly<Record<string, unknown>>;
  readonly set: Readonly<Record<string, unknown>>;
};

export type Kpi = {
  readonly id: string;
  readonly title?: Text;
  readonly measure: "mean" | "share" | "meanDelay" | "percentile" | "count" | "recovery";
  readonly from?: string;
  readonly to?: string;
  readonly of?: "cross-streets-at-preempted-signals" | "other-traffic" | "unit-signal-delay" | "pedestrians-at-preempted-signals";
  readonly limitS?: number;
  readonly percentile?: number;
  readonly better: "lower" | "higher";
  /** In the KPI's own unit (s, or a share 0-1). */
  readonly smallestThatMatters: number;
  readonly primary: boolean;
  /** `>= 0.80`, `<= 300`. */
  readonly target?: { readonly relation: ">=" | "<="; readonly value: number };
  /** The increase may be at most this share of the baseline's mean. */
  readonly guard?: { readonly maxIncreaseP: number };
};

export type ExperimentPlan = {
  readonly replications: number | "auto";
  readonly halfWidthS?: number;
  readonly maxReplications: number;
  readonly confidence: number;
};
