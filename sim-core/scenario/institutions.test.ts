import { describe, expect, it } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { Reading } from "../model/reading.ts";
import { applyArm } from "./apply-arm.ts";
import { makeSmallWorld, parsedScenario, scenarioText } from "./small-world.ts";

/** "40 StepDone work", seconds. Triggers left out unless asked for. */
const lines = (facts: readonly InstitutionalFact[], kinds = /^Step|^Notified/): readonly string[] =>
  facts
    .filter(({ kind }) => kinds.test(kind))
    .map(
      (fact) =>
        `${fact.atMs / 1000} ${fact.kind}${"step" in fact ? ` ${fact.step}` : ""}${"reason" in fact && fact.reason !== undefined ? ` ${fact.reason}` : ""}`,
    );

const tell = (id: string, rest: string): string => `  - {id: ${id}, class: disaster, do: notify, with: {to: {class: traffic}}, ${rest}}`;

describe("run modes: one step of 40 s, calls at 0, 10 and 55 s", () => {
  const spans = (mode: string): readonly string[] => {
    const world = makeSmallWorld({
      yaml: scenarioText(
        `triggers: [{id: call, source: incident, mode: ${mode}}]\nsteps:\n${tell("work", "after: [{trigger: call}], latency: {constantS: 40}")}`,
      ),
      incidentsAtMs: [0, 10_000, 55_000],
    });
    world.runTo(200_000);
    const open = new Map<number, number>();
    const found: string[] = [];
    for (const fact of world.facts()) {
      if (fact.kind === "StepStarted") open.set(fact.incident, fact.atMs / 1000);
      if (fact.kind === "StepDone" || fact.kind === "StepCancelled")
        found.push(`${open.get(fact.incident)}-${fact.atMs / 1000}${fact.kind === "StepCancelled" ? " cancelled" : ""}`);
    }
    return found;
  };

  it("single ignores a call while the first is handled", () => {
    expect(spans("single")).toEqual(["0-40", "55-95"]);
  });
  it("restart calls off what is under way", () => {
    expect(spans("restart")).toEqual(["0-10 cancelled", "10-50", "55-95"]);
  });
  it("queued waits for its turn", () => {
    expect(spans("queued")).toEqual(["0-40", "40-80", "80-120"]);
  });
  it("parallel handles every call at once", () => {
    expect(spans("parallel")).toEqual(["0-40", "10-50", "55-95"]);
  });
});

describe("outcomes", () => {
  const agreement = (mou: string, approval: string): string =>
    `agreements:\n  - {id: a, data: [plate], from: {class: administration}, to: {agency: fire}, law: {basis: x}, mou: {status: ${mou}}, approval: ${approval}}`;
  const step = (rest: string, more = ""): string =>
    scenarioText(`${more}\ntriggers: [{id: call, source: incident}]\nsteps:\n${tell("ask", `after: [{trigger: call}], ${rest}`)}`);
  const run = (yaml: string): readonly string[] => {
    const world = makeSmallWorld({ yaml, incidentsAtMs: [1000] });
    world.runTo(200_000);
    return lines(world.facts());
  };

  it("no agreement: blocked at once, and no request is sent", () => {
    expect(run(step("needs: [a]", agreement("none", "{mode: auto}")))).toEqual(["1 StepBlocked ask mou-none"]);
  });
  it("refused: at the approval's latency", () => {
    expect(run(step("needs: [a]", agreement("signed", "{mode: manual, latency: {constantS: 7}, refuseP: 1}")))).toEqual([
      "1 StepRequested ask",
      "8 StepRefused ask",
    ]);
  });
  it("an answer after 30 s with a time-out of 20 s is late and changes nothing", () => {
    expect(run(step("latency: {constantS: 30}, timeoutS: 20"))).toEqual([
      "1 StepRequested ask",
      "1 StepStarted ask",
      "21 StepTimedOut ask",
      "31 StepLateAnswer ask",
    ]);
  });
  it("an answer at the very moment of the time-out is late", () => {
    expect(run(step("latency: {constantS: 20}, timeoutS: 20"))).toEqual([
      "1 StepRequested ask",
      "1 StepStarted ask",
      "21 StepTimedOut ask",
      "21 StepLateAnswer ask",
    ]);
  });
  it("failed: at its latency", () => {
    expect(run(step("latency: {constantS: 12}, failP: 1"))).toEqual([
      "1 StepRequested ask",
      "1 StepStarted ask",
      "13 StepFailed ask did-not-work",
    ]);
  });
  it("a time-out of 0 ends at once, no time-out waits", () => {
    expect(run(step("latency: {constantS: 100}, timeoutS: 0"))).toEqual([
      "1 StepRequested ask",
      "1 StepTimedOut ask",
      "101 StepLateAnswer ask",
    ]);
    expect(run(step("latency: {constantS: 100}"))).toEqual([
      "1 StepRequested ask",
      "1 StepStarted ask",
      "101 Notified ask",
      "101 StepDone ask",
    ]);
  });
  it("tries again with a back-off that doubles, then gives up", () => {
    expect(run(step("latency: {constantS: 1}, failP: 1, retry: {max: 2, backoffS: 10}"))).toEqual([
      "1 StepRequested ask",
      "1 StepStarted ask",
      "12 StepRetried ask",
      "12 StepStarted ask",
      "33 StepRetried ask",
      "33 StepStarted ask",
      "34 StepFailed ask did-not-work",
    ]);
  });
  it("checks validity by the day of the request: signed from tomorrow is not signed today, and is after midnight", () => {
    const dated = `agreements:\n  - {id: a, data: [plate], from: {class: administration}, to: {agency: fire}, law: {basis: x}, mou: {status: signed, validFrom: 2026-03-03}}`;
    const yaml = step("needs: [a]", dated).replace("T08:00:00+09:00", "T23:59:00+09:00");
    const world = makeSmallWorld({
      yaml: yaml.replace("source: incident}", "source: incident, mode: parallel}"),
      incidentsAtMs: [1000, 61_000],
    });
    world.runTo(100_000);
    expect(lines(world.facts())).toEqual([
      "1 StepBlocked ask mou-not-yet",
      "61 StepRequested ask",
      "61 StepStarted ask",
      "61 Notified ask",
      "61 StepDone ask",
    ]);
  });
});

