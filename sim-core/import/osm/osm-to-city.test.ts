import { expect, test } from "vitest";
import type { City } from "../../model/city.ts";
import { parseCity } from "../../model/parse-city.ts";
import { printCity } from "../../model/print-city.ts";
import { conflictingGreens } from "../signal-plan.ts";
import { osmToCity } from "./osm-to-city.ts";
import { readOsm } from "./read-osm.ts";

type Tags = Readonly<Record<string, string>>;
const tagText = (tags: Tags): string =>
  Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join("");

/** Nodes on a grid of 0.001 degrees: about 88 m east, 111 m north. */
const node = (id: number, column: number, row: number, tags: Tags = {}): string =>
  `<node id="${id}" lon="${(127 + column * 0.001).toFixed(6)}" lat="${(37.5 + row * 0.001).toFixed(6)}">${tagText(tags)}</node>`;
const way = (id: number, nodes: readonly number[], tags: Tags): string =>
  `<way id="${id}">${nodes.map((ref) => `<nd ref="${ref}"/>`).join("")}${tagText(tags)}</way>`;
const osm = (...parts: readonly string[]): string => `<?xml version="1.0"?>\n<osm version="0.6">\n${parts.join("\n")}\n</osm>`;

const outcomeOf = (text: string) => {
  const map = readOsm(text, "t.osm");
  return map.ok ? osmToCity(map.value, "t") : map;
};
const made = (text: string) => {
  const outcome = outcomeOf(text);
  if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
  return outcome.value;
};
const cityOf = (text: string): City => made(text).city;
const linkOf = (city: City, id: string) => {
  const link = city.links.find((found) => found.id === id);
  if (link === undefined) throw new Error(`no link ${id}: ${city.links.map((found) => found.id).join(" ")}`);
  return link;
};

const CROSS_NODES = [node(1, -5, 0), node(2, 0, 0), node(3, 5, 0), node(4, 0, -5), node(5, 0, 5)];

test("a road is split where others cross it, in both directions, with ids of way, segment and direction", () => {
  const city = cityOf(osm(...CROSS_NODES, way(10, [1, 2, 3], { highway: "secondary" }), way(20, [4, 2, 5], { highway: "residential" })));
  expect(city.links.map(({ id }) => id)).toEqual([
    "osm:10:0:b",
    "osm:10:0:f",
    "osm:10:1:b",
    "osm:10:1:f",
    "osm:20:0:b",
    "osm:20:0:f",
    "osm:20:1:b",
    "osm:20:1:f",
  ]);
  expect(city.nodes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    "osm:1 gateway",
    "osm:2 junction",
    "osm:3 gateway",
    "osm:4 gateway",
    "osm:5 gateway",
  ]);
});

test("lanes, limits, one-way, bridges and names are taken; what is not said has the default of its class", () => {
  const city = cityOf(
    osm(
      ...CROSS_NODES,
      way(10, [1, 2], { highway: "primary", lanes: "7", maxspeed: "60", name: "올림픽로", "name:en": "Olympic-ro" }),
      way(11, [3, 2], { highway: "primary", oneway: "-1", lanes: "4", bridge: "yes" }),
      way(20, [4, 2], { highway: "residential", name: "석촌호수로12길" }),
      way(21, [2, 5], { highway: "tertiary", maxspeed: "30 mph" }),
    ),
  );
  const { laneCount, speedMmPerS, name } = linkOf(city, "osm:10:0:f");
  expect({ laneCount, speedMmPerS, name }).toEqual({ laneCount: 4, speedMmPerS: 16_667, name: { ko: "올림픽로", en: "Olympic-ro" } });
  expect(linkOf(city, "osm:10:0:b").laneCount).toBe(3);
  expect(city.links.filter(({ id }) => id.startsWith("osm:11:")).map(({ id, from, bridge }) => [id, from, bridge])).toEqual([
    ["osm:11:0:b", "osm:2", true],
  ]);
  expect(linkOf(city, "osm:20:0:f").roadClass).toBe("alley");
  expect(linkOf(city, "osm:21:0:f")).toMatchObject({ laneCount: 2, speedMmPerS: 13_411, roadClass: "collector" });
});

