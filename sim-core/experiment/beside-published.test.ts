import { expect, test } from "vitest";
import type { ExperimentResult } from "../contract/result.ts";
import type { Kpi } from "../model/scenario.ts";
import { besidePublished } from "./beside-published.ts";
import { LARGEST_PREEMPTION_GAIN_P, PREEMPTION_CHANGES, SEVEN_MINUTE_SHARES } from "./published-effects.ts";

const within7: Kpi = { id: "within7", measure: "share", limitS: 420, better: "higher", smallestThatMatters: 0.01, primary: false };
const transport: Kpi = { ...within7, id: "transport", from: "UnitTransporting", to: "UnitAtHospital", limitS: 1800 };
const value = (mean: number) => ({ mean, low: mean - 0.02, high: mean + 0.01 });
const result = (changeP: number) =>
  ({
    arms: [
      { id: "today", kpis: { within7: value(0.7), transport: value(0.96) } },
      { id: "plan", kpis: { within7: value(0.8), transport: value(0.97) } },
    ],
    assumptions: [{ code: "measure.drive-time-change", params: { arm: "plan", changeP, lowP: changeP - 0.05, highP: changeP + 0.05 } }],
  }) as unknown as ExperimentResult;

test("a gain stands beside the published ones and is marked only beyond the largest of them", () => {
  const [inside] = besidePublished(result(-0.66), []);
  const [beyond] = besidePublished(result(-0.68), []);
  expect(
    [inside, beyond].map((one) => (one?.kind === "preemption" ? one.own.map(({ isBeyond, shareP }) => [isBeyond, shareP]) : [])),
  ).toEqual([[[false, -0.66]], [[true, -0.68]]]);
  // Incheon 2024, when congested: press report of the city's pilot
  expect(LARGEST_PREEMPTION_GAIN_P).toBe(0.67);
  expect(PREEMPTION_CHANGES.every(({ fromP, toP, source }) => fromP <= toP && toP <= 0 && source !== "")).toBe(true);
});

test("the seven-minute share stands beside the cities' own, each with its clock", () => {
  const [found] = besidePublished({ ...result(0), assumptions: [] }, [within7]);
  if (found?.kind !== "seven-minutes") throw new Error("expected the seven-minute share");
  expect(found.own.map(({ arm, shareP }) => [arm, shareP])).toEqual([
    ["today", 0.7],
    ["plan", 0.8],
  ]);
  expect(found.clock.en).not.toBe(found.publishedClock.en);
  // National Fire Agency by way of the press: Seoul 93.8 %, Gyeongbuk 45.0 % in 2023
  expect(SEVEN_MINUTE_SHARES.filter(({ year }) => year === "2023").map(({ place, shareP }) => [place.en, shareP])).toEqual([
    ["Korea", 0.681],
    ["Seoul", 0.938],
    ["Daegu", 0.863],
    ["Gyeongbuk", 0.45],
  ]);
});

test("another limit or another clock is not compared with it", () => {
  expect(
    besidePublished({ ...result(0), assumptions: [] }, [
      { ...within7, limitS: 300 },
      { ...within7, from: "UnitTurnedOut" },
    ]),
  ).toEqual([]);
});

test("transports count the share beyond thirty minutes, as published", () => {
  const [found] = besidePublished({ ...result(0), assumptions: [] }, [transport]);
  expect(found?.own[0]).toMatchObject({
    arm: "today",
    shareP: expect.closeTo(0.04, 12),
    lowP: expect.closeTo(0.03, 12),
    highP: expect.closeTo(0.06, 12),
  });
});