describe("the graph of steps", () => {
  const run = (steps: readonly string[], more = ""): readonly string[] => {
    const world = makeSmallWorld({
      yaml: scenarioText(`triggers: [{id: call, source: incident}]\nsteps:\n${steps.join("\n")}\n${more}`),
      incidentsAtMs: [0],
    });
    world.runTo(500_000);
    return lines(world.facts(), /StepDone|StepFailed|StepBlocked/);
  };
  const three = [
    tell("a", "after: [{trigger: call}], latency: {constantS: 10}"),
    tell("b", "after: [{trigger: call}], latency: {constantS: 20}"),
    tell("c", "after: [{trigger: call}], latency: {constantS: 30}"),
  ];
  const after = "after: [{step: a}, {step: b}, {step: c}]";

  it("joins all, any, or a number", () => {
    const done = run([...three, tell("all", after), tell("any", `${after}, join: any`), tell("two", `${after}, join: 2`)]);
    expect(done).toEqual(["10 StepDone a", "10 StepDone any", "20 StepDone b", "20 StepDone two", "30 StepDone c", "30 StepDone all"]);
  });
  it("skip lets what waits go on, stop does not, run puts another step in its place", () => {
    const fails = "after: [{trigger: call}], latency: {constantS: 5}, failP: 1";
    expect(run([tell("a", `${fails}, onFailed: skip`), tell("b", "after: [{step: a}]")])).toEqual([
      "5 StepFailed a did-not-work",
      "5 StepDone b",
    ]);
    expect(run([tell("a", fails), tell("b", "after: [{step: a}]")])).toEqual(["5 StepFailed a did-not-work"]);
    expect(
      run([
        tell("a", `${fails}, onFailed: {run: radio}`),
        tell("radio", "latency: {constantS: 3}"),
        tell("b", "after: [{step: a}, {step: radio}], join: any"),
      ]),
    ).toEqual(["5 StepFailed a did-not-work", "8 StepDone radio", "8 StepDone b"]);
  });
  it("a closed gate is skipped, stops what waits for it, or puts another step in its place", () => {
    const pact =
      "agreements:\n  - {id: pact, data: [plate], from: {class: traffic}, to: {agency: fire}, law: {basis: x}, mou: {status: none}}";
    const asked = (rest: string, ...others: readonly string[]): readonly string[] =>
      run([tell("a", `after: [{trigger: call}], needs: [pact], ${rest}`), tell("b", "after: [{step: a}]"), ...others], pact);
    expect(asked("onBlocked: skip")).toEqual(["0 StepBlocked a mou-none", "0 StepDone b"]);
    expect(asked("onBlocked: stop")).toEqual(["0 StepBlocked a mou-none"]);
    expect(asked("onBlocked: {run: radio}", tell("radio", "latency: {constantS: 4}"))).toEqual([
      "0 StepBlocked a mou-none",
      "4 StepDone radio",
    ]);
  });
  it("goes on after a named outcome", () => {
    expect(
      run([tell("a", "after: [{trigger: call}], latency: {constantS: 5}, failP: 1"), tell("b", "after: [{step: a, ended: [failed]}]")]),
    ).toEqual(["5 StepFailed a did-not-work", "5 StepDone b"]);
  });
  it("a chain of nested waits comes out the same by one advance or twenty", () => {
    const yaml = scenarioText(
      `triggers: [{id: call, source: incident}]\nsteps:\n${tell("b", "after: [{trigger: call}], latency: {constantS: 1}")}\n${tell("c", "after: [{step: b}], latency: {constantS: 1}")}`,
    );
    const once = makeSmallWorld({ yaml, incidentsAtMs: [0] });
    const often = makeSmallWorld({ yaml, incidentsAtMs: [0] });
    once.runTo(2000);
    for (let at = 100; at <= 2000; at += 100) often.runTo(at);
    expect(lines(once.facts())).toEqual(lines(often.facts()));
    expect(lines(once.facts()).at(-1)).toBe("2 StepDone c");
  });
  it("500 steps in a row end in one millisecond", () => {
    const chain = Array.from({ length: 500 }, (_, index) =>
      tell(`s${index}`, index === 0 ? "after: [{trigger: call}]" : `after: [{step: s${index - 1}}]`),
    );
    expect(run(chain).at(-1)).toBe("0 StepDone s499");
  });
});