test("a one-way carriageway lies right of its left edge, a two-way road right of its middle", () => {
  const city = cityOf(
    osm(
      ...CROSS_NODES,
      way(10, [1, 2, 3], { highway: "secondary", oneway: "yes", lanes: "2" }),
      way(20, [4, 2, 5], { highway: "secondary" }),
    ),
  );
  const oneWay = linkOf(city, "osm:10:0:f");
  const twoWay = linkOf(city, "osm:20:0:f");
  const middle = city.nodes.find(({ id }) => id === "osm:2")?.xyMm ?? [0, 0];
  expect(oneWay.shapeMm.slice(-2).map((value, axis) => Math.round((value - (middle[axis] ?? 0)) / 100))).toEqual([0, 30]);
  expect(twoWay.shapeMm.slice(-2)).toEqual([...middle]);
});

test("a second import of the same map gives the same city, byte for byte", () => {
  const text = osm(...CROSS_NODES, way(20, [4, 2, 5], { highway: "residential" }), way(10, [1, 2, 3], { highway: "secondary" }));
  const shuffled = osm(
    way(10, [1, 2, 3], { highway: "secondary" }),
    ...CROSS_NODES.toReversed(),
    way(20, [4, 2, 5], { highway: "residential" }),
  );
  expect(printCity(cityOf(shuffled))).toBe(printCity(cityOf(text)));
});

test("a road that merely continues under a new way number stays one link", () => {
  const city = cityOf(osm(...CROSS_NODES, way(10, [1, 2], { highway: "secondary" }), way(11, [2, 3], { highway: "secondary" })));
  expect(city.links.map(({ id }) => id)).toEqual(["osm:10:0:b", "osm:10:0:f"]);
});

test("footways, driveways and closed roads are left out and counted", () => {
  const { report } = made(
    osm(
      ...CROSS_NODES,
      way(10, [1, 2, 3], { highway: "secondary" }),
      way(11, [4, 2], { highway: "footway" }),
      way(12, [5, 2], { highway: "service" }),
      way(13, [4, 5], { highway: "residential", access: "private" }),
    ),
  );
  expect(report.leftOut.map(({ code, count }) => [code, count])).toEqual([
    ["osm.highway.footway", 1],
    ["osm.highway.service", 1],
    ["osm.highway.residential", 1],
  ]);
});

test("lanes marked on the road are the lanes of the turns", () => {
  const city = cityOf(
    osm(
      ...CROSS_NODES,
      way(10, [1, 2], { highway: "primary", oneway: "yes", lanes: "3", "turn:lanes": "left;through|through|right" }),
      way(11, [2, 3], { highway: "primary", oneway: "yes" }),
      way(20, [4, 2, 5], { highway: "secondary" }),
    ),
  );
  const lanes = city.movements.filter(({ from }) => from === "osm:10:0:f").map(({ turn, lanes: used }) => [turn, used]);
  expect(lanes).toEqual([
    ["through", [1, 2]],
    ["right", [0]],
    ["left", [2]],
  ]);
});

test("a forbidden left turn is not a movement, and only-straight-on forbids the rest", () => {
  const roads = [
    way(10, [1, 2], { highway: "secondary" }),
    way(11, [2, 3], { highway: "tertiary" }),
    way(20, [4, 2], { highway: "secondary" }),
    way(21, [2, 5], { highway: "tertiary" }),
  ];
  const relation = (kind: string): string =>
    `<relation id="1"><member type="way" ref="10" role="from"/><member type="node" ref="2" role="via"/><member type="way" ref="21" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="${kind}"/></relation>`;
  const from10 = (text: string) =>
    cityOf(text)
      .movements.filter(({ from }) => from === "osm:10:0:f")
      .map(({ to }) => to);
  expect(from10(osm(...CROSS_NODES, ...roads))).toEqual(["osm:11:0:f", "osm:20:0:b", "osm:21:0:f"]);
  expect(from10(osm(...CROSS_NODES, ...roads, relation("no_left_turn")))).toEqual(["osm:11:0:f", "osm:20:0:b"]);
  expect(from10(osm(...CROSS_NODES, ...roads, relation("only_left_turn")))).toEqual(["osm:21:0:f"]);
});

