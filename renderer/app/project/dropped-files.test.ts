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

test("files of unknown kind are named, each with what to do", async () => {
  const outcome = await sortDropped([new File(["<osm/>"], "jamsil.osm"), new File(['{"format":"city"}'], "city.json")]);
  expect(outcome.ok ? [] : outcome.problems.map(({ code, file }) => [code, file])).toEqual([["app.unknown-file", "jamsil.osm"]]);
});

test("city, demand and scenario are told apart in any order", async () => {
  const outcome = await sortDropped([
    new File(["schemaVersion: 1"], "a.yaml"),
    new File(['{"format":"demand"}'], "b"),
    new File(['{"format":"city"}'], "c"),
  ]);
  expect(outcome.ok ? Object.keys(outcome.value.files).sort((a, b) => (a < b ? -1 : 1)) : []).toEqual(["city", "demand", "scenario"]);
});

test("a result of another version is a problem, not a crash", async () => {
  const outcome = await sortDropped([new File(['{"schemaVersion":99,"arms":[{"physicalHash":"0"}]}'], "r.json")]);
  expect(outcome.ok ? [] : outcome.problems.map(({ code, file }) => [code, file])).toEqual([["result.other-version", "r.json"]]);
});
