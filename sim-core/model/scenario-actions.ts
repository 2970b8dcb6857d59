/**
 * The published table of actions: what a step may `do`, what it takes (`with`), what later steps may name (`$step.output`), what it
 * changes. A new action is one entry in a table by theme and one file of the same name in sim-core/scenario/actions.
 */
import type { ActionTable } from "./action-signature.ts";
import { group, optional, required } from "./document-shape.ts";
import { HOSPITAL_ACTIONS, type HospitalActionInputs } from "./hospital-actions.ts";
import type { PartyRef } from "./scenario.ts";
import { partyShape, textShape } from "./scenario-words.ts";
import { SCENE_ACTIONS, type SceneActionInputs } from "./scene-actions.ts";
import { UNIT_ACTIONS, type UnitActionInputs } from "./unit-actions.ts";
import type { Text } from "./units.ts";

export type NotifyInputs = { readonly to: PartyRef; readonly message?: Text };

export type ActionInputs = SceneActionInputs & UnitActionInputs & HospitalActionInputs & { readonly notify: NotifyInputs };
export type ActionName = keyof ActionInputs;

export const ACTIONS: ActionTable<ActionInputs> = {
  ...SCENE_ACTIONS,
  ...UNIT_ACTIONS,
  ...HOSPITAL_ACTIONS,
  notify: {
    title: { ko: "상황전파", en: "Notify" },
    inputs: group({ to: required(partyShape("Who is told.")), message: optional(textShape("What they are told.")) }, "Tells an agency."),
    references: {},
    outputs: {},
    effect: {
      ko: "기관에 알린 사실이 기록됩니다. 도시의 움직임은 바뀌지 않습니다.",
      en: "The log says who was told. Nothing in the streets changes.",
    },
    data: [],
  },
};

export const ACTION_NAMES: readonly ActionName[] = Object.keys(ACTIONS) as ActionName[];
export const isActionName = (name: string): name is ActionName => Object.hasOwn(ACTIONS, name);
