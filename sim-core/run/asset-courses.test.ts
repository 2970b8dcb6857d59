import { expect, test } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { assetCoursesOf } from "./asset-courses.ts";
import type { ChainSetting } from "./chain-at.ts";

const SETTING: ChainSetting = {
  steps: [{ id: "scene", do: "camera.view", class: "traffic", with: { nearest: 1, withinM: 100 } }],
  incidents: [
    { cameras: [{ id: "cam-a", class: "traffic", distanceMm: 20_000, sees: true, couldSee: true }] },
    { cameras: [{ id: "cam-a", class: "traffic", distanceMm: 50_000, sees: false, couldSee: false }] },
  ],
  cars: [],
  hospitals: [
    { id: "h-a", beds: 1 },
    { id: "h-b", beds: 3 },
  ],
};
const step = (kind: "StepStarted" | "StepRefused", atMs: number, incident: number): InstitutionalFact =>
  ({ kind, atMs, incident, step: "scene", agency: "city" }) as InstitutionalFact;
const arrived = (atMs: number, incident: number): InstitutionalFact => ({ kind: "UnitArrived", atMs, incident, unit: 0, agency: "fire" });

test("a camera is looked through until the crew is there, by each incident for itself", () => {
  const facts = [step("StepStarted", 100, 0), step("StepStarted", 200, 1), arrived(300, 0)];
  const look = { camera: "cam-a", step: "scene", agency: "city" };
  expect(assetCoursesOf(SETTING, facts).looks).toEqual([
    { ...look, incident: 0, sees: true, fromMs: 100, toMs: 300 },
    { ...look, incident: 1, sees: false, fromMs: 200 },
  ]);
});

test("who is refused in the same millisecond has not looked", () => {
  expect(assetCoursesOf(SETTING, [step("StepStarted", 100, 0), step("StepRefused", 100, 0)]).looks).toEqual([]);
});

test("a hospital that takes somebody in has a bed less from then on, and handing over changes nothing", () => {
  const ask = { incident: 0, patient: 4, need: "burn", severe: true, agency: "health" } as const;
  const facts: readonly InstitutionalFact[] = [
    { kind: "HospitalAsked", atMs: 10, ...ask, hospital: "h-a" },
    { kind: "HospitalRefused", atMs: 20, ...ask, hospital: "h-a", reason: "no-specialist" },
    { kind: "HospitalAsked", atMs: 20, ...ask, hospital: "h-b" },
    { kind: "HospitalAccepted", atMs: 30, ...ask, hospital: "h-b" },
    { kind: "PatientDelivered", atMs: 90, ...ask, hospital: "h-b", unit: 1 },
  ];
  expect(assetCoursesOf(SETTING, facts).beds).toEqual([
    { hospital: "h-a", atMs: 0, free: 1 },
    { hospital: "h-b", atMs: 0, free: 3 },
    { hospital: "h-b", atMs: 30, free: 2 },
  ]);
});
