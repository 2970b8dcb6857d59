/** The scenario as one arm runs it: `agreements` and `set` applied and checked again, steps in `without` switched off. */
import { patchScenario } from "../model/parse-scenario.ts";
import { good, type Outcome } from "../model/problem.ts";
import type { Scenario } from "../model/scenario.ts";

export const applyArm = (scenario: Scenario, armId: string, file?: string): Outcome<Scenario> => {
  const patched = patchScenario(scenario, armId, file);
  if (!patched.ok) return patched;
  const without = patched.value.arms.find(({ id }) => id === armId)?.without ?? [];
  if (without.length === 0) return patched;
  return good({ ...patched.value, steps: patched.value.steps.map((step) => (without.includes(step.id) ? { ...step, off: true } : step)) });
};
