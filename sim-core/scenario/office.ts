/**
 * `Office` is what every function of this folder works on: the fixed setup, the world, the state, and the facts not yet handed out.
 * Here too: timers and chance, the two things that everybody needs of the world.
 */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { Agreement, Distribution, Step, TriggerEvent } from "../model/scenario.ts";
import type { WhenExpression } from "../model/when-expression.ts";
import type { Rules } from "./rules.ts";
import type { Setup } from "./setup.ts";
import type { State, TicketWork, Timer } from "./state.ts";
import type { World } from "./world.ts";

/** Derived from the scenario once; never saved. */
export type Plan = {
  readonly stepIndex: ReadonlyMap<string, number>;
  /** Group of triggers that share courses, per trigger id. */
  readonly groupOf: ReadonlyMap<string, string>;
  /** Steps that wait for a trigger or for a step (by position). */
  readonly afterTrigger: ReadonlyMap<string, readonly number[]>;
  readonly afterStep: readonly (readonly number[])[];
  /** Per trigger, in the order of the file; undefined = always. */
  readonly whens: readonly (WhenExpression | undefined)[];
  /** Local calendar day and time of that day at simulated 0. */
  readonly dayLocal: number;
  readonly msOfDay: number;
  readonly deskIndex: ReadonlyMap<string, number>;
  readonly hasEventTriggers: boolean;
  readonly agreements: ReadonlyMap<string, Agreement>;
  /** The step that takes the calls of a group of triggers; steps that are switched off take none. */
  readonly callSteps: ReadonlyMap<string, Step>;
  /** Some step looks for hospitals. */
  readonly seeksHospitals: boolean;
};

export type AgendaEntry = { readonly course: number; readonly because: { readonly trigger: string } | { readonly step: number } };

export type Finished = {
  readonly course: number;
  readonly step: number;
  readonly result: { readonly output: readonly number[] } | { readonly failed: string };
};

export type Office = {
  /** Every set of rules of this run, in the order in which they come to hold; how to find those of something begun: rules.ts. */
  readonly rules: readonly Rules[];
  /** Of the rules that hold now: for what begins, and for what is the same in all. */
  setup: Setup;
  plan: Plan;
  readonly world: World;
  state: State;
  facts: InstitutionalFact[];
  /** Work of this millisecond: what may go on because of what, and steps whose action has ended. Empty between two calls from outside. */
  readonly agenda: AgendaEntry[];
  readonly finished: Finished[];
  /** Work that got a seat in this millisecond and has not been told yet. */
  readonly seated: TicketWork["work"][];
  /** Facts of this millisecond that an event trigger may wait for. */
  readonly events: { readonly event: TriggerEvent; readonly incident: number }[];
};

export const setTimer = (office: Office, afterMs: number, timer: Timer): number => {
  const token = office.state.nextToken;
  office.state.nextToken += 1;
  const handle = office.world.schedule(office.world.nowMs() + afterMs, token);
  office.state.timers.set(token, { handle, timer });
  return token;
};

export const dropTimer = (office: Office, token: number): void => {
  const pending = office.state.timers.get(token);
  if (pending === undefined) return;
  office.world.cancel(pending.handle);
  office.state.timers.delete(token);
};

/** Milliseconds drawn from a distribution; a constant draws nothing. */
export const drawMs = (office: Office, distribution: Distribution, stream: string, entity: number, k: number): number =>
  Math.max(0, Math.round(1000 * drawS(office.world, distribution, stream, entity, k)));

const drawS = (world: World, distribution: Distribution, stream: string, entity: number, k: number): number => {
  if ("constantS" in distribution) return distribution.constantS;
  if ("medianS" in distribution) return world.draw(stream, entity, k, "lognormal", distribution.medianS, distribution.p90S);
  if ("meanS" in distribution) return distribution.meanS === 0 ? 0 : world.draw(stream, entity, k, "exponential", distribution.meanS, 0);
  return world.draw(stream, entity, k, "uniform", distribution.lowS, distribution.highS);
};

/** Whether a thing of probability p happens; sure things draw nothing. */
export const happens = (office: Office, shareP: number, stream: string, entity: number, k: number): boolean =>
  shareP >= 1 || (shareP > 0 && office.world.draw(stream, entity, k, "bernoulli", shareP, 0) >= 0.5);
