import { describe, expect, it } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { makeSmallWorld, type SmallWorld, scenarioText } from "./small-world.ts";

/** "40 StepDone ask #1": seconds, step, number of the incident. */
const lines = (world: SmallWorld, kinds = /^Step(Queued|Started|Done|Refused|TimedOut|LateAnswer|Cancelled)/): readonly string[] =>
  world
    .facts()
    .filter(({ kind }) => kinds.test(kind))
    .map((fact) => `${fact.atMs / 1000} ${fact.kind}${"step" in fact ? ` ${fact.step}` : ""} #${fact.incident}`);

const desk = (world: SmallWorld, id: string): readonly string[] =>
  world.facts().flatMap((fact) => (fact.kind === "DeskChanged" && fact.desk === id ? [`${fact.atMs / 1000}: ${shown(fact)}`] : []));
const shown = ({ busy, seats, waiting }: Extract<InstitutionalFact, { kind: "DeskChanged" }>): string => `${busy}/${seats}+${waiting}`;

const trigger = (mode = "parallel"): string => `triggers: [{id: call, source: incident, mode: ${mode}}]`;
const work = (id: string, rest: string): string => `  - {id: ${id}, class: disaster, do: notify, with: {to: {class: traffic}}, ${rest}}`;
const pact = (id: string, approval: string): string =>
  `  - {id: ${id}, data: [plate], from: {class: administration}, to: {agency: fire}, law: {basis: x}, mou: {status: signed}, approval: ${approval}}`;

const world = (body: string, incidentsAtS: readonly number[], seed = "1"): SmallWorld =>
  makeSmallWorld({ yaml: scenarioText(body), incidentsAtMs: incidentsAtS.map((s) => s * 1000), seed });

describe("a desk of one person, work of 40 s", () => {
  const body = `desks: [{id: duty, class: disaster, seats: 1}]
${trigger()}
steps:
${work("ask", "after: [{trigger: call}], desk: duty, latency: {constantS: 40}")}`;

  it("serves one after another in the order in which they came", () => {
    const run = world(body, [0, 10, 20, 130]);
    run.runTo(300_000);
    expect(lines(run, /^Step(Queued|Started|Done)/)).toEqual([
      "0 StepStarted ask #0",
      "10 StepQueued ask #1",
      "20 StepQueued ask #2",
      "40 StepDone ask #0",
      "40 StepStarted ask #1",
      "80 StepDone ask #1",
      "80 StepStarted ask #2",
      "120 StepDone ask #2",
      "130 StepStarted ask #3",
      "170 StepDone ask #3",
    ]);
    // Taken seats, seats on duty, and who waits.
    expect(desk(run, "duty")).toEqual([
      "0: 0/1+0",
      "0: 1/1+0",
      "10: 1/1+1",
      "20: 1/1+2",
      "40: 1/1+1",
      "80: 1/1+0",
      "120: 0/1+0",
      "130: 1/1+0",
      "170: 0/1+0",
    ]);
  });
  it("gives a desk of two to two at once", () => {
    const run = world(body.replace("seats: 1", "seats: 2"), [0, 10, 20]);
    run.runTo(300_000);
    expect(lines(run, /^StepDone/)).toEqual(["40 StepDone ask #0", "50 StepDone ask #1", "80 StepDone ask #2"]);
  });
  it("lets urgent work pass what waits, but nobody who is being served", () => {
    const two = `desks: [{id: duty, class: disaster, seats: 1}]
triggers: [{id: call, source: incident, mode: parallel, when: "incident.number != 2"}, {id: alarm, source: incident, mode: parallel, when: "incident.number == 2"}]
steps:
${work("ask", "after: [{trigger: call}], desk: duty, latency: {constantS: 40}, priority: 5")}
${work("urgent", "after: [{trigger: alarm}], desk: duty, latency: {constantS: 40}, priority: 1")}`;
    const run = world(two, [0, 10, 20]);
    run.runTo(300_000);
    expect(lines(run, /^StepDone/)).toEqual(["40 StepDone ask #0", "80 StepDone urgent #2", "120 StepDone ask #1"]);
  });
  it("answers late what timed out in the line: it still takes its seat and its 40 s", () => {
    const run = world(
      body.replace("priority: 3", "").replace("latency: {constantS: 40}", "latency: {constantS: 40}, timeoutS: 30"),
      [0, 0],
    );
    run.runTo(300_000);
    expect(lines(run)).toEqual([
      "0 StepStarted ask #0",
      "0 StepQueued ask #1",
      "30 StepTimedOut ask #0",
      "30 StepTimedOut ask #1",
      "40 StepLateAnswer ask #0",
      "80 StepLateAnswer ask #1",
    ]);
    expect(desk(run, "duty").at(-1)).toBe("80: 0/1+0");
  });
  it("gives the seat of a called-off step to the next, and takes a waiting one out of the line", () => {
    // Mode restart: each call calls off the ones before it.
    const run = world(body.replace("mode: parallel", "mode: restart"), [0, 10, 60]);
    run.runTo(300_000);
    expect(lines(run)).toEqual([
      "0 StepStarted ask #0",
      "10 StepCancelled ask #0",
      "10 StepStarted ask #1",
      "50 StepDone ask #1",
      "60 StepStarted ask #2",
      "100 StepDone ask #2",
    ]);
    const waits = world(
      `desks: [{id: duty, class: disaster, seats: 1}]
triggers: [{id: other, source: time, atMin: 0}, {id: call, source: incident, mode: restart}]
steps:
${work("long", "after: [{trigger: other}], desk: duty, latency: {constantS: 100}")}
${work("ask", "after: [{trigger: call}], desk: duty, latency: {constantS: 40}")}`,
      [10, 20],
    );
    waits.runTo(300_000);
    expect(lines(waits, /^Step(Queued|Cancelled|Done)/)).toEqual([
      "10 StepQueued ask #0",
      "20 StepCancelled ask #0",
      "20 StepQueued ask #1",
      "100 StepDone long #-1",
      "140 StepDone ask #1",
    ]);
    expect(Math.max(...desk(waits, "duty").map((text) => Number(text.split("+")[1])))).toBe(1);
  });
});

