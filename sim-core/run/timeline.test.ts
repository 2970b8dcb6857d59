import { expect, test } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import { timelineOf } from "./timeline.ts";

const CONTROL_ROOM = { id: "control-room", class: "crime-prevention", title: { ko: "관제실", en: "Control room" }, seats: [] } as const;

const inOrder = (facts: readonly InstitutionalFact[]): readonly TimelineItem[] =>
  timelineOf({ scenario: { steps: [], desks: [CONTROL_ROOM] }, network: { signalIds: [] }, facts, drives: [] });

/** One line per item: what a reader of the lane sees. */
const told = (items: readonly TimelineItem[]): readonly string[] =>
  items.map(
    ({ kind, agency, startMs, endMs, outcome, title, note }) =>
      `${startMs / 1000}-${endMs === undefined ? "" : endMs / 1000} ${agency} ${kind} ${outcome}: ${title.en}${note === undefined ? "" : ` (${note.en})`}`,
  );

const step = { incident: 0, step: "plates", agency: "city" } as const;
const unit = { incident: 0, unit: 1, agency: "fire" } as const;
const car = { incident: 0, car: 6, step: "owners", agency: "registry", blocks: true } as const;
const ask = { incident: 0, patient: 0, need: "trauma", severe: true, agency: "hospital" } as const;

test("a step that waits for a seat shows the wait and the work", () => {
  const items = inOrder([
    { kind: "StepRequested", atMs: 10_000, ...step },
    { kind: "StepQueued", atMs: 10_000, ...step, desk: "control-room" },
    { kind: "StepStarted", atMs: 25_000, ...step },
    { kind: "StepDone", atMs: 40_000, ...step },
  ]);
  expect(told(items)).toEqual([
    "10-40 city step done: plates",
    "10-25 city queue done: plates: waits for a free seat (every seat taken: Control room)",
  ]);
});

test("a step that gives up in the line ends there", () => {
  const items = inOrder([
    { kind: "StepRequested", atMs: 0, ...step },
    { kind: "StepQueued", atMs: 0, ...step, desk: "control-room" },
    { kind: "StepTimedOut", atMs: 60_000, ...step },
  ]);
  expect(items.map(({ kind, endMs, outcome }) => [kind, endMs, outcome])).toEqual([
    ["step", 60_000, "timed-out"],
    ["queue", 60_000, "timed-out"],
  ]);
});

test("a blocked step is one moment with its agreement, whether or not it was asked for", () => {
  const blocked: InstitutionalFact = { kind: "StepBlocked", atMs: 5_000, ...step, agreement: "city-registry", reason: "mou-none" };
  const line = "5-5 city step blocked: plates (city-registry: no agreement)";
  expect(told(inOrder([blocked]))).toEqual([line]);
  expect(told(inOrder([{ kind: "StepRequested", atMs: 5_000, ...step }, blocked]))).toEqual([line]);
});

test("a truck that a car stops, and that drives on when the owner has moved it", () => {
  const items = inOrder([
    { kind: "CallReceived", atMs: 0, incident: 0, incidentKind: "fire", link: 7, offsetMm: 30_000 },
    { kind: "UnitDispatched", atMs: 30_000, ...unit },
    { kind: "UnitTurnedOut", atMs: 90_000, ...unit },
    { kind: "UnitBlocked", atMs: 300_000, ...unit, car: 6, remainingMm: 84_600 },
    { kind: "OwnerReached", atMs: 320_000, ...car },
    { kind: "CarMoved", atMs: 380_000, ...car, by: "owner-called" },
    { kind: "UnitFreed", atMs: 380_000, ...unit, by: "owner-called" },
    { kind: "UnitArrived", atMs: 400_000, ...unit },
    {
      kind: "WaterOnFire",
      atMs: 460_000,
      ...unit,
      step: "water",
      heatKw: 2110.4,
      hoseMm: 45_000,
      hydrantMm: 62_000,
      sceneKnown: true,
    },
    { kind: "UnitLeftScene", atMs: 1_000_000, ...unit },
    { kind: "UnitReturned", atMs: 1_200_000, ...unit },
  ]);
  expect(told(items)).toEqual([
    "0-1000  incident done: Fire",
    "30-90 fire turnout done: Unit 2 turns out",
    "90-400 fire drive done: Unit 2 to the scene",
    "300-380 fire obstruction done: Unit 2 stopped by a parked car (85 m from the scene · moved by its owner, who was called)",
    "320-320 registry car done: Parked car 7: owner reached (it blocks the way of the units)",
    "380-380 registry car done: Parked car 7: car moved (moved by its owner, who was called)",
    "400-1000 fire on-scene done: Unit 2 at work on the scene",
    "460-460 fire water done: Water on the fire (fire 2110 kW, hose 45 m, hydrant 62 m away, the scene was known beforehand)",
    "1000-1200 fire drive done: Unit 2 on its way back",
  ]);
});

