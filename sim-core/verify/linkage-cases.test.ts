import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadEngine } from "../engine/load-engine.ts";
import { linkageCases } from "./linkage-cases.ts";

const engine = loadEngine(readFileSync(new URL("../engine/pkg/rehearsal_engine_bg.wasm", import.meta.url)));

it.each(linkageCases.map((one) => [one.id, one] as const))("known answer %s", (_, one) => {
  const rows = one.run({ engine, long: false, outsideText: () => undefined });
  if ("skipped" in rows) throw new Error(rows.skipped);
  expect(rows.filter(({ pass }) => !pass)).toEqual([]);
});
