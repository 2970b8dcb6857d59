/**
 * A known answer and the simulator's answer to the same question. Expected values are literals with their public source in a
 * comment; none is computed by the code it checks.
 */
import type { EngineModule } from "../engine/engine.ts";

export type VerifyTools = {
  readonly engine: EngineModule;
  /** The release-sized version (narrow intervals) instead of the one-minute one. */
  readonly long: boolean;
  /** Text of a file below the folder of outside test data, or undefined where that folder is absent (.xz is unpacked). */
  readonly outsideText: (path: string) => string | undefined;
  /** Text of a file of the project itself (shipped scenario, district), or undefined where the project is not at hand. */
  readonly projectText?: (path: string) => string | undefined;
};

export type VerifyRow = {
  readonly id: string;
  readonly expected: number | string;
  readonly got: number | string;
  /** Accepted range of `got` (numbers); equal for exact cases; null for texts, which must be equal. */
  readonly low: number | null;
  readonly high: number | null;
  readonly pass: boolean;
  /** What a reader should know besides: printed below the table. */
  readonly note?: string;
};

export type VerifyCase = {
  /** `traffic.queue-shock-at-red`: one id per table row. A case may answer several rows, ids begin with its own. */
  readonly id: string;
  /** Public source of the expected value. */
  readonly source: string;
  readonly longOnly?: true;
  /** Why it cannot run here (outside data absent), or its rows. */
  readonly run: (tools: VerifyTools) => readonly VerifyRow[] | { readonly skipped: string };
};

/** A deterministic row: |got - expected| <= tolerance. */
export const within = (id: string, expected: number, got: number, tolerance: number): VerifyRow => ({
  id,
  expected,
  got,
  low: expected - tolerance,
  high: expected + tolerance,
  pass: got >= expected - tolerance && got <= expected + tolerance,
});

/** A stochastic row: the 99 % interval of the mean contains the exact value and is narrow enough to be able to fail. */
export const contains = (id: string, expected: number, mean: number, halfWidth: number, largestHalfWidth: number): VerifyRow => ({
  id,
  expected,
  got: mean,
  low: mean - halfWidth,
  high: mean + halfWidth,
  pass: halfWidth <= largestHalfWidth && Math.abs(mean - expected) <= halfWidth,
});

export const same = (id: string, expected: string, got: string): VerifyRow => ({
  id,
  expected,
  got,
  low: null,
  high: null,
  pass: expected === got,
});
