import fc from "fast-check";
import { expect, it } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { makeSmallWorld, type SmallWorld, scenarioText, underArm } from "./small-world.ts";

/** One random step of a graph; `from` are positions of earlier steps (none = after the trigger). */
type RandomStep = {
  readonly from: readonly number[];
  readonly join: number;
  readonly needs: boolean;
  readonly latencyS: number;
  readonly failP: number;
  readonly timeoutS: number | undefined;
  readonly max: number;
  readonly ends: readonly number[];
  readonly action: number;
  readonly ended: number;
};

const randomStep = fc.record({
  from: fc.array(fc.nat(20), { maxLength: 3 }),
  join: fc.nat(2),
  needs: fc.boolean(),
  latencyS: fc.constantFrom(0, 0, 5, 40),
  failP: fc.constantFrom(0, 0, 0.4, 1),
  timeoutS: fc.constantFrom(undefined, undefined, 0, 5, 30),
  max: fc.nat(2),
  ends: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
  action: fc.nat(3),
  ended: fc.nat(3),
});

const ENDED = ["[done]", "[done, blocked]", "[failed, timed-out]", "[blocked, refused]"];
const KEYS = ["onBlocked", "onRefused", "onTimedOut", "onFailed"];

const stepText = (step: RandomStep, index: number): string => {
  const before = [...new Set(step.from.filter((from) => from < index))];
  const after = ["{step: dispatch}", ...before.map((from) => `{step: s${from}, ended: ${ENDED[step.ended]}}`)];
  const actions = ["notify, with: {to: {class: traffic}}", "route.fastest", "signal.preempt, with: {successP: 1}", "unit.recall"];
  const ends = step.ends.map((end, at) => `${KEYS[at]}: ${end === 0 ? "skip" : end === 1 ? "stop" : `{run: radio${end}}`}`);
  return `  - {id: s${index}, class: traffic, needs: [${step.needs ? "pact" : ""}], after: [${after.join(", ")}], join: ${["all", "any", 1][step.join]}, latency: {constantS: ${step.latencyS}}, failP: ${step.failP}${step.timeoutS === undefined ? "" : `, timeoutS: ${step.timeoutS}`}, retry: {max: ${step.max}, backoffS: 3}, ${ends.join(", ")}, do: ${actions[step.action]}}`;
};

const graphText = (steps: readonly RandomStep[], mode: string): string =>
  scenarioText(`
agreements:
  - {id: pact, data: [plate], from: {class: traffic}, to: {agency: fire}, law: {basis: x}, mou: {status: signed}, approval: {mode: manual, latency: {meanS: 10}, refuseP: 0.2}}
triggers: [{id: call, source: incident, mode: ${mode}}]
steps:
  - {id: dispatch, class: disaster, after: [{trigger: call}], latency: {constantS: 10}, do: unit.dispatch, with: {turnout: {constantS: 20}}}
${steps.map(stepText).join("\n")}
  - {id: radio2, class: disaster, latency: {constantS: 2}, do: notify, with: {to: {class: health}}}
  - {id: radio3, class: disaster, do: route.fastest, with: {units: $dispatch.units}}
arms:
  plan: {}
  none: {agreements: {"*": {mou: {status: none}}}}
  off: {without: [${steps.flatMap(({ needs }, index) => (needs ? [`s${index}`] : [])).join(", ")}]}
`);

const graphs = fc.tuple(fc.array(randomStep, { minLength: 1, maxLength: 8 }), fc.constantFrom("single", "restart", "queued", "parallel"));
const CALLS = [0, 25_000, 90_000, 91_000];

const world = (steps: readonly RandomStep[], mode: string, arm: string, later: readonly string[] = []): SmallWorld =>
  makeSmallWorld({
    // radio3 needs a step that sends units before it: it is only kept where one of the steps runs it.
    yaml: withoutLoose(graphText(steps, mode), steps),
    incidentsAtMs: CALLS,
    unitOffsetsMm: [0, 60_000],
    arm: underArm(arm),
    later: later.map(underArm),
  });

const withoutLoose = (text: string, steps: readonly RandomStep[]): string =>
  [2, 3].reduce(
    (kept, end) => (steps.some(({ ends }) => ends.includes(end)) ? kept : kept.replace(new RegExp(`.*id: radio${end},.*\n`), "")),
    text,
  );

