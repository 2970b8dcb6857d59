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
  /** Cars that stand where they narrow an alley; absent = none. */
  readonly streetParking?: StreetParking;
  /** People of limited number who serve steps and approvals. */
  readonly desks: readonly Desk[];
  readonly agreements: readonly Agreement[];
  readonly triggers: readonly Trigger[];
  readonly steps: readonly Step[];
  readonly baseline: string;
  readonly arms: readonly Arm[];
  readonly kpis: readonly Kpi[];
  readonly experiment: ExperimentPlan;
  /** What was written, as plain data without comments: what arms patch and what the scenario's content hash covers. */
  readonly document: Json;
  /** Agencies that signed nothing in this arm (Arm.withoutOwners). */
  readonly absentOwners?: readonly string[];
};

export type CityRequirement =
  | "signals"
  | "fire-stations"
  | "hospitals"
  | "cameras"
  | "gauges"
  | "car-parks"
  | "ambulances"
  | "hydrants"
  | "parked-cars";

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
  /** A fire that grows with the square of time; absent = nothing burns. */
  readonly fire?: FireGrowth;
  /** People to be carried; absent = nobody. */
  readonly casualties?: Casualties;
  /** Further calls about the same incident, which take a call-taker's time and are merged. Mean number, Poisson. */
  readonly repeatCallsMean: number;
};

export type FireGrowth = {
  /** alpha of Q = alpha t^2 [kW/s2]: slow .00293, medium .01172, fast .0469, ultra-fast .1876 (NFPA 72, annex B: 1,055 kW after 600, 300, 150, 75 s). */
  readonly growth: "slow" | "medium" | "fast" | "ultra-fast";
  /** From ignition to the call. */
  readonly burningBeforeCall: Distribution;
};

export type Need = "none" | "trauma" | "burn" | "cardiac" | "stroke";

export type Casualties = {
  /** Chance of 0, 1, 2 … people; sums to 1. */
  readonly countP: readonly number[];
  /** Share of people by the specialist they need; sums to 1. */
  readonly needP: Readonly<Partial<Record<Need, number>>>;
  /** Share of severe cases. */
  readonly severeP: number;
  /** The caller says that somebody is hurt; else it is known when somebody sees it. */
  readonly callerKnowsP: number;
  /** First care at the scene before the ambulance can leave. */
  readonly care: Distribution;
};

/**
 * Every car parked along an alley has another one opposite with chance `doubleParkedP`, in every arm of a replication the same ones.
 * What is left between them: width of the street less two cars and their gaps.
 */
export type StreetParking = { readonly doubleParkedP: number; readonly carWidthM: number; readonly wallGapM: number };

/** So many people at once serve what needs this desk, first come first served within priority. */
export type Desk = {
  readonly id: string;
  readonly class: ServiceClass;
  readonly title?: Text;
  /** By time of day, local; the last entry at or before the hour counts, before the first the last one. */
  readonly seats: readonly { readonly fromHour: number; readonly seats: number }[];
  /** Other work that comes to this desk by chance (Poisson). */
  readonly otherWork?: {
    readonly perHour: number;
    /** What each of the 24 hours of the day has of `perHour`; empty = always the same. */
    readonly byHour: readonly number[];
    readonly work: Distribution;
    readonly priority: number;
  };
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
  /** Kinds of incident it covers; empty = all. */
  readonly purposes: readonly string[];
  /** Neighbourhoods (ids of the city) it covers; empty = all. */
  readonly area: readonly string[];
  /** Local hours within which it holds; may run over midnight. */
  readonly hours?: { readonly from: number; readonly to: number };
  /** Requests a day at most. */
  readonly dailyLimit?: number;
  /** Personal data are deleted after so many hours. */
  readonly retentionH: number;
  /** Regulatory sandbox: who approved it, and what is watched. Its area and its end are those of the agreement. */
  readonly sandbox?: { readonly approver: string; readonly riskLimit: string };
};

export type AgreementStatus = "none" | "pending" | "signed" | "expired" | "suspended" | "sandbox";
export type PartyRef = { readonly class: ServiceClass } | { readonly agency: string };
/** With `desk` the latency is work of one person there, who may be busy with something else. */
export type Approval = {
  readonly mode: "auto" | "manual";
  readonly latency: Distribution;
  readonly refuseP: number;
  readonly desk?: string;
};

export type Trigger = {
  readonly id: string;
  readonly source: "incident" | "reading" | "silence" | "time" | "event";
  /** CEL over `incident`, `reading`, `event`, `nowS` …; absent = always. */
  readonly when?: string;
  readonly mode: "single" | "restart" | "queued" | "parallel";
  readonly dedupeS: number;
  readonly atMin?: number;
  readonly sensor?: string;
  /** So many readings in a row must meet `when`; absent = one is enough. */
  readonly inARow?: number;
  readonly silenceS?: number;
  /** What an event trigger waits for: a fact about an incident. */
  readonly event?: TriggerEvent;
};

export type TriggerEvent = "CasualtiesReported" | "UnitArrived" | "UnitBlocked" | "SceneSeen" | "WaterOnFire" | "PatientDelivered";

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
  /** The latency is work of one person at this desk. */
  readonly desk?: string;
  /** In the line of a desk: 1 goes before 2. */
  readonly priority: number;
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
  /** Agencies (id or kind) that have signed nothing: every agreement to which one of them gives is closed, as owner or as operator. */
  readonly withoutOwners?: readonly string[];
  readonly agreements: Readonly<Record<string, unknown>>;
  readonly set: Readonly<Record<string, unknown>>;
};

export type KpiMeasure =
  | "mean"
  | "share"
  | "meanDelay"
  | "percentile"
  | "count"
  | "recovery"
  /** Share of the incidents with `from` that never had `to`. */
  | "shareWithout"
  /** Mean of `field` over the first `to` of each incident. */
  | "meanValue"
  /** Share of the seat time on duty that was taken. */
  | "utilisation";

export type Kpi = {
  readonly id: string;
  readonly title?: Text;
  readonly measure: KpiMeasure;
  /** Only incidents of this kind; absent = all. */
  readonly kind?: string;
  /** Of what units do, only what these do. */
  readonly fleet?: "fire-engine" | "ambulance";
  readonly from?: string;
  readonly to?: string;
  readonly of?: "cross-streets-at-preempted-signals" | "other-traffic" | "unit-signal-delay" | "pedestrians-at-preempted-signals";
  readonly limitS?: number;
  readonly percentile?: number;
  /** A number that the event `to` carries. */
  readonly field?: string;
  /** Whose utilisation. */
  readonly desk?: string;
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
