/** Every action of model/scenario-actions.ts with its behaviour; one that is missing does not compile. */
import type { ActionName } from "../../model/scenario-actions.ts";
import type { Office } from "../office.ts";
import { stepOf } from "../rules.ts";
import type { Course } from "../state.ts";
import type { Action, Started, Task } from "./action.ts";
import { callTake } from "./call-take.ts";
import { cameraView } from "./camera-view.ts";
import { carsTow } from "./cars-tow.ts";
import { hospitalFind } from "./hospital-find.ts";
import { notify } from "./notify.ts";
import { ownersCall } from "./owners-call.ts";
import { ownersFind } from "./owners-find.ts";
import { platesRead } from "./plates-read.ts";
import { routeFastest } from "./route-fastest.ts";
import { signalPreempt } from "./signal-preempt.ts";
import { streetData } from "./street-data.ts";
import { unitDispatch } from "./unit-dispatch.ts";
import { unitRecall } from "./unit-recall.ts";
import { waterStart } from "./water-start.ts";

const ACTIONS: { readonly [A in ActionName]: Action<A> } = {
  "call.take": callTake,
  "camera.view": cameraView,
  "street.data": streetData,
  "plates.read": platesRead,
  "owners.find": ownersFind,
  "owners.call": ownersCall,
  "cars.tow": carsTow,
  "water.start": waterStart,
  "hospital.find": hospitalFind,
  "unit.dispatch": unitDispatch,
  "unit.recall": unitRecall,
  "route.fastest": routeFastest,
  "signal.preempt": signalPreempt,
  notify,
};

/** The parser has read `with` by the action's own shape. */
const taskOf = (office: Office, course: Course, step: number): { readonly action: Action<ActionName>; readonly task: Task } => {
  const written = stepOf(office, course, step);
  const action = ACTIONS[written.do as ActionName] as Action<ActionName>;
  return { action, task: { course, step, inputs: written.with as unknown as Task["inputs"] } };
};

export const startAction = (office: Office, course: Course, step: number): Started => {
  const { action, task } = taskOf(office, course, step);
  return action.start(office, task);
};

export const abandonAction = (office: Office, course: Course, step: number): void => {
  const { action, task } = taskOf(office, course, step);
  action.abandon?.(office, task);
};
