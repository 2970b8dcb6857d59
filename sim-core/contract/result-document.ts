/** docs/formats/result: made from the schema of a result. */
import { documentsOf, type FormatDocument } from "../model/format-documents.ts";
import { ExperimentResult } from "./result.ts";

export const resultDocuments = (): readonly FormatDocument[] =>
  documentsOf({
    name: "result",
    title: "Result",
    about:
      "What `rehearse run --json` and the window write: one experiment, the same to the last byte wherever it was computed. Numbers carry 12 significant digits, unknown is null, hashes are those of replication 0; no duration, path or host name is in it. Files of version 1 are still read: what they did not measure is null or empty. Values and differences are in the KPI's own `unit`; an interval holds at `confidence`.",
    schema: ExperimentResult,
  });
