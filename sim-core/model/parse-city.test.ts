import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { City } from "./city.ts";
import { crossroadsCity } from "./crossroads-city.ts";
import { parseCity } from "./parse-city.ts";
import { hashCity, printCity } from "./print-city.ts";
import { describeProblem } from "./problem.ts";

const codesOf = (source: unknown): readonly string[] => {
  const outcome = parseCity(source, "a.city.json");
  return outcome.ok ? [] : outcome.problems.map((problem) => `${problem.code} @ ${problem.path ?? ""}`);
};
const changed = (change: Partial<City>): unknown => ({ ...crossroadsCity, ...change });

test("a city survives printing and parsing, and its text is canonical", () => {
  const text = printCity(crossroadsCity);
  const outcome = parseCity(text, "a.city.json");
  expect(outcome).toEqual({ ok: true, value: crossroadsCity });
  if (outcome.ok) expect(printCity(outcome.value)).toBe(text);
});

test("the hash of a city ignores the order of keys and sees every value", () => {
  const reordered = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(crossroadsCity).reverse()))) as City;
  expect(hashCity(reordered)).toBe(hashCity(crossroadsCity));
  expect(hashCity({ ...crossroadsCity, boundsMm: [-200_000, -200_000, 200_000, 200_001] })).not.toBe(hashCity(crossroadsCity));
});

test("one feature stands on one line, so that two versions of a city can be compared", () => {
  const before = printCity(crossroadsCity).split("\n");
  const links = crossroadsCity.links.map((link, index) => (index === 0 ? { ...link, laneCount: 1 } : link));
  const after = printCity({ ...crossroadsCity, links }).split("\n");
  expect(after.length).toBe(before.length);
  expect(after.filter((line, index) => line !== before[index]).length).toBe(1);
});

test("a city file of version 1 is read for ever", () => {
  const text = readFileSync(new URL("old-formats/city-1.json", import.meta.url), "utf8");
  expect(codesOf(text)).toEqual([]);
});

test("a city of another version is one clear problem", () => {
  expect(codesOf({ ...crossroadsCity, formatVersion: 2 })).toEqual(["city.other-version @ formatVersion"]);
  expect(codesOf({ ...crossroadsCity, formatVersion: "1" })).toEqual(["city.other-version @ formatVersion"]);
  expect(codesOf({ ...crossroadsCity, format: "demand" })).toEqual(["city.other-format @ format"]);
});

test("what is wrong is named with its path, in Korean and in English", () => {
  const wrong = changed({ links: crossroadsCity.links.map((link, index) => (index === 3 ? { ...link, laneCount: 2.5 } : link)) });
  const outcome = parseCity(wrong, "a.city.json");
  expect(outcome.ok).toBe(false);
  if (outcome.ok) return;
  expect(describeProblem(outcome.problems[0], "en")).toBe(
    "a.city.json links[3].laneCount: Found 2.5; expected an integer. Correct this value. [city.wrong-type]",
  );
  expect(describeProblem(outcome.problems[0], "ko")).toContain("찾은 값: 2.5. 필요한 것: 정수.");
});

test("a misspelt key, a missing key and a value out of range are told apart", () => {
  expect(codesOf({ ...crossroadsCity, waters: [] })).toEqual(["city.unknown-key @ "]);
  const { crs: _crs, ...withoutCrs } = crossroadsCity;
  expect(codesOf(withoutCrs)).toEqual(["city.missing-key @ crs"]);
  expect(codesOf(changed({ boundsMm: [0, 0, 1e12, 0] }))).toEqual(["city.wrong-value @ boundsMm[2]"]);
});

test("every reference of a city is followed", () => {
  const [link, ...links] = crossroadsCity.links;
  const [movement, ...movements] = crossroadsCity.movements;
  const [asset] = crossroadsCity.assets;
  const [signal] = crossroadsCity.signals;
  if (!link || !movement || !asset || !signal) throw new Error("the crossroads city has one of each");
  const plan = signal.plans[0];
  if (!plan) throw new Error("the signal has a plan");
  expect(codesOf(changed({ links: [{ ...link, to: "nowhere" }, ...links] }))).toContain("city.unknown-node @ links[0].to");
  expect(codesOf(changed({ movements: [{ ...movement, lanes: [2] }, ...movements] }))).toEqual(["city.unknown-lane @ movements[0].lanes"]);
  expect(codesOf(changed({ movements: [{ ...movement, yieldsTo: ["x"] }, ...movements] }))).toEqual([
    "city.unknown-movement @ movements[0].yieldsTo[0]",
  ]);
  expect(codesOf(changed({ assets: [{ ...asset, access: { link: "x", offsetMm: 0 } }] }))).toEqual([
    "city.unknown-link @ assets[0].access.link",
  ]);
  const { access: _access, ...noAccess } = asset;
  expect(codesOf(changed({ assets: [noAccess] }))).toEqual(["city.no-access @ assets[0]"]);
  expect(codesOf(changed({ signals: [{ ...signal, plans: [{ ...plan, cycleMs: 91_000 }] }] }))).toEqual([
    "city.cycle @ signals[0].plans[0].cycleMs",
  ]);
  expect(codesOf(changed({ nodes: [...crossroadsCity.nodes, { id: "centre", xyMm: [1, 1], kind: "junction" }] }))).toEqual([
    "city.duplicate-id @ nodes[5].id",
  ]);
});

