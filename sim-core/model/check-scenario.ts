/** What a scenario's shape cannot say: that names exist, that no step waits for itself, that expressions can be read. */
import { type Json, type Report, suggestion, unknownKey } from "./document-shape.ts";
import type { Arm, IncidentRule, Kpi, OnOutcome, Scenario, Step, Trigger } from "./scenario.ts";
import { ACTION_NAMES, ACTIONS, type ActionSignature, isActionName } from "./scenario-actions.ts";
import { findCycle, stepsBefore } from "./scenario-graph.ts";
import type { Text } from "./units.ts";
import { compileWhen } from "./when-expression.ts";

type Unfinished = Omit<Scenario, "document">;

/** Answers the steps with their parameters read; reports everything else that is wrong. */
export const checkScenario = (scenario: Unfinished, report: Report): readonly Step[] => {
  const agreementIds = scenario.agreements.map(({ id }) => id);
  const triggerIds = scenario.triggers.map(({ id }) => id);
  const stepIds = scenario.steps.map(({ id }) => id);
  unique(agreementIds, "agreements", { ko: "협약", en: "agreement" }, report);
  unique(triggerIds, "triggers", { ko: "트리거", en: "trigger" }, report);
  unique(stepIds, "steps", { ko: "단계", en: "step" }, report);
  unique(
    scenario.kpis.map(({ id }) => id),
    "kpis",
    { ko: "KPI", en: "KPI" },
    report,
  );
  scenario.incidents.forEach((rule, index) => {
    checkIncidents(rule, scenario, `incidents[${index}]`, report);
  });
  scenario.triggers.forEach((trigger, index) => {
    checkTrigger(trigger, scenario, `triggers[${index}]`, report);
  });
  let hasAllSteps = true;
  const references: Report = {
    add: (problem) => {
      hasAllSteps = false;
      report.add(problem);
    },
  };
  scenario.steps.forEach((step, index) => {
    checkReferences(step, `steps[${index}]`, { agreementIds, triggerIds, stepIds }, references);
  });
  scenario.kpis.forEach((kpi, index) => {
    checkKpi(kpi, stepIds, `kpis[${index}]`, report);
  });
  if (scenario.kpis.filter(({ primary }) => primary).length > 1) {
    report.add({
      code: "scenario.several-primary",
      path: "kpis",
      message: {
        ko: "primary: true인 KPI가 둘 이상입니다. 하나만 될 수 있습니다.",
        en: "More than one KPI has primary: true, expected one.",
      },
      hint: { ko: "질문이 되는 KPI 하나만 남기세요.", en: "Keep it on the one figure the question is about." },
    });
  }
  checkArms(scenario, agreementIds, stepIds, report);
  // A graph with loose ends would only repeat the same mistake in other words.
  return hasAllSteps ? checkSteps(scenario, report) : scenario.steps;
};

const missing = (code: string, what: Text, found: string, known: readonly string[], path: string, report: Report, onKey = false): void => {
  report.add({
    code,
    path,
    onKey,
    message: { ko: `"${found}"(이)라는 ${what.ko}이(가) 없습니다.`, en: `Found "${found}", but there is no ${what.en} of that name.` },
    hint: suggestion(found, known),
  });
};

const unique = (ids: readonly string[], path: string, what: Text, report: Report): void => {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.has(id)) {
      report.add({
        code: "scenario.same-id",
        path: `${path}[${index}].id`,
        message: {
          ko: `${what.ko} id "${id}"이(가) 두 번 있습니다.`,
          en: `Found the ${what.en} id "${id}" twice, expected every id once.`,
        },
        hint: { ko: "하나의 이름을 바꾸세요.", en: "Rename one of them." },
      });
    }
    seen.add(id);
  });
};

const checkIncidents = (rule: IncidentRule, { run }: Unfinished, path: string, report: Report): void => {
  if (rule.toMin > run.durationMin) {
    report.add({
      code: "scenario.after-the-end",
      path: `${path}.toMin`,
      message: {
        ko: `toMin ${rule.toMin}이(가) 실행의 끝 ${run.durationMin}분보다 뒤입니다.`,
        en: `Found toMin ${rule.toMin}, which is after the end of the run at ${run.durationMin} min.`,
      },
      hint: { ko: "durationMin을 늘리거나 toMin을 줄이세요.", en: "Lengthen durationMin or lower toMin." },
    });
  }
  if (rule.fromMin < run.warmUpMin) {
    report.add({
      code: "scenario.within-warm-up",
      path: `${path}.fromMin`,
      message: {
        ko: `fromMin ${rule.fromMin}이(가) 준비 시간 ${run.warmUpMin}분 안에 있습니다. 그 안의 상황은 집계되지 않습니다.`,
        en: `Found fromMin ${rule.fromMin} inside the warm-up of ${run.warmUpMin} min, where nothing is counted.`,
      },
      hint: { ko: `fromMin을 ${run.warmUpMin} 이상으로 하세요.`, en: `Let fromMin be ${run.warmUpMin} or later.` },
    });
  }
};