describe("the hours of a desk", () => {
  // The run starts at 08:00; the shift changes at 08:01 and 08:03.
  const shifts = (list: string, rest = ""): string => `desks: [{id: duty, class: disaster, seats: ${list}${rest}}]
${trigger()}
steps:
${work("ask", "after: [{trigger: call}], desk: duty, latency: {constantS: 100}")}`;
  const MINUTE = 1 / 60;

  it("more people serve at once who waited; fewer let everybody finish", () => {
    const run = world(
      shifts(`[{fromHour: 0, seats: 1}, {fromHour: ${8 + MINUTE}, seats: 3}, {fromHour: ${8 + 3 * MINUTE}, seats: 1}]`),
      [0, 0, 0, 90, 90],
    );
    run.runTo(600_000);
    expect(lines(run, /^Step(Started|Done)/)).toEqual([
      "0 StepStarted ask #0",
      "60 StepStarted ask #1",
      "60 StepStarted ask #2",
      "100 StepDone ask #0",
      "100 StepStarted ask #3",
      "160 StepDone ask #1",
      "160 StepStarted ask #4",
      "160 StepDone ask #2",
      // At 180 s two seats end while two work on: both finish, nobody new begins before that.
      "200 StepDone ask #3",
      "260 StepDone ask #4",
    ]);
    expect(desk(run, "duty")).toContain("180: 2/1+0");
  });
  it("nobody is served while nobody is on duty", () => {
    const run = world(shifts(`[{fromHour: 0, seats: 0}, {fromHour: ${8 + MINUTE}, seats: 1}]`), [0]);
    run.runTo(600_000);
    expect(lines(run, /^Step(Queued|Started|Done)/)).toEqual(["0 StepQueued ask #0", "60 StepStarted ask #0", "160 StepDone ask #0"]);
  });
  it("other work takes seats by chance, the same in every run of a seed, and as much as rate and length say", () => {
    // 60 pieces an hour of 30 s each with two people: on average half a person of two.
    const body = shifts("2", ", otherWork: {perHour: 60, work: {constantS: 30}, priority: 9}").replace(
      "durationMin: 60",
      "durationMin: 600",
    );
    const run = world(body, []);
    run.runTo(10 * 3_600_000);
    const starts = run.facts().filter((fact, index, all) => {
      const before = all[index - 1];
      return fact.kind === "DeskChanged" && before?.kind === "DeskChanged" && fact.busy + fact.waiting > before.busy + before.waiting;
    });
    // Poisson with mean 600: within four standard deviations.
    expect(Math.abs(starts.length - 600)).toBeLessThan(4 * Math.sqrt(600));
    const again = world(body, []);
    again.runTo(10 * 3_600_000);
    expect(again.facts()).toEqual(run.facts());
  });
});

