import { describe, expect, it } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { makeSmallWorld, type SmallWorld, scenarioText, underArm } from "./small-world.ts";

/** "40 0 StepDone work": seconds, incident, fact, step. */
const lines = (facts: readonly InstitutionalFact[], kinds = /^Step/): readonly string[] =>
  facts
    .filter(({ kind }) => kinds.test(kind))
    .map((fact) => `${fact.atMs / 1000} ${fact.incident} ${fact.kind}${"step" in fact ? ` ${fact.step}` : ""}`);

const tell = (id: string, rest: string): string => `  - {id: ${id}, class: disaster, do: notify, with: {to: {class: traffic}}, ${rest}}`;

type Course = { readonly arms: string; readonly head?: string; readonly steps: readonly string[]; readonly callsS: readonly number[] };

/** Runs under arm `a` up to `changeS`, then under arm `b`. */
const changed = (
  { arms, head = "", steps, callsS }: Course,
  changeS: number,
  more: { readonly unitOffsetsMm?: number[] } = {},
): SmallWorld => {
  const body = `${head}\ntriggers: [{id: call, source: incident, mode: parallel}]\nsteps:\n${steps.join("\n")}\n${arms}`;
  const world = makeSmallWorld({
    yaml: scenarioText(body).replace("baseline: plan", "baseline: a"),
    incidentsAtMs: callsS.map((second) => second * 1000),
    arm: underArm("a"),
    later: [underArm("b")],
    ...more,
  });
  world.runTo(changeS * 1000);
  world.institutions.nextRules();
  world.runTo(3_600_000);
  return world;
};

describe("what is under way when the rules change goes on under those it began with; what begins later follows the new ones", () => {
  it("a step at work takes as long as it would have; a later call is handled as the new rules say", () => {
    const world = changed(
      {
        arms: "arms: {a: {}, b: {set: {steps.work.latency: {constantS: 10}}}}",
        steps: [tell("work", "after: [{trigger: call}], latency: {constantS: 40}")],
        callsS: [0, 60],
      },
      20,
    );
    expect(lines(world.facts(), /^StepDone/)).toEqual(["40 0 StepDone work", "70 1 StepDone work"]);
  });

  it("a step that had not been asked for follows the new rules, in a course that was begun under the old ones", () => {
    const steps = [tell("work", "after: [{trigger: call}], latency: {constantS: 40}"), tell("then", "after: [{step: work}]")];
    const without = changed({ arms: "arms: {a: {}, b: {without: [then]}}", steps, callsS: [0] }, 20);
    expect(lines(without.facts(), /^StepDone/)).toEqual(["40 0 StepDone work"]);
    const onlyNow = changed({ arms: "arms: {a: {without: [then]}, b: {}}", steps, callsS: [0] }, 20);
    expect(lines(onlyNow.facts(), /^StepDone/)).toEqual(["40 0 StepDone work", "40 0 StepDone then"]);
  });

  it("what the old rules let pass is not made up for", () => {
    const world = changed(
      { arms: "arms: {a: {without: [tell]}, b: {}}", steps: [tell("tell", "after: [{trigger: call}]")], callsS: [0, 30] },
      20,
    );
    expect(lines(world.facts(), /^StepDone/)).toEqual(["30 1 StepDone tell"]);
  });

  it("a line keeps its places: who waits at a desk is served for as long as was asked for", () => {
    const world = changed(
      {
        head: "desks: [{id: table, class: disaster, title: {ko: 창구, en: Desk}, seats: [{fromHour: 0, seats: 1}]}]",
        arms: "arms: {a: {}, b: {set: {steps.work.latency: {constantS: 10}}}}",
        steps: [tell("work", "after: [{trigger: call}], desk: table, latency: {constantS: 40}")],
        callsS: [0, 1, 30],
      },
      20,
    );
    expect(lines(world.facts(), /^Step(Queued|Done)/)).toEqual([
      "1 1 StepQueued work",
      "30 2 StepQueued work",
      "40 0 StepDone work",
      "80 1 StepDone work",
      "90 2 StepDone work",
    ]);
  });

  it("a step that tries again tries again as it began: as often, after as long, with the same chance", () => {
    const world = changed(
      {
        arms: "arms: {a: {}, b: {set: {steps.work.failP: 0}}}",
        steps: [tell("work", "after: [{trigger: call}], failP: 1, retry: {max: 2, backoffS: 20}")],
        callsS: [0, 70],
      },
      30,
    );
    // Back-off doubles: asked at 0, again at 20, and 40 s later.
    expect(lines(world.facts(), /^Step(Requested|Retried|Failed|Done)/)).toEqual([
      "0 0 StepRequested work",
      "20 0 StepRetried work",
      "60 0 StepRetried work",
      "60 0 StepFailed work",
      "70 1 StepRequested work",
      "70 1 StepDone work",
    ]);
  });

  it("an agreement that ends lets a request that was sent be answered, and the next one not be sent", () => {
    const signed =
      "agreements:\n  - {id: word, data: [plate], from: {class: administration}, to: {agency: fire}, law: {basis: x}, mou: {status: signed}, approval: {mode: auto, latency: {constantS: 30}}}";
    const world = changed(
      {
        head: signed,
        arms: 'arms: {a: {}, b: {agreements: {"*": {mou: {status: none}}}}}',
        steps: [tell("ask", "after: [{trigger: call}], needs: [word]")],
        callsS: [0, 40],
      },
      10,
    );
    expect(lines(world.facts(), /^Step(Done|Blocked)/)).toEqual(["30 0 StepDone ask", "40 1 StepBlocked ask"]);
  });

  it("an order that waits for a unit is carried out as it was given", () => {
    const send = (turnoutS: number): string => `{nearest: free-flow, fromTheRoad: false, turnout: {constantS: ${turnoutS}}}`;
    const world = changed(
      {
        arms: "arms: {a: {}, b: {set: {steps.send.with.turnout: {constantS: 10}}}}",
        steps: [`  - {id: send, class: disaster, do: unit.dispatch, after: [{trigger: call}], with: ${send(60)}}`],
        callsS: [0, 5, 3000],
      },
      20,
      { unitOffsetsMm: [0] },
    );
    // On the road of this world 100 m take 100 s; 600 s at the scene, and the way home: free again 860 s after the first call.
    expect(lines(world.facts(), /^Unit(Dispatched|TurnedOut)/)).toEqual([
      "0 0 UnitDispatched",
      "60 0 UnitTurnedOut",
      "860 1 UnitDispatched",
      "920 1 UnitTurnedOut",
      "3000 2 UnitDispatched",
      "3010 2 UnitTurnedOut",
    ]);
  });

  it("a trigger by the clock fires at its new hour, once, unless that is over", () => {
    const at = (fromMin: number, toMin: number, changeS: number): readonly string[] => {
      const body = `triggers: [{id: hour, source: time, atMin: ${fromMin}}]\nsteps:\n${tell("work", "after: [{trigger: hour}]")}\narms: {plan: {}, b: {set: {triggers.hour.atMin: ${toMin}}}}`;
      const world = makeSmallWorld({ yaml: scenarioText(body), later: [underArm("b")] });
      world.runTo(changeS * 1000);
      world.institutions.nextRules();
      world.runTo(3_600_000);
      return lines(world.facts(), /^StepDone/);
    };
    expect([at(10, 5, 60), at(10, 20, 60), at(10, 1, 120), at(1, 20, 120)]).toEqual([
      ["300 -1 StepDone work"],
      ["1200 -1 StepDone work"],
      [],
      ["60 -1 StepDone work", "1200 -1 StepDone work"],
    ]);
  });
});
