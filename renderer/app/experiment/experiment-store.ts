/** What the experiment screen knows beyond the result on show: results of this sitting, the one beside it, what may go on or be added. */
import { create } from "zustand";
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import type { Assumption } from "../../../sim-core/model/city.ts";

export type ExperimentPlan = {
  readonly pairs: number | "auto";
  /** In the order of the scenario; the baseline among them. */
  readonly arms: readonly string[];
  readonly seed: string;
};

/** What a person has set up, kept while an experiment takes the place of the fields. */
export type ChosenRun = {
  readonly scenarioHash: string;
  readonly pairs: number;
  readonly arms: readonly string[];
  readonly seed: string;
  readonly isAuto: boolean;
};

export type KeptResult = {
  readonly id: number;
  readonly result: ExperimentResult;
  readonly assumptions: readonly Assumption[];
  /** Of a result that was opened; undefined = computed here. */
  readonly file: string | undefined;
};

export type ExtraKind = "contributions" | "tornado";

/** What goes beyond the comparison: counted first, computed when a person has seen what it costs. */
export type ExtraState =
  | { readonly kind: "idle" }
  | { readonly kind: "counting"; readonly of: ExtraKind }
  | { readonly kind: "announced"; readonly of: ExtraKind; readonly runs: number; readonly seconds: number | undefined }
  | { readonly kind: "running"; readonly of: ExtraKind; readonly done: number; readonly total: number };

export type ExperimentMemory = {
  /** Newest last. */
  readonly kept: readonly KeptResult[];
  readonly shownId: number | undefined;
  readonly besideId: number | undefined;
  /** An experiment that was stopped before its end: it goes on from what is there. */
  readonly stopped: ExperimentPlan | undefined;
  readonly choices: ChosenRun | undefined;
  readonly extra: ExtraState;
  /** Chosen for the charts; undefined = the plan, and the primary KPI. */
  readonly arm: string | undefined;
  readonly kpi: string | undefined;
  /** The KPI whose cases are being looked at, in which arm. */
  readonly evidence: { readonly kpi: string; readonly arm: string } | undefined;
};

export const useExperiment = create<ExperimentMemory>()(() => ({
  kept: [],
  shownId: undefined,
  besideId: undefined,
  stopped: undefined,
  choices: undefined,
  extra: { kind: "idle" },
  arm: undefined,
  kpi: undefined,
  evidence: undefined,
}));

export const experimentMemory = (): ExperimentMemory => useExperiment.getState();
export const setExperiment = (change: Partial<ExperimentMemory>): void => useExperiment.setState(change);
