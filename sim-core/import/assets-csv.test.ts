import { array, assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { crossroadsCity } from "../model/crossroads-city.ts";
import { makeSnap } from "../model/nearest-street.ts";
import { type AssetMapping, assetsFromCsv, assetsFromGeoJson } from "./assets-csv.ts";
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
      attributes: {},
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

test("what a table says of stations, hospitals and cameras is taken under the headers that agencies write", () => {
  const stations = assetsOf("안전센터명,위도,경도,펌프차수,구급차수\n가119안전센터,0,1,3,2\n");
  expect(stations.assets.map(({ attributes }) => attributes)).toEqual([{ units: 3, ambulances: 2 }]);
  const hospitals = assetsOf(
    '병원명,위도,경도,병상수,응급병상수,가용병상,외상,화상,심장,뇌졸중\n가병원,0,1,"1,200",30,4,1,0,1,1\n나병원,0,0.5,80,5,9,,,,\n',
  );
  // Nine free of five emergency beds cannot be: the five are believed.
  expect(hospitals.assets.map(({ attributes }) => attributes)).toEqual([
    { beds: 80, emergencyBeds: 5 },
    { beds: 1200, emergencyBeds: 30, freeBeds: 4, trauma: 1, burn: 0, cardiac: 1, stroke: 1 },
  ]);
  const cameras = assetsOf(
    "관리기관명,설치목적구분,촬영방면정보,WGS84위도,WGS84경도\n시,생활방범,360도 전방면,0,1\n시,교통단속,90,0,0.5\n시,시설물관리,남서,0,0.2\n시,기타,골목,0,0.1\n",
    { allKind: "camera" },
  );
  // 90 degrees clockwise from north is east, 0 mrad; south-west is 225 degrees, -135 degrees from east.
  expect(cameras.assets.map(({ class: use, attributes }) => [use, attributes])).toEqual([
    [undefined, {}],
    ["facilities", { headingMrad: -2356 }],
    ["traffic", { headingMrad: 0 }],
    ["crime-prevention", { steerable: 1 }],
  ]);
});

test("hydrants out of use are set aside and counted; one that is broken but usable is a hydrant", () => {
  const { assets, leftOut } = assetsOf(
    "용수구분,사용구분,경위도X,경위도Y\n소화전,양호,1,0\n소화전,고장(사용불),0.9,0\n소화전,고장(사용가),0.8,0\n저수조,임시폐전,0.7,0\n",
  );
  expect(assets.map(({ kind, xyMm }) => [kind, xyMm[0]])).toEqual([
    ["hydrant", 80_000],
    ["hydrant", 100_000],
  ]);
  expect(leftOut.map(({ code, count, examples }) => [code, count, examples])).toEqual([["csv.out-of-use", 2, ["a.csv:3", "a.csv:5"]]]);
});

test("the points of a GeoJSON are a table", () => {
  const point = (lon: number, lat: number, properties: object) => ({
    type: "Feature",
    properties,
    geometry: { type: "Point", coordinates: [lon, lat] },
  });
  const features = [
    point(1, 0, { name: "가병원", category: "hospital", beds: 300 }),
    { type: "Feature", properties: { name: "선" }, geometry: { type: "LineString", coordinates: [] } },
    null,
    point(60, 60, { name: "먼병원", category: "hospital" }),
  ];
  const readGeoJson = (value: unknown) =>
    assetsFromGeoJson({
      file: "a.geojson",
      text: JSON.stringify(value),
      mapping: {},
      projection,
      boundsMm: crossroadsCity.boundsMm,
      snap: makeSnap(crossroadsCity.links),
    });
  const outcome = readGeoJson({ type: "FeatureCollection", features });
  if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
  expect(outcome.value.assets.map(({ kind, name, attributes }) => [kind, name?.ko, attributes])).toEqual([
    ["hospital", "가병원", { beds: 300 }],
  ]);
  expect(outcome.value.leftOut.map(({ code, count, examples }) => [code, count, examples])).toEqual([
    ["csv.no-place", 2, ["a.geojson:2", "a.geojson:3"]],
    ["csv.outside", 1, ["a.geojson:4"]],
  ]);
  const wrong = readGeoJson({ type: "FeatureCollection", features: 5 });
  expect(wrong.ok ? [] : wrong.problems.map(({ code, path }) => [code, path])).toEqual([["geojson.no-features", "features"]]);
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
