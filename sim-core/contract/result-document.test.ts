import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resultDocuments } from "./result-document.ts";

test("the documents of the result are current (node docs/generate-formats.ts writes them)", () => {
  for (const { name, text } of resultDocuments()) {
    expect(readFileSync(new URL(`../../docs/formats/${name}`, import.meta.url), "utf8"), name).toBe(text);
  }
});
