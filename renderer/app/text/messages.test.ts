import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Text } from "../../../sim-core/model/units.ts";
import { fill, MESSAGES } from "./messages.ts";

const ROOT = join(import.meta.dirname, "..");

const sources = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|-messages\.ts$/.test(name))
  .map((name) => readFileSync(join(ROOT, name), "utf8"))
  .join("\n");

/** Keys that are put together: `outcome.${outcome}`. */
const BUILT_PREFIXES = [...sources.matchAll(/`([a-z.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? "");

test("every sentence of the page is used somewhere", () => {
  const unused = Object.keys(MESSAGES).filter(
    (key) => !sources.includes(`"${key}"`) && !BUILT_PREFIXES.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});

test("both languages name the same values and neither is empty", () => {
  const values = (text: string): string[] => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? "").sort((a, b) => (a < b ? -1 : 1));
  const odd = Object.entries<Text>(MESSAGES).filter(
    ([, { ko, en }]) => ko === "" || en === "" || JSON.stringify(values(ko)) !== JSON.stringify(values(en)),
  );
  expect(odd).toEqual([]);
});

test("a Korean sentence is Korean", () => {
  const withoutHangul = Object.entries<Text>(MESSAGES).filter(
    ([, { ko }]) => /[a-z]{3}/i.test(ko.replace(/\{[^}]+\}/g, "")) && !/[가-힣]/.test(ko),
  );
  // The button that changes to English is written in English, for those who need it.
  expect(withoutHangul.map(([key]) => key)).toEqual([]);
});

test("values are filled in, and one that is missing can be seen", () => {
  expect(fill("{done} of {total}", { done: 3 })).toBe("3 of {total}");
});

test("Korean particles fit the word before them, figures and brackets included", () => {
  const said = (kpi: string, to: string): string => fill("{kpi:이/가} {to:으로/로}", { kpi, to });
  expect([said("7분 내 도착률", "81.0%"), said("신고부터 도착까지", "4:53"), said("지체(교차 방향)", "42.0초")]).toEqual([
    "7분 내 도착률이 81.0%로",
    "신고부터 도착까지가 4:53으로",
    "지체(교차 방향)이 42.0초로",
  ]);
});
