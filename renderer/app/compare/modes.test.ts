import { expect, test } from "vitest";
import { LAYERS_AT_FIRST } from "../../view/city-view-types.ts";
import { COMPARE_MODES, type CompareMode, inStep, nextMode, pictureSplit, placed } from "./modes.ts";

const LAYERS = LAYERS_AT_FIRST;
const split = { edgeP: 0.3 };
const state = (compareMode: CompareMode, difference: boolean, isSplit = true) => ({
  split: isSplit ? split : undefined,
  compareMode,
  layers: { ...LAYERS, difference },
  selection: undefined as unknown,
});

test("one key goes through all ways to compare and comes back", () => {
  const visited = [...COMPARE_MODES].reduce<CompareMode[]>((seen) => [...seen, nextMode(seen.at(-1) ?? "swipe")], ["swipe"]);
  expect(visited).toEqual(["swipe", "side", "difference", "swipe"]);
});

test("the view shows two pictures, one cut, or one alone", () => {
  expect(COMPARE_MODES.map((compareMode) => pictureSplit({ split, compareMode }))).toEqual([
    { mode: "swipe", edgeP: 0.3 },
    { mode: "side" },
    undefined,
  ]);
  expect(pictureSplit({ split: undefined, compareMode: "side" })).toBeUndefined();
});

test("no run is compared with itself: who stands beside the stage changes places with the one that is put on it", () => {
  const shown = { arm: "plan", split: { arm: "today", edgeP: 0.3 } };
  expect(placed(shown, "today")).toEqual({ arm: "today", split: { arm: "plan", edgeP: 0.3 } });
  expect(placed(shown, "manual")).toEqual({ arm: "manual", split: shown.split });
  expect(placed({ ...shown, split: undefined }, "today")).toEqual({ arm: "today", split: undefined });
});

test("the layer of differences comes with its way to compare and goes with it, and with the comparison", () => {
  expect(inStep(state("difference", false), state("swipe", false))).toEqual({ layers: { ...LAYERS, difference: true } });
  expect(inStep(state("side", true), state("difference", true))).toEqual({ layers: LAYERS });
  expect(inStep(state("difference", true, false), state("difference", true))).toEqual({ layers: LAYERS });
  expect(inStep(state("difference", false), state("difference", false, false))).toEqual({ layers: { ...LAYERS, difference: true } });
});

test("comparing begins with nothing selected, and selecting is free afterwards", () => {
  const selected = { ...state("swipe", false), selection: { kind: "unit", id: 1 } };
  expect(inStep(selected, { ...selected, split: undefined })).toEqual({ selection: undefined });
  expect(inStep(selected, state("swipe", false))).toBeUndefined();
});

test("who takes the layer away has left that way to compare; elsewhere the layer is free", () => {
  expect(inStep(state("difference", false), state("difference", true))).toEqual({ compareMode: "swipe" });
  expect(inStep(state("swipe", true), state("swipe", false))).toBeUndefined();
  expect(inStep(state("swipe", true, false), state("swipe", false, false))).toBeUndefined();
});