describe("fire units", () => {
  const fire = (more = "", mode = "parallel"): string =>
    scenarioText(`
agreements:
  - {id: speeds, data: [link-speed], from: {class: traffic}, to: {agency: fire}, law: {basis: x}, mou: {status: signed}, approval: {mode: auto, latency: {constantS: 2}}}
  - {id: signals, data: [signal-command], from: {class: facilities}, to: {agency: fire}, law: {basis: x}, mou: {status: signed}, approval: {mode: auto, latency: {constantS: 3}}}
triggers: [{id: call, source: incident, mode: ${mode}, dedupeS: 20}]
steps:
  - {id: dispatch, class: disaster, after: [{trigger: call}], latency: {constantS: 90}, do: unit.dispatch, with: {turnout: {constantS: 60}}}
  - {id: route, class: traffic, needs: [speeds], after: [{step: dispatch}], do: route.fastest, onBlocked: skip, with: {everyS: 40}}
  - {id: green, class: facilities, needs: [signals], after: [{step: dispatch}], do: signal.preempt}
arms:
  plan: {}
  today: {without: [route, green]}
  none: {agreements: {"*": {mou: {status: none}}}}
${more}`);

  it("a call is taken, a crew turns out, drives on live times with green ahead, works and returns", () => {
    const world = makeSmallWorld({ yaml: fire(), incidentsAtMs: [10_000] });
    world.runTo(3_600_000);
    expect(world.orders()).toEqual([
      "160000 drive 0 to 100000 live emergency",
      "160000 preempt 0 300 m 0.9",
      "200000 reroute 0",
      "240000 reroute 0",
      "260000 release 0",
      "860000 drive 0 to 0 usual",
    ]);
    expect(lines(world.facts(), /^Unit|^Call/)).toEqual([
      "10 CallReceived",
      "100 UnitDispatched",
      "160 UnitTurnedOut",
      "260 UnitArrived",
      "860 UnitLeftScene",
      "960 UnitReturned",
    ]);
  });
  it("with every agreement none the streets see the same orders as with the linked steps off", () => {
    const orders = ["today", "none"].map((arm) => {
      const world = makeSmallWorld({
        yaml: fire(),
        incidentsAtMs: [10_000, 300_000],
        arm: (scenario) => {
          const applied = applyArm(scenario, arm);
          if (!applied.ok) throw new Error(arm);
          return applied.value;
        },
      });
      world.runTo(3_600_000);
      return {
        orders: world.orders(),
        blocked: lines(world.facts(), /StepBlocked/).length,
        others: lines(world.facts(), /^(?!StepBlocked)/),
      };
    });
    expect(orders[0]?.orders).toEqual(orders[1]?.orders);
    expect(orders[0]?.others).toEqual(orders[1]?.others);
    expect(orders.map(({ blocked }) => blocked)).toEqual([0, 4]);
  });
  it("two equally near units: the lower number is sent; a second call gets the other, a third waits for the first to be free", () => {
    const world = makeSmallWorld({ yaml: fire(), incidentsAtMs: [0, 30_000, 60_000], unitOffsetsMm: [50_000, 50_000] });
    world.runTo(3_600_000);
    const sent = world
      .facts()
      .flatMap((fact) => (fact.kind === "UnitDispatched" ? [`${fact.atMs / 1000} unit ${fact.unit} to ${fact.incident}`] : []));
    // Free again at 90 + 60 turnout + 50 drive + 600 on scene; it leaves from the scene at once, without turnout.
    expect(sent).toEqual(["90 unit 0 to 0", "120 unit 1 to 1", "800 unit 0 to 2"]);
    expect(lines(world.facts(), /UnitArrived/)).toEqual(["200 UnitArrived", "230 UnitArrived", "800 UnitArrived"]);
  });
  it("a second report of the same fire within the time set is the same fire", () => {
    const world = makeSmallWorld({ yaml: fire(), incidentsAtMs: [0, 15_000, 40_000] });
    world.runTo(100_000);
    expect(lines(world.facts(), /^Trigger|^Call|^Incident/)).toEqual([
      "0 IncidentHappened",
      "0 CallReceived",
      "0 TriggerFired",
      "15 IncidentHappened",
      "15 TriggerMerged",
      "40 IncidentHappened",
      "40 CallReceived",
      "40 TriggerFired",
    ]);
  });
  it("a truck that is called off on its way halts, so that every signal is released, and goes home", () => {
    const waits = tell("report", "after: [{step: dispatch}], latency: {constantS: 900}");
    const world = makeSmallWorld({ yaml: fire("", "restart").replace("arms:", `${waits}\narms:`), incidentsAtMs: [0, 200_000] });
    world.runTo(320_000);
    expect(world.orders().slice(2)).toEqual(["190000 reroute 0", "200000 halt 0", "200000 drive 0 to 0 usual"]);
    expect(lines(world.facts(), /UnitRecalled|Cancelled|UnitReturned/)).toEqual([
      "200 StepCancelled report",
      "200 UnitRecalled",
      "250 UnitReturned",
    ]);
  });
  it("a false alarm recalls the truck by a step of its own", () => {
    const recall = "  - {id: recall, class: disaster, after: [{step: dispatch}], latency: {constantS: 100}, do: unit.recall}";
    const world = makeSmallWorld({ yaml: fire().replace("arms:", `${recall}\narms:`), incidentsAtMs: [0] });
    world.runTo(1_000_000);
    expect(world.orders().slice(2)).toEqual(["190000 halt 0", "190000 drive 0 to 0 usual"]);
  });
  it("a truck that cannot go on looks for a way again until there is one", () => {
    const world = makeSmallWorld({ yaml: fire(), incidentsAtMs: [0] });
    world.runTo(170_000);
    world.institutions.unitStuck(0);
    world.runTo(186_000);
    expect(world.orders().slice(-2)).toEqual(["185000 drive 0 to 100000 live emergency", "185000 preempt 0 300 m 0.9"]);
  });
  it("saved at any moment and loaded elsewhere, the rest comes out the same", () => {
    const options = { yaml: fire(), incidentsAtMs: [10_000, 120_000, 300_000, 310_000], unitOffsetsMm: [0, 150_000] };
    const whole = makeSmallWorld(options);
    whole.runTo(3_600_000);
    for (const at of [0, 10_000, 100_500, 159_999, 160_000, 205_000, 260_000, 300_000, 700_000, 1_500_000]) {
      const first = makeSmallWorld(options);
      first.runTo(at);
      const second = makeSmallWorld(options);
      second.load(first.save());
      second.runTo(3_600_000);
      expect(second.save()).toBe(whole.save());
      expect(second.facts()).toEqual(whole.facts());
    }
  });
});

