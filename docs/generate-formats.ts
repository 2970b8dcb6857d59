/** Writes docs/formats from the schemas in sim-core/model and sim-core/contract and the tables of the trace: `node docs/generate-formats.ts`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { resultDocuments } from "../sim-core/contract/result-document.ts";
import { formatDocuments } from "../sim-core/model/format-documents.ts";
import { traceDocument } from "../sim-core/run/trace-document.ts";

const folder = new URL("formats/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { name, text } of [...formatDocuments(), ...resultDocuments(), { name: "trace.md", text: traceDocument() }])
  writeFileSync(new URL(name, folder), text);
