/** Sentences about units: ordered, rolling, stopped by a car, at the kerb, carrying a patient, home again. */
import { FactKind } from "../contract/facts.ts";
import type { UnitFact } from "../contract/institutional-facts.ts";
import type { Text } from "../model/units.ts";
import { distanceText, timeText } from "./measure-words.ts";
import type { Telling, Told } from "./story.ts";
import { carName, MOVERS, patientName } from "./timeline-words.ts";

const NOTHING: Text = { ko: "", en: "" };

export const unitSentence = (telling: Telling, fact: UnitFact): Told => {
  const name = telling.names.unit(fact.unit);
  const { ko, en } = unitText(telling, fact);
  return {
    kind: fact.kind === "UnitBlocked" || fact.kind === "UnitFreed" ? "car" : "unit",
    text: { ko: `${name.ko}: ${ko}`, en: `${name.en}: ${en}` },
    ...(fact.kind === "UnitBlocked" ? { outcome: "failed" as const } : {}),
  };
};

const unitText = (telling: Telling, fact: UnitFact): Text => {
  const { names, receivedMs } = telling;
  switch (fact.kind) {
    case "UnitDispatched":
      return { ko: "출동 지령을 받음.", en: "ordered out." };
    case "UnitTurnedOut": {
      const order = telling.before(fact, "UnitDispatched");
      const turnoutMs = fact.atMs - (order?.atMs ?? fact.atMs);
      const after = timeText(turnoutMs);
      const route = routeText(telling, fact);
      return turnoutMs === 0
        ? { ko: `바로 출발${route.ko}.`, en: `rolls at once${route.en}.` }
        : { ko: `지령 ${after.ko} 뒤 출발${route.ko}.`, en: `rolls ${after.en} after the order${route.en}.` };
    }
    case "UnitBlocked": {
      const left = fact.remainingMm === undefined ? NOTHING : distanceText(fact.remainingMm);
      const car = fact.car === undefined ? NOTHING : carName(fact.car);
      const where = fact.remainingMm === undefined ? NOTHING : { ko: ` 현장까지 ${left.ko} 남음.`, en: `, ${left.en} short of the scene` };
      return {
        ko: `길이 막혀 멈춤${car.ko === "" ? "" : `: ${car.ko}`}.${where.ko}`,
        en: `stopped${car.en === "" ? "" : ` by ${car.en.toLowerCase()}`}${where.en}.`,
      };
    }
    case "UnitFreed": {
      const stop = telling.before(fact, "UnitBlocked");
      const after = timeText(fact.atMs - (stop?.atMs ?? fact.atMs));
      const who = fact.by === undefined ? NOTHING : MOVERS[fact.by];
      return {
        ko: `${after.ko} 뒤 다시 달림${who.ko === "" ? "" : ` (막던 차: ${who.ko})`}.`,
        en: `drives on after ${after.en}${who.en === "" ? "" : `: the car was ${who.en}`}.`,
      };
    }
    case "UnitArrived": {
      const after = timeText(fact.atMs - receivedMs);
      const walk = distanceText(fact.walkMm ?? 0);
      const onFoot = (fact.walkMm ?? 0) > 0;
      return {
        ko: `신고 ${after.ko} 뒤 현장 도착${onFoot ? `, 마지막 ${walk.ko} 걸어서` : ""}.`,
        en: `at the scene ${after.en} after the call${onFoot ? `, the last ${walk.en} on foot` : ""}.`,
      };
    }
    case "UnitLeftScene":
      return { ko: "현장을 떠남.", en: "leaves the scene." };
    case "UnitReturned":
      return { ko: "돌아옴.", en: "back home." };
    case "UnitRecalled":
      return { ko: "출동이 취소되어 돌아감.", en: "called back." };
    case "UnitReplaced": {
      const other = fact.to === undefined ? NOTHING : names.unit(fact.to);
      return { ko: `더 가까워진 차가 대신 감: ${other.ko}.`, en: `replaced by one that is nearer by now: ${other.en}.` };
    }
    case "UnitMovedUp": {
      const station = fact.station === undefined ? NOTHING : names.asset(fact.station);
      return { ko: `빈 센터를 채우러 감: ${station.ko}.`, en: `moves up to cover ${station.en}.` };
    }
    case "UnitTransporting": {
      const patient = fact.patient === undefined ? NOTHING : patientName(fact.patient);
      return {
        ko: `병원으로 출발${patient.ko === "" ? "" : `: ${patient.ko}`}.`,
        en: `leaves for the hospital${patient.en === "" ? "" : ` with ${patient.en.toLowerCase()}`}.`,
      };
    }
    case "UnitAtHospital":
      return { ko: "병원 도착.", en: "at the hospital." };
  }
};

/** Length of the route that the engine found for this drive, written in the same moment. */
const routeText = ({ drives }: Telling, fact: UnitFact): Text => {
  const departed = drives.find(([kind, atMs, unit]) => kind === FactKind.UnitDeparted && unit === fact.unit && atMs === fact.atMs);
  if (departed === undefined) return NOTHING;
  const length = distanceText(departed[5]);
  return { ko: `, 갈 길 ${length.ko}`, en: `, ${length.en} to go` };
};
