/** docs/formats/trace.md, made from the tables themselves, so that it cannot say anything else. */
import { FactKind } from "../contract/facts.ts";
import { RECORD_FIELDS, TRACE_TABLES, TRACE_VERSION, type TraceColumn } from "./trace-tables.ts";

export const traceDocument = (): string => `# Trace

The log of one replication of one arm, as \`rehearse trace\` saves it. Version ${TRACE_VERSION}. Times are simulated milliseconds from the scenario's \`run.startsAt\`; lengths are millimetres.
A folder holds one file per table (\`facts\`, \`records\`, \`steps\`; \`.ndjson\` or \`.parquet\`) and \`about.json\`: ids, versions and hashes of scenario, city, demand and engine, seed, replication, arm, warm-up and duration.
A single \`.ndjson\` file holds everything: every line names its \`table\`, the first one is \`about\`. A column that a row does not have is absent in NDJSON and null in Parquet.
Rows of a table are in order of time. KPIs are computed from \`facts\` and from \`records\` of stream \`kpi\` alone; read back, they give the same figures to the last byte.
Nothing here is personal: cars and patients are numbers of the run, and whom a look-up was about is a pseudonym.

## facts
What agencies, crews, owners and hospitals did. Which columns a row has depends on its \`kind\` (sim-core/contract/institutional-facts.ts says it kind by kind).

${columnTable(TRACE_TABLES.facts)}

## records
What the engine wrote about streets, signals and units. The \`trace\` stream tells of every vehicle at every link.

| kind | columns beside atMs, stream, kind |
|---|---|
${Object.entries(RECORD_FIELDS)
  .map(
    ([kind, fields]) => `| ${kind} (${FactKind[kind as keyof typeof FactKind]}) | ${fields.filter((field) => field !== "").join(", ")} |`,
  )
  .join("\n")}

${columnTable(TRACE_TABLES.records)}

## steps
One row per attempt of a step, in the order in which attempts began. Made from the facts: \`waitedMs\` is part of the time between \`requestedMs\` and \`endedMs\`.

${columnTable(TRACE_TABLES.steps)}
`;

const columnTable = (columns: Readonly<Record<string, TraceColumn>>): string =>
  [
    "| column | type | meaning |",
    "|---|---|---|",
    ...Object.entries(columns).map(([name, { type, doc }]) => `| ${name} | ${type} | ${doc} |`),
  ].join("\n");
