import { expect, test } from "vitest";
import { excerptOf } from "./source-excerpt.ts";

test("three lines before and after the one that is meant", () => {
  const text = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].join("\r\n");
  const lines = excerptOf(text, { line: 5 });
  expect(lines.map(({ number, text: words, isPlace }) => `${number}${words}${isPlace ? "!" : ""}`)).toEqual([
    "2b",
    "3c",
    "4d",
    "5e!",
    "6f",
    "7g",
    "8h",
  ]);
  expect(excerptOf(text, { line: 1 }).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
});

test("the value that a path names, as far as the path leads", () => {
  const text = JSON.stringify({ links: [{ id: "a", laneCount: 0 }] });
  expect(excerptOf(text, { path: "links[0].laneCount" }).map(({ text: words }) => words)).toEqual([
    'links[0] = {"id":"a","laneCount":0}',
    "links[0].laneCount = 0",
  ]);
  expect(excerptOf(text, { path: "links[7].id" }).map(({ text: words }) => words)).toEqual(['links = [{"id":"a","laneCount":0}]']);
});

test("a file that is no JSON, and a problem without a place, have none", () => {
  expect([excerptOf("{", { path: "a" }), excerptOf("a: 1", {}), excerptOf("{}", { path: "__proto__" })]).toEqual([[], [], []]);
});
