/** What a scenario's shape cannot say: that names exist, that no step waits for itself, that expressions can be read. */
import { checkKpi } from "./check-scenario-kpis.ts";
import { checkSteps } from "./check-scenario-steps.ts";
import { noSuchName, type Report, unknownKey } from "./document-shape.ts";
import type { Arm, IncidentRule, OnOutcome, Scenario, Step, Trigger } from "./scenario.ts";
import type { Text } from "./units.ts";
import { compileWhen } from "./when-expression.ts";

type Unfinished = Omit<Scenario, "document">;

/** Answers the steps with their parameters read; reports everything else that is wrong. */
export const checkScenario = (scenario: Unfinished, report: Report): readonly Step[] => {
  const agreementIds = scenario.agreements.map(({ id }) => id);
  const triggerIds = scenario.triggers.map(({ id }) => id);
  const stepIds = scenario.steps.map(({ id }) => id);
  const deskIds = scenario.desks.map(({ id }) => id);
  unique(deskIds, "desks", { ko: "자리", en: "desk" }, report);
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
  const [isAgreement, isStep] = [new Set(agreementIds), new Set(stepIds)];
  let hasAllSteps = true;
  const references: Report = {
    add: (problem) => {
      hasAllSteps = false;
      report.add(problem);
    },
  };
  scenario.steps.forEach((step, index) => {
    checkReferences(step, `steps[${index}]`, { agreementIds, isAgreement, triggerIds, stepIds, isStep, deskIds }, references);
  });
  scenario.agreements.forEach(({ approval }, index) => {
    checkDesk(approval.desk, deskIds, `agreements[${index}].approval.desk`, report);
  });
  const kinds = scenario.incidents.map(({ kind }) => kind);
  scenario.agreements.forEach(({ purposes }, index) => {
    checkPurposes(purposes, kinds, `agreements[${index}].purposes`, report);
  });
  scenario.kpis.forEach((kpi, index) => {
    checkKpi(kpi, { stepIds, deskIds, kinds }, `kpis[${index}]`, report);
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
  incident: { needs: [], refuses: ["atMin", "sensor", "inARow", "silenceS", "event"] },
  reading: { needs: ["sensor"], refuses: ["atMin", "silenceS", "event"] },
  silence: { needs: ["sensor", "silenceS"], refuses: ["atMin", "inARow", "event"] },
  time: { needs: ["atMin"], refuses: ["sensor", "inARow", "silenceS", "event"] },
  event: { needs: ["event"], refuses: ["atMin", "sensor", "inARow", "silenceS"] },
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
  if ((trigger.source === "incident" || trigger.source === "event") && scenario.incidents.length === 0) {
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

type Known = {
  readonly agreementIds: readonly string[];
  readonly isAgreement: ReadonlySet<string>;
  readonly triggerIds: readonly string[];
  readonly stepIds: readonly string[];
  readonly isStep: ReadonlySet<string>;
  readonly deskIds: readonly string[];
};

const checkDesk = (desk: string | undefined, deskIds: readonly string[], path: string, report: Report): void => {
  if (desk === undefined || deskIds.includes(desk)) return;
  noSuchName("scenario.unknown-desk", { ko: "자리(desk)", en: "desk" }, desk, deskIds, path, report);
};

/** An agreement may cover more kinds of incident than this scenario has; one that covers none of them is a slip of the pen. */
const checkPurposes = (purposes: readonly string[], kinds: readonly string[], path: string, report: Report): void => {
  const [first] = purposes;
  if (first === undefined || kinds.length === 0 || purposes.some((purpose) => kinds.includes(purpose))) return;
  noSuchName("scenario.unknown-kind", { ko: "상황 종류", en: "kind of incident" }, first, kinds, `${path}[0]`, report);
};

const checkReferences = (step: Step, path: string, known: Known, report: Report): void => {
  checkDesk(step.desk, known.deskIds, `${path}.desk`, report);
  step.needs.forEach((name, index) => {
    if (!known.isAgreement.has(name))
      noSuchName(
        "scenario.unknown-agreement",
        { ko: "협약", en: "agreement" },
        name,
        known.agreementIds,
        `${path}.needs[${index}]`,
        report,
      );
  });
  step.after.forEach((source, index) => {
    const at = `${path}.after[${index}]`;
    if ("trigger" in source && !known.triggerIds.includes(source.trigger))
      noSuchName("scenario.unknown-trigger", { ko: "트리거", en: "trigger" }, source.trigger, known.triggerIds, `${at}.trigger`, report);
    if ("step" in source && !known.isStep.has(source.step))
      noSuchName("scenario.unknown-step", { ko: "단계", en: "step" }, source.step, known.stepIds, `${at}.step`, report);
  });
  const ends: readonly (readonly [string, OnOutcome])[] = [
    ["onBlocked", step.onBlocked],
    ["onRefused", step.onRefused],
    ["onTimedOut", step.onTimedOut],
    ["onFailed", step.onFailed],
  ];
  for (const [key, outcome] of ends) {
    if (typeof outcome === "object" && !known.stepIds.includes(outcome.run))
      noSuchName("scenario.unknown-step", { ko: "단계", en: "step" }, outcome.run, known.stepIds, `${path}.${key}.run`, report);
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

const checkArms = (scenario: Unfinished, agreementIds: readonly string[], stepIds: readonly string[], report: Report): void => {
  const armIds = scenario.arms.map(({ id }) => id);
  if (!armIds.includes(scenario.baseline))
    noSuchName("scenario.unknown-arm", { ko: "비교안(arm)", en: "arm" }, scenario.baseline, armIds, "baseline", report);
  for (const arm of scenario.arms) checkArm(arm, agreementIds, stepIds, report);
};

const checkArm = (arm: Arm, agreementIds: readonly string[], stepIds: readonly string[], report: Report): void => {
  arm.without.forEach((name, index) => {
    if (!stepIds.includes(name))
      noSuchName("scenario.unknown-step", { ko: "단계", en: "step" }, name, stepIds, `arms.${arm.id}.without[${index}]`, report);
  });
  for (const name of Object.keys(arm.agreements)) {
    if (name !== "*" && !agreementIds.includes(name))
      noSuchName(
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
