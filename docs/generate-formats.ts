/** Writes docs/formats from the schemas in sim-core/model: `node docs/generate-formats.ts`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { formatDocuments } from "../sim-core/model/format-documents.ts";

const folder = new URL("formats/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { name, text } of formatDocuments()) writeFileSync(new URL(name, folder), text);
