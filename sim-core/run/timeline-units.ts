/** Units on the time line: drives by where they lead, cars that stop them, work at the scene, water on the fire. */
import type { UnitFact, WaterFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import type { Text } from "../model/units.ts";
import { type Book, begin, end, moment, note, type OpenItem } from "./timeline-book.ts";
import { MOVERS, metres } from "./timeline-words.ts";

const LEGS: Readonly<Record<NonNullable<TimelineItem["leg"]>, Text>> = {
  scene: { ko: "출동", en: "to the scene" },
  home: { ko: "복귀", en: "on its way back" },
  hospital: { ko: "병원 이송", en: "to a hospital" },
  standby: { ko: "빈 안전센터로 이동", en: "to a station without units" },
};

const unitName = (unit: number): Text => ({ ko: `차량 ${unit + 1}`, en: `Unit ${unit + 1}` });
const named = (unit: number, what: Text): Text => ({ ko: `${unitName(unit).ko} ${what.ko}`, en: `${unitName(unit).en} ${what.en}` });

const drive = (book: Book, fact: UnitFact, leg: NonNullable<TimelineItem["leg"]>): void => {
  end(book, `drive ${fact.unit}`, fact.atMs, "done"); // sent again on its way: that drive ends here
  const item = begin(book, `drive ${fact.unit}`, fact, {
    kind: "drive",
    id: `unit-${fact.unit}`,
    title: named(fact.unit, LEGS[leg]),
    unit: fact.unit,
    fleet: book.fleetOf(fact.unit),
    leg,
  });
  if (fact.patient !== undefined) item.patient = fact.patient;
};

/** Ends the work of a unit at the scene, and the incident with the last unit there. */
const leave = (book: Book, fact: UnitFact): void => {
  end(book, `scene ${fact.unit}`, fact.atMs, "done");
  const stays = (item: OpenItem): boolean =>
    item.incident === fact.incident && (item.kind === "on-scene" || item.kind === "turnout" || item.leg === "scene");
  if (![...book.open.values()].some(stays)) end(book, `incident ${fact.incident}`, fact.atMs, "done");
};

export const writeUnit = (book: Book, fact: UnitFact): void => {
  const [turnout, driving, obstruction] = [`turnout ${fact.unit}`, `drive ${fact.unit}`, `obstruction ${fact.unit}`];
  switch (fact.kind) {
    case "UnitDispatched":
      if (book.open.get(driving)?.leg !== "scene") end(book, driving, fact.atMs, "done");
      begin(book, turnout, fact, {
        kind: "turnout",
        id: `unit-${fact.unit}`,
        title: named(fact.unit, { ko: "출동 준비", en: "turns out" }),
        unit: fact.unit,
      });
      break;
    case "UnitTurnedOut":
      end(book, turnout, fact.atMs, "done");
      drive(book, fact, "scene");
      break;
    case "UnitBlocked": {
      const item = begin(book, obstruction, fact, {
        kind: "obstruction",
        id: `unit-${fact.unit}`,
        title: named(fact.unit, { ko: "주차 차량에 막힘", en: "stopped by a parked car" }),
        note: { ko: `현장까지 ${metres(fact.remainingMm ?? 0)} m`, en: `${metres(fact.remainingMm ?? 0)} m from the scene` },
        unit: fact.unit,
      });
      if (fact.car !== undefined) item.car = fact.car;
      break;
    }
    case "UnitFreed":
      if (fact.by !== undefined) note(book.open.get(obstruction), MOVERS[fact.by]);
      end(book, obstruction, fact.atMs, "done");
      break;
    case "UnitArrived":
      arrive(book, fact);
      break;
    case "UnitRecalled":
      for (const key of [turnout, obstruction]) end(book, key, fact.atMs, "cancelled");
      end(book, driving, fact.atMs, "cancelled");
      end(book, `incident ${fact.incident}`, fact.atMs, "cancelled");
      break;
    case "UnitReplaced": {
      const other = unitName(fact.to ?? 0);
      for (const key of [turnout, obstruction]) end(book, key, fact.atMs, "cancelled");
      end(book, driving, fact.atMs, "cancelled", {
        ko: `더 가까운 ${other.ko} 대신 감`,
        en: `${other.en} is nearer by now and goes instead`,
      });
      break;
    }
    case "UnitLeftScene":
      leave(book, fact);
      drive(book, fact, "home");
      break;
    case "UnitTransporting":
      leave(book, fact);
      drive(book, fact, "hospital");
      break;
    case "UnitMovedUp":
      drive(book, fact, "standby");
      break;
    case "UnitAtHospital":
    case "UnitReturned":
      end(book, driving, fact.atMs, "done");
      break;
  }
};

/** A unit that a car still blocks arrives on foot. */
const arrive = (book: Book, fact: UnitFact): void => {
  const onFoot = fact.walkMm ?? 0;
  if (onFoot > 0)
    note(book.open.get(`drive ${fact.unit}`), {
      ko: `마지막 ${metres(onFoot)} m는 걸어감`,
      en: `the last ${metres(onFoot)} m on foot`,
    });
  end(book, `obstruction ${fact.unit}`, fact.atMs, "failed");
  end(book, `drive ${fact.unit}`, fact.atMs, "done");
  begin(book, `scene ${fact.unit}`, fact, {
    kind: "on-scene",
    id: `unit-${fact.unit}`,
    title: named(fact.unit, { ko: "현장 활동", en: "at work on the scene" }),
    unit: fact.unit,
  });
};

export const writeWater = (book: Book, fact: WaterFact): void => {
  moment(book, fact, "done", {
    kind: "water",
    id: fact.step,
    title: { ko: "방수 시작", en: "Water on the fire" },
    note: {
      ko: `화재 ${Math.round(fact.heatKw)} kW, 호스 ${metres(fact.hoseMm)} m, 소화전까지 ${metres(fact.hydrantMm)} m${fact.sceneKnown ? ", 현장을 미리 앎" : ""}`,
      en: `fire ${Math.round(fact.heatKw)} kW, hose ${metres(fact.hoseMm)} m, hydrant ${metres(fact.hydrantMm)} m away${fact.sceneKnown ? ", the scene was known beforehand" : ""}`,
    },
    unit: fact.unit,
  });
};
