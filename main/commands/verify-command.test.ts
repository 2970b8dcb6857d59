/** The short verification, as `rehearse verify` runs it: every known answer inside its interval. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import { ALL_CASES } from "../../sim-core/verify/all-cases.ts";
import { runVerify } from "../../sim-core/verify/run-verify.ts";
import { same, type VerifyCase, within } from "../../sim-core/verify/verify-case.ts";
import { outsideText } from "../files/outside-text.ts";
import { projectText } from "../files/project-text.ts";

const engine = loadEngine(readFileSync(join(import.meta.dirname, "../../sim-core/engine/pkg/rehearsal_engine_bg.wasm")));
const tools = { engine, long: false, outsideText: (path: string) => outsideText(path), projectText };

describe("known answers", () => {
  for (const one of ALL_CASES.filter(({ longOnly }) => longOnly !== true)) {
    test(one.id, ({ skip }) => {
      const report = runVerify([one], tools);
      const [skipped] = report.skipped;
      if (skipped !== undefined) {
        // Where nothing may be skipped, missing data is a failure.
        expect(process.env["REHEARSAL_NOTHING_SKIPPED"], skipped.reason).not.toBe("1");
        process.stdout.write(`skipped: ${one.id}: ${skipped.reason}\n`);
        skip(skipped.reason);
      }
      expect(report.cases.filter(({ pass }) => !pass)).toEqual([]);
    });
  }

  test("there are at least thirty of them, and no id stands twice", () => {
    const ids = ALL_CASES.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(30);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the harness", () => {
  const made = (id: string, run: VerifyCase["run"]): VerifyCase => ({ id, source: "made up", run });
  test("a case that breaks fails as one row and hides nothing", () => {
    const report = runVerify(
      [
        made("a", () => [within("a.1", 1, 1.05, 0.1), within("a.2", 1, 1.2, 0.1)]),
        made("b", () => {
          throw new Error("no");
        }),
        made("c", () => ({ skipped: "no data here" })),
        made("d", () => [same("d.1", "x", "x")]),
        made("e", () => []),
        { ...made("f", () => [same("f.1", "x", "y")]), longOnly: true },
      ],
      tools,
    );
    expect(report).toMatchObject({ passed: 2, failed: 3, skipped: [{ id: "c", reason: "no data here" }] });
    expect(report.cases.map(({ id, pass }) => `${id} ${pass}`)).toEqual(["a.1 true", "a.2 false", "b false", "d.1 true", "e false"]);
  });
});
