import { describe, expect, it } from "vitest";
import type { Setup } from "./setup.ts";
import { makeSmallWorld, type SmallWorld, type SmallWorldOptions, scenarioText } from "./small-world.ts";

const lines = (world: SmallWorld, kinds = /^Unit(Dispatched|TurnedOut|Arrived|Returned|Recalled|Replaced|MovedUp)/): readonly string[] =>
  world.facts().flatMap((fact) => {
    if (!kinds.test(fact.kind)) return [];
    const about = "unit" in fact ? ` ${fact.unit}` : "step" in fact ? ` ${fact.step}` : "";
    const to = fact.kind === "UnitMovedUp" ? ` ${fact.station}` : fact.kind === "UnitReplaced" ? ` by ${fact.to}` : "";
    return [`${fact.atMs / 1000} ${fact.kind}${about}${to} #${fact.incident}`];
  });

/** Positions in metres on the road: 1 m = 1 s of driving. */
const run = (
  dispatch: string,
  incidents: readonly (readonly [atS: number, atM: number])[],
  unitsM: readonly number[],
  options: Partial<SmallWorldOptions> & { readonly more?: string } = {},
): SmallWorld => {
  const { more = "", ...rest } = options;
  const world = makeSmallWorld({
    yaml: scenarioText(
      `triggers: [{id: call, source: incident, mode: parallel}]\nsteps:\n  - {id: dispatch, class: disaster, after: [{trigger: call}], do: unit.dispatch, with: {turnout: {constantS: 60}, ${dispatch}}}\n${more}`,
    ),
    incidentsAtMs: incidents.map(([atS]) => atS * 1000),
    unitOffsetsMm: unitsM.map((m) => m * 1000),
    incident: (number) => ({ offsetMm: (incidents[number]?.[1] ?? 0) * 1000 }),
    ...rest,
  });
  world.runTo(7_200_000);
  return world;
};
const firsts = (world: SmallWorld): readonly string[] => lines(world, /^UnitDispatched/);

describe("which unit goes", () => {
  it("the nearest one, equal: the lower number", () => {
    expect(firsts(run("nearest: live-travel-time", [[0, 100]], [0, 250, 200]))).toEqual(["0 UnitDispatched 0 #0"]);
    expect(firsts(run("nearest: free-flow", [[0, 100]], [300, 40, 200]))).toEqual(["0 UnitDispatched 1 #0"]);
  });
  it("by run card the station of the place goes first, even while another is nearer", () => {
    const card = { incident: () => ({ offsetMm: 100_000, runCard: [2, 0, 1] }) };
    expect(firsts(run("nearest: first-due, units: 3", [[0, 100]], [90, 95, 500], card))).toEqual([
      "0 UnitDispatched 2 #0",
      "0 UnitDispatched 0 #0",
      "0 UnitDispatched 1 #0",
    ]);
  });
  it("by the order of the city, whatever the distance", () => {
    expect(firsts(run("nearest: station-order, units: 2", [[0, 100]], [900, 100, 100]))).toEqual([
      "0 UnitDispatched 0 #0",
      "0 UnitDispatched 1 #0",
    ]);
  });
  it("one for everybody who must be carried, of the fleet that was asked for", () => {
    const options = {
      fleets: ["fire-engine", "ambulance", "ambulance", "ambulance"] as const,
      incident: {
        offsetMm: 100_000,
        patients: [
          { need: "none", severe: false },
          { need: "burn", severe: true },
        ] as const,
      },
    };
    expect(firsts(run("fleet: ambulance, units: per-casualty", [[0, 100]], [100, 90, 80, 70], options))).toEqual([
      "0 UnitDispatched 1 #0",
      "0 UnitDispatched 2 #0",
    ]);
  });
  it("nobody who must be carried: the order fails, no ambulance is sent", () => {
    const world = run("fleet: ambulance, units: per-casualty", [[0, 100]], [100], { fleets: ["ambulance"] });
    expect(lines(world, /^StepFailed|^Unit/)).toEqual(["0 StepFailed dispatch #0"]);
  });
  it("a fleet that the city lacks is unreachable, not waited for", () => {
    expect(lines(run("fleet: ambulance", [[0, 100]], [100]), /^Step(Failed|Done)/)).toEqual(["0 StepFailed dispatch #0"]);
  });
  it("at night a crew needs its night turnout", () => {
    const world = makeSmallWorld({
      yaml: scenarioText(
        "triggers: [{id: call, source: incident, mode: parallel}]\nsteps:\n  - {id: dispatch, class: disaster, after: [{trigger: call}], do: unit.dispatch, with: {turnout: {constantS: 60}, turnoutNight: {constantS: 100}, nightFromHour: 22, nightToHour: 6}}",
      ).replace("T08:00:00", "T21:59:00"),
      incidentsAtMs: [0, 60_000],
      unitOffsetsMm: [0, 0],
    });
    world.runTo(1_000_000);
    expect(lines(world, /^UnitTurnedOut/)).toEqual(["60 UnitTurnedOut 0 #0", "160 UnitTurnedOut 1 #1"]);
  });
});

