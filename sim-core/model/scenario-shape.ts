/** The scenario format, key by key. Its JSON Schema for docs/formats is `scenarioShape.schema`. References are checked elsewhere. */
import {
  anything,
  byKey,
  checked,
  converted,
  defaulted,
  either,
  group,
  id,
  integer,
  isGroup,
  type JsonSchema,
  list,
  number,
  oneOf,
  optional,
  patterned,
  required,
  type Shape,
  text,
  truth,
} from "./document-shape.ts";
import type {
  Arm,
  CityRequirement,
  ExperimentPlan,
  Kpi,
  KpiMeasure,
  OnOutcome,
  Scenario,
  Step,
  StepOutcome,
  StepSource,
  Trigger,
  TriggerEvent,
} from "./scenario.ts";
import { agreementShape, deskShape } from "./scenario-agreement-shape.ts";
import { incidentShape, streetParkingShape } from "./scenario-incident-shape.ts";
import { distributionShape, MAX_MINUTES, minutes, readStartsAt, SERVICE_CLASSES, textShape } from "./scenario-words.ts";

const headShape: Shape<Scenario["scenario"]> = group(
  {
    id: required(id("Name of the scenario.")),
    version: required(
      patterned(/^\d+\.\d+\.\d+$/, { ko: "버전(1.0.0)", en: "a version (1.0.0)" }, "Version of this scenario, three numbers."),
    ),
    title: required(textShape("Title.")),
    fields: defaulted(list(id("Service field."), 20, "Service fields of the smart-city law it belongs to."), []),
  },
  "What the scenario is.",
);

const CITY_REQUIREMENTS: readonly [CityRequirement, ...CityRequirement[]] = [
  "signals",
  "fire-stations",
  "hospitals",
  "cameras",
  "gauges",
  "car-parks",
  "ambulances",
  "hydrants",
  "parked-cars",
];

const cityShape: Shape<Scenario["city"]> = group(
  {
    default: required(id("City it runs on unless --city names another.")),
    requires: defaulted(list(oneOf(CITY_REQUIREMENTS, "What the city must have."), 9, "What a city must have."), []),
    ownership: optional(id("Ownership map of the city (who owns which service class); the city's first if left out.")),
  },
  "The city it needs.",
);

const runShape: Shape<Scenario["run"]> = checked(
  group(
    {
      startsAt: required(
        checked(text("Local date and time of simulated 0 with its offset, e.g. 2026-03-02T08:00:00+09:00."), (value, path, report) => {
          if (readStartsAt(value) !== undefined) return true;
          report.add({
            code: "scenario.wrong-date",
            path,
            message: {
              ko: `"${value}"이(가) 있는데 시각(2026-03-02T08:00:00+09:00)이 와야 합니다.`,
              en: `Found "${value}", expected a moment like 2026-03-02T08:00:00+09:00.`,
            },
            hint: { ko: "초와 시간대(+09:00)까지 적으세요.", en: "Write it with seconds and the offset (+09:00)." },
          });
          return false;
        }),
      ),
      warmUpMin: required(minutes("Minutes before anything is counted.")),
      durationMin: required(number(1, MAX_MINUTES, "Minutes of the whole run, warm-up included.")),
    },
    "When and how long.",
  ),
  (value, path, report) => {
    if (value.durationMin > value.warmUpMin) return true;
    report.add({
      code: "scenario.nothing-counted",
      path: `${path}.durationMin`,
      message: {
        ko: `durationMin ${value.durationMin}이(가) warmUpMin ${value.warmUpMin}보다 길어야 합니다.`,
        en: `Found durationMin ${value.durationMin}, expected more than warmUpMin ${value.warmUpMin}.`,
      },
      hint: { ko: "durationMin은 준비 시간을 포함한 전체 길이입니다.", en: "durationMin is the whole length, warm-up included." },
    });
    return false;
  },
);

const TRIGGER_EVENTS: readonly [TriggerEvent, ...TriggerEvent[]] = [
  "CasualtiesReported",
  "UnitArrived",
  "UnitBlocked",
  "SceneSeen",
  "WaterOnFire",
  "PatientDelivered",
];

const triggerShape: Shape<Trigger> = group(
  {
    id: required(id("Name of the trigger.")),
    source: required(oneOf(["incident", "reading", "silence", "time", "event"], "What it listens to.")),
    when: optional(text("CEL expression that must hold.")),
    mode: defaulted(oneOf(["single", "restart", "queued", "parallel"], "What happens while an earlier course still runs."), "single"),
    dedupeS: defaulted(number(0, 86_400, "Firings of the same kind and place (road link, or sensor) within this many seconds are one."), 0),
    atMin: optional(minutes("Moment of a time trigger.")),
    sensor: optional(text("Sensor of a reading or silence trigger.", 200)),
    inARow: optional(
      integer(
        1,
        1000,
        "So many readings of the sensor, one after the other as they become known, must meet `when`. Left out = one is enough.",
      ),
    ),
    silenceS: optional(number(1, 604_800, "A silence trigger fires this long after the last reading.")),
    event: optional(oneOf(TRIGGER_EVENTS, "Fact about an incident that an event trigger waits for.")),
  },
  "What starts a course of steps.",
);

