/** What the page asks of its simulation worker (through comlink, renderer/sim only). Frames are pulled, never pushed. */

import type { Problem } from "../model/problem.ts";
import type { Text } from "../model/units.ts";

/** One stretch of a step, incident or drive on the time line of a run. `endMs` undefined = still going on. */
export type TimelineItem = {
  readonly kind: "step" | "incident" | "drive" | "preemption";
  readonly id: string;
  readonly incident: number;
  /** Agency whose lane it is drawn in; "" = no agency. */
  readonly agency: string;
  readonly title: Text;
  readonly startMs: number;
  readonly endMs?: number;
  readonly outcome: "running" | "done" | "blocked" | "refused" | "timed-out" | "failed" | "cancelled";
  readonly note?: Text;
  readonly unit?: number;
  readonly link?: number;
};

/** What one run knows up to `atMs`; a few times a second, never per frame. */
export type RunSummary = {
  readonly arm: string;
  readonly atMs: number;
  readonly computedMs: number;
  readonly running: number;
  readonly waitingToEnter: number;
  readonly arrived: number;
  readonly timeline: readonly TimelineItem[];
  /** Route still ahead of each driving unit: link positions in compile order. */
  readonly units: readonly {
    readonly unit: number;
    readonly name: Text;
    readonly driving: boolean;
    readonly route: readonly number[];
    readonly goalLink: number;
    readonly goalOffsetMm: number;
    readonly incident: number;
    readonly speedMps: number;
  }[];
  readonly stateHash: string;
  readonly physicalHash: string;
};

export type OpenRequest = {
  readonly cityJson: Uint8Array;
  readonly demandJson: Uint8Array;
  readonly scenarioYaml: string;
  readonly seed: string;
  readonly replication: number;
};
export type OpenAnswer =
  | {
      readonly ok: true;
      readonly durationMs: number;
      readonly warmUpMs: number;
      readonly arms: readonly { readonly id: string; readonly title: Text }[];
      readonly baseline: string;
      readonly startsAt: string;
      readonly cityHash: string;
      readonly scenarioHash: string;
      readonly engineHash: string;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type SimService = {
  open(request: OpenRequest): Promise<OpenAnswer>;
  /** Runs (or restores and runs) `arm` to `atMs` and fills `buffer` (transferred in and back; grown when too small). */
  frame(arm: string, atMs: number, buffer: ArrayBuffer): Promise<ArrayBuffer>;
  summary(arm: string, atMs: number): Promise<RunSummary>;
  /** The whole run of an arm, computed ahead in slices so that frames stay responsive; resolves when done. */
  precompute(arm: string): Promise<void>;
  dispose(): Promise<void>;
};
