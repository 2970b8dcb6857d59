import { describe, expect, it } from "vitest";
import type { AuditFact } from "../contract/institutional-facts.ts";
import { applyArm } from "./apply-arm.ts";
import type { CameraView, Setup } from "./setup.ts";
import { makeSmallWorld, type SmallWorld, type SmallWorldOptions, scenarioText } from "./small-world.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** How each request ended: "done", or why its gate was closed, in the order of the incidents. */
const ends = (world: SmallWorld): readonly string[] => {
  const found: string[] = [];
  for (const fact of world.facts()) {
    if (fact.kind === "StepDone") found[fact.incident] = "done";
    else if (fact.kind === "StepBlocked") found[fact.incident] = `${fact.agreement}: ${fact.reason}`;
  }
  return found;
};

/** One step that needs one agreement; `more` are its further keys, `startsAt` the local clock of simulated 0. */
const asked = (
  more: string,
  incidentsAtMs: readonly number[],
  options: Partial<SmallWorldOptions> & { readonly startsAt?: string } = {},
): SmallWorld => {
  const agreement = `{id: pact, data: [plate], from: {class: administration}, to: {agency: fire}, ${more}}`;
  const text = scenarioText(
    `agreements: [${agreement}]\ntriggers: [{id: call, source: incident, mode: parallel}]\nsteps:\n  - {id: ask, class: disaster, needs: [pact], after: [{trigger: call}], do: notify, with: {to: {class: traffic}}}`,
  );
  const { startsAt = "2026-03-02T08:00:00+09:00", ...rest } = options;
  const world = makeSmallWorld({
    yaml: text.replace("2026-03-02T08:00:00+09:00", startsAt).replace("durationMin: 60", "durationMin: 4320"),
    incidentsAtMs,
    ...rest,
  });
  world.runTo(72 * HOUR);
  return world;
};
const open = "law: {basis: x}, mou: {status: signed}";

describe("law and signature", () => {
  const at = (more: string): readonly string[] => ends(asked(more, [0]));
  it("both must be there", () => {
    expect(at(open)).toEqual(["done"]);
    expect(at("law: {basis: x, status: forbidden}, mou: {status: signed}")).toEqual(["pact: law-forbids"]);
    for (const status of ["none", "pending", "expired", "suspended"])
      expect(at(`law: {basis: x}, mou: {status: ${status}}`)).toEqual([`pact: mou-${status}`]);
  });
  it("law comes before signature", () => {
    expect(at("law: {basis: x, status: forbidden}, mou: {status: none}")).toEqual(["pact: law-forbids"]);
  });
  it("counts from the day on, and to the last day, by the local calendar at the moment of the request", () => {
    // Requests at 23:59:30 on 2 March and half a minute after midnight.
    const night = { startsAt: "2026-03-02T23:59:30+09:00" };
    expect(ends(asked("law: {basis: x, since: 2026-03-03}, mou: {status: signed}", [0, MINUTE], night))).toEqual([
      "pact: law-not-yet",
      "done",
    ]);
    expect(ends(asked("law: {basis: x}, mou: {status: signed, validFrom: 2026-03-03}", [0, MINUTE], night))).toEqual([
      "pact: mou-not-yet",
      "done",
    ]);
    expect(ends(asked("law: {basis: x}, mou: {status: signed, validTo: 2026-03-02}", [0, MINUTE], night))).toEqual([
      "done",
      "pact: mou-over",
    ]);
  });
});