test("a crew that goes on by foot has not got its truck past the car", () => {
  const items = inOrder([
    { kind: "UnitTurnedOut", atMs: 90_000, ...unit },
    { kind: "UnitBlocked", atMs: 300_000, ...unit, car: 6, remainingMm: 60_000 },
    { kind: "UnitArrived", atMs: 360_000, ...unit, walkMm: 60_000 },
  ]);
  expect(told(items).slice(0, 2)).toEqual([
    "90-360 fire drive done: Unit 2 to the scene (the last 60 m on foot)",
    "300-360 fire obstruction failed: Unit 2 stopped by a parked car (60 m from the scene)",
  ]);
});

test("an incident goes on until its last unit has left", () => {
  const other = { ...unit, unit: 2 };
  const items = inOrder([
    { kind: "CallReceived", atMs: 0, incident: 0, incidentKind: "fire", link: 7, offsetMm: 0 },
    { kind: "UnitTurnedOut", atMs: 60_000, ...unit },
    { kind: "UnitTurnedOut", atMs: 60_000, ...other },
    { kind: "UnitArrived", atMs: 200_000, ...unit },
    { kind: "UnitLeftScene", atMs: 210_000, ...unit },
    { kind: "UnitArrived", atMs: 300_000, ...other },
    { kind: "UnitLeftScene", atMs: 700_000, ...other },
  ]);
  expect(items.find(({ kind }) => kind === "incident")?.endMs).toBe(700_000);
});

test("hospitals answer one by one, and the ambulance drives where it was accepted", () => {
  const items = inOrder([
    { kind: "CasualtiesReported", atMs: 100_000, incident: 0, by: "camera", patients: 2 },
    { kind: "HospitalAsked", atMs: 110_000, ...ask, hospital: "h-a" },
    { kind: "HospitalRefused", atMs: 130_000, ...ask, hospital: "h-a", reason: "no-bed" },
    { kind: "HospitalAsked", atMs: 130_000, ...ask, hospital: "h-b" },
    { kind: "HospitalAccepted", atMs: 150_000, ...ask, hospital: "h-b" },
    { kind: "UnitTransporting", atMs: 600_000, ...unit, patient: 0 },
    { kind: "UnitAtHospital", atMs: 900_000, ...unit, patient: 0 },
    { kind: "PatientDelivered", atMs: 900_000, ...ask, hospital: "h-b", unit: 1 },
    { kind: "PatientTurnedAway", atMs: 901_000, ...ask, patient: 1, hospital: "h-a", reason: "no-specialist" },
  ]);
  expect(told(items)).toEqual([
    "100-100  casualties done: 2 people to carry (seen by a camera)",
    "110-130 hospital hospital refused: Patient 1: asked to take in (no free bed, severe, trauma)",
    "130-150 hospital hospital done: Patient 1: asked to take in (accepted, severe, trauma)",
    "600-900 fire drive done: Unit 2 to a hospital",
    "900-900 hospital hospital done: Patient 1 handed over (severe, trauma)",
    "901-901 hospital hospital refused: Patient 2 turned away at the door (no specialist on duty)",
  ]);
  expect(items.filter(({ leg }) => leg === "hospital").map(({ patient }) => patient)).toEqual([0]);
});