test("what the response chain needs of a city is optional, and checked where it stands", () => {
  const station = { ...crossroadsCity.assets[0], attributes: { units: 2, ambulances: 1 } };
  const access = { link: "west-centre", offsetMm: 0 };
  const ward = { id: "ward", kind: "hospital", xyMm: [0, 0], access, attributes: { emergencyBeds: 6, freeBeds: 2, trauma: 0, burn: 1 } };
  const lens = { id: "lens", kind: "camera", xyMm: [0, 0], class: "crime-prevention", attributes: { headingMrad: 0, steerable: 1 } };
  const part = { id: "north", name: { ko: "북동", en: "North" }, ringMm: [0, 0, 9, 0, 9, 9], districtType: "old-town" };
  const whole = { ...crossroadsCity, assets: [station, ward, lens], neighbourhoods: [part] };
  const outcome = parseCity(whole, "a.city.json");
  expect(outcome).toEqual({ ok: true, value: whole });
  if (outcome.ok) expect(parseCity(printCity(outcome.value), "a.city.json")).toEqual(outcome);

  const attributes = (change: object): readonly string[] => codesOf({ ...crossroadsCity, assets: [{ ...ward, ...change }] });
  expect(attributes({ attributes: { freeBeds: 1.5 } })).toEqual(["city.attribute @ assets[0].attributes.freeBeds"]);
  expect(attributes({ attributes: { burn: -1 } })).toEqual(["city.attribute @ assets[0].attributes.burn"]);
  expect(attributes({ attributes: { emergencyBeds: 3, freeBeds: 4 } })).toEqual(["city.attribute @ assets[0].attributes.freeBeds"]);
  expect(codesOf({ ...whole, assets: [{ ...lens, attributes: { steerable: 2 } }] })).toEqual([
    "city.attribute @ assets[0].attributes.steerable",
  ]);
  expect(codesOf({ ...whole, assets: [{ ...lens, class: "cinema" }] })).toEqual(["city.wrong-value @ assets[0].class"]);
  expect(codesOf({ ...whole, neighbourhoods: [part, part] })).toEqual(["city.duplicate-id @ neighbourhoods[1].id"]);
  expect(codesOf({ ...whole, neighbourhoods: [{ ...part, ringMm: [0, 0, 1, 1, 2, 0, 3] }] })).toEqual([
    "city.odd-coordinates @ neighbourhoods[0].ringMm",
  ]);
  expect(codesOf({ ...whole, neighbourhoods: [{ ...part, districtType: "village" }] })).toEqual([
    "city.wrong-value @ neighbourhoods[0].districtType",
  ]);
});

test("a hostile file is refused: dangerous keys, bottomless nesting, zeros, a file cut in half", () => {
  expect(codesOf('{"format":"city","__proto__":{"polluted":1}}')).toEqual(["json.dangerous-key @ __proto__"]);
  expect(codesOf("[".repeat(200_000))).toEqual(["json.syntax @ "]);
  expect(codesOf("[".repeat(200_000) + "]".repeat(200_000))).toEqual(["json.too-deep @ [0][0][0][0][0][0]"]);
  expect(codesOf("\0".repeat(1_000_000))).toEqual(["json.syntax @ "]);
  const text = printCity(crossroadsCity);
  const cut = parseCity(text.slice(0, text.length / 2), "a.city.json");
  expect(cut.ok).toBe(false);
  if (!cut.ok) expect(cut.problems[0].message.en).toBe("The JSON ends in the middle.");
});

test("a syntax error is found by line and column", () => {
  const outcome = parseCity('{\n  "format": "city",\n  "id": nope\n}', "a.city.json");
  expect(outcome.ok).toBe(false);
  if (!outcome.ok) expect(outcome.problems).toEqual([expect.objectContaining({ code: "json.syntax", line: 3, column: 9 })]);
});
