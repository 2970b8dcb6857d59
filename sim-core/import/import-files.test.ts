import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { missing, outsideData } from "../../test/needs.ts";
import { nearestHydrant } from "../model/nearest-hydrant.ts";
import { parseCity } from "../model/parse-city.ts";
import { checkDemandFitsCity, parseDemand } from "../model/parse-demand.ts";
import { printCity } from "../model/print-city.ts";
import { printDemand } from "../model/print-demand.ts";
import { generateDemand } from "./generate-demand.ts";
import { importFiles } from "./import-files.ts";
import type { ImportTools } from "./import-tools.ts";
import { conflictingGreens } from "./signal-plan.ts";

const tools: ImportTools = {
  decode: (bytes, encoding) => {
    try {
      const text =
        encoding === "utf-8" ? new TextDecoder("utf-8", { fatal: true }).decode(bytes) : iconv.decode(Buffer.from(bytes), "cp949");
      return text.includes("\ufffd") ? undefined : text;
    } catch {
      return undefined;
    }
  },
  inflate: (bytes, maxBytes) => {
    try {
      return gunzipSync(bytes, { maxOutputLength: maxBytes });
    } catch {
      return undefined;
    }
  },
};

const text = (name: string, content: string) => ({ name, bytes: new TextEncoder().encode(content) });
const codesOf = (...files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): readonly string[] => {
  const outcome = importFiles(files, tools);
  return outcome.ok
    ? []
    : outcome.problems.map(({ code, file, line }) => [code, file, line].filter((part) => part !== undefined).join(" "));
};

const ROADS = `<osm><node id="1" lon="127.10" lat="37.51"/><node id="2" lon="127.11" lat="37.51"/><node id="3" lon="127.105" lat="37.52"/>
<node id="4" lon="127.105" lat="37.51"/><way id="1"><nd ref="1"/><nd ref="4"/><nd ref="2"/><tag k="highway" v="primary"/></way>
<way id="2"><nd ref="3"/><nd ref="4"/><tag k="highway" v="tertiary"/></way></osm>`;

test("what a file is, is told by its content, packed or not, whatever its name", () => {
  expect(codesOf(text("a.txt", ROADS))).toEqual([]);
  expect(codesOf({ name: "a.gz", bytes: gzipSync(ROADS) })).toEqual([]);
  expect(codesOf(text("a.osm", `\ufeff<?xml version="1.0"?><!-- <net> -->\n${ROADS}`))).toEqual([]);
});

test("a table in CP949 is read as Korean", () => {
  const bytes = new Uint8Array(iconv.encode("이름,종류,위도,경도\r\n똠방119안전센터,안전센터,37.512,127.105\r\n", "cp949"));
  const outcome = importFiles([text("a.osm", ROADS), { name: "b.csv", bytes }], tools);
  if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
  expect(outcome.value.city.assets.map(({ name }) => name?.ko)).toEqual(["똠방119안전센터"]);
  expect(parseCity(printCity(outcome.value.city), "t").ok).toBe(true);
});

test("what a run needs of stations, hospitals and cameras and the source does not say is filled in, counted and listed", () => {
  const table =
    "name,kind,lat,lon,beds,ambulances\nA,안전센터,37.511,127.105,,2\nB,안전센터,37.512,127.105,,\nC,병원,37.513,127.105,900,\nD,병원,37.514,127.105,80,\nE,CCTV,37.515,127.105,,\n";
  const outcome = importFiles([text("a.osm", ROADS), text("b.csv", table)], tools);
  if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
  const { city, report } = outcome.value;
  expect(city.assets.map(({ name, attributes }) => [name?.en, attributes])).toEqual([
    ["E", {}],
    ["A", { units: 2, ambulances: 2 }],
    ["B", { units: 2, ambulances: 1 }],
    ["C", { beds: 900, emergencyBeds: 45, trauma: 1, burn: 1, cardiac: 1, stroke: 1 }],
    ["D", { beds: 80, emergencyBeds: 10, trauma: 0, burn: 0, cardiac: 0, stroke: 0 }],
  ]);
  const filled = city.assumptions.filter(({ code }) => code.startsWith("import."));
  expect(filled.map(({ code, params }) => [code, params["stations"] ?? params["hospitals"] ?? params["cameras"]])).toEqual([
    ["import.units", 2],
    ["import.ambulances", 1],
    ["import.emergency-beds", 2],
    ["import.specialists", 2],
    ["import.camera-views", 1],
  ]);
  expect(report.assumptions.slice(-filled.length)).toEqual(filled);
  expect(parseCity(printCity(city), "t").ok).toBe(true);
});

