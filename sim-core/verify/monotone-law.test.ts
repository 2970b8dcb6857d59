import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadEngine } from "../engine/load-engine.ts";
import type { City } from "../model/city.ts";
import { monotoneRows } from "./monotone-law.ts";
import { prepare } from "./prepared-rehearsal.ts";
import { randomRehearsal } from "./random-city.ts";

const engine = loadEngine(readFileSync(new URL("../engine/pkg/rehearsal_engine_bg.wasm", import.meta.url)));
const prepared = prepare(engine, randomRehearsal(61));

const withUnits = (more: number) => (city: City) => ({
  ...city,
  assets: city.assets.map((asset) =>
    asset.kind === "fire-station"
      ? { ...asset, attributes: { ...asset.attributes, units: (asset.attributes["units"] ?? 0) + more } }
      : asset,
  ),
});
const levels = [
  { name: "as-is", city: withUnits(0) },
  { name: "one-more", city: withUnits(1) },
];

test("a law told the wrong way round does not hold, and says on which days", () => {
  const [row] = monotoneRows(prepared, { id: "x", kpi: "response", levels: [...levels].reverse() }, 12);
  expect(row).toMatchObject({ id: "x.one-more-to-as-is", pass: false });
  expect(row?.note).toMatch(/^worse on \d+ of 12 days: #\d+ \+/);
});

test("told the right way it holds; no change at all holds too", () => {
  expect(monotoneRows(prepared, { id: "x", kpi: "response", levels }, 12).map(({ pass }) => pass)).toEqual([true]);
  const [same] = monotoneRows(prepared, { id: "x", kpi: "response", levels: [{ name: "a" }, { name: "b" }] }, 2);
  expect(same).toMatchObject({ got: 0, pass: true });
  expect(same?.note).toBe("nothing changed on any of 2 days");
});
