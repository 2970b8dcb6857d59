import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FactKind } from "../contract/facts.ts";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { traceDocument } from "./trace-document.ts";
import { recordRows, recordsOfRows, tracePositions } from "./trace-rows.ts";
import { makeStepTable } from "./trace-steps.ts";
import { RECORD_COLUMNS, RECORD_FIELDS } from "./trace-tables.ts";

test("the document of the trace is current (node docs/generate-formats.ts writes it)", () => {
  expect(readFileSync(new URL("../../docs/formats/trace.md", import.meta.url), "utf8")).toBe(traceDocument());
});

test("every kind of record survives the way to rows and back", () => {
  const ids = { linkIds: ["a", "b"], signalIds: ["s"], movementIds: ["m", "n"] };
  const kinds = Object.entries(FactKind);
  const bytes = new Uint8Array(kinds.length * 24);
  const view = new DataView(bytes.buffer);
  const idOf: Readonly<Record<string, number>> = { link: 1, signal: 0, movement: 1 };
  for (const [i, [name, kind]] of kinds.entries()) {
    view.setUint16(i * 24, kind, true);
    view.setUint16(i * 24 + 2, kind >= 64 ? 1 : 0, true);
    view.setUint32(i * 24 + 4, 1000 * i, true);
    for (const [k, field] of RECORD_FIELDS[name as keyof typeof FactKind].entries()) {
      view.setInt32(i * 24 + 8 + 4 * k, field === "" ? -1 : (idOf[field] ?? 7 + k), true);
    }
  }
  const rows = [...recordRows(bytes, ids)];
  expect(rows.map(({ kind }) => kind)).toEqual(kinds.map(([name]) => name));
  for (const row of rows) for (const column of Object.keys(row)) expect(RECORD_COLUMNS[column], column).toBeDefined();
  expect(recordsOfRows(rows, tracePositions(ids))).toEqual(bytes);
  // No signal at that stop line: the column is absent, and comes back as -1.
  view.setUint16(0, FactKind.UnitCrossed, true);
  view.setInt32(12, 1, true);
  view.setInt32(16, -1, true);
  const [crossed] = recordRows(bytes.subarray(0, 24), ids);
  expect(crossed).not.toHaveProperty("signal");
  expect(recordsOfRows(crossed === undefined ? [] : [crossed], tracePositions(ids))).toEqual(bytes.slice(0, 24));
});

describe("steps as a table", () => {
  const fact = (atMs: number, kind: string, more: object = {}): InstitutionalFact =>
    ({ atMs, kind, incident: 0, step: "ask", agency: "city", ...more }) as InstitutionalFact;
  const tableOf = (...facts: readonly InstitutionalFact[]) => {
    const table = makeStepTable();
    for (const one of facts) table.add(one);
    return table.rows();
  };
  const row = { incident: 0, step: "ask", agency: "city", attempt: 0, waitedMs: 0 };

  test("two lines, a retry and a late answer", () => {
    const rows = tableOf(
      fact(0, "StepRequested"),
      fact(0, "StepQueued", { desk: "approval" }),
      fact(4000, "StepStarted"),
      fact(4000, "StepQueued", { desk: "operators" }),
      fact(9000, "StepTimedOut"),
      fact(12_000, "StepLateAnswer"),
      fact(20_000, "StepRequested"),
      fact(25_000, "StepRetried"),
      fact(26_000, "StepStarted"),
      fact(30_000, "StepDone"),
    );
    expect(rows).toEqual([
      {
        ...row,
        requestedMs: 0,
        queuedMs: 0,
        waitedMs: 9000,
        startedMs: 4000,
        endedMs: 9000,
        outcome: "timed-out",
        desk: "operators",
        lateAnswerMs: 12_000,
      },
      { ...row, requestedMs: 20_000, endedMs: 25_000, outcome: "retried" },
      { ...row, attempt: 1, requestedMs: 25_000, startedMs: 26_000, endedMs: 30_000, outcome: "done" },
    ]);
  });

  test("a blocked step was never asked for, and what is still under way has no end", () => {
    const rows = tableOf(
      fact(5000, "StepBlocked", { agreement: "video", reason: "mou-none" }),
      fact(6000, "StepRequested", { step: "look" }),
      fact(7000, "UnitArrived", { unit: 1 }),
    );
    expect(rows).toEqual([
      { ...row, endedMs: 5000, outcome: "blocked", agreement: "video", reason: "mou-none" },
      { ...row, step: "look", requestedMs: 6000, outcome: "running" },
    ]);
  });
});