test("a facility that two files have is taken once, and a health centre has no emergency room", () => {
  const map = ROADS.replace(
    "</osm>",
    `<node id="9" lon="127.1051" lat="37.5111"><tag k="amenity" v="hospital"/><tag k="name" v="가병원"/></node></osm>`,
  );
  const table = "name,kind,lat,lon\n가병원,병원,37.5113,127.1052\n나보건소,병원,37.512,127.105\n다병원,병원,37.513,127.105\n";
  const outcome = importFiles([text("a.osm", map), text("b.csv", table)], tools);
  if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
  const { city, report } = outcome.value;
  expect(city.assets.map(({ name, attributes }) => [name?.ko, attributes["emergencyBeds"], attributes["trauma"]])).toEqual([
    ["나보건소", 0, undefined],
    ["다병원", 10, 1],
    ["가병원", 10, 1],
  ]);
  expect(report.leftOut.filter(({ code }) => code === "import.same-facility").map(({ count, examples }) => [count, examples])).toEqual([
    [1, ["b.csv: 가병원"]],
  ]);
  expect(city.assumptions.find(({ code }) => code === "import.no-emergency-room")?.params).toEqual({ hospitals: 1 });
});

describe("hostile input is one clear problem", () => {
  test("a map cut in the middle", () => {
    expect(codesOf(text("cut.osm", ROADS.slice(0, ROADS.length - 30)))).toEqual(["xml.truncated cut.osm 3"]);
    expect(codesOf(text("cut.osm", ROADS.slice(0, 90)))).toEqual(["xml.truncated cut.osm 1"]);
  });
  test("zeros, on their first bytes, before anything is decoded", () => {
    const neverDecodes: ImportTools = { ...tools, decode: () => expect.fail("zeros must not be decoded") };
    const outcome = importFiles([{ name: "zeros.osm", bytes: new Uint8Array(300_000_000) }], neverDecodes);
    expect(outcome.ok ? [] : outcome.problems.map(({ code }) => code)).toEqual(["import.binary"]);
  });
  test("a packed file that swells, or is damaged", () => {
    const small: ImportTools = { ...tools, inflate: (bytes) => tools.inflate(bytes, 1_000_000) };
    const outcome = importFiles([{ name: "bomb.gz", bytes: gzipSync(new Uint8Array(50_000_000)) }], small);
    expect(outcome.ok ? [] : outcome.problems.map(({ code }) => code)).toEqual(["import.damaged-gzip"]);
    expect(codesOf({ name: "x.gz", bytes: new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]) })).toEqual(["import.damaged-gzip x.gz"]);
  });
  test("entities, a document type, bottomless nesting, damage in the middle", () => {
    const laughs = `<!DOCTYPE osm [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><osm><tag k="&b;" v="x"/></osm>`;
    expect(codesOf(text("laughs.osm", laughs))).toEqual(["xml.doctype laughs.osm 1"]);
    expect(codesOf(text("e.osm", `<osm><node id="&x;" lon="1" lat="1"/></osm>`))).toEqual(["xml.damaged e.osm 1"]);
    expect(codesOf(text("deep.osm", `<osm>${"<a>".repeat(100_000)}`))).toEqual(["xml.too-deep deep.osm 1"]);
    expect(codesOf(text("d.osm", "<osm>\n<node id='1' lon='1' lat='1'/>\n<way <nd/></osm>"))).toEqual(["xml.damaged d.osm 3"]);
  });
  test("something else altogether", () => {
    expect(codesOf(text("a.json", "{}"))).toEqual(["import.unknown-format a.json"]);
    expect(codesOf(text("a.html", "<html><body>403</body></html>"))).toEqual(["import.unknown-format a.html"]);
    expect(codesOf(text("a.osm", ""))).toEqual(["import.empty-file a.osm"]);
    expect(codesOf({ name: "a.bin", bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]) })).toEqual(["import.binary a.bin"]);
    expect(codesOf({ name: "a.csv", bytes: new Uint8Array([0x61, 0x2c, 0xff, 0xff]) })).toEqual(["import.encoding a.csv"]);
  });
  test("no map, two maps, files that do not belong together", () => {
    expect(codesOf(text("a.csv", "lat,lon\n1,2\n"))).toEqual(["import.no-map a.csv"]);
    expect(codesOf(text("a.osm", ROADS), text("b.osm", ROADS))).toEqual(["import.one-map-only b.osm"]);
    expect(codesOf(text("a.osm", ROADS), text("b.rou.xml", "<routes/>"))).toEqual(["import.stray-file b.rou.xml"]);
  });
  test("a map without roads", () => {
    expect(codesOf(text("a.osm", "<osm></osm>"))).toEqual(["osm.no-roads a.osm"]);
  });
});

