import { expect, test } from "vitest";
import type { City } from "../../model/city.ts";
import { parseCity } from "../../model/parse-city.ts";
import { printCity } from "../../model/print-city.ts";
import { sumoNetToCity } from "./net-to-city.ts";
import { readSumoNet } from "./read-net.ts";
import { readSumoRoutes } from "./read-routes.ts";
import { sumoRoutesToDemand } from "./routes-to-demand.ts";

/** A T: the main road w-c-e (two lanes, one of them for buses on w-c) and a minor road s-c that gives way; a footpath beside it. */
const NET = `<net version="1.20">
  <location netOffset="-330000.00,-4150000.00" convBoundary="0,0,400,200" origBoundary="0,0,1,1" projParameter="+proj=utm +zone=52 +ellps=WGS84 +datum=WGS84 +units=m +no_defs"/>
  <edge id=":c_0" function="internal"><lane id=":c_0_0" index="0" speed="13.89" length="9.00" shape="190,100 210,100"/></edge>
  <edge id="wc" from="w" to="c" priority="2" type="highway.secondary" name="Main">
    <lane id="wc_0" index="0" allow="bus" speed="13.89" length="190.00" shape="0,95 190,95"/>
    <lane id="wc_1" index="1" speed="13.89" length="190.00" shape="0,98.4 190,98.4"/>
  </edge>
  <edge id="ce" from="c" to="e" priority="2"><lane id="ce_0" index="0" speed="13.89" length="190.55" shape="210,98.4 400,98.4"/></edge>
  <edge id="sc" from="s" to="c" priority="1"><lane id="sc_0" index="0" speed="8.33" length="0.50" shape="201.6,0 201.6,90"/></edge>
  <edge id="path" from="w" to="s"><lane id="path_0" index="0" allow="pedestrian" speed="1" length="10" shape="0,0 5,5"/></edge>
  <tlLogic id="c" type="static" programID="0" offset="5">
    <phase duration="40" state="GGr"/><phase duration="3" state="yyr"/><phase duration="20" state="rrg"/><phase duration="3" state="rry"/>
  </tlLogic>
  <junction id="w" type="dead_end" x="0.00" y="100.00" incLanes="" intLanes=""/>
  <junction id="c" type="traffic_light" x="200.00" y="100.00" incLanes="wc_0 wc_1 sc_0" intLanes=":c_0_0">
    <request index="0" response="000" foes="100"/>
    <request index="1" response="000" foes="100"/>
    <request index="2" response="011" foes="011"/>
  </junction>
  <junction id="e" type="dead_end" x="400.00" y="100.00" incLanes="ce_0" intLanes=""/>
  <junction id="s" type="dead_end" x="200.00" y="0.00" incLanes="path_0" intLanes=""/>
  <junction id=":c_0_0" type="internal" x="0" y="0" incLanes="" intLanes=""/>
  <connection from="wc" to="ce" fromLane="0" toLane="0" via=":c_0_0" tl="c" linkIndex="0" dir="s" state="O"/>
  <connection from="wc" to="ce" fromLane="1" toLane="0" via=":c_0_0" tl="c" linkIndex="1" dir="s" state="O"/>
  <connection from="sc" to="ce" fromLane="0" toLane="0" via=":c_0_0" tl="c" linkIndex="2" dir="r" state="o"/>
  <connection from=":c_0" to="ce" fromLane="0" toLane="0" dir="s" state="M"/>
</net>`;

const importNet = (text: string, usedEdges: readonly string[] = [], usedTurns: readonly string[] = []) => {
  const net = readSumoNet(text, "t.net.xml");
  return net.ok
    ? sumoNetToCity({ net: net.value, extraPrograms: [], usedEdges: new Set(usedEdges), usedTurns: new Set(usedTurns), id: "t" })
    : net;
};
const cityOf = (text: string): City => {
  const made = importNet(text);
  if (!made.ok) throw new Error(made.problems[0].message.en);
  return made.value.city;
};
const codesOf = (outcome: { readonly ok: boolean; readonly problems?: readonly { readonly code: string; readonly line?: number }[] }) =>
  (outcome.problems ?? []).map(({ code, line }) => `${code}:${line ?? ""}`);

test("lengths, speeds and lanes for cars come over to the millimetre", () => {
  const links = cityOf(NET).links.map(({ id, lengthMm, speedMmPerS, laneCount, roadClass }) => [
    id,
    lengthMm,
    speedMmPerS,
    laneCount,
    roadClass,
  ]);
  expect(links).toEqual([
    ["sumo:ce", 190_550, 13_890, 1, "local"],
    ["sumo:sc", 1000, 8330, 1, "local"],
    ["sumo:wc", 190_000, 13_890, 1, "collector"],
  ]);
});

test("a link's shape is the left edge of its leftmost lane for cars, from node to node", () => {
  expect(cityOf(NET).links.find(({ id }) => id === "sumo:wc")?.shapeMm).toEqual([0, 100_000, 200_000, 100_000]);
});

