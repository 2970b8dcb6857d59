import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readText } from "./read-text.ts";

test("a city is read plain or packed", async () => {
  const bytes = new TextEncoder().encode('{"title":"강변지구"}');
  expect([await readText(bytes, "city.json"), await readText(gzipSync(bytes), "city.json.gz")]).toEqual([
    { ok: true, value: '{"title":"강변지구"}' },
    { ok: true, value: '{"title":"강변지구"}' },
  ]);
});

test("a small file that unpacks to a huge one is turned away", async () => {
  const bomb = gzipSync(new Uint8Array(3_000_000));
  const outcome = await readText(bomb, "city.json.gz", 1_000_000);
  expect(outcome.ok ? "" : outcome.problems[0].code).toBe("file.too-large");
});

test("a truncated file is a problem with its name", async () => {
  const outcome = await readText(gzipSync(new Uint8Array(10_000)).subarray(0, 30), "city.json.gz");
  expect(outcome.ok ? "" : [outcome.problems[0].code, outcome.problems[0].file]).toEqual(["file.broken-gzip", "city.json.gz"]);
});
