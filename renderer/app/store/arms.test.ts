import { expect, test } from "vitest";
import { sameInBoth } from "../text/messages.ts";
import { besideOf, todayOrBack } from "./arms.ts";

const arm = (id: string) => ({ id, title: sameInBoth(id) });
const PROJECT = { arms: [arm("today"), arm("plan"), arm("drones")], baseline: "today" };

test("one key shows today, and the same key brings back what was on stage", () => {
  expect(todayOrBack(PROJECT, "drones", "plan")).toBe("today");
  expect(todayOrBack(PROJECT, "today", "drones")).toBe("drones");
});

test("from today without a before, or with one of another project, it leads to the plan", () => {
  expect(todayOrBack(PROJECT, "today", undefined)).toBe("plan");
  expect(todayOrBack(PROJECT, "today", "an arm of another scenario")).toBe("plan");
});

test("where today is the only arm there is nowhere to go back to", () => {
  expect(todayOrBack({ arms: [arm("today")], baseline: "today" }, "today", undefined)).toBeUndefined();
});

test("an arm is laid beside today, and today beside the plan", () => {
  expect([besideOf(PROJECT, "drones"), besideOf(PROJECT, "today")]).toEqual(["today", "plan"]);
  expect(besideOf({ arms: [arm("today")], baseline: "today" }, "today")).toBeUndefined();
});