describe("orders that wait", () => {
  it("are served oldest first; a partly served order keeps its units and takes the next that is free", () => {
    // Units leave the first scene at 60 + 100 + 600 s; the second call wants two and gets both then.
    const world = run(
      "units: 2",
      [
        [0, 100],
        [10, 100],
      ],
      [0, 0],
    );
    expect(firsts(world)).toEqual(["0 UnitDispatched 0 #0", "0 UnitDispatched 1 #0", "760 UnitDispatched 0 #1", "760 UnitDispatched 1 #1"]);
  });
  it("a time-out takes the order back, and recalls whom it had sent already", () => {
    const world = makeSmallWorld({
      yaml: scenarioText(
        "triggers: [{id: call, source: incident, mode: parallel}]\nsteps:\n  - {id: dispatch, class: disaster, after: [{trigger: call}], timeoutS: 100, do: unit.dispatch, with: {units: 2, turnout: {constantS: 60}}}",
      ),
      incidentsAtMs: [0],
      unitOffsetsMm: [0],
    });
    world.runTo(7_200_000);
    expect(lines(world, /^Unit|^StepTimedOut/)).toEqual([
      "0 UnitDispatched 0 #0",
      "60 UnitTurnedOut 0 #0",
      "100 UnitRecalled 0 #0",
      "100 StepTimedOut dispatch #0",
      "140 UnitReturned 0 #0",
    ]);
  });
});

