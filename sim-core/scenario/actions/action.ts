/** What an action is: it starts, and it ends at once, or later (then it calls `finishStep`), or not at all (a reason in one word). */
import type { ActionInputs, ActionName } from "../../model/scenario-actions.ts";
import type { Office } from "../office.ts";
import type { Course } from "../state.ts";

export type Task<A extends ActionName = ActionName> = { readonly course: Course; readonly step: number; readonly inputs: ActionInputs[A] };

export type Started = { readonly done: true; readonly output?: readonly number[] } | { readonly failed: string } | "later";

export type Action<A extends ActionName> = {
  readonly start: (office: Office, task: Task<A>) => Started;
  /** Takes back what has started but not ended (time-out, cancelled course). */
  readonly abandon?: (office: Office, task: Task<A>) => void;
};
