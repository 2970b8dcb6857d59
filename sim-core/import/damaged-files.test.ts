/** Damage at random: an importer may refuse, or take what is left, but it never fails, and what it takes is a valid city. */
import { assert, constantFrom, integer, oneof, property, string, tuple } from "fast-check";
import { expect, test } from "vitest";
import { parseCity } from "../model/parse-city.ts";
import { parseDemand } from "../model/parse-demand.ts";
import { printCity } from "../model/print-city.ts";
import { printDemand } from "../model/print-demand.ts";
import { importFiles } from "./import-files.ts";

const OSM = `<osm><node id="1" lon="127.10" lat="37.51"/><node id="2" lon="127.11" lat="37.51"/><node id="3" lon="127.105" lat="37.52"/>
<node id="4" lon="127.105" lat="37.51"><tag k="highway" v="traffic_signals"/></node><node id="5" lon="127.106" lat="37.511"><tag k="amenity" v="fire_station"/></node>
<way id="1"><nd ref="1"/><nd ref="4"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="lanes" v="5"/><tag k="turn:lanes:forward" v="left|through|right"/></way>
<way id="2"><nd ref="3"/><nd ref="4"/><tag k="highway" v="tertiary"/><tag k="maxspeed" v="50"/><tag k="oneway" v="-1"/></way>
<way id="3"><nd ref="1"/><nd ref="3"/><nd ref="2"/><nd ref="1"/><tag k="building" v="yes"/><tag k="height" v="12"/></way>
<relation id="1"><member type="way" ref="1" role="from"/><member type="node" ref="4" role="via"/><member type="way" ref="2" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/></relation></osm>`;

const NET = `<net><edge id="a" from="w" to="c"><lane id="a_0" index="0" speed="13.89" length="100" shape="0,0 100,0"/></edge>
<edge id="b" from="c" to="e"><lane id="b_0" index="0" speed="13.89" length="100" shape="100,0 200,0"/></edge>
<tlLogic id="c" type="static" programID="0" offset="0"><phase duration="30" state="G"/><phase duration="3" state="y"/><phase duration="20" state="r"/></tlLogic>
<junction id="w" type="dead_end" x="0" y="0"/><junction id="e" type="dead_end" x="200" y="0"/>
<junction id="c" type="traffic_light" x="100" y="0" incLanes="a_0"><request index="0" response="0" foes="0"/></junction>
<connection from="a" to="b" fromLane="0" toLane="0" tl="c" linkIndex="0" dir="s"/></net>`;
const ROUTES = `<routes><vType id="t" vClass="bus"/><route id="r" edges="a b"/><vehicle id="1" type="t" depart="3" route="r"/><flow id="f" begin="0" end="60" number="5" route="r"/><trip id="2" from="a" to="b" depart="1:00"/></routes>`;

const tools = { decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes), inflate: () => undefined };

/** Replaces a stretch by nothing, by digits, by a word or by noise. */
const damage = tuple(
  integer({ min: 0, max: 4000 }),
  integer({ min: 0, max: 30 }),
  oneof(
    constantFrom("", "0", "-1", "1e99", "NaN", "constructor", '"', "<", "/>", "&amp;", "99999999999999999999"),
    string({ maxLength: 8 }),
  ),
);

const damaged = (text: string, [at, length, insert]: readonly [number, number, string]): string => {
  const start = at % text.length;
  return text.slice(0, start) + insert + text.slice(start + length);
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const expectSound = (files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): void => {
  const outcome = importFiles(files, tools);
  if (!outcome.ok) {
    expect(outcome.problems[0].message.ko).not.toBe("");
    return;
  }
  const { city, demand } = outcome.value;
  const again = parseCity(printCity(city), "again");
  expect(again.ok ? [] : again.problems).toEqual([]);
  if (demand === undefined) return;
  const trips = parseDemand(printDemand(demand), "again");
  expect(trips.ok ? [] : trips.problems).toEqual([]);
};

test("a damaged map is refused or taken as far as it is sound", () => {
  void assert(
    property(damage, damage, (first, second) => {
      expectSound([{ name: "a.osm", bytes: bytesOf(damaged(damaged(OSM, first), second)) }]);
    }),
    { numRuns: 600 },
  );
});

test("a damaged network with its routes is refused or taken as far as it is sound", () => {
  void assert(
    property(damage, damage, (first, second) => {
      expectSound([
        { name: "a.net.xml", bytes: bytesOf(damaged(NET, first)) },
        { name: "a.rou.xml", bytes: bytesOf(damaged(ROUTES, second)) },
      ]);
    }),
    { numRuns: 600 },
  );
});
