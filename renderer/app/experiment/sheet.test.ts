import fc from "fast-check";
import { expect, test } from "vitest";
import { clipboardText, csvText, type Sheet } from "./sheet.ts";

const sheet = (...rows: Sheet["rows"]): Sheet => ({ part: "made", head: ["이름", "차이 (초)"], rows });

/** A reader of RFC 4180 written for the test: quotes double inside quotes, CRLF ends a row. */
const readCsv = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/(?:(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n))+?(?<=\r\n)/g)].map(([row]) =>
    [...row.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n)/g)].map(([, cell = ""]) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    ),
  );

test("a sheet is a CSV that Excel takes for UTF-8: a mark, a head, CRLF, a quote where one is needed, nothing where nothing is known", () => {
  expect(csvText(sheet(["연계안, 전체", -12.5], ['a "b"', null], ["c", undefined]))).toBe(
    '\uFEFF이름,차이 (초)\r\n"연계안, 전체",-12.5\r\n"a ""b""",\r\nc,\r\n',
  );
});

test("text that a spreadsheet would run is text, a negative figure stays a figure", () => {
  const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"];
  expect(readCsv(csvText(sheet(...formulas.map((text) => [text, -1]))).slice(1)).slice(1)).toEqual(
    formulas.map((text) => [`'${text}`, "-1"]),
  );
});

test("whatever the names are, a reader gets the same cells back", () => {
  const plain = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, fc.integer()), { maxLength: 5 }), (rows) => {
      const [, ...read] = readCsv(csvText(sheet(...rows)).slice(1));
      expect(read).toEqual(rows.map(([text, count]) => [text, String(count)]));
    }),
  );
});

test("on the clipboard a name never breaks out of its cell", () => {
  expect(clipboardText(sheet(["two\nlines\there", 1]))).toBe("이름\t차이 (초)\ntwo lines here\t1");
});