const OUTCOMES: readonly [StepOutcome, ...StepOutcome[]] = ["done", "blocked", "refused", "timed-out", "failed"];
const afterTrigger: Shape<StepSource> = group({ trigger: required(id("Trigger.")) }, "After a trigger.");
const afterStep: Shape<StepSource> = group(
  { step: required(id("Step.")), ended: defaulted(list(oneOf(OUTCOMES, "Outcome."), 5, "Outcomes that count."), ["done" as const]) },
  "After a step has ended.",
);
const fixedOn: Shape<OnOutcome> = oneOf(
  ["skip", "stop"],
  "skip = what waits for it goes on without it; stop = what waits for it does not run.",
);
const runOn: Shape<OnOutcome> = group({ run: required(id("Step to run instead.")) }, "Run another step instead.");
const onOutcome = (what: string): Shape<OnOutcome> =>
  either(
    [fixedOn, runOn],
    (value) => (isGroup(value) ? runOn : fixedOn),
    { ko: "skip, stop 또는 {run: 단계}", en: "skip, stop or {run: step}" },
    `When the step ${what}.`,
  );

const plainJoin: Shape<Step["join"]> = oneOf(["all", "any"], "How many of `after` must hold.");
const countedJoin: Shape<Step["join"]> = integer(1, 100, "So many of `after` must hold.");

const stepShape: Shape<Step> = group(
  {
    id: required(id("Name of the step.")),
    class: required(oneOf(SERVICE_CLASSES, "Service class; its owner follows from the city.")),
    title: optional(textShape("Title.")),
    needs: defaulted(list(id("Agreement."), 20, "Agreements whose gates must be open."), []),
    after: defaulted(
      list(
        either(
          [afterTrigger, afterStep],
          (value) => (isGroup(value) ? ("trigger" in value ? afterTrigger : afterStep) : undefined),
          { ko: "{trigger: …} 또는 {step: …}", en: "{trigger: …} or {step: …}" },
          "What it waits for.",
        ),
        100,
        "What it waits for.",
      ),
      [],
    ),
    join: defaulted(
      either(
        [plainJoin, countedJoin],
        (value) => (typeof value === "number" ? countedJoin : plainJoin),
        { ko: "all, any 또는 개수", en: "all, any or a count" },
        "How many of `after` must hold.",
      ),
      "all" as const,
    ),
    do: required(text("Action.", 100)),
    with: defaulted(
      converted(anything("Parameters of the action (see the table of actions)."), (value) => value as unknown as Step["with"]),
      {} as Step["with"],
    ),
    latency: optional(distributionShape("Work between approval and effect.")),
    desk: optional(id("Desk whose people do that work; it waits in line for one of them.")),
    priority: defaulted(integer(1, 9, "In the line of a desk: 1 goes before 2."), 3),
    failP: defaulted(number(0, 1, "Share of attempts that do not work."), 0),
    timeoutS: optional(number(0, 604_800, "From request to done. Left out = waits for ever; 0 = ends at once.")),
    retry: defaulted(
      group(
        {
          max: defaulted(integer(0, 20, "Further attempts after a time-out or failure."), 0),
          backoffS: defaulted(number(0, 86_400, "Wait before the first further attempt; doubles with each."), 0),
        },
        "Further attempts.",
      ),
      { max: 0, backoffS: 0 },
    ),
    onBlocked: defaulted(onOutcome("is blocked: a gate is closed"), "stop" as const),
    onRefused: defaulted(onOutcome("is refused"), "stop" as const),
    onTimedOut: defaulted(onOutcome("has timed out"), "stop" as const),
    onFailed: defaulted(onOutcome("has failed"), "stop" as const),
  },
  "One act of one agency.",
);

const armShape: Shape<Omit<Arm, "id">> = group(
  {
    title: optional(textShape("Title.")),
    without: defaulted(list(id("Step."), 500, "Steps that do not exist in this arm."), []),
    withoutOwners: defaulted(
      list(id("Agency, by id or kind."), 50, "Agencies that have signed nothing: what they own or operate is closed to the others."),
      [],
    ),
    agreements: defaulted(
      converted(
        byKey(text("Agreement or *.", 64), anything("Changes to the agreement."), "Changes by agreement; * = all."),
        (entries) => Object.fromEntries(entries) as Readonly<Record<string, unknown>>,
      ),
      {},
    ),
    set: defaulted(
      converted(
        byKey(text("Path like steps.green.with.aheadM.", 200), anything("New value."), "New values by path."),
        (entries) => Object.fromEntries(entries) as Readonly<Record<string, unknown>>,
      ),
      {},
    ),
  },
  "A variant.",
);