describe("what was signed", () => {
  it("covers kinds of incident: another purpose is another agreement", () => {
    expect(ends(asked(`${open}, purposes: [fire]`, [0]))).toEqual(["done"]);
    expect(ends(asked(`${open}, purposes: [fire]`, [0], { incident: { kind: "medical" } }))).toEqual(["pact: purpose-not-covered"]);
    // A clock is no fire.
    const text = scenarioText(
      `agreements: [{id: pact, data: [plate], from: {class: administration}, to: {agency: fire}, ${open}, purposes: [fire]}]\ntriggers: [{id: clock, source: time, atMin: 1}]\nsteps:\n  - {id: ask, class: disaster, needs: [pact], after: [{trigger: clock}], do: notify, with: {to: {class: traffic}}}`,
    );
    const world = makeSmallWorld({ yaml: text });
    world.runTo(HOUR);
    expect(world.facts().flatMap((fact) => (fact.kind === "StepBlocked" ? [fact.reason] : []))).toEqual(["purpose-not-covered"]);
  });
  it("covers neighbourhoods", () => {
    const options = { incident: (number: number) => ({ neighbourhood: ["old-town", "harbour", ""][number] ?? "" }) };
    expect(ends(asked(`${open}, area: [old-town]`, [0, 1000, 2000], options))).toEqual([
      "done",
      "pact: outside-area",
      "pact: outside-area",
    ]);
  });
  it("covers hours of the day, also over midnight: from inclusive, to exclusive", () => {
    // 21:00, 22:00, 02:00, 05:59, 06:00 of a night.
    const moments = [0, HOUR, 5 * HOUR, 9 * HOUR - MINUTE, 9 * HOUR];
    const night = { startsAt: "2026-03-02T21:00:00+09:00" };
    expect(ends(asked(`${open}, hours: {from: 22, to: 6}`, moments, night))).toEqual([
      "pact: outside-hours",
      "done",
      "done",
      "done",
      "pact: outside-hours",
    ]);
    expect(ends(asked(`${open}, hours: {from: 6, to: 22}`, moments, night))).toEqual([
      "done",
      "pact: outside-hours",
      "pact: outside-hours",
      "pact: outside-hours",
      "done",
    ]);
  });
  it("covers so many requests a day, and as many again after midnight", () => {
    const night = { startsAt: "2026-03-02T23:00:00+09:00" };
    const moments = [0, 10 * MINUTE, 20 * MINUTE, 61 * MINUTE, 62 * MINUTE, 63 * MINUTE];
    expect(ends(asked(`${open}, dailyLimit: 2`, moments, night))).toEqual([
      "done",
      "done",
      "pact: daily-limit",
      "done",
      "done",
      "pact: daily-limit",
    ]);
    expect(ends(asked(`${open}, dailyLimit: 0`, [0], night))).toEqual(["pact: daily-limit"]);
  });
  it("counts what was sent, not what was blocked", () => {
    // The two requests outside the hours (21:00) cost nothing of the two of that day.
    const options = { startsAt: "2026-03-02T21:00:00+09:00" };
    const moments = [0, MINUTE, HOUR, HOUR + MINUTE, HOUR + 2 * MINUTE];
    expect(ends(asked(`${open}, hours: {from: 22, to: 24}, dailyLimit: 2`, moments, options))).toEqual([
      "pact: outside-hours",
      "pact: outside-hours",
      "done",
      "done",
      "pact: daily-limit",
    ]);
  });
  it("a sandbox is open in its area and until its end, and not a day longer", () => {
    const sandbox = `law: {basis: x}, mou: {status: sandbox, validTo: 2026-03-02}, area: [old-town], sandbox: {approver: ministry, riskLimit: none}`;
    const options = {
      startsAt: "2026-03-02T23:59:00+09:00",
      incident: (number: number) => ({ neighbourhood: number === 1 ? "harbour" : "old-town" }),
    };
    expect(ends(asked(sandbox, [0, 1000, 2 * MINUTE], options))).toEqual(["done", "pact: outside-area", "pact: mou-over"]);
  });
});

