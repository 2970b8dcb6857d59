/** What the window says beside a result in the words of sim-core: the sentences behind its codes, and the published figures. */
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import { experimentAssumptionText } from "../../sim-core/experiment/assumption-texts.ts";
import { type Beside, besidePublished } from "../../sim-core/experiment/beside-published.ts";
import type { Kpi } from "../../sim-core/model/scenario.ts";
import type { Text } from "../../sim-core/model/units.ts";

export type PublishedBeside = Beside;

/** undefined = a code that city, demand or run explain themselves. */
export const sentenceOfCode = (assumption: ExperimentResult["assumptions"][number]): Text | undefined =>
  experimentAssumptionText(assumption);

export const publishedBeside = (result: ExperimentResult, kpis: readonly Kpi[]): readonly PublishedBeside[] =>
  besidePublished(result, kpis);
