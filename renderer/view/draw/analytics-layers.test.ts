import { expect, test } from "vitest";
import { crossroadsCity } from "../../../sim-core/model/crossroads-city.ts";
import { LAYERS_AT_FIRST, type LayerName } from "../city-view-types.ts";
import { buildRoadGraph } from "../geometry/road-graph.ts";
import { STYLE } from "../style.ts";
import { AnalyticsLayers } from "./analytics-layers.ts";
import { delayLevel } from "./junction-delays.ts";

const graph = buildRoadGraph(crossroadsCity);
const layersOf = (): AnalyticsLayers => new AnalyticsLayers(crossroadsCity, graph, STYLE.light);
const all = (): boolean => true;
const ids = (layers: readonly { readonly id: string }[]): readonly string[] => layers.map(({ id }) => id);

test("a delay has the level of service of the Highway Capacity Manual: up to 20, 35, 55 and 80 seconds, and beyond", () => {
  expect([0, 20, 20.1, 35, 36, 55, 56, 80, 80.1].map(delayLevel)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4]);
});

test("layers lie over each other from the ground up, the difference in place of the speed, each run with names of its own", () => {
  const analytics = layersOf();
  analytics.arcs.take([{ fromM: [0, 0], toM: [100, 0], outcome: "running", words: { ko: "", en: "" } }]);
  const order = ["heat", "difference", "delays", "cameras", "queues", "agencies"];
  expect(ids(analytics.layers("main", all))).toEqual(order.map((name) => `main:${name}`));
  expect(ids(layersOf().layers("other", (layer: LayerName) => LAYERS_AT_FIRST[layer]))).toEqual(["other:speed"]);
});

test("what has not changed is the same object, what comes back after it was away is another: deck has ended it meanwhile", () => {
  const analytics = layersOf();
  const first = analytics.layers("main", all);
  expect(analytics.layers("main", all).map((layer, at) => layer === first[at])).not.toContain(false);

  const calls = [{ link: 0, offsetMm: 50_000 }];
  expect([analytics.heat.take(calls), analytics.heat.take([...calls])]).toEqual([true, false]);
  const second = analytics.layers("main", all);
  expect(ids(second.filter((layer, at) => layer !== first[at]))).toEqual(["main:heat"]);

  expect(analytics.layers("main", undefined)).toEqual([]);
  const third = analytics.layers("main", all);
  expect(ids(third)).toEqual(ids(second));
  expect(third.filter((layer, at) => layer === second[at])).toEqual([]);
});