/** Keys that belong to each source; a key of another source would be silently without effect. */
const KEYS_OF_SOURCE: Readonly<
  Record<Trigger["source"], { readonly needs: readonly (keyof Trigger)[]; readonly refuses: readonly (keyof Trigger)[] }>
> = {
  incident: { needs: [], refuses: ["atMin", "sensor", "silenceS"] },
  reading: { needs: ["sensor"], refuses: ["atMin", "silenceS"] },
  silence: { needs: ["sensor", "silenceS"], refuses: ["atMin"] },
  time: { needs: ["atMin"], refuses: ["sensor", "silenceS"] },
};

const checkTrigger = (trigger: Trigger, scenario: Unfinished, path: string, report: Report): void => {
  const { needs, refuses } = KEYS_OF_SOURCE[trigger.source];
  for (const key of needs) {
    if (trigger[key] !== undefined) continue;
    report.add({
      code: "scenario.missing-key",
      path,
      message: {
        ko: `source: ${trigger.source}인 트리거에 "${key}" 키가 없습니다.`,
        en: `A trigger with source: ${trigger.source} lacks the key "${key}".`,
      },
      hint: { ko: `"${key}: …" 줄을 더하세요.`, en: `Add a line "${key}: …".` },
    });
  }
  for (const key of refuses) {
    if (trigger[key] === undefined) continue;
    unknownKey(key, path, ["id", "source", "when", "mode", "dedupeS", ...needs], report);
  }
  if (trigger.source === "incident" && scenario.incidents.length === 0) {
    report.add({
      code: "scenario.no-incidents",
      path,
      message: {
        ko: "상황을 기다리는 트리거인데 incidents가 비어 있습니다.",
        en: "The trigger waits for incidents, but incidents is empty.",
      },
      hint: { ko: "incidents에 상황을 하나 더하세요.", en: "Add an incident under incidents." },
    });
  }
  if (trigger.when === undefined) return;
  const compiled = compileWhen(trigger.when, trigger.source);
  if ("expression" in compiled) return;
  const { found, hint, offset } = compiled.fault;
  report.add({
    code: "scenario.bad-expression",
    path: `${path}.when@${offset}`,
    message: { ko: `when 식: ${found.ko}.`, en: `The expression of when: ${found.en}.` },
    hint,
  });
};

type Known = { readonly agreementIds: readonly string[]; readonly triggerIds: readonly string[]; readonly stepIds: readonly string[] };

const checkReferences = (step: Step, path: string, known: Known, report: Report): void => {
  step.needs.forEach((name, index) => {
    if (!known.agreementIds.includes(name))
      missing("scenario.unknown-agreement", { ko: "협약", en: "agreement" }, name, known.agreementIds, `${path}.needs[${index}]`, report);
  });
  step.after.forEach((source, index) => {
    const at = `${path}.after[${index}]`;
    if ("trigger" in source && !known.triggerIds.includes(source.trigger))
      missing("scenario.unknown-trigger", { ko: "트리거", en: "trigger" }, source.trigger, known.triggerIds, `${at}.trigger`, report);
    if ("step" in source && !known.stepIds.includes(source.step))
      missing("scenario.unknown-step", { ko: "단계", en: "step" }, source.step, known.stepIds, `${at}.step`, report);
  });
  const ends: readonly (readonly [string, OnOutcome])[] = [
    ["onBlocked", step.onBlocked],
    ["onRefused", step.onRefused],
    ["onTimedOut", step.onTimedOut],
    ["onFailed", step.onFailed],
  ];
  for (const [key, outcome] of ends) {
    if (typeof outcome === "object" && !known.stepIds.includes(outcome.run))
      missing("scenario.unknown-step", { ko: "단계", en: "step" }, outcome.run, known.stepIds, `${path}.${key}.run`, report);
  }
  if (typeof step.join === "number" && step.join > step.after.length) {
    report.add({
      code: "scenario.impossible-join",
      path: `${path}.join`,
      message: {
        ko: `join ${step.join}인데 after에는 ${step.after.length}개뿐입니다.`,
        en: `Found join ${step.join}, but after has only ${step.after.length}.`,
      },
      hint: { ko: "join을 줄이거나 after를 더하세요.", en: "Lower join or add to after." },
    });
  }
};

