import { expect, test } from "vitest";
import { keptOf, packed, type RecentHead } from "./recent-files.ts";

const head = (id: string, openedAtEpochMs: number, bytes = 0): RecentHead => ({
  id,
  openedAtEpochMs,
  bytes,
  title: { ko: id, en: id },
  about: { ko: "", en: "" },
});
const ids = (heads: readonly RecentHead[]): readonly string[] => heads.map(({ id }) => id);

test("the latest stay, the latest first", () => {
  expect(ids(keptOf([head("a", 1), head("c", 3), head("b", 2), head("d", 4)], 3, 100))).toEqual(["d", "c", "b"]);
});

test("what does not fit the budget goes, the oldest first, but never what was opened last", () => {
  expect(ids(keptOf([head("old", 1, 50), head("mid", 2, 40), head("new", 3, 30)], 5, 100))).toEqual(["new", "mid"]);
  expect(ids(keptOf([head("old", 1, 1), head("huge", 2, 500)], 5, 100))).toEqual(["huge"]);
});

test("files are packed once", async () => {
  const once = await packed(new TextEncoder().encode("강변".repeat(100)));
  expect([once[0], once[1], once.byteLength < 100]).toEqual([0x1f, 0x8b, true]);
  expect(await packed(once)).toEqual(once);
});