test("when one of several hospitals says yes the others are asked no more, and after all said no the nearest one must", () => {
  const broadcast = inOrder([
    { kind: "HospitalAsked", atMs: 1_000, ...ask, hospital: "h-a" },
    { kind: "HospitalAsked", atMs: 1_000, ...ask, hospital: "h-b" },
    { kind: "HospitalAccepted", atMs: 9_000, ...ask, hospital: "h-b" },
  ]);
  expect(broadcast.map(({ hospital, endMs, outcome }) => [hospital, endMs, outcome])).toEqual([
    ["h-a", 9_000, "cancelled"],
    ["h-b", 9_000, "done"],
  ]);
  const forced = inOrder([
    { kind: "HospitalAsked", atMs: 1_000, ...ask, hospital: "h-a" },
    { kind: "HospitalRefused", atMs: 9_000, ...ask, hospital: "h-a", reason: "declined" },
    { kind: "HospitalAccepted", atMs: 9_000, ...ask, hospital: "h-a" },
  ]);
  expect(told(forced).at(-1)).toBe("9-9 hospital hospital done: Patient 1: must be taken in (the nearest one, after all refused)");
});

test("the call desk: a wrong address lasts until it is corrected, a second call is a moment", () => {
  const call = { incident: 0, step: "receipt", agency: "fire" } as const;
  const items = inOrder([
    { kind: "AddressWrong", atMs: 20_000, ...call },
    { kind: "CallRepeated", atMs: 40_000, ...call },
    { kind: "AddressCorrected", atMs: 150_000, ...call },
    { kind: "SceneNotSeen", atMs: 160_000, ...step, cameras: 4, useful: 0, sinceCallS: 100, picture: "still" },
  ]);
  expect(told(items)).toEqual([
    "20-150 fire call failed: Wrong address (corrected)",
    "40-40 fire call done: Same call again",
    "160-160 city scene failed: No camera shows the scene (0 of 4 cameras, still pictures)",
  ]);
});

test("a unit for which a nearer one was sent turns back, and a station left empty gets another", () => {
  const items = inOrder([
    { kind: "UnitTurnedOut", atMs: 60_000, ...unit },
    { kind: "UnitReplaced", atMs: 90_000, ...unit, to: 4 },
    { kind: "UnitMovedUp", atMs: 95_000, ...unit, station: "east" },
    { kind: "UnitTurnedOut", atMs: 300_000, ...unit, incident: 1 },
  ]);
  expect(items.map(({ leg, endMs, outcome, incident }) => [leg, endMs, outcome, incident])).toEqual([
    ["scene", 90_000, "cancelled", 0],
    ["standby", 300_000, "done", 0],
    ["scene", undefined, "running", 1],
  ]);
});

test("every item speaks both languages", () => {
  const items = inOrder([
    { kind: "UnitTurnedOut", atMs: 0, ...unit },
    { kind: "UnitBlocked", atMs: 1, ...unit, car: 6 },
    { kind: "PlateNotRead", atMs: 2, ...car },
    { kind: "HospitalAsked", atMs: 3, ...ask, hospital: "h-a" },
    { kind: "CasualtiesReported", atMs: 4, incident: 0, by: "crew", patients: 1 },
  ]);
  const words = items.flatMap(({ title, note }) => [title, ...(note === undefined ? [] : [note])]);
  expect(words).toHaveLength(9);
  expect(words.filter(({ ko }) => !/[가-힣]/.test(ko))).toEqual([]);
  expect(words.filter(({ en }) => !/[a-z]/.test(en) || /[가-힣]/.test(en))).toEqual([]);
});