/** Two dual carriageways: four nodes 26 m apart that are one junction. */
const dualCrossing = (): string => {
  const near = 0.15;
  return osm(
    node(1, -5, -near),
    node(2, 5, -near),
    node(3, -5, near),
    node(4, 5, near),
    node(5, -near, -5),
    node(6, -near, 5),
    node(7, near, -5),
    node(8, near, 5),
    node(11, -near, -near),
    node(12, near, -near),
    node(13, -near, near),
    node(14, near, near),
    node(15, -0.4, -near, { highway: "crossing", crossing: "traffic_signals" }),
    way(10, [1, 15, 11, 12, 2], { highway: "primary", oneway: "yes", lanes: "4" }),
    way(20, [4, 14, 13, 3], { highway: "primary", oneway: "yes", lanes: "4" }),
    way(30, [6, 13, 11, 5], { highway: "secondary", oneway: "yes", lanes: "3" }),
    way(40, [7, 12, 14, 8], { highway: "secondary", oneway: "yes", lanes: "3" }),
  );
};

test("two divided roads cross at one junction with one signal, whose stages never let streams meet", () => {
  const city = cityOf(dualCrossing());
  expect(city.nodes.filter(({ kind }) => kind === "junction").map(({ id }) => id)).toEqual(["osm:11"]);
  expect(city.links.length).toBe(8);
  expect(city.signals.length).toBe(1);
  const [plan] = city.signals[0]?.plans ?? [];
  if (plan === undefined) throw new Error("the signal has a plan");
  expect(conflictingGreens(plan, new Map(city.movements.map((movement) => [movement.id, movement])))).toEqual([]);
  expect(plan.stages.length).toBe(4);
  expect(plan.cycleMs).toBe(150_000);
  const turns = city.movements.filter(({ from }) => from === "osm:10:0:f").map(({ to, turn }) => `${turn} ${to}`);
  expect(turns.toSorted()).toEqual(["left osm:40:2:f", "right osm:30:2:f", "through osm:10:2:f"]);
  expect(city.movements.filter(({ turn }) => turn === "right").every(({ turnOnRed }) => turnOnRed === true)).toBe(true);
});

test("every green of a generated signal lets people on foot cross at 1 m/s", () => {
  const city = cityOf(dualCrossing());
  const walks = city.signals.flatMap(({ plans }) => plans.flatMap(({ stages }) => stages)).filter(({ walkMs }) => walkMs > 0);
  expect(walks.length).toBeGreaterThan(0);
  for (const stage of walks) expect(stage.greenMs).toBeGreaterThanOrEqual(stage.walkMs + stage.pedClearMs);
});

const turnsLeft = ([ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0]: readonly number[]): boolean =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0;

test("an exit takes only the kerb lane of an expressway, the road itself keeps all of them, and a ramp merges in turn", () => {
  const city = cityOf(
    osm(
      node(1, -5, 0),
      node(2, 0, 0),
      node(3, 5, 0),
      node(4, 3, -1),
      node(5, 2, -1),
      way(10, [1, 2, 3], { highway: "trunk", oneway: "yes", lanes: "4", expressway: "yes" }),
      way(20, [2, 4], { highway: "trunk_link", oneway: "yes" }),
      way(30, [5, 3], { highway: "trunk_link", oneway: "yes" }),
      node(6, 9, 0),
      way(11, [3, 6], { highway: "trunk", oneway: "yes", lanes: "4", expressway: "yes" }),
    ),
  );
  expect(linkOf(city, "osm:10:0:f").roadClass).toBe("motorway");
  const lanes = city.movements.filter(({ from }) => from === "osm:10:0:f").map(({ to, lanes: used }) => [to, used]);
  expect(lanes).toEqual([
    ["osm:10:1:f", [0, 1, 2, 3]],
    ["osm:20:0:f", [0]],
  ]);
  const merge = city.movements.filter(({ to }) => to === "osm:11:0:f").map(({ from, yieldsTo }) => [from, yieldsTo]);
  expect(merge).toEqual([
    ["osm:10:1:f", []],
    ["osm:30:0:f", []],
  ]);
  expect(city.signals).toEqual([]);
});

test("a fire station meets the nearest street, a building without levels has two storeys, a lake is water", () => {
  const city = cityOf(
    osm(
      ...CROSS_NODES,
      way(10, [1, 2, 3], { highway: "secondary" }),
      node(30, 2, 0.2, { amenity: "fire_station", name: "잠실119안전센터" }),
      node(31, 1, 1),
      node(32, 1.5, 1),
      node(33, 1.5, 1.5),
      way(40, [31, 32, 33, 31], { building: "yes" }),
      way(41, [31, 33, 32, 31], { natural: "water" }),
      way(42, [31, 32, 33, 31], { building: "apartments", "building:levels": "15" }),
    ),
  );
  const [station] = city.assets;
  expect(station?.name?.ko).toBe("잠실119안전센터");
  expect(station?.access?.link).toMatch(/^osm:10:0:/);
  expect(city.buildings.map(({ id, storeys, heightMm, use }) => [id, storeys, heightMm, use])).toEqual([
    ["osm:w40", 2, 6000, "other"],
    ["osm:w42", 15, 45_000, "apartment"],
  ]);
  expect(city.water.map(({ id, kind }) => [id, kind])).toEqual([["osm:w41", "lake"]]);
  // Way 41 runs the other way round than way 40; as rings both run counter-clockwise.
  expect(city.water.map(({ ringMm }) => turnsLeft(ringMm))).toEqual([true]);
  expect(city.buildings.map(({ ringMm }) => turnsLeft(ringMm))).toEqual([true, true]);
  expect(parseCity(printCity(city), "t").ok).toBe(true);
});

