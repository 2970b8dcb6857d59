import { expect, test } from "vitest";
import { kindOf, sortDropped } from "./dropped-files.ts";

test("a file is known by what is in it", () => {
  expect(
    [
      '{"agencies":[],"format":"city"}',
      ' {"format": "demand", "trips": {}}',
      "# 소방차\nschemaVersion: 1\nscenario: {id: x}",
      '{"schemaVersion":1,"arms":[{"physicalHash":"0"}]}',
      "<osm/>",
      '{"type":"FeatureCollection"}',
    ].map(kindOf),
  ).toEqual(["city", "demand", "scenario", "result", undefined, undefined]);
});

test("files of unknown kind are named, and the good ones beside them go on", async () => {
  const outcome = await sortDropped([new File(["<osm/>"], "jamsil.osm"), new File(['{"format":"city"}'], "city.json")]);
  expect(outcome.problems.map(({ code, file }) => [code, file])).toEqual([["app.unknown-file", "jamsil.osm"]]);
  expect(outcome.files.city?.name).toBe("city.json");
});

test("city, demand and scenario are told apart in any order", async () => {
  const outcome = await sortDropped([
    new File(["schemaVersion: 1"], "a.yaml"),
    new File(['{"format":"demand"}'], "b"),
    new File(['{"format":"city"}'], "c"),
  ]);
  expect(Object.keys(outcome.files).sort((a, b) => (a < b ? -1 : 1))).toEqual(["city", "demand", "scenario"]);
});

test("a result of another version is a problem, not a crash", async () => {
  const outcome = await sortDropped([new File(['{"schemaVersion":99,"arms":[{"physicalHash":"0"}]}'], "r.json")]);
  expect(outcome.problems.map(({ code, file }) => [code, file])).toEqual([["result.other-version", "r.json"]]);
});

test("several bad files are several problems, each under its own name", async () => {
  const broken = new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]);
  const outcome = await sortDropped([new File([], "nothing.json"), new File([broken], "city.json.gz"), new File(["x,y"], "stations.csv")]);
  expect(outcome.problems.map(({ code, file }) => [code, file])).toEqual([
    ["app.empty-file", "nothing.json"],
    ["file.broken-gzip", "city.json.gz"],
    ["app.unknown-file", "stations.csv"],
  ]);
});

test("a file that went away is a problem with its name", async () => {
  const gone = Object.assign(new File([], "moved.json"), { arrayBuffer: () => Promise.reject(new DOMException("gone", "NotFoundError")) });
  const { problems } = await sortDropped([gone]);
  expect(problems.map(({ code, file }) => [code, file])).toEqual([["app.unreadable", "moved.json"]]);
});
