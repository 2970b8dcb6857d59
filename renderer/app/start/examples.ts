/** The scenarios that came with the project, as the start screen shows them: read from their own files, so that a card cannot be wrong. */
import type { ServiceClass } from "../../../sim-core/model/city.ts";
import type { Problem } from "../../../sim-core/model/problem.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import { fetchBytes } from "../project/default-project.ts";

export type Example = {
  readonly title: Text;
  readonly steps: number;
  readonly agreements: number;
  /** Whose work is linked, in the order of the steps. */
  readonly classes: readonly ServiceClass[];
};

export type ReadExample = { readonly ok: true; readonly example: Example } | { readonly ok: false; readonly problems: readonly Problem[] };

/** The parser is fetched only when a card is there to be filled: the stage needs none of it. */
export const readExample = async (scenarioPath: string): Promise<ReadExample> => {
  const [{ parseScenario }, bytes] = await Promise.all([import("../../../sim-core/model/parse-scenario.ts"), fetchBytes(scenarioPath)]);
  const parsed = parseScenario(new TextDecoder().decode(bytes), scenarioPath.split("/").slice(-2).join("/"));
  if (!parsed.ok) return parsed;
  const { scenario, steps, agreements } = parsed.value;
  return {
    ok: true,
    example: {
      title: scenario.title,
      steps: steps.length,
      agreements: agreements.length,
      classes: [...new Set(steps.flatMap((step) => (step.class === undefined ? [] : [step.class])))],
    },
  };
};