test("Seoul City Hall lies where the national grid has it", () => {
  // EPSG:5186 of 126.9780 E, 37.5665 N is 198056.37, 551885.03 (National Geographic Information Institute's transformation; 1 cm)
  const city = cityOf(
    `<osm><node id="1" lon="126.9780" lat="37.5665"/><node id="2" lon="126.9790" lat="37.5665"/><way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way></osm>`,
  );
  const place = city.nodes.find(({ id }) => id === "osm:1")?.xyMm ?? [0, 0];
  expect(city.crs).toBe("EPSG:5186");
  expect(Math.abs(city.originMm[0] + place[0] - 198_056_370)).toBeLessThan(10);
  expect(Math.abs(city.originMm[1] + place[1] - 551_885_030)).toBeLessThan(10);
  expect(city.originMm.every((value) => value % 100_000 === 0)).toBe(true);
});

test("words that mean something to JavaScript mean nothing in a map", () => {
  const text = osm(
    ...CROSS_NODES,
    way(10, [1, 2, 3], { highway: "secondary", constructor: "x", __proto__x: "y" }),
    way(11, [4, 2], { highway: "constructor" }),
    way(12, [5, 2], { highway: "__proto__" }),
    node(31, 1, 1),
    node(32, 1.5, 1),
    node(33, 1.5, 1.5),
    way(40, [31, 32, 33, 31], { building: "toString", height: "99999999999" }),
  );
  const { city, report } = made(text);
  expect(city.links.map(({ id }) => id)).toEqual(["osm:10:0:b", "osm:10:0:f"]);
  expect(city.buildings.map(({ use, heightMm }) => [use, heightMm])).toEqual([["tower", 1_000_000]]);
  expect(report.leftOut.map(({ code }) => code)).toEqual(["osm.highway.constructor", "osm.highway.__proto__"]);
  expect(parseCity(printCity(city), "t").ok).toBe(true);
});

test("a building on the other side of the Earth is left out and counted", () => {
  const { city, report } = made(
    osm(
      ...CROSS_NODES,
      way(10, [1, 2, 3], { highway: "secondary" }),
      `<node id="31" lon="-50" lat="10"/><node id="32" lon="-50.1" lat="10"/><node id="33" lon="-50" lat="10.1"/>`,
      way(40, [31, 32, 33, 31], { building: "yes" }),
    ),
  );
  expect(city.buildings).toEqual([]);
  expect(report.leftOut.map(({ code }) => code)).toEqual(["osm.far-away"]);
});

const codesOf = (text: string): readonly string[] => {
  const outcome = outcomeOf(text);
  return outcome.ok ? [] : outcome.problems.map(({ code, line }) => `${code}:${line ?? ""}`);
};

test("faults of a map are one clear problem each, with the line", () => {
  expect(codesOf(osm(node(1, 0, 0)))).toEqual(["osm.no-roads:"]);
  expect(codesOf(osm(node(1, 0, 0), node(1, 1, 0)))).toEqual(["osm.duplicate-id:4"]);
  expect(codesOf('<osm><node id="1" lon="127" lat="375"/></osm>')).toEqual(["osm.coordinates:1"]);
  expect(codesOf('<osm><node id="1" lon="127"/></osm>')).toEqual(["osm.coordinates:1"]);
  expect(codesOf(osm(node(1, 0, 0), node(2, 1, 0), way(1, [1, 2, 3, 4, 5], { highway: "primary" })))).toEqual(["osm.missing-nodes:"]);
  expect(codesOf(osm(node(1, 0, 0), node(2, 5000, 0), way(1, [1, 2], { highway: "primary" })))).toEqual(["osm.too-large-area:"]);
});