describe("a nearer unit that becomes free", () => {
  // Unit 0 stands at 0 m and answers a fire at 100 m until 60 + 100 + 600 = 760 s. At 600 s there is one at 120 m: unit 1 turns out at 660 s
  // from 900 m, is at 800 m by 760 s and has 680 s to go, where unit 0 has 20.
  const fires: readonly (readonly [number, number])[] = [
    [0, 100],
    [600, 120],
  ];
  const help =
    "  - {id: route, class: traffic, after: [{step: dispatch}], do: route.fastest, with: {everyS: 40}}\n  - {id: green, class: facilities, after: [{step: dispatch}], do: signal.preempt}";

  it("takes over where it arrives earlier by as much as the order says, and the other turns back", () => {
    expect(lines(run("redispatchGainS: 60", fires, [0, 900]))).toEqual([
      "0 UnitDispatched 0 #0",
      "60 UnitTurnedOut 0 #0",
      "160 UnitArrived 0 #0",
      "600 UnitDispatched 1 #1",
      "660 UnitTurnedOut 1 #1",
      "760 UnitReplaced 1 by 0 #1",
      // On the road already: no turnout.
      "760 UnitDispatched 0 #1",
      "760 UnitTurnedOut 0 #1",
      "780 UnitArrived 0 #1",
      "860 UnitReturned 1 #1",
      "1500 UnitReturned 0 #1",
    ]);
  });
  it("not where the gain is smaller, nor where the order wants none from the road", () => {
    expect(lines(run("redispatchGainS: 661", fires, [0, 900]), /Replaced/)).toEqual([]);
    expect(lines(run("redispatchGainS: 660", fires, [0, 900]), /Replaced/)).toEqual(["760 UnitReplaced 1 by 0 #1"]);
    // Then it may go from its station only: home at 860 s, 60 s of turnout and 120 s of driving against 580 s.
    expect(lines(run("redispatchGainS: 400, fromTheRoad: false", fires, [0, 900]), /Replaced/)).toEqual(["860 UnitReplaced 1 by 0 #1"]);
    expect(lines(run("redispatchGainS: 401, fromTheRoad: false", fires, [0, 900]), /Replaced/)).toEqual([]);
  });
  it("gets what helped the other: green ahead at once, live times again and again", () => {
    const late = [fires[0] ?? [0, 0], [600, 220]] as const;
    const world = run("redispatchGainS: 60", late, [0, 900], { more: help });
    const orders = world.orders().filter((text) => {
      const [at = "", , unit] = text.split(" ");
      return unit === "0" && Number(at) >= 760_000 && Number(at) < 900_000;
    });
    // 120 s of driving from 760 s on: it looks again at 800 and 840 s and is there at 880 s.
    expect(orders).toEqual([
      "760000 drive 0 to 0 usual",
      "760000 drive 0 to 220000 usual emergency",
      "760000 drive 0 to 220000 live emergency",
      "760000 preempt 0 300 m 0.9",
      "800000 reroute 0",
      "840000 reroute 0",
      "880000 release 0",
    ]);
  });
  it("is the one that later steps mean", () => {
    // 170 s after an order whoever is still on the way is recalled: nobody at first, then unit 0 and not unit 1.
    const recall = "  - {id: recall, class: disaster, after: [{step: dispatch}], latency: {constantS: 170}, do: unit.recall}";
    const world = run("redispatchGainS: 60", [fires[0] ?? [0, 0], [600, 220]], [0, 900], { more: recall });
    expect(lines(world, /Recalled/)).toEqual(["770 UnitRecalled 0 #1"]);
  });
  it("takes its place in an order that still waits for a second unit", () => {
    // The order for the second fire sends unit 1 and waits; unit 0 takes over at 760 s, and unit 1, on its way home, is free for the other place.
    const two = scenarioText(`triggers: [{id: call, source: incident, mode: parallel}]
steps:
  - {id: dispatch, class: disaster, after: [{trigger: call}], do: unit.dispatch, with: {turnout: {constantS: 60}, redispatchGainS: 60, units: 1}}
  - {id: more, class: disaster, after: [{trigger: call}], do: notify, with: {to: {class: traffic}}}`).replace("units: 1", "units: 2");
    const world = makeSmallWorld({
      yaml: two,
      incidentsAtMs: [0, 600_000],
      unitOffsetsMm: [0, 0, 900_000],
      incident: (number) => ({ offsetMm: number === 0 ? 100_000 : 120_000 }),
    });
    world.runTo(7_200_000);
    expect(lines(world, /^Unit(Dispatched|Replaced)/).filter((text) => text.endsWith("#1"))).toEqual([
      "600 UnitDispatched 2 #1",
      // Unit 0 fills the waiting place first: an order that waits comes before a swap. Then unit 1 is free and nearer than unit 2.
      "760 UnitDispatched 0 #1",
      "760 UnitReplaced 2 by 1 #1",
      "760 UnitDispatched 1 #1",
    ]);
  });
});

