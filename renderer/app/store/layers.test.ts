import { expect, test } from "vitest";
import { LAYER_GROUPS, LAYERS_AT_FIRST } from "../../view/city-view-types.ts";
import { ALL_OFF, LAYER_NAMES, layersFrom } from "./layers.ts";

test("every layer stands in exactly one group of the panel", () => {
  const grouped = Object.values(LAYER_GROUPS).flat();
  expect([...grouped].sort()).toEqual([...LAYER_NAMES].sort());
  expect(new Set(grouped).size).toBe(grouped.length);
});

test("what is kept of an earlier sitting counts, what is new or nonsense is as at first", () => {
  expect(layersFrom(undefined)).toEqual(LAYERS_AT_FIRST);
  expect(layersFrom({ speed: false, queues: true, signals: "yes", fog: true })).toEqual({ ...LAYERS_AT_FIRST, speed: false, queues: true });
  expect(Object.values(ALL_OFF)).not.toContain(true);
});