const checkSteps = ({ steps, triggers }: Unfinished, report: Report): readonly Step[] => {
  const cycle = findCycle(steps);
  if (cycle !== undefined) {
    const [first = ""] = cycle;
    report.add({
      code: "scenario.cycle",
      path: `steps[${steps.findIndex(({ id }) => id === first)}].after`,
      message: {
        ko: `단계들이 서로를 기다립니다: ${cycle.join(" → ")}.`,
        en: `The steps wait for each other in a circle: ${cycle.join(" → ")}.`,
      },
      hint: { ko: "그중 한 after(또는 run)를 지우세요.", en: "Remove one of these after (or run) lines." },
    });
    return steps;
  }
  const runInstead = new Set(
    steps
      .flatMap((step) => [step.onBlocked, step.onRefused, step.onTimedOut, step.onFailed])
      .flatMap((outcome) => (typeof outcome === "object" ? [outcome.run] : [])),
  );
  return steps.map((step, index) => {
    const path = `steps[${index}]`;
    if (step.after.length === 0 && !runInstead.has(step.id)) {
      report.add({
        code: "scenario.never-starts",
        path,
        message: {
          ko: `단계 "${step.id}"은(는) 아무것도 기다리지 않고 다른 단계의 run에도 없어서 시작되지 않습니다.`,
          en: `The step "${step.id}" waits for nothing and no other step runs it, so it would never start.`,
        },
        hint: { ko: "after: [{trigger: …}]를 더하세요.", en: "Add after: [{trigger: …}]." },
      });
    }
    if (step.do === "unit.dispatch") checkHasPlace(step, steps, triggers, path, report);
    return { ...step, with: checkInputs(step, steps, path, report) };
  });
};

/** Units are sent to the place of an incident: a course that a clock or a sensor begins has none. */
const checkHasPlace = (step: Step, steps: readonly Step[], triggers: readonly Trigger[], path: string, report: Report): void => {
  const sources = [step, ...stepsBefore(steps, step.id)].flatMap(({ after }) =>
    after.flatMap((source) => ("trigger" in source ? [source.trigger] : [])),
  );
  const placeless = triggers.find((trigger) => trigger.source !== "incident" && sources.includes(trigger.id));
  if (placeless === undefined) return;
  report.add({
    code: "scenario.no-place",
    path: `${path}.do`,
    message: {
      ko: `트리거 "${placeless.id}"(${placeless.source})에서 시작하면 "${step.id}"이(가) 갈 곳이 없습니다.`,
      en: `Begun by the trigger "${placeless.id}" (${placeless.source}), the step "${step.id}" has no place to go to.`,
    },
    hint: { ko: "source: incident인 트리거에서 시작하게 하세요.", en: "Let it follow a trigger with source: incident." },
  });
};

const checkInputs = (step: Step, steps: readonly Step[], path: string, report: Report): Step["with"] => {
  if (!isActionName(step.do)) {
    missing("scenario.unknown-action", { ko: "동작", en: "action" }, step.do, ACTION_NAMES, `${path}.do`, report);
    return step.with;
  }
  const action: ActionSignature = ACTIONS[step.do];
  const read = action.inputs.read(step.with as Json, `${path}.with`, report);
  if (read === undefined) return step.with;
  const inputs: Record<string, unknown> = { ...read };
  const references = Object.entries(action.references);
  if (references.length === 0) return inputs;
  const before = stepsBefore(steps, step.id);
  for (const [input, kind] of references) {
    const offers = before.flatMap((earlier) =>
      isActionName(earlier.do)
        ? Object.entries((ACTIONS[earlier.do] as ActionSignature).outputs)
            .filter(([, output]) => output.kind === kind)
            .map(([name]) => `$${earlier.id}.${name}`)
        : [],
    );
    const written = inputs[input];
    if (written === undefined && offers[0] !== undefined) inputs[input] = offers[0];
    else if (written === undefined) {
      report.add({
        code: "scenario.no-units",
        path,
        message: {
          ko: `단계 "${step.id}"은(는) 보낸 차량이 필요한데 앞에 차량을 보내는 단계가 없습니다.`,
          en: `The step "${step.id}" needs units that were sent, but no step before it sends any.`,
        },
        hint: { ko: "after에 unit.dispatch 단계를 두세요.", en: "Let it wait for a step that does unit.dispatch." },
      });
    } else if (typeof written === "string" && !offers.includes(written)) {
      missing(
        "scenario.unknown-output",
        { ko: "앞 단계의 출력", en: "output of an earlier step" },
        written,
        offers,
        `${path}.with.${input}`,
        report,
      );
    }
  }
  return inputs;
};

