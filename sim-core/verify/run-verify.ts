/** Runs the known answers and says which hold. A case that breaks fails as one row; it never hides the others. */
import type { VerifyCase, VerifyRow, VerifyTools } from "./verify-case.ts";

export type VerifyReport = {
  readonly passed: number;
  readonly failed: number;
  readonly cases: readonly VerifyRow[];
  /** Cases that cannot run here, with the reason. */
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
};

export const runVerify = (
  cases: readonly VerifyCase[],
  tools: VerifyTools,
  onProgress: (done: number, total: number) => void = () => undefined,
): VerifyReport => {
  const rows: VerifyRow[] = [];
  const skipped: { id: string; reason: string }[] = [];
  const chosen = cases.filter((one) => tools.long || one.longOnly !== true);
  for (const [done, one] of chosen.entries()) {
    onProgress(done, chosen.length);
    const answer = answerOf(one, tools);
    if ("skipped" in answer) skipped.push({ id: one.id, reason: answer.skipped });
    else if (answer.length === 0) rows.push(brokenRow(one.id, "no row answered"));
    else rows.push(...answer);
  }
  onProgress(chosen.length, chosen.length);
  const failed = rows.filter((row) => !row.pass).length;
  return { passed: rows.length - failed, failed, cases: rows, skipped };
};

const answerOf = (one: VerifyCase, tools: VerifyTools): ReturnType<VerifyCase["run"]> => {
  try {
    return one.run(tools);
  } catch (fault) {
    return [brokenRow(one.id, fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault))];
  }
};

const brokenRow = (id: string, got: string): VerifyRow => ({ id, expected: "an answer", got, low: null, high: null, pass: false });