const HOUR = 3_600_000;

/** After an hour everybody is home, every course is closed and no timer is left. */
const leftOver = (run: SmallWorld): readonly unknown[] => {
  const { institutions } = JSON.parse(run.save()) as { readonly institutions: string };
  const { timers, courses, waiting, queued } = JSON.parse(institutions) as Record<"timers" | "courses" | "waiting" | "queued", unknown>;
  return [timers, courses, waiting, queued];
};

it("in any graph of steps, no agreement is the same in the streets as the linked steps switched off", () => {
  fc.assert(
    fc.property(graphs, ([steps, mode]) => {
      const [none, off] = [world(steps, mode, "none"), world(steps, mode, "off")];
      none.runTo(HOUR);
      off.runTo(HOUR);
      expect(none.orders()).toEqual(off.orders());
      const rest = (facts: readonly InstitutionalFact[]): readonly InstitutionalFact[] =>
        facts.filter(({ kind }) => kind !== "StepBlocked");
      expect(rest(none.facts())).toEqual(off.facts());
    }),
    { numRuns: 150, seed: 11 },
  );
});

it("in any graph of steps, a run saved at any moment and cut in any way ends the same, and leaves nothing behind", () => {
  fc.assert(
    fc.property(graphs, fc.nat(400_000), fc.integer({ min: 1, max: 50_000 }), ([steps, mode], at, stepMs) => {
      const whole = world(steps, mode, "plan");
      whole.runTo(HOUR);
      const first = world(steps, mode, "plan");
      for (let now = 0; now < at; now += stepMs) first.runTo(now);
      first.runTo(at);
      const second = world(steps, mode, "plan");
      second.load(first.save());
      second.runTo(HOUR);
      expect(second.facts()).toEqual(whole.facts());
      expect(second.save()).toBe(whole.save());
      expect(leftOver(whole)).toEqual([[], [], [], []]);
    }),
    { numRuns: 150, seed: 12 },
  );
});

it("in any graph of steps, rules that change to the same rules change nothing, whenever they do", () => {
  fc.assert(
    fc.property(graphs, fc.nat(400_000), ([steps, mode], at) => {
      const whole = world(steps, mode, "plan");
      whole.runTo(HOUR);
      const changed = world(steps, mode, "plan", ["plan"]);
      changed.runTo(at);
      changed.institutions.nextRules();
      changed.runTo(HOUR);
      expect(changed.orders()).toEqual(whole.orders());
      expect(changed.facts()).toEqual(whole.facts());
    }),
    { numRuns: 100, seed: 14 },
  );
});

it("in any graph of steps, rules that change twice are saved with the run, and leave nothing behind", () => {
  fc.assert(
    fc.property(graphs, fc.nat(200_000), fc.nat(200_000), ([steps, mode], at, after) => {
      const begin = (): SmallWorld => world(steps, mode, "plan", ["off", "none"]);
      const first = begin();
      first.runTo(at);
      first.institutions.nextRules();
      first.runTo(at + after);
      const saved = first.save();
      first.institutions.nextRules();
      first.runTo(HOUR);
      const second = begin();
      second.load(saved);
      second.institutions.nextRules();
      second.runTo(HOUR);
      expect(second.save()).toBe(first.save());
      expect([leftOver(first), second.institutions.rules()]).toEqual([[[], [], [], []], 2]);
    }),
    { numRuns: 100, seed: 15 },
  );
});

it("in any graph of steps, every request ends once: done, blocked, refused, timed out, failed or cancelled", () => {
  fc.assert(
    fc.property(graphs, ([steps, mode]) => {
      const run = world(steps, mode, "plan");
      run.runTo(HOUR);
      const open = new Map<string, number>();
      for (const fact of run.facts()) {
        if (!("step" in fact)) continue;
        const key = `${fact.incident} ${fact.step}`;
        if (fact.kind === "StepRequested") open.set(key, (open.get(key) ?? 0) + 1);
        else if (/^Step(Done|Refused|TimedOut|Failed|Cancelled)$/.test(fact.kind)) open.set(key, (open.get(key) ?? 0) - 1);
      }
      expect([...open.values()].filter((count) => count !== 0)).toEqual([]);
    }),
    { numRuns: 100, seed: 13 },
  );
});
