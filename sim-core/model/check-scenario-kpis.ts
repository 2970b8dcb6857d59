/** What a KPI may be made of: which keys go with which measure, which events it may name. */
import { noSuchName, type Report } from "./document-shape.ts";
import type { Kpi } from "./scenario.ts";

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

export const checkKpi = (kpi: Kpi, stepIds: readonly string[], path: string, report: Report): void => {
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
      noSuchName("scenario.unknown-event", { ko: "사건 기록", en: "event" }, event, KPI_EVENTS, `${path}.${key}`, report);
    else if (step !== undefined && !stepIds.includes(step))
      noSuchName("scenario.unknown-step", { ko: "단계", en: "step" }, step, stepIds, `${path}.${key}`, report);
    else if (step !== undefined && !STEP_EVENTS.includes(event))
      noSuchName("scenario.unknown-event", { ko: "단계의 사건 기록", en: "event of a step" }, event, STEP_EVENTS, `${path}.${key}`, report);
  }
};
