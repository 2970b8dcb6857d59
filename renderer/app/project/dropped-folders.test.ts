import { expect, test } from "vitest";
import { type DroppedEntry, filesOfEntries } from "./dropped-folders.ts";

const file = (name: string): DroppedEntry => ({ isFile: true, isDirectory: false, name, file: (found) => found(new File([], name)) });
/** Hands out its entries two at a time, as browsers do a hundred at a time. */
const folder = (name: string, ...entries: readonly DroppedEntry[]): DroppedEntry => ({
  isFile: false,
  isDirectory: true,
  name,
  createReader() {
    let at = 0;
    return {
      readEntries(found) {
        found(entries.slice(at, at + 2));
        at += 2;
      },
    };
  },
});
const names = async (...entries: readonly DroppedEntry[]): Promise<readonly string[]> =>
  (await filesOfEntries(entries)).map(({ name }) => name);

test("of a folder what can be read is taken, of a drop everything, so that what cannot be read is named", async () => {
  expect(
    await names(
      folder(
        "district",
        file("city.json.gz"),
        file("notes.docx"),
        file("scenario.yaml"),
        folder("old", file("demand.json")),
        folder(".git", file("x.json")),
      ),
      file("map.osm"),
    ),
  ).toEqual(["city.json.gz", "scenario.yaml", "demand.json", "map.osm"]);
});

test("a folder without end ends", async () => {
  const endless: DroppedEntry = folder("loop", file("a.json"));
  const loop = {
    ...endless,
    createReader: () => folder("loop", file("a.json"), loop).createReader?.() ?? { readEntries: () => undefined },
  };
  expect((await names(loop)).length).toBe(4);
  expect((await names(folder("many", ...Array.from({ length: 500 }, (_, n) => file(`${n}.json`))))).length).toBe(200);
});
