import { expect, test } from "vitest";
import { deskLoads } from "./desk-loads.ts";
import { emptyDigest, foldInstitutionalFacts } from "./run-digest.ts";

const MIN_MS = 60_000;
const changed = (atMin: number, desk: string, busy: number, waiting: number, seats = 2) =>
  ({ kind: "DeskChanged", atMs: atMin * MIN_MS, incident: -1, desk, agency: "fire", busy, seats, waiting }) as const;

test("a desk's load counts from the end of the warm-up to the end of the run, and a line that grows to the end is seen", () => {
  const digest = emptyDigest(20 * MIN_MS, 180 * MIN_MS);
  foldInstitutionalFacts(digest, [
    changed(0, "calm", 2, 0),
    // full in the warm-up, which does not count; then one of two seats for half of the time
    changed(20, "calm", 1, 0),
    changed(100, "calm", 0, 0),
    changed(0, "rush", 0, 0),
    // from the middle on one more waits every ten minutes
    ...Array.from({ length: 8 }, (_, step) => changed(100 + 10 * step, "rush", 2, step + 1)),
  ]);
  expect(deskLoads(digest)).toEqual([
    { desk: "calm", stability: { kind: "steady", utilisationP: 0.25 } },
    { desk: "rush", stability: { kind: "unstable", because: "growing-line", utilisationP: 0.5 } },
  ]);
});

test("a desk that nobody ever manned has no utilisation, and one without a run has no load at all", () => {
  const digest = emptyDigest(0, 60 * MIN_MS);
  foldInstitutionalFacts(digest, [changed(0, "empty", 0, 0, 0)]);
  expect(deskLoads(digest)).toEqual([{ desk: "empty", stability: { kind: "steady", utilisationP: 0 } }]);
  expect(deskLoads(emptyDigest(0, 60 * MIN_MS))).toEqual([]);
});