test("the minor road gives way to the main road, and both know of the conflict", () => {
  const movements = cityOf(NET).movements.map(({ id, turn, lanes, yieldsTo, conflictsWith }) => ({
    id,
    turn,
    lanes,
    yieldsTo,
    conflictsWith,
  }));
  expect(movements).toEqual([
    { id: "sumo:sc>sumo:ce", turn: "right", lanes: [0], yieldsTo: ["sumo:wc>sumo:ce"], conflictsWith: ["sumo:wc>sumo:ce"] },
    { id: "sumo:wc>sumo:ce", turn: "through", lanes: [0], yieldsTo: [], conflictsWith: ["sumo:sc>sumo:ce"] },
  ]);
});

test("the program keeps its cycle, offset and permissive greens", () => {
  const [plan] = cityOf(NET).signals[0]?.plans ?? [];
  expect([plan?.cycleMs, plan?.offsetMs]).toEqual([66_000, 5000]);
  expect(plan?.stages.map(({ greenMs, yellowMs, green, permissive }) => ({ greenMs, yellowMs, green, permissive }))).toEqual([
    { greenMs: 40_000, yellowMs: 3000, green: ["sumo:wc>sumo:ce"], permissive: [] },
    { greenMs: 20_000, yellowMs: 3000, green: ["sumo:sc>sumo:ce"], permissive: ["sumo:sc>sumo:ce"] },
  ]);
});

test("the imported city is a valid city, and an edge without cars is told", () => {
  const made = importNet(NET);
  if (!made.ok) throw new Error(made.problems[0].message.en);
  expect(parseCity(printCity(made.value.city), "t").ok).toBe(true);
  expect(made.value.city.crs).toBe("EPSG:32652");
  expect(made.value.city.originMm).toEqual([330_000_000, 4_150_000_000]);
  expect(made.value.report.leftOut.map(({ code, count }) => [code, count])).toEqual([
    ["sumo.lane-without-cars", 1],
    ["sumo.edge-without-cars", 1],
  ]);
});

test("faults of a network are one clear problem each", () => {
  expect(codesOf(importNet(NET.replace('<edge id="sc" from="s"', '<edge id="sc" from="nowhere"')))).toEqual(["sumo.missing-junction:9"]);
  expect(codesOf(importNet(NET.replace('id="sc" from', 'id="ce" from')))).toEqual(["sumo.duplicate-edge:9"]);
  expect(codesOf(importNet(NET.replace('speed="8.33" ', "")))).toEqual(["sumo.missing-attribute:9"]);
  expect(codesOf(importNet(NET.replace("<net ", '<net lefthand="true" ')))).toEqual(["sumo.left-hand:1"]);
  expect(codesOf(importNet("<net></net>"))).toEqual(["sumo.no-roads:"]);
});

const demandOf = (text: string) => {
  const routes = readSumoRoutes([{ name: "t.rou.xml", text }]);
  if (!routes.ok) return routes;
  const made = importNet(NET, [...routes.value.usedEdges], [...routes.value.usedTurns]);
  return made.ok ? sumoRoutesToDemand(routes.value, made.value.city, made.value.edgesWithoutCars) : made;
};

test("vehicles with routes of their own, named routes, trips and flows become trips in order of departure", () => {
  const made = demandOf(`<routes>
    <vType id="b" vClass="bus"/><route id="r" edges="wc ce"/>
    <flow id="f" begin="10" end="40" period="10" route="r"/>
    <vehicle id="v" depart="00:00:05.5" type="b" route="r"/>
    <trip id="t" from="sc" to="ce" depart="12"/>
  </routes>`);
  if (!made.ok) throw new Error(made.problems[0].message.en);
  const { trips, linkIds } = made.value.demand;
  expect(linkIds).toEqual(["sumo:ce", "sumo:sc", "sumo:wc"]);
  expect(trips.departMs).toEqual([5500, 10_000, 12_000, 20_000, 30_000]);
  expect(trips.vehicleClass).toEqual(["bus", "car", "car", "car", "car"]);
  expect(trips.routeStart).toEqual([0, 2, 4, 4, 6, 8]);
  expect(trips.routeLinks.slice(0, 2)).toEqual([2, 0]);
});

test("a route over an edge that the network lacks is refused with its line", () => {
  const made = demandOf(`<routes>\n<vehicle id="v" depart="0"><route edges="wc gone"/></vehicle>\n</routes>`);
  expect(codesOf(made)).toEqual(["sumo.missing-edge:2"]);
});

test("a route that takes a turn which is not there is left out and counted", () => {
  const made = demandOf(`<routes><vehicle id="v" depart="0"><route edges="wc sc"/></vehicle></routes>`);
  if (!made.ok) throw new Error(made.problems[0].message.en);
  expect(made.value.demand.trips.id).toEqual([]);
  expect(made.value.leftOut.map(({ code, count }) => [code, count])).toEqual([["sumo.route-broken", 1]]);
});
