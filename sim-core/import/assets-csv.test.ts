import { array, assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { crossroadsCity } from "../model/crossroads-city.ts";
import { makeSnap } from "../model/nearest-street.ts";
import { type AssetMapping, assetsFromCsv } from "./assets-csv.ts";
import type { Projection } from "./projection.ts";
import { readCsv } from "./read-csv.ts";

/** One degree = 100 m, so that the crossroads city reaches from -2 to 2 degrees. */
const projection: Projection = {
  crs: "local",
  originMm: [0, 0],
  toLocalMm: (lon, lat) => [Math.round(lon * 100_000), Math.round(lat * 100_000)],
};

const read = (text: string, mapping: AssetMapping = {}) =>
  assetsFromCsv({ file: "a.csv", text, mapping, projection, boundsMm: crossroadsCity.boundsMm, snap: makeSnap(crossroadsCity.links) });
const assetsOf = (text: string, mapping?: AssetMapping) => {
  const outcome = read(text, mapping);
  if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
  return outcome.value;
};

test("a Korean table with an unnamed first column becomes fire stations on their streets", () => {
  const { assets } = assetsOf(",서ㆍ센터명,유형구분명,위도,경도,구,동\r\n0,잠실119안전센터,안전센터,0.2,-1,송파구,잠실동\r\n");
  expect(assets).toEqual([
    {
      id: "csv:fire-station:0.200000:-1.000000",
      kind: "fire-station",
      xyMm: [-100_000, 20_000],
      name: { ko: "잠실119안전센터", en: "잠실119안전센터" },
      access: { link: "centre-west", offsetMm: 92_500 },
      attributes: { units: 2 },
    },
  ]);
});

test("rows outside the district are counted, bad rows are set aside with line and reason", () => {
  const { assets, leftOut } = assetsOf(
    "name,kind,lat,lon\nA,hospital,0,1\nB,hospital,60,60\nC,hospital,north,1\nD,hospital,1\nE,temple,0,1\nF,hospital,99,0\n",
  );
  expect(assets.map(({ name }) => name?.en)).toEqual(["A"]);
  expect(leftOut.map(({ code, examples }) => [code, examples])).toEqual([
    ["csv.outside", ["a.csv:3"]],
    ["csv.no-place", ["a.csv:4"]],
    ["csv.width", ["a.csv:5"]],
    ["csv.kind", ["a.csv:6"]],
    ["csv.range", ["a.csv:7"]],
  ]);
});

test("columns can be named, and a column that is not there is one clear problem with the header that was found", () => {
  expect(assetsOf("a;b;c\n0,5;1;X\n", { lat: "b", lon: "a", name: "c", allKind: "camera" }).leftOut.length).toBe(1);
  expect(assetsOf("a;b;c\n0.5;1;X\n", { lat: "b", lon: "a", name: "c", allKind: "camera" }).assets.map(({ kind }) => kind)).toEqual([
    "camera",
  ]);
  const outcome = read("a,b\n1,2\n");
  expect(outcome.ok ? [] : outcome.problems.map(({ code, message }) => [code, message.en])).toEqual([
    ["csv.no-coordinates", 'No columns of latitude and longitude were found; the header is "a", "b".'],
  ]);
  const named = read("lat,lon\n1,2\n", { name: "title" });
  expect(named.ok ? [] : named.problems.map(({ code }) => code)).toEqual(["csv.no-column"]);
});

test("two stations at one place keep ids of their own", () => {
  const { assets } = assetsOf("name,kind,lat,lon\nA,소방서,0,1\nB,구조대,0,1\n");
  expect(assets.map(({ id }) => id)).toEqual(["csv:fire-station:0.000000:1.000000", "csv:fire-station:0.000000:1.000000:1"]);
});

test("a quote that never closes is found by its line", () => {
  const outcome = read('lat,lon,name\n0,1,x\n0,1,"open\n');
  expect(outcome.ok ? [] : outcome.problems.map(({ code, line }) => [code, line])).toEqual([["csv.open-quote", 3]]);
});

test("any cells survive being written as CSV and read again", () => {
  const cell = string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replace(/\r/g, "").trim());
  const write = (value: string): string => (/[",;\t\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  void assert(
    property(array(array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 }), (rows) => {
      const kept = rows.filter((row) => row.some((value) => value !== ""));
      const text = ["a,b,c", ...kept.map((row) => row.map(write).join(","))].join("\r\n");
      expect(readCsv(text).rows.map(({ cells }) => cells)).toEqual(kept);
    }),
  );
});