describe("absent owners", () => {
  // Facilities: the city owns, the police operate the signals, as in Seoul; in the textbook the city does both.
  const textbook = {
    "crime-prevention": "police",
    traffic: "police",
    facilities: "city",
    administration: "city",
    health: "hospital",
    environment: "city",
    disaster: "fire",
  };
  const seoul: Setup["owners"] = { ...textbook, facilities: "police" };
  const blocked = (arm: string, operators: Setup["operators"]): readonly string[] => {
    const one = (id: string, from: string): string =>
      `  - {id: ${id}, data: [plate], from: {class: ${from}}, to: {agency: fire}, law: {basis: x}, mou: {status: signed}}`;
    const step = (id: string): string =>
      `  - {id: s-${id}, class: disaster, needs: [${id}], after: [{trigger: call}], do: notify, with: {to: {class: traffic}}}`;
    const classes = ["crime-prevention", "traffic", "facilities", "administration", "health"];
    const text = scenarioText(
      `agreements:\n${classes.map((name) => one(name, name)).join("\n")}\ntriggers: [{id: call, source: incident}]\nsteps:\n${classes.map(step).join("\n")}\narms: {plan: {}, absent: {withoutOwners: [${arm}]}}`,
    );
    const world = makeSmallWorld({
      yaml: text,
      incidentsAtMs: [0],
      setup: {
        owners: textbook,
        operators,
        agencyKinds: new Map([
          ["police", "police"],
          ["city", "city"],
          ["hospital", "hospital"],
          ["fire", "fire-service"],
        ]),
      },
      arm: (scenario) => {
        const applied = applyArm(scenario, "absent");
        if (!applied.ok) throw new Error(applied.problems[0].message.en);
        return applied.value;
      },
    });
    world.runTo(1000);
    return world.facts().flatMap((fact) => (fact.kind === "StepBlocked" ? [`${fact.agreement}: ${fact.reason}`] : []));
  };
  it("close exactly the agreements to which they give, as owners or as operators", () => {
    expect(blocked("police", textbook)).toEqual(["crime-prevention: owner-absent", "traffic: owner-absent"]);
    expect(blocked("police", seoul)).toEqual(["crime-prevention: owner-absent", "traffic: owner-absent", "facilities: owner-absent"]);
    expect(blocked("city", textbook)).toEqual(["facilities: owner-absent", "administration: owner-absent"]);
    expect(blocked("city", seoul)).toEqual(["facilities: owner-absent", "administration: owner-absent"]);
    expect(blocked("hospital", textbook)).toEqual(["health: owner-absent"]);
  });
  it("are named by id or by kind; who only receives closes nothing", () => {
    expect(blocked("fire-service", textbook)).toEqual([]);
  });
});

describe("data that were agreed", () => {
  const camera: CameraView = { id: "cctv-7", class: "crime-prevention", distanceMm: 20_000, sees: true, couldSee: true };
  const view = (
    data: string,
    picture: string,
    more = "",
  ): { readonly end: string; readonly looked: readonly AuditFact[]; readonly picture: string } => {
    const text = scenarioText(
      `agreements: [{id: video, data: [${data}], from: {class: crime-prevention}, to: {agency: fire}, ${open}, retentionH: 2}]\ntriggers: [{id: call, source: incident}]\nsteps:\n  - {id: look, class: crime-prevention, needs: [video${more}], after: [{trigger: call}], do: camera.view, with: {picture: ${picture}, liveUsefulP: 1, stillUsefulP: 1}}`,
    );
    const world = makeSmallWorld({ yaml: text, incidentsAtMs: [1000], incident: { cameras: [camera] } });
    world.runTo(HOUR);
    const facts = world.facts();
    return {
      end: facts
        .flatMap((fact) => (fact.kind === "StepDone" || fact.kind === "StepBlocked" ? [`${fact.kind} ${fact.reason ?? ""}`.trim()] : []))
        .join(),
      looked: facts.flatMap((fact) => (fact.kind === "LookedUp" ? [fact] : [])),
      picture: facts.flatMap((fact) => (fact.kind === "SceneSeen" ? [fact.picture] : [])).join(),
    };
  };
  it("of another class are none of this step's", () => {
    expect(view("plate", "live").end).toBe("StepBlocked data-not-covered");
  });
  it("stills where stills were agreed: the picture comes, but it does not move", () => {
    const { end, picture, looked } = view("still", "live");
    expect([end, picture]).toEqual(["StepDone", "still"]);
    expect(looked.map(({ data, agreement }) => [data, agreement])).toEqual([["still", "video"]]);
  });
  it("live pictures where they were agreed; who may watch may also look at a still, under the same agreement", () => {
    expect(view("live-video", "live").picture).toBe("live");
    const still = view("live-video", "still");
    expect(still.picture).toBe("still");
    expect(still.looked.map(({ data, agreement }) => [data, agreement])).toEqual([["still", "video"]]);
  });
  it("every look is written down: who, what for, by which agreement, whom by a pseudonym, and until when", () => {
    expect(view("live-video", "live").looked).toEqual([
      {
        kind: "LookedUp",
        atMs: 1000,
        incident: 0,
        agency: "fire",
        step: "look",
        data: "live-video",
        purpose: "fire",
        agreement: "video",
        subject: "cctv-7",
        deleteAtMs: 1000 + 2 * HOUR,
      },
    ]);
  });
});
