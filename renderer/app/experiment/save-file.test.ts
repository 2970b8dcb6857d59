import { expect, test } from "vitest";
import { fileNameOf } from "./save-file.ts";

test("a file is named by what was asked, whatever a scenario or a measure is called", () => {
  const named = (id: string, part: string): string =>
    fileNameOf({ scenario: { id }, seed: "7", replications: 30 } as Parameters<typeof fileNameOf>[0], part, "csv");
  expect(named("fire-preemption", "measures")).toBe("fire-preemption-seed-7-30-pairs-measures.csv");
  expect(named("fire-preemption", "")).toBe("fire-preemption-seed-7-30-pairs.csv");
  expect(named("../소방 차:1", "a/b")).toBe("..-소방-차-1-seed-7-30-pairs-a-b.csv");
});
