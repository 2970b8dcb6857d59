import { expect, test } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { type ChainSetting, chainAt } from "./chain-at.ts";

const camera = (id: string, distanceM: number, sees: boolean, couldSee: boolean = sees) =>
  ({ id, class: "crime-prevention", distanceMm: distanceM * 1000, sees, couldSee }) as const;

const SETTING: ChainSetting = {
  steps: [
    { id: "scene", do: "camera.view", class: "crime-prevention", with: { nearest: 2, withinM: 100, steer: false } },
    { id: "plates", do: "plates.read", class: "crime-prevention", with: { withinM: 150, steer: true } },
    { id: "green", do: "signal.preempt", class: "traffic", with: {} },
  ],
  incidents: [
    { cameras: [camera("cam-a", 20, true), camera("cam-b", 60, false, true), camera("cam-c", 90, true), camera("cam-d", 140, true)] },
  ],
  cars: [
    { entity: 41, freeWidthMm: 2100, cameras: [camera("cam-x", 10, false), camera("cam-y", 30, false, true)] },
    { entity: 77, freeWidthMm: 2400, cameras: [] },
  ],
  hospitals: [
    { id: "h-a", beds: 0 },
    { id: "h-b", beds: 2 },
  ],
};

const unit = { incident: 0, unit: 5, agency: "fire" } as const;
const step = { incident: 0, agency: "city" } as const;
const ask = { incident: 0, patient: 0, need: "burn", severe: true, agency: "health" } as const;

const FACTS: readonly InstitutionalFact[] = [
  { kind: "StepStarted", atMs: 10, ...step, step: "scene" },
  { kind: "StepStarted", atMs: 20, ...step, step: "green" },
  { kind: "StepStarted", atMs: 30, ...step, step: "plates" },
  { kind: "PlateRead", atMs: 40, ...step, step: "plates", car: 0, blocks: true },
  { kind: "HospitalAsked", atMs: 50, ...ask, hospital: "h-a" },
  { kind: "HospitalRefused", atMs: 60, ...ask, hospital: "h-a", reason: "no-bed" },
  { kind: "HospitalAsked", atMs: 60, ...ask, hospital: "h-b" },
  { kind: "HospitalAccepted", atMs: 70, ...ask, hospital: "h-b" },
  { kind: "UnitBlocked", atMs: 80, ...unit, car: 0, remainingMm: 90_000 },
  { kind: "CarMoved", atMs: 100, incident: 0, step: "", agency: "fire", car: 0, blocks: true, by: "owner-called" },
  { kind: "UnitFreed", atMs: 100, ...unit, car: 0, by: "owner-called" },
  { kind: "UnitArrived", atMs: 110, ...unit },
  { kind: "WaterOnFire", atMs: 120, ...unit, step: "water", heatKw: 900, hoseMm: 30_000, hydrantMm: 40_000, sceneKnown: true },
  { kind: "UnitTransporting", atMs: 130, ...unit, unit: 9, patient: 0 },
  { kind: "PatientDelivered", atMs: 150, ...ask, hospital: "h-b", unit: 9 },
  { kind: "UnitLeftScene", atMs: 160, ...unit },
];

const at = (atMs: number) => chainAt(SETTING, FACTS, atMs);

test("before anything happens every badly parked car is there and nobody knows of it, except where the streets' own data do", () => {
  expect(at(0)).toEqual({
    cars: [
      { car: 0, parked: 41, freeWidthMm: 2100, isPresent: true, isKnown: false, stops: [] },
      { car: 1, parked: 77, freeWidthMm: 2400, isPresent: true, isKnown: false, stops: [] },
    ],
    hospitals: [
      { hospital: "h-a", freeBeds: 0, answers: [], delivered: 0 },
      { hospital: "h-b", freeBeds: 2, answers: [], delivered: 0 },
    ],
    patients: [],
    cameras: [],
    hoses: [],
  });
  expect(chainAt(SETTING, FACTS, 0, new Set([1])).cars.map(({ isKnown }) => isKnown)).toEqual([false, true]);
});

test("a step that looks uses the nearest cameras within reach, whether they show the scene or not, until a crew is there", () => {
  expect(at(10).cameras.map(({ camera: id, sees }) => [id, sees])).toEqual([
    ["cam-a", true],
    ["cam-b", false],
  ]);
  expect(at(110).cameras).toEqual([]);
});

test("a plate is read through the nearest camera that shows the car, turned if need be", () => {
  expect(at(40).cameras.flatMap(({ camera: id, step: of }) => (of === "plates" ? [id] : []))).toEqual(["cam-y"]);
});

test("a car stops a unit until it is moved", () => {
  expect(at(80).cars[0]).toEqual({
    car: 0,
    parked: 41,
    freeWidthMm: 2100,
    isPresent: true,
    isKnown: true,
    stops: [5],
    last: { kind: "PlateRead", atMs: 40, incident: 0 },
  });
  expect(at(100).cars[0]).toMatchObject({ isPresent: false, stops: [], last: { kind: "CarMoved", by: "owner-called" } });
});

test("hospitals answer, a bed is kept with the yes, and the patient is handed over there", () => {
  const answers = (atMs: number) => at(atMs).hospitals.map((one) => one.answers.map(({ state }) => state));
  expect([55, 60, 70, 150].map(answers)).toEqual([
    [["asked"], []],
    [["refused"], ["asked"]],
    [["refused"], ["accepted"]],
    [[], []],
  ]);
  expect(at(70).hospitals[1]?.freeBeds).toBe(1);
  expect([70, 130, 150].map((atMs) => at(atMs).patients.map(({ state, unit: by, hospital }) => [state, by, hospital]))).toEqual([
    [["waiting", undefined, "h-b"]],
    [["on-board", 9, "h-b"]],
    [["delivered", 9, "h-b"]],
  ]);
  expect(at(150).hospitals[1]).toEqual({ hospital: "h-b", freeBeds: 1, answers: [], delivered: 1 });
});

test("water flows through a hose until its engine leaves", () => {
  expect([119, 120, 160].map((atMs) => at(atMs).hoses)).toEqual([[], [{ incident: 0, unit: 5, sinceMs: 120 }], []]);
});
