/** The scenario as one arm runs it: `agreements` and `set` applied and checked again, steps in `without` switched off, owners named absent. */
import { patchScenario } from "../model/parse-scenario.ts";
import { good, type Outcome } from "../model/problem.ts";
import type { Scenario } from "../model/scenario.ts";

export const applyArm = (scenario: Scenario, armId: string, file?: string): Outcome<Scenario> => {
  const patched = patchScenario(scenario, armId, file);
  if (!patched.ok) return patched;
  const { without = [], withoutOwners = [] } = patched.value.arms.find(({ id }) => id === armId) ?? {};
  const steps = patched.value.steps.map((step) => (without.includes(step.id) ? ({ ...step, off: true } as const) : step));
  return good({ ...patched.value, steps, ...(withoutOwners.length === 0 ? {} : { absentOwners: withoutOwners }) });
};
