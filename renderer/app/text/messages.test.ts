import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Text } from "../../../sim-core/model/units.ts";
import { fill, MESSAGES } from "./messages.ts";

const ROOT = join(import.meta.dirname, "..");

const CORE = join(ROOT, "../../sim-core");

const textsIn = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|-messages\.ts$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]);

const page = textsIn(ROOT);
const sources = page.map(([, text]) => text).join("\n");
/** Words that a key may end in come from here too: outcomes, states, kinds of roads. */
const vocabulary = [sources, ...[join(CORE, "contract"), join(CORE, "model")].flatMap(textsIn).map(([, text]) => text)].join("\n");

/** Keys that are put together: `outcome.${outcome}`, `tour.${stop}.title`. */
const BUILT = [...sources.matchAll(/`([a-zA-Z.-]+\.)\$\{[^`}]+\}([a-zA-Z.]*)(?:\$\{[^`}]+\})?`/g)].map(([, before = "", after = ""]) => ({
  before,
  after,
}));

/** A word that stands somewhere in quotes, or as a name of a group, can be what a key is put together with. */
const isWord = (word: string): boolean => vocabulary.includes(`"${word}"`) || new RegExp(`\\b${word}: `).test(vocabulary);

const isBuilt = (key: string): boolean =>
  BUILT.some(({ before, after }) => {
    if (!key.startsWith(before) || !key.includes(after, before.length)) return false;
    return key
      .slice(before.length)
      .replace(after, ".")
      .split(".")
      .filter((word) => word !== "")
      .every(isWord);
  });

test("every sentence of the page is used somewhere", () => {
  expect(Object.keys(MESSAGES).filter((key) => !sources.includes(`"${key}"`) && !isBuilt(key))).toEqual([]);
});

test("a sentence that nothing uses would be found, one that is put together would not", () => {
  expect(
    ["settings.theme.neon", "tour.intermission.title", "outcome.timed-out", "settings.quality.low", "tour.alley.text"].map(isBuilt),
  ).toEqual([false, false, true, true, true]);
});

test("no component speaks past the table: what a person reads has two languages", () => {
  // What is printed on keys is the same everywhere.
  const withoutComments = (text: string): string =>
    text
      .replace(/<span className="kbd">\w+<\/span>/g, "")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/(^|\s)\/\/.*$/gm, "");
  const strays = page
    .filter(([name]) => name.endsWith(".tsx"))
    .flatMap(([name, text]) => {
      const hangul = withoutComments(text).match(/[가-힣]+/g) ?? [];
      // Words between tags, and attributes that are read out.
      const words = [
        ...withoutComments(text).matchAll(/>\s*([A-Za-z][a-z]+(?: [a-z]+)*)\s*<\/|(?:aria-label|title|placeholder|alt)="([^"]+)"/g),
      ];
      return [...hangul, ...words.map(([found]) => found)].map((found) => `${name}: ${found}`);
    });
  expect(strays).toEqual([]);
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