describe("stand-ins for empty stations", () => {
  // Station 0 at 0 m has one engine, station 1 at 300 m two; stations are numbered by unit in this world, so they are given here.
  const stations: Partial<Setup> = {
    units: [0, 300, 300].map((m, unit) => ({
      station: unit === 0 ? "west" : "east",
      stationNumber: unit === 0 ? 0 : 1,
      agency: "fire",
      home: { link: 0, offsetMm: m * 1000 },
      fleet: "fire-engine" as const,
    })),
    stations: [
      { id: "west", home: { link: 0, offsetMm: 0 } },
      { id: "east", home: { link: 0, offsetMm: 300_000 } },
    ],
  };
  it("one of two moves up, and goes home when the station's own engine is back", () => {
    const world = run("moveUp: true", [[0, 100]], [0, 300, 300], { setup: stations });
    expect(lines(world)).toEqual([
      "0 UnitDispatched 0 #0",
      "0 UnitMovedUp 1 west #-1",
      "60 UnitTurnedOut 0 #0",
      "160 UnitArrived 0 #0",
      // Own engine home at 60 + 100 + 600 + 100 s; the stand-in, there since 300 s, drives its 300 s back.
      "860 UnitReturned 0 #0",
      "1160 UnitReturned 1 #-1",
    ]);
  });
  it("a station with one engine lends none", () => {
    const world = run("moveUp: true", [[0, 100]], [0, 300]);
    expect(lines(world, /MovedUp/)).toEqual([]);
  });
  it("who stands in may be sent from there, and goes to its own station afterwards", () => {
    const world = run(
      "moveUp: true",
      [
        [0, 100],
        [400, 10],
      ],
      [0, 300, 300],
      { setup: stations },
    );
    expect(lines(world).filter((text) => / 1 /.test(text))).toEqual([
      "0 UnitMovedUp 1 west #-1",
      "400 UnitDispatched 1 #1",
      "460 UnitTurnedOut 1 #1",
      "470 UnitArrived 1 #1",
      "1360 UnitReturned 1 #1",
    ]);
  });
});

describe("events", () => {
  it("a second alarm is sent once per incident, whoever else arrives", () => {
    const body = `triggers: [{id: call, source: incident, mode: parallel}, {id: large, source: event, event: UnitArrived, when: "event.heatKw > 1000", mode: parallel}]
steps:
  - {id: dispatch, class: disaster, after: [{trigger: call}], do: unit.dispatch, with: {turnout: {constantS: 60}}}
  - {id: second, class: disaster, after: [{trigger: large}], do: unit.dispatch, with: {units: 2, turnout: {constantS: 60}}}`;
    const world = (alphaKwPerS2: number): SmallWorld => {
      const small = makeSmallWorld({
        yaml: scenarioText(body),
        incidentsAtMs: [0],
        unitOffsetsMm: [0, 0, 0, 0, 0],
        incident: { fire: { alphaKwPerS2, burntMs: 140_000 } },
      });
      small.runTo(3_600_000);
      return small;
    };
    // First engine at 60 + 100 s, 300 s after ignition: .01172 x 300^2 = 1,055 kW (NFPA 72, annex B), .00293 x 300^2 = 264 kW.
    expect(firsts(world(0.01172))).toEqual(["0 UnitDispatched 0 #0", "160 UnitDispatched 1 #0", "160 UnitDispatched 2 #0"]);
    // A slow fire passes 1,000 kW long after the only engine came.
    expect(firsts(world(0.00293))).toEqual(["0 UnitDispatched 0 #0"]);
  });
  it("a car in the way begins what waits for that, once per incident", () => {
    const body = `triggers: [{id: call, source: incident, mode: parallel}, {id: stuck, source: event, event: UnitBlocked, mode: parallel}]
steps:
  - {id: dispatch, class: disaster, after: [{trigger: call}], do: unit.dispatch, with: {units: 2, turnout: {constantS: 60}, onFootM: 0, patienceS: 7200, ownerOnFootP: 1, ownerOnFoot: {constantS: 30}}}
  - {id: radio, class: disaster, after: [{trigger: stuck}], do: notify, with: {to: {class: traffic}}}`;
    const world = makeSmallWorld({
      yaml: scenarioText(body),
      incidentsAtMs: [0],
      unitOffsetsMm: [0, 0],
      cars: [{ places: [{ link: 0, offsetMm: 40_000 }], freeWidthMm: 2000, xyMm: [0, 0], subject: "p", entity: 0, cameras: [] }],
    });
    world.runTo(3_600_000);
    expect(lines(world, /^UnitBlocked|^Notified|^UnitFreed|^UnitArrived/)).toEqual([
      "100 UnitBlocked 0 #0",
      "100 Notified radio #0",
      "100 UnitBlocked 1 #0",
      "130 UnitFreed 0 #0",
      "130 UnitFreed 1 #0",
      "190 UnitArrived 0 #0",
      "190 UnitArrived 1 #0",
    ]);
  });
});