const targetShape: Shape<NonNullable<Kpi["target"]>> = converted(
  patterned(
    /^(>=|<=)\s*-?\d+(\.\d+)?$/,
    { ko: '목표(">= 0.80" 또는 "<= 300")', en: 'a target (">= 0.80" or "<= 300")' },
    'Target, ">= 0.80" or "<= 300".',
  ),
  (written) => ({ relation: written.startsWith(">=") ? (">=" as const) : ("<=" as const), value: Number(written.slice(2)) }),
);

const KPI_MEASURES: readonly [KpiMeasure, ...KpiMeasure[]] = [
  "mean",
  "share",
  "meanDelay",
  "percentile",
  "count",
  "recovery",
  "shareWithout",
  "meanValue",
  "utilisation",
];

const kpiShape: Shape<Kpi> = group(
  {
    id: required(id("Name of the KPI.")),
    title: optional(textShape("Title.")),
    measure: required(oneOf(KPI_MEASURES, "How one replication becomes one value.")),
    kind: optional(id("Only incidents of this kind.")),
    fleet: optional(oneOf(["fire-engine", "ambulance"], "Of what units do, only what these do; left out: whoever comes first.")),
    from: optional(text("Event at which the clock starts.", 100)),
    to: optional(text("Event at which it stops.", 100)),
    of: optional(
      oneOf(
        ["cross-streets-at-preempted-signals", "other-traffic", "unit-signal-delay", "pedestrians-at-preempted-signals"],
        "Whose delay.",
      ),
    ),
    limitS: optional(number(0, 86_400, "A share counts the cases within this many seconds.")),
    percentile: optional(number(1, 99, "Which percentile.")),
    field: optional(text("A number that the event `to` carries.", 40)),
    desk: optional(id("Whose utilisation.")),
    better: required(oneOf(["lower", "higher"], "Which direction is good.")),
    smallestThatMatters: required(number(0, 1e9, "Smallest difference that matters, in the KPI's own unit.")),
    primary: defaulted(truth("The one figure the question is about."), false),
    target: optional(targetShape),
    guard: optional(
      group(
        { maxIncreaseP: required(number(0, 100, "Largest increase that is accepted, as a share of the baseline.")) },
        "What must not grow too much.",
      ),
    ),
  },
  "A figure computed from the log.",
);

const autoReplications: Shape<number | "auto"> = oneOf(["auto"], "A pilot of 30, then one fixed number computed from it.");
const fixedReplications: Shape<number | "auto"> = integer(1, 10_000, "Number of replications.");

const experimentShape: Shape<ExperimentPlan> = group(
  {
    replications: defaulted(
      either(
        [autoReplications, fixedReplications],
        (value) => (typeof value === "number" ? fixedReplications : autoReplications),
        { ko: "auto 또는 횟수", en: "auto or a number" },
        "How many replications.",
      ),
      "auto" as const,
    ),
    halfWidthS: optional(number(0, 1e6, "Aim: half-width of the primary KPI's interval.")),
    maxReplications: defaulted(integer(2, 10_000, "Never more than this."), 200),
    confidence: defaulted(number(0.5, 0.999, "Confidence of all intervals."), 0.95),
  },
  "How often it is repeated.",
);

const FULL: ExperimentPlan = { replications: "auto", maxReplications: 200, confidence: 0.95 };

type Written = Omit<Scenario, "document" | "schemaVersion">;

export const scenarioShape: Shape<Written & { readonly schemaVersion: number }> = group(
  {
    schemaVersion: required(integer(1, 1, "Version of this format.")),
    scenario: required(headShape),
    city: required(cityShape),
    run: required(runShape),
    incidents: defaulted(list(incidentShape, 100, "Incidents."), []),
    streetParking: optional(streetParkingShape),
    desks: defaulted(list(deskShape, 100, "Desks."), []),
    agreements: defaulted(list(agreementShape, 5000, "Agreements."), []),
    triggers: required(list(triggerShape, 100, "Triggers.")),
    steps: required(list(stepShape, 1000, "Steps.")),
    baseline: required(id("Arm that the others are compared with.")),
    arms: required(
      converted(byKey(id("Arm."), armShape, "Arms."), (entries): readonly Arm[] => entries.map(([name, arm]) => ({ id: name, ...arm }))),
    ),
    kpis: required(list(kpiShape, 50, "KPIs.")),
    experiment: defaulted(experimentShape, FULL),
  },
  "A linkage scenario.",
);

/** For docs/formats. */
export const scenarioJsonSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Scenario",
  ...scenarioShape.schema,
};
