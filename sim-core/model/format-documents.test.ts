import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatDocuments } from "./format-documents.ts";

test("the documents of the file formats are current (node docs/generate-formats.ts writes them)", () => {
  for (const { name, text } of formatDocuments()) {
    expect(readFileSync(new URL(`../../docs/formats/${name}`, import.meta.url), "utf8"), name).toBe(text);
  }
});
