/** What a KPI may be made of: which keys go with which measure, which events it may name. */
import { noSuchName, type Report } from "./document-shape.ts";
import type { Kpi } from "./scenario.ts";

const INCIDENT_EVENTS: readonly string[] = [
  "IncidentHappened",
  "CallReceived",
  "CallRepeated",
  "CallTriaged",
  "AddressWrong",
  "AddressCorrected",
  "UnitDispatched",
  "UnitTurnedOut",
  "UnitBlocked",
  "UnitFreed",
  "UnitArrived",
  "UnitLeftScene",
  "UnitReturned",
  "UnitReplaced",
  "UnitMovedUp",
  "UnitTransporting",
  "UnitAtHospital",
  "SceneSeen",
  "SceneNotSeen",
  "StreetDataGiven",
  "PlateRead",
  "PlateNotRead",
  "OwnerFound",
  "OwnerNotFound",
  "OwnerReached",
  "OwnerNotReached",
  "CarMoved",
  "WaterOnFire",
  "CasualtiesReported",
  "HospitalAsked",
  "HospitalAccepted",
  "HospitalRefused",
  "PatientDelivered",
  "PatientTurnedAway",
  "LookedUp",
  "RecordDeleted",
];
export type FieldUnit = "kW" | "mm" | "s" | "count";
/** Numbers that events carry, with the unit of the KPI. */
export const EVENT_FIELDS: Readonly<Record<string, Readonly<Record<string, FieldUnit>>>> = {
  WaterOnFire: { heatKw: "kW", hoseMm: "mm", hydrantMm: "mm" },
  UnitBlocked: { remainingMm: "mm" },
  UnitArrived: { walkMm: "mm" },
  SceneSeen: { sinceCallS: "s", cameras: "count", useful: "count" },
  CasualtiesReported: { patients: "count" },
  StreetDataGiven: { known: "count", present: "count" },
};
const STEP_EVENTS: readonly string[] = [
  "StepRequested",
  "StepQueued",
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
  shareWithout: ["from", "to"],
  meanValue: ["to", "field"],
  utilisation: ["desk"],
};
const CLOCK_KEYS: readonly (keyof Kpi)[] = ["from", "to", "limitS", "percentile", "of", "field", "desk"];

type Known = { readonly stepIds: readonly string[]; readonly deskIds: readonly string[]; readonly kinds: readonly string[] };

export const checkKpi = (kpi: Kpi, { stepIds, deskIds, kinds }: Known, path: string, report: Report): void => {
  if (kpi.kind !== undefined && !kinds.includes(kpi.kind))
    noSuchName("scenario.unknown-kind", { ko: "상황 종류", en: "kind of incident" }, kpi.kind, kinds, `${path}.kind`, report);
  if (kpi.desk !== undefined && !deskIds.includes(kpi.desk))
    noSuchName("scenario.unknown-desk", { ko: "자리(desk)", en: "desk" }, kpi.desk, deskIds, `${path}.desk`, report);
  const fields = Object.keys(EVENT_FIELDS[kpi.to ?? ""] ?? {});
  if (kpi.measure === "meanValue" && kpi.field !== undefined && !fields.includes(kpi.field))
    noSuchName("scenario.unknown-field", { ko: "사건 기록의 값", en: "number of that event" }, kpi.field, fields, `${path}.field`, report);
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