describe("approval by people", () => {
  const asks = (
    approvals: readonly string[],
    rest = "",
    seats = 1,
  ): string => `desks: [{id: duty, class: administration, seats: ${seats}}, {id: board, class: health, seats: 1}]
agreements:
${approvals.map((approval, index) => pact(`a${index}`, approval)).join("\n")}
${trigger()}
steps:
${work("ask", `after: [{trigger: call}], needs: [${approvals.map((_, index) => `a${index}`).join(", ")}]${rest}`)}`;
  const yes = (deskId: string, s: number): string => `{mode: manual, desk: ${deskId}, latency: {constantS: ${s}}}`;
  const no = (deskId: string, s: number): string => `{mode: manual, desk: ${deskId}, latency: {constantS: ${s}}, refuseP: 1}`;

  it("waits for the person, and the work after it begins with the approval", () => {
    const run = world(asks([yes("duty", 30)], ", latency: {constantS: 5}"), [0, 10]);
    run.runTo(300_000);
    expect(lines(run)).toEqual([
      "10 StepQueued ask #1",
      "30 StepStarted ask #0",
      "35 StepDone ask #0",
      "60 StepStarted ask #1",
      "65 StepDone ask #1",
    ]);
  });
  it("needs the last of several yes", () => {
    const run = world(asks([yes("duty", 30), yes("board", 50), "{mode: auto, latency: {constantS: 70}}"]), [0]);
    run.runTo(300_000);
    expect(lines(run)).toEqual(["70 StepStarted ask #0", "70 StepDone ask #0"]);
    const machinesFirst = world(asks([yes("duty", 30), yes("board", 50), "{mode: auto, latency: {constantS: 7}}"]), [0]);
    machinesFirst.runTo(300_000);
    expect(lines(machinesFirst)).toEqual(["50 StepStarted ask #0", "50 StepDone ask #0"]);
  });
  it("a no of one desk ends it at once: the other desk is free again, nothing is left", () => {
    const run = world(asks([yes("duty", 100), no("board", 20)]), [0]);
    run.runTo(300_000);
    expect(lines(run)).toEqual(["20 StepRefused ask #0"]);
    expect(desk(run, "duty").at(-1)).toBe("20: 0/1+0");
    expect(openEnds(run)).toEqual({ timers: [], tickets: [] });
  });
  it("a no that waited in line ends it when it is said; a yes of a machine before it changes nothing", () => {
    const run = world(asks([no("duty", 30), "{mode: auto, latency: {constantS: 1}}"]), [0, 0]);
    run.runTo(300_000);
    expect(lines(run)).toEqual(["0 StepQueued ask #1", "30 StepRefused ask #0", "60 StepRefused ask #1"]);
  });
  it("two agreements at one desk are two pieces of work", () => {
    const run = world(asks([yes("duty", 30), yes("duty", 20)]), [0]);
    run.runTo(300_000);
    expect(lines(run, /^Step(Queued|Done)/)).toEqual(["0 StepQueued ask #0", "50 StepDone ask #0"]);
  });
  it("retries stand in line anew, while the first request still lies on the table", () => {
    const run = world(asks([yes("duty", 50)], ", timeoutS: 40, retry: {max: 1, backoffS: 0}"), [0]);
    run.runTo(300_000);
    // The person works on the first request until 50 s, then on the second until 100 s: both answers are late.
    expect(lines(run)).toEqual(["40 StepQueued ask #0", "50 StepLateAnswer ask #0", "80 StepTimedOut ask #0", "100 StepLateAnswer ask #0"]);
  });
  it("with a time-out of 0 no person is asked; what a machine would have said still comes late", () => {
    const run = world(asks([yes("duty", 50)], ", timeoutS: 0"), [0]);
    run.runTo(300_000);
    expect(lines(run)).toEqual(["0 StepTimedOut ask #0", "50 StepLateAnswer ask #0"]);
    expect(desk(run, "duty")).toEqual(["0: 0/1+0"]);
  });
});

const openEnds = (run: SmallWorld): { readonly timers: unknown; readonly tickets: unknown } => {
  const { timers, tickets } = JSON.parse((JSON.parse(run.save()) as { readonly institutions: string }).institutions) as Record<
    string,
    unknown
  >;
  return { timers, tickets };
};