const folder = outsideData().found ?? "";
const outside = (path: string) => {
  const file = `${folder}/${path}`;
  const bytes = path.endsWith(".xz") ? execFileSync("xz", ["-dc", file], { maxBuffer: 1 << 28 }) : readFileSync(file);
  return { name: basename(path).replace(/\.xz$/, ""), bytes: new Uint8Array(bytes) };
};
const imported = (...paths: readonly string[]) => {
  const outcome = importFiles(paths.map(outside), tools);
  if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
  return outcome.value;
};

describe.skipIf(missing(outsideData()))("a real district and real networks", () => {
  test("Jamsil from OSM: at least 98 % of junctions strongly connected through gateways, stations on their streets, safe signals", () => {
    const { city, report } = imported("seoul-jamsil/jamsil.osm", "seoul-jamsil/fire_facilities_wgs84.csv");
    expect(report.connectivity.withGatewaysP).toBeGreaterThanOrEqual(0.98);
    expect(report.connectivity.junctions).toBeGreaterThan(300);
    expect(parseCity(printCity(city), "jamsil").ok).toBe(true);
    expect(city.assets.filter(({ kind }) => kind === "fire-station").map(({ name }) => name?.ko)).toContain("잠실119안전센터");
    expect(city.buildings.length).toBeGreaterThan(1300);
    const movements = new Map(city.movements.map((movement) => [movement.id, movement]));
    for (const signal of city.signals) for (const plan of signal.plans) expect(conflictingGreens(plan, movements), signal.id).toEqual([]);
    expect(
      city.movements.filter(({ id, conflictsWith }) =>
        conflictsWith.some((other) => movements.get(other)?.conflictsWith.includes(id) !== true),
      ),
    ).toEqual([]);
  });

  test("Jamsil's hydrants and hospitals: what is out of use is left out, an emergency room has beds", () => {
    const { city, report } = imported(
      "seoul-jamsil/jamsil.osm",
      "seoul-jamsil/fire_facilities_wgs84.csv",
      "seoul-jamsil/songpa_hydrants_cp949.csv",
      "seoul-jamsil/seoul_major_hospitals.geojson",
    );
    const hydrants = city.assets.filter(({ kind }) => kind === "hydrant");
    const leftOut = (code: string): number =>
      report.leftOut.filter((line) => line.code === code).reduce((sum, { count }) => sum + count, 0);
    // The table of Songpa-gu has 3,739 places to draw water from; 56 of them are closed or broken for good.
    expect(leftOut("csv.out-of-use")).toBe(56);
    expect(hydrants.length).toBeGreaterThan(300);
    const all = new Set(city.assets.map(({ id }) => id));
    expect(all.size).toBe(city.assets.length);
    const stations = city.assets.filter(({ kind }) => kind === "fire-station");
    expect(stations.every(({ attributes }) => attributes["ambulances"] === 1 && attributes["units"] === 2)).toBe(true);
    const hospitals = city.assets.filter(({ kind }) => kind === "hospital");
    expect(hospitals.map(({ name }) => name?.ko)).toContain("서울아산병원");
    expect(hospitals.map(({ name, attributes }) => [name?.ko, attributes["emergencyBeds"]])).toEqual(
      expect.arrayContaining([
        ["서울아산병원", 10],
        ["송파구보건소", 0],
      ]),
    );
    expect(city.assumptions.map(({ code }) => code)).toEqual(expect.arrayContaining(["import.ambulances", "import.emergency-beds"]));
    const reach = nearestHydrant(city);
    const [x0, y0, x1, y1] = city.boundsMm;
    expect(reach([Math.round((x0 + x1) / 2), Math.round((y0 + y1) / 2)])?.distanceMm).toBeLessThan(500_000);
    expect(parseCity(printCity(city), "jamsil").ok).toBe(true);
  });

  test("Jamsil's generated morning is the same for the same seed, and every trip joins links of the city", () => {
    const { city } = imported("seoul-jamsil/jamsil.osm");
    const demand = generateDemand(city, { seed: "1" });
    expect(printDemand(generateDemand(city, { seed: "1" }))).toBe(printDemand(demand));
    expect(printDemand(generateDemand(city, { seed: "2" }))).not.toBe(printDemand(demand));
    expect(parseDemand(printDemand(demand), "d").ok).toBe(true);
    expect(checkDemandFitsCity(demand, city, "d")).toEqual([]);
    expect(demand.trips.id.length).toBeGreaterThan(5000);
  });

  test("Jamsil from SUMO, with its programs", () => {
    const { city, report } = imported("seoul-jamsil/jamsil.net.xml");
    expect(city.signals.length).toBeGreaterThanOrEqual(30);
    expect(report.connectivity.withGatewaysP).toBeGreaterThanOrEqual(0.98);
    expect(parseCity(printCity(city), "jamsil").ok).toBe(true);
  });

  test("a grid of 20 x 20 signals with its 18,001 trips", () => {
    const { city, demand } = imported("sumo/grids/grid20.net.xml.xz", "sumo/grids/g20.rou.xml.xz");
    expect([city.links.length, city.signals.length, demand?.trips.id.length]).toEqual([1680, 400, 18_001]);
    const through = city.links.find(({ id }) => id === "sumo:J10K10");
    expect(through).toMatchObject({ lengthMm: 172_800, speedMmPerS: 13_890, laneCount: 3, roadClass: "arterial" });
    const left = city.movements.find(({ id }) => id === "sumo:J10K10>sumo:K10K11");
    expect(left).toMatchObject({ turn: "left", lanes: [2], signal: "sumo:K10" });
    expect(left?.yieldsTo).toContain("sumo:L10K10>sumo:K10J10");
    expect(city.signals.find(({ id }) => id === "sumo:K10")?.plans[0]).toMatchObject({ cycleMs: 90_000, offsetMs: 0 });
  });

  test("Bologna's cars and buses all keep their routes, and the programs of the additional file are in force", () => {
    const { demand, report } = imported(
      "sumo/bologna/joined_buslanes.net.xml",
      "sumo/bologna/joined.rou.xml",
      "sumo/bologna/joined_busses.rou.xml",
      "sumo/bologna/joined_vtypes.add.xml",
      "sumo/bologna/joined_tls.add.xml",
    );
    expect(demand?.trips.id.length).toBe(11_176);
    expect(report.leftOut.map(({ code }) => code)).not.toContain("sumo.route-broken");
    expect(report.took.find(({ code }) => code === "sumo.program-replaced")?.count).toBe(13);
  });
});
