import { expect, test } from "vitest";
import { armOnDayOf, branchOf, parentOf, readRunName, rulingArm, runName } from "./run-name.ts";

test("an arm of the open day is called by its id, and every name says which run it means", () => {
  expect(readRunName("no-agreements")).toEqual({ arm: "no-agreements", replication: undefined, before: [] });
  for (const name of ["plan", "plan#7", "today>1098000>plan", "today>0>plan>60000>today#0"]) expect(runName(readRunName(name))).toBe(name);
});

test("a branch keeps what ruled before, each until its moment", () => {
  const first = branchOf("today#3", 1_098_000, "plan");
  expect(readRunName(first)).toEqual({ arm: "plan", replication: 3, before: [{ arm: "today", untilMs: 1_098_000 }] });
  expect(parentOf(first)).toBe("today#3");
  expect(parentOf("today#3")).toBeUndefined();
  expect(parentOf(branchOf(first, 2_000_000, "today"))).toBe(first);
});

test("before its own moment, or at it, a branch is still its parent: that is what branches there", () => {
  expect(branchOf("today>900000>plan", 600_000, "route-only")).toBe("today>600000>route-only");
  expect(branchOf("today>900000>plan", 900_000, "route-only")).toBe("today>900000>route-only");
});

test("branching into the arm that rules already is no branch", () => {
  expect(branchOf("plan", 600_000, "plan")).toBe("plan");
  expect(branchOf("today>900000>plan", 950_000, "plan")).toBe("today>900000>plan");
  expect(branchOf("today>900000>plan", 600_000, "today")).toBe("today");
});

test("the moment of a branch is its past's: whose rules hold is told by the millisecond", () => {
  const twice = "today>900000>plan>1800000>today";
  expect([0, 900_000, 900_001, 1_800_000, 1_800_001].map((atMs) => rulingArm(twice, atMs))).toEqual([
    "today",
    "today",
    "plan",
    "plan",
    "today",
  ]);
});

test("an arm on the day of another run is a plain arm of that morning", () => {
  expect(armOnDayOf("today", "plan>5>today#7")).toBe("today#7");
});