const INCIDENT_EVENTS: readonly string[] = [
  "IncidentHappened",
  "CallReceived",
  "UnitDispatched",
  "UnitTurnedOut",
  "UnitArrived",
  "UnitLeftScene",
  "UnitReturned",
];
const STEP_EVENTS: readonly string[] = [
  "StepRequested",
  "StepStarted",
  "StepDone",
  "StepBlocked",
  "StepRefused",
  "StepTimedOut",
  "StepFailed",
  "StepLateAnswer",
  "StepCancelled",
  "StepRetried",
  "Notified",
];
export const KPI_EVENTS: readonly string[] = [...INCIDENT_EVENTS, ...STEP_EVENTS];

const KEYS_OF_MEASURE: Readonly<Record<Kpi["measure"], readonly (keyof Kpi)[]>> = {
  mean: ["from", "to"],
  share: ["from", "to", "limitS"],
  percentile: ["from", "to", "percentile"],
  count: ["to"],
  meanDelay: ["of"],
  recovery: [],
};
const CLOCK_KEYS: readonly (keyof Kpi)[] = ["from", "to", "limitS", "percentile", "of"];

const checkKpi = (kpi: Kpi, stepIds: readonly string[], path: string, report: Report): void => {
  const needed = KEYS_OF_MEASURE[kpi.measure];
  for (const key of CLOCK_KEYS) {
    if (needed.includes(key) && kpi[key] === undefined) {
      report.add({
        code: "scenario.missing-key",
        path,
        message: {
          ko: `measure: ${kpi.measure}인 KPI에 "${key}" 키가 없습니다.`,
          en: `A KPI with measure: ${kpi.measure} lacks the key "${key}".`,
        },
        hint: { ko: `"${key}: …"를 더하세요.`, en: `Add "${key}: …".` },
      });
    } else if (!needed.includes(key) && kpi[key] !== undefined) {
      report.add({
        code: "scenario.unknown-key",
        path: `${path}.${key}`,
        onKey: true,
        message: {
          ko: `measure: ${kpi.measure}에는 "${key}"이(가) 쓰이지 않습니다.`,
          en: `The key "${key}" has no meaning with measure: ${kpi.measure}.`,
        },
        hint:
          needed.length === 0
            ? { ko: "이 키를 지우세요.", en: "Remove it." }
            : { ko: `쓰이는 것: ${needed.join(", ")}.`, en: `It takes ${needed.join(", ")}.` },
      });
    }
  }
  for (const key of ["from", "to"] as const) {
    const written = kpi[key];
    if (written === undefined) continue;
    const colon = written.indexOf(":");
    const event = colon < 0 ? written : written.slice(0, colon);
    const step = colon < 0 ? undefined : written.slice(colon + 1);
    if (!KPI_EVENTS.includes(event))
      missing("scenario.unknown-event", { ko: "사건 기록", en: "event" }, event, KPI_EVENTS, `${path}.${key}`, report);
    else if (step !== undefined && !stepIds.includes(step))
      missing("scenario.unknown-step", { ko: "단계", en: "step" }, step, stepIds, `${path}.${key}`, report);
    else if (step !== undefined && !STEP_EVENTS.includes(event))
      missing("scenario.unknown-event", { ko: "단계의 사건 기록", en: "event of a step" }, event, STEP_EVENTS, `${path}.${key}`, report);
  }
};

const checkArms = (scenario: Unfinished, agreementIds: readonly string[], stepIds: readonly string[], report: Report): void => {
  const armIds = scenario.arms.map(({ id }) => id);
  if (!armIds.includes(scenario.baseline))
    missing("scenario.unknown-arm", { ko: "비교안(arm)", en: "arm" }, scenario.baseline, armIds, "baseline", report);
  for (const arm of scenario.arms) checkArm(arm, agreementIds, stepIds, report);
};

const checkArm = (arm: Arm, agreementIds: readonly string[], stepIds: readonly string[], report: Report): void => {
  arm.without.forEach((name, index) => {
    if (!stepIds.includes(name))
      missing("scenario.unknown-step", { ko: "단계", en: "step" }, name, stepIds, `arms.${arm.id}.without[${index}]`, report);
  });
  for (const name of Object.keys(arm.agreements)) {
    if (name !== "*" && !agreementIds.includes(name))
      missing(
        "scenario.unknown-agreement",
        { ko: "협약", en: "agreement" },
        name,
        ["*", ...agreementIds],
        `arms.${arm.id}.agreements.${name}`,
        report,
        true,
      );
  }
};
