import { expect, test } from "vitest";
import { inspectedRun } from "./inspected.ts";

const truck = { kind: "unit", id: 3 } as const;

test("the inspector reads the run in whose picture was clicked, as long as that run is there", () => {
  const clicked = { ...truck, run: "today" };
  expect(inspectedRun({ arm: "plan", split: { arm: "today" }, selection: clicked })).toBe("today");
  expect(inspectedRun({ arm: "plan", split: { arm: "manual" }, selection: clicked })).toBe("plan");
  expect(inspectedRun({ arm: "plan", split: undefined, selection: clicked })).toBe("plan");
});

test("what was selected on stage, in a list or on the time line is read in the run on stage", () => {
  expect(inspectedRun({ arm: "plan", split: { arm: "today" }, selection: truck })).toBe("plan");
  expect(inspectedRun({ arm: "plan", split: undefined, selection: undefined })).toBe("plan");
});
