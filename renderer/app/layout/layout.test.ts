import { expect, test } from "vitest";
import { fittedTo, isLayout, LAYOUTS, limitsOf, movedTo, nameOf, opened, resized } from "./layout.ts";

const places = ({ panel, inspector }: typeof LAYOUTS.planner): readonly string[] => [panel.place, inspector.place];

test("who comes where another stands changes places with it", () => {
  expect([
    places(movedTo(LAYOUTS.planner, "panel", "right")),
    places(movedTo(LAYOUTS.planner, "inspector", "left")),
    places(movedTo(LAYOUTS.planner, "inspector", "below")),
    places(movedTo(movedTo(LAYOUTS.planner, "inspector", "below"), "panel", "right")),
    places(movedTo(LAYOUTS.planner, "panel", "below")),
  ]).toEqual([
    ["right", "left"],
    ["right", "left"],
    ["left", "below"],
    ["right", "below"],
    ["left", "right"],
  ]);
});

test("a panel is moved into the open, and never smaller or larger than can be read", () => {
  const moved = movedTo(opened(LAYOUTS.planner, "inspector", false), "inspector", "below");
  expect([moved.inspector.isOpen, moved.inspector.sizePx]).toEqual([true, 220]);
  expect([resized(moved, "inspector", 9000).inspector.sizePx, resized(moved, "inspector", 1).inspector.sizePx]).toEqual([420, 140]);
  expect([resized(LAYOUTS.planner, "panel", -5).panel.sizePx, limitsOf(LAYOUTS.planner, "inspector")]).toEqual([200, [236, 520]]);
});

test("a small window shows the stage first and gives the layout back when it grows", () => {
  expect(places(fittedTo(LAYOUTS.analyst, true))).toEqual(["left", "card"]);
  expect(fittedTo(LAYOUTS.analyst, true).panel.isOpen).toBe(false);
  expect(fittedTo(LAYOUTS.analyst, false)).toBe(LAYOUTS.analyst);
});

test("what was kept is taken back whole, and anything else is not taken at all", () => {
  for (const layout of Object.values(LAYOUTS)) expect(isLayout(JSON.parse(JSON.stringify(layout)))).toBe(true);
  const wrong = [null, 1, {}, { ...LAYOUTS.planner, panel: { place: "below", sizePx: 1, isOpen: true } }, { ...LAYOUTS.planner, time: {} }];
  expect(wrong.filter(isLayout)).toEqual([]);
});

test("a layout that nobody changed is known by its name", () => {
  expect([nameOf(LAYOUTS.analyst), nameOf(resized(LAYOUTS.analyst, "panel", 222))]).toEqual(["analyst", undefined]);
});
