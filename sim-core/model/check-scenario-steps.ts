/** The graph of steps: no circle, every step can start, actions and their inputs exist. */

import type { ActionSignature } from "./action-signature.ts";
import { type Json, noSuchName, type Report } from "./document-shape.ts";
import type { Scenario, Step, Trigger } from "./scenario.ts";
import { ACTION_NAMES, ACTIONS, isActionName } from "./scenario-actions.ts";
import { beforeEachStep, findCycle } from "./scenario-graph.ts";

/** Answers the steps with their parameters read by their actions. */
export const checkSteps = ({ steps, triggers }: Pick<Scenario, "steps" | "triggers">, report: Report): readonly Step[] => {
  const cycle = findCycle(steps);
  if (cycle !== undefined) {
    const [first = ""] = cycle;
    report.add({
      code: "scenario.cycle",
      path: `steps[${steps.findIndex(({ id }) => id === first)}].after`,
      message: {
        ko: `단계들이 서로를 기다립니다: ${cycle.join(" → ")}.`,
        en: `The steps wait for each other in a circle: ${cycle.join(" → ")}.`,
      },
      hint: { ko: "그중 한 after(또는 run)를 지우세요.", en: "Remove one of these after (or run) lines." },
    });
    return steps;
  }
  const runInstead = new Set(
    steps
      .flatMap((step) => [step.onBlocked, step.onRefused, step.onTimedOut, step.onFailed])
      .flatMap((outcome) => (typeof outcome === "object" ? [outcome.run] : [])),
  );
  const before = beforeEachStep(steps);
  return steps.map((step, index) => {
    const path = `steps[${index}]`;
    if (step.after.length === 0 && !runInstead.has(step.id)) {
      report.add({
        code: "scenario.never-starts",
        path,
        message: {
          ko: `단계 "${step.id}"은(는) 아무것도 기다리지 않고 다른 단계의 run에도 없어서 시작되지 않습니다.`,
          en: `The step "${step.id}" waits for nothing and no other step runs it, so it would never start.`,
        },
        hint: { ko: "after: [{trigger: …}]를 더하세요.", en: "Add after: [{trigger: …}]." },
      });
    }
    if (NEED_A_PLACE.includes(step.do)) checkHasPlace(step, before, triggers, path, report);
    return { ...step, with: checkInputs(step, before, path, report) };
  });
};

/** Actions that are about the place of an incident. */
const NEED_A_PLACE: readonly string[] = [
  "unit.dispatch",
  "call.take",
  "camera.view",
  "street.data",
  "plates.read",
  "water.start",
  "hospital.find",
];

type Before = (id: string) => readonly Step[];

/** Units are sent to the place of an incident: a course that a clock or a sensor begins has none. */
const checkHasPlace = (step: Step, before: Before, triggers: readonly Trigger[], path: string, report: Report): void => {
  const sources = new Set(
    [step, ...before(step.id)].flatMap(({ after }) => after.flatMap((source) => ("trigger" in source ? [source.trigger] : []))),
  );
  const placeless = triggers.find((trigger) => trigger.source !== "incident" && trigger.source !== "event" && sources.has(trigger.id));
  if (placeless === undefined) return;
  report.add({
    code: "scenario.no-place",
    path: `${path}.do`,
    message: {
      ko: `트리거 "${placeless.id}"(${placeless.source})에서 시작하면 "${step.id}"이(가) 갈 곳이 없습니다.`,
      en: `Begun by the trigger "${placeless.id}" (${placeless.source}), the step "${step.id}" has no place to go to.`,
    },
    hint: { ko: "source: incident인 트리거에서 시작하게 하세요.", en: "Let it follow a trigger with source: incident." },
  });
};

const checkInputs = (step: Step, before: Before, path: string, report: Report): Step["with"] => {
  if (!isActionName(step.do)) {
    noSuchName("scenario.unknown-action", { ko: "동작", en: "action" }, step.do, ACTION_NAMES, `${path}.do`, report);
    return step.with;
  }
  const action: ActionSignature = ACTIONS[step.do];
  const read = action.inputs.read(step.with as Json, `${path}.with`, report);
  if (read === undefined) return step.with;
  const inputs: Record<string, unknown> = { ...read };
  const references = Object.entries(action.references);
  if (references.length === 0) return inputs;
  const earlierSteps = before(step.id);
  for (const [input, kind] of references) {
    const offers = earlierSteps.flatMap((earlier) =>
      isActionName(earlier.do)
        ? Object.entries((ACTIONS[earlier.do] as ActionSignature).outputs)
            .filter(([, output]) => output.kind === kind)
            .map(([name]) => `$${earlier.id}.${name}`)
        : [],
    );
    const written = inputs[input];
    if (written === undefined && offers[0] !== undefined) inputs[input] = offers[0];
    else if (written === undefined) {
      report.add({
        code: "scenario.no-units",
        path,
        message: {
          ko: `단계 "${step.id}"은(는) 보낸 차량이 필요한데 앞에 차량을 보내는 단계가 없습니다.`,
          en: `The step "${step.id}" needs units that were sent, but no step before it sends any.`,
        },
        hint: { ko: "after에 unit.dispatch 단계를 두세요.", en: "Let it wait for a step that does unit.dispatch." },
      });
    } else if (typeof written === "string" && !offers.includes(written)) {
      noSuchName(
        "scenario.unknown-output",
        { ko: "앞 단계의 출력", en: "output of an earlier step" },
        written,
        offers,
        `${path}.with.${input}`,
        report,
      );
    }
  }
  return inputs;
};