describe("readings", () => {
  const level = (value: number, observedAtMs: number, receivedAtMs: number): Reading => ({
    sensor: "gauge",
    quantity: "level",
    value,
    observedAtMs,
    receivedAtMs,
  });
  const MIN = 60_000;

  it("a sensor silent for 30 min after its last reading fires once, and is armed again by the next reading", () => {
    const yaml = scenarioText(
      `triggers: [{id: quiet, source: silence, sensor: gauge, silenceS: 1800}]\nsteps:\n${tell("ask", "after: [{trigger: quiet}]")}`,
    ).replace("durationMin: 60", "durationMin: 600");
    const world = makeSmallWorld({ yaml, readings: [level(1, 0, 0), level(1, 10 * MIN, 10 * MIN), level(1, 120 * MIN, 120 * MIN)] });
    world.runTo(400 * MIN);
    expect(lines(world.facts(), /TriggerFired/)).toEqual(["2400 TriggerFired", "9000 TriggerFired"]);
  });
  it("two readings in a row must be high: one that is not begins the count anew, and it goes on after being saved", () => {
    const options = {
      yaml: scenarioText(
        `triggers: [{id: high, source: reading, sensor: gauge, when: "reading.value > 5", inARow: 2, mode: parallel}]\nsteps:\n${tell("ask", "after: [{trigger: high}]")}`,
      ),
      readings: [9, 1, 9, 9, 9, 1].map((value, index) => level(value, index * MIN, index * MIN)),
    };
    const first = makeSmallWorld(options);
    first.runTo(2.5 * MIN);
    expect(lines(first.facts(), /TriggerFired/)).toEqual([]);
    const second = makeSmallWorld(options);
    second.load(first.save());
    second.runTo(10 * MIN);
    expect(lines(second.facts(), /TriggerFired/)).toEqual(["180 TriggerFired", "240 TriggerFired"]);
  });
  it("a silence rule that was saved while it counted is armed anew by the next reading", () => {
    const options = {
      yaml: scenarioText(
        `triggers: [{id: quiet, source: silence, sensor: gauge, silenceS: 1800}]\nsteps:\n${tell("ask", "after: [{trigger: quiet}]")}`,
      ),
      readings: [level(1, 0, 0), level(1, 10 * MIN, 10 * MIN)],
    };
    const first = makeSmallWorld(options);
    first.runTo(5 * MIN);
    const second = makeSmallWorld(options);
    second.load(first.save());
    second.runTo(60 * MIN);
    expect(lines(second.facts(), /TriggerFired/)).toEqual(["2400 TriggerFired"]);
  });
  it("decides by what was known, in the order in which it was known", () => {
    const yaml = scenarioText(
      `triggers: [{id: high, source: reading, sensor: gauge, when: "reading.value > 5 && reading.ageS < 60", mode: parallel}]\nsteps:\n${tell("warn", "after: [{trigger: high}]")}`,
    );
    // True 10:00, known 10:11; true 10:10, known 10:10: at 10:10:30 only the second was known.
    const world = makeSmallWorld({ yaml, readings: [level(6, 10 * MIN, 10 * MIN), level(9, 0, 11 * MIN)] });
    world.runTo(10 * MIN + 30_000);
    expect(lines(world.facts(), /TriggerFired/)).toEqual(["600 TriggerFired"]);
    world.runTo(20 * MIN);
    expect(lines(world.facts(), /TriggerFired/)).toEqual(["600 TriggerFired"]);
  });
  it("a time trigger fires at its minute", () => {
    const world = makeSmallWorld({
      yaml: scenarioText(`triggers: [{id: shift, source: time, atMin: 2.5}]\nsteps:\n${tell("tell", "after: [{trigger: shift}]")}`),
    });
    world.runTo(600_000);
    expect(lines(world.facts())).toEqual(["150 StepRequested tell", "150 StepStarted tell", "150 Notified tell", "150 StepDone tell"]);
  });
  it("two triggers of one case share a course: a step that needs both begins with the second", () => {
    const yaml = scenarioText(
      `triggers: [{id: early, source: time, atMin: 1}, {id: later, source: time, atMin: 3}]\nsteps:\n${tell("both", "after: [{trigger: early}, {trigger: later}]")}`,
    );
    const world = makeSmallWorld({ yaml });
    world.runTo(600_000);
    expect(lines(world.facts(), /StepDone/)).toEqual(["180 StepDone both"]);
    expect(parsedScenario(yaml).steps).toHaveLength(1);
  });
});
