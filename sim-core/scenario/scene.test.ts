import { describe, expect, it } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { CameraView, ParkedBadly } from "./setup.ts";
import { makeSmallWorld, type SmallWorld, type SmallWorldOptions, scenarioText } from "./small-world.ts";

const HOUR = 3_600_000;

const told = (fact: InstitutionalFact): string => {
  const parts = [String(fact.atMs / 1000), fact.kind];
  if ("unit" in fact) parts.push(`u${fact.unit}`);
  if ("car" in fact && fact.car !== undefined) parts.push(`c${fact.car}`);
  if ("by" in fact && fact.by !== undefined) parts.push(fact.by);
  if ("walkMm" in fact) parts.push(`walk ${fact.walkMm}`);
  if ("reason" in fact && fact.reason !== undefined) parts.push(fact.reason);
  return parts.join(" ");
};
const lines = (world: SmallWorld, kinds: RegExp): readonly string[] =>
  world
    .facts()
    .filter(({ kind }) => kinds.test(kind))
    .map(told);

const run = (
  steps: string,
  options: Partial<SmallWorldOptions> & { readonly head?: string; readonly untilMs?: number } = {},
): SmallWorld => {
  const { head = "", untilMs = HOUR, ...rest } = options;
  const world = makeSmallWorld({
    yaml: scenarioText(`${head}\ntriggers: [{id: call, source: incident, mode: parallel}]\nsteps:\n${steps}`),
    incidentsAtMs: [0],
    incidentOffsetMm: 100_000,
    ...rest,
  });
  world.runTo(untilMs);
  return world;
};

describe("a wrong address", () => {
  // 90 s for the call, wrong for sure; the decoy lies at 20 m, the fire at 100 m, and 1 m is 1 s of driving.
  const steps = (
    correctionS: number,
  ): string => `  - {id: call, class: disaster, after: [{trigger: call}], latency: {constantS: 90}, do: call.take, with: {wrongAddressP: 1, correction: {constantS: ${correctionS}}}}
  - {id: dispatch, class: disaster, after: [{step: call}], do: unit.dispatch, with: {turnout: {constantS: 60}}}`;
  const seen = /^Address|^UnitTurnedOut|^UnitArrived/;

  it("leads to the wrong place; the crew waits there and drives on when the right one is known", () => {
    const world = run(steps(200), { decoyOffsetMm: 20_000 });
    expect(lines(world, seen)).toEqual(["90 AddressWrong", "150 UnitTurnedOut u0", "290 AddressCorrected", "370 UnitArrived u0"]);
    expect(world.orders().slice(0, 2)).toEqual(["150000 drive 0 to 20000 usual emergency", "290000 drive 0 to 100000 usual emergency"]);
  });
  it("corrected on the way: the crew turns round there and then", () => {
    // At 160 s it has come 10 m of the way to the wrong place at -500 m.
    const world = run(steps(70), { decoyOffsetMm: -500_000 });
    expect(lines(world, seen)).toEqual(["90 AddressWrong", "150 UnitTurnedOut u0", "160 AddressCorrected", "270 UnitArrived u0"]);
  });
  it("corrected before wheels roll: nothing is lost", () => {
    expect(lines(run(steps(10), { decoyOffsetMm: 20_000 }), seen)).toEqual([
      "90 AddressWrong",
      "100 AddressCorrected",
      "150 UnitTurnedOut u0",
      "250 UnitArrived u0",
    ]);
  });
  it("a crew that went on foot to a wrong door is not at the fire: it walks back and drives on", () => {
    // A car at 10 m bars the way to the wrong place at 22 m: 12 m on foot at 1.2 m/s are 10 s, and 10 s back.
    const car: ParkedBadly = {
      places: [{ link: 0, offsetMm: 10_000 }],
      freeWidthMm: 2000,
      xyMm: [0, 0],
      subject: "p",
      entity: 0,
      cameras: [],
    };
    const world = run(steps(200), { decoyOffsetMm: 22_000, cars: [car], incidentOffsetMm: -100_000, incident: { offsetMm: -100_000 } });
    expect(lines(world, /^Address|^UnitBlocked|^UnitArrived/)).toEqual([
      "90 AddressWrong",
      "160 UnitBlocked u0 c0",
      // Corrected at 290 s: back at the engine (10 m) at 300 s, 110 m from there.
      "290 AddressCorrected",
      "410 UnitArrived u0",
    ]);
    // Corrected after 4 s on foot, the crew is back after 4 more.
    const early = run(steps(74), { decoyOffsetMm: 22_000, cars: [car], incident: { offsetMm: -100_000 } });
    expect(lines(early, /^UnitArrived/)).toEqual(["278 UnitArrived u0"]);
  });
});

describe("calls about the same fire", () => {
  const steps =
    "  - {id: call, class: disaster, after: [{trigger: call}], desk: takers, latency: {constantS: 60}, do: call.take, with: {wrongAddressP: 0, repeatedCall: {constantS: 25}}}";
  const head = "desks: [{id: takers, class: disaster, seats: 1}]";
  it("take a call-taker's time and nothing else", () => {
    const world = run(steps, { head, incident: { repeatAfterMs: [10_000, 40_000] } });
    expect(
      world.facts().flatMap((fact) => (fact.kind === "DeskChanged" ? [`${fact.atMs / 1000}: ${fact.busy}+${fact.waiting}`] : [])),
    ).toEqual(["0: 0+0", "0: 1+0", "10: 1+1", "40: 1+2", "60: 1+1", "85: 1+0", "110: 0+0"]);
    expect(lines(world, /^Call|^StepDone/)).toEqual(["0 CallReceived", "10 CallRepeated", "40 CallRepeated", "60 StepDone"]);
  });
  it("each comes to the desk that took the first one", () => {
    const two = `  - {id: other, class: health, after: [{trigger: sick}], desk: clinic, latency: {constantS: 60}, do: call.take}
${steps}`;
    const world = makeSmallWorld({
      yaml: scenarioText(
        `desks: [{id: takers, class: disaster, seats: 1}, {id: clinic, class: health, seats: 1}]\ntriggers: [{id: sick, source: incident, when: "incident.kind == 'medical'", mode: parallel}, {id: call, source: incident, when: "incident.kind == 'fire'", mode: parallel}]\nsteps:\n${two}`,
      ),
      incidentsAtMs: [0, 0],
      incident: (number) => ({ kind: number === 0 ? "fire" : "medical", repeatAfterMs: [100_000] }),
    });
    world.runTo(HOUR);
    expect(
      world.facts().flatMap((fact) => (fact.kind === "CallRepeated" ? [`#${fact.incident} ${fact.step} ${fact.agency}`] : [])),
    ).toEqual(["#0 call fire", "#1 other hospital"]);
  });
});

/** A car that leaves 2.0 m at `atM` of the way up. */
const carAt = (atM: number, entity = 0): ParkedBadly => ({
  places: [{ link: 0, offsetMm: atM * 1000 }],
  freeWidthMm: 2000,
  xyMm: [atM * 1000, 0],
  subject: `pseudonym-${entity}`,
  entity,
  cameras: [],
});
const dispatch = (rest: string): string =>
  `  - {id: dispatch, class: disaster, after: [{trigger: call}], do: unit.dispatch, with: {turnout: {constantS: 60}, ${rest}}}`;

describe("a car that bars the alley", () => {
  const seen = /^UnitBlocked|^UnitFreed|^CarMoved|^UnitArrived/;
  it("with little way left the crew goes on foot at once", () => {
    // 60 m at 1.2 m/s are 50 s.
    expect(lines(run(dispatch("onFootM: 60"), { cars: [carAt(40)] }), seen)).toEqual([
      "100 UnitBlocked u0 c0",
      "150 UnitArrived u0 walk 60000",
    ]);
  });
  it("else it finds the owner on foot", () => {
    const world = run(dispatch("onFootM: 59, patienceS: 7200, ownerOnFootP: 1, ownerOnFoot: {constantS: 200}"), { cars: [carAt(40)] });
    expect(lines(world, seen)).toEqual([
      "100 UnitBlocked u0 c0",
      "300 CarMoved c0 owner-found-on-foot",
      "300 UnitFreed u0 c0 owner-found-on-foot",
      "360 UnitArrived u0",
    ]);
  });
  it("or pushes it aside", () => {
    const world = run(dispatch("onFootM: 0, patienceS: 7200, ownerOnFootP: 0, pushAsideP: 1, pushAside: {constantS: 90}"), {
      cars: [carAt(40)],
    });
    expect(lines(world, seen)).toEqual([
      "100 UnitBlocked u0 c0",
      "190 CarMoved c0 pushed-aside",
      "190 UnitFreed u0 c0 pushed-aside",
      "250 UnitArrived u0",
    ]);
  });
  it("or goes on foot where neither works", () => {
    expect(lines(run(dispatch("onFootM: 0, ownerOnFootP: 0, pushAsideP: 0"), { cars: [carAt(40)] }), seen)).toEqual([
      "100 UnitBlocked u0 c0",
      "150 UnitArrived u0 walk 60000",
    ]);
  });
  it("out of patience it goes on foot all the same, and the car that it has left stays where it is", () => {
    const world = run(dispatch("onFootM: 0, patienceS: 100, ownerOnFootP: 1, ownerOnFoot: {constantS: 130}"), { cars: [carAt(40)] });
    expect(lines(world, seen)).toEqual(["100 UnitBlocked u0 c0", "250 UnitArrived u0 walk 60000"]);
  });
  it("of two cars each is dealt with where it stands", () => {
    const world = run(dispatch("onFootM: 50, patienceS: 7200, ownerOnFootP: 1, ownerOnFoot: {constantS: 100}"), {
      cars: [carAt(40), carAt(70, 1)],
    });
    expect(lines(world, seen)).toEqual([
      "100 UnitBlocked u0 c0",
      "200 CarMoved c0 owner-found-on-foot",
      "200 UnitFreed u0 c0 owner-found-on-foot",
      "230 UnitBlocked u0 c1",
      "255 UnitArrived u0 walk 30000",
    ]);
  });
  it("a narrow vehicle passes where a fire engine does not", () => {
    const options = {
      cars: [carAt(40)],
      fleets: ["ambulance"] as const,
      incident: { patients: [{ need: "none", severe: false }] as const },
    };
    expect(lines(run(dispatch("fleet: ambulance"), options), seen)).toEqual(["160 UnitArrived u0"]);
  });
  it("on the way home it says nothing about the alley of the fire, and the owner is found in the end", () => {
    const home: ParkedBadly = { ...carAt(50), places: [{ link: 1, offsetMm: -50_000 }] };
    const world = run(dispatch("onFootM: 60"), { cars: [home], untilMs: 10 * HOUR });
    const onTheWay = world.facts().filter(({ kind }) => kind === "UnitBlocked" || kind === "UnitFreed" || kind === "UnitReturned");
    expect(onTheWay.map(({ kind, incident }) => `${kind} #${incident}`)).toEqual(["UnitBlocked #-1", "UnitFreed #-1", "UnitReturned #0"]);
  });
  it("a crew that is called off on foot walks back before it drives home", () => {
    const recall = "  - {id: recall, class: disaster, after: [{step: dispatch}], latency: {constantS: 120}, do: unit.recall}";
    const world = run(`${dispatch("onFootM: 60")}\n${recall}`, { cars: [carAt(40)] });
    // On foot since 100 s, recalled at 120 s, back at the engine at 140 s, 40 m home.
    expect(lines(world, /^UnitRecalled|^UnitReturned|^UnitArrived/)).toEqual(["120 UnitRecalled u0", "180 UnitReturned u0"]);
  });
});

describe("plates, owners and calls", () => {
  const camera = (rest: Partial<CameraView> = {}): CameraView => ({
    id: "cctv",
    class: "crime-prevention",
    distanceMm: 10_000,
    sees: true,
    couldSee: true,
    ...rest,
  });
  const seenCar = (atM: number, entity: number, cameras: readonly CameraView[] = [camera()]): ParkedBadly => ({
    ...carAt(atM, entity),
    cameras,
  });
  const pact = (id: string, data: string, retentionH: number): string =>
    `{id: ${id}, data: [${data}], from: {class: administration}, to: {agency: fire}, law: {basis: x}, mou: {status: signed}, retentionH: ${retentionH}}`;
  const head = `agreements: [${pact("plates", "plate", 1)}, ${pact("register", "owner, owner-phone", 2)}]`;
  const chain = (
    read: string,
    find: string,
    call: string,
  ): string => `${dispatch("onFootM: 0, patienceS: 7200, ownerOnFootP: 1, ownerOnFoot: {constantS: 1000}")}
  - {id: plates, class: crime-prevention, needs: [plates], after: [{step: dispatch}], latency: {constantS: 10}, do: plates.read, with: {${read}}}
  - {id: owners, class: administration, needs: [register], after: [{step: plates}], latency: {constantS: 10}, do: owners.find, with: {${find}}}
  - {id: ring, class: administration, after: [{step: owners}], latency: {constantS: 10}, do: owners.call, with: {${call}}}`;
  const sure = ["readP: 1", "matchP: 1, phoneP: 1", "reachP: 1, move: {constantS: 50}"] as const;

  it("the owner has moved the car before the engine comes: the alley is free", () => {
    const world = run(chain(...sure), { head, cars: [seenCar(40, 0)] });
    expect(lines(world, /^Plate|^Owner|^CarMoved|^Unit(Blocked|Arrived)/)).toEqual([
      "10 PlateRead c0",
      "20 OwnerFound c0",
      "30 OwnerReached c0",
      "80 CarMoved c0 owner-called",
      "160 UnitArrived u0",
    ]);
    // And the log says for which fire.
    expect(world.facts().find(({ kind }) => kind === "CarMoved")?.incident).toBe(0);
  });
  it("an engine that stands before it drives on when the owner who was called is there", () => {
    const world = run(chain("readP: 1", "matchP: 1, phoneP: 1", "reachP: 1, move: {constantS: 150}"), { head, cars: [seenCar(40, 0)] });
    expect(lines(world, /^CarMoved|^Unit(Blocked|Freed|Arrived)/)).toEqual([
      "100 UnitBlocked u0 c0",
      "180 CarMoved c0 owner-called",
      "180 UnitFreed u0 c0 owner-called",
      "240 UnitArrived u0",
    ]);
  });
  it("each look-up is an audited fact of its own, and each record is gone at its hour", () => {
    const world = run(chain(...sure), { head, cars: [seenCar(40, 0)], untilMs: 3 * HOUR });
    const audits = world.facts().flatMap((fact) => (fact.kind === "LookedUp" || fact.kind === "RecordDeleted" ? [fact] : []));
    expect(
      audits.map(({ kind, atMs, data, agreement, purpose, subject, step }) => [kind, atMs / 1000, step, data, agreement, purpose, subject]),
    ).toEqual([
      ["LookedUp", 10, "plates", "plate", "plates", "fire", "pseudonym-0"],
      ["LookedUp", 20, "owners", "owner", "register", "fire", "pseudonym-0"],
      ["LookedUp", 20, "owners", "owner-phone", "register", "fire", "pseudonym-0"],
      ["RecordDeleted", 3610, "plates", "plate", "plates", "fire", "pseudonym-0"],
      ["RecordDeleted", 7220, "owners", "owner", "register", "fire", "pseudonym-0"],
      ["RecordDeleted", 7220, "owners", "owner-phone", "register", "fire", "pseudonym-0"],
    ]);
  });
  it("only cars that a camera of this service shows, near the scene; turned towards them only where that is allowed", () => {
    const cars = [
      seenCar(40, 0, [camera({ sees: false, couldSee: true })]),
      seenCar(50, 1, [camera({ sees: false, couldSee: false })]),
      seenCar(60, 2, [camera({ class: "traffic" })]),
      // 151 m from the scene at 100 m.
      seenCar(251, 3),
    ];
    expect(lines(run(chain("readP: 1, steer: true, withinM: 150", sure[1], sure[2]), { head, cars }), /^Plate/)).toEqual([
      "10 PlateRead c0",
    ]);
    const still = run(chain("readP: 1, steer: false, withinM: 150", sure[1], sure[2]), { head, cars });
    expect(lines(still, /^Plate|^StepFailed|^LookedUp/)).toEqual(["10 StepFailed no-car-in-view"]);
    expect(lines(run(chain("readP: 0, steer: true", sure[1], sure[2]), { head, cars }), /^Plate|^StepFailed|^LookedUp/)).toEqual([
      "10 PlateNotRead c0",
      "10 StepFailed no-plate-read",
    ]);
  });
  it("a plate that the register does not know is no phone call, and no look-up of a phone", () => {
    const world = run(chain("readP: 1", "matchP: 0", sure[2]), { head, cars: [seenCar(40, 0)] });
    expect(lines(world, /^Owner|^LookedUp|^StepFailed/)).toEqual([
      "10 LookedUp",
      "20 LookedUp",
      "20 OwnerNotFound c0",
      "20 StepFailed no-owner-found",
    ]);
  });
  it("nobody is called twice, also for another fire", () => {
    const world = run(chain("readP: 1", "matchP: 1, phoneP: 1", "reachP: 0"), {
      head,
      cars: [seenCar(40, 0)],
      incidentsAtMs: [0, 100_000],
      unitOffsetsMm: [0, 0],
    });
    expect(lines(world, /^OwnerReached|^OwnerNotReached/)).toEqual(["30 OwnerNotReached c0"]);
    expect(lines(world, /^StepFailed/)).toEqual(["30 StepFailed no-owner-reached", "130 StepFailed no-owner-reached"]);
  });
  it("a tow truck takes one car after the other", () => {
    const tow = "  - {id: tow, class: administration, after: [{step: plates}], do: cars.tow, with: {perCar: {constantS: 20}}}";
    const world = run(
      `${chain(...sure)
        .split("\n")
        .slice(0, 2)
        .join("\n")}\n${tow}`,
      { head, cars: [seenCar(40, 0), seenCar(70, 1)] },
    );
    expect(lines(world, /^CarMoved|^UnitArrived/)).toEqual(["30 CarMoved c0 towed", "50 CarMoved c1 towed", "160 UnitArrived u0"]);
  });
});

describe("cameras at the scene", () => {
  const view = (rest: Partial<CameraView>): CameraView => ({
    id: "cctv",
    class: "crime-prevention",
    distanceMm: 10_000,
    sees: false,
    couldSee: false,
    ...rest,
  });
  const look = (cameras: readonly CameraView[], rest: string): SmallWorld =>
    run(
      `  - {id: look, class: crime-prevention, after: [{trigger: call}], latency: {constantS: 30}, do: camera.view, with: {liveUsefulP: 1, stillUsefulP: 0, ${rest}}}`,
      { incident: { cameras } },
    );
  const end = (world: SmallWorld): readonly string[] => lines(world, /^StepDone|^StepFailed/);

  it("show it, or stand near and look elsewhere, or are not there", () => {
    expect(end(look([view({ sees: true, couldSee: true })], "nearest: 5"))).toEqual(["30 StepDone"]);
    expect(end(look([view({})], "nearest: 5"))).toEqual(["30 StepFailed not-in-view"]);
    expect(end(look([view({ sees: true, couldSee: true, class: "traffic" })], "nearest: 5"))).toEqual(["30 StepFailed no-camera"]);
    expect(end(look([view({ sees: true, couldSee: true, distanceMm: 151_000 })], "withinM: 150"))).toEqual(["30 StepFailed no-camera"]);
  });
  it("are turned only where the step may", () => {
    const turned = [view({ couldSee: true })];
    expect(end(look(turned, "steer: true"))).toEqual(["30 StepDone"]);
    expect(end(look(turned, "steer: false"))).toEqual(["30 StepFailed not-in-view"]);
  });
  it("only the nearest are looked at, and each look is written down", () => {
    const cameras = [view({ id: "a" }), view({ id: "b" }), view({ id: "c", sees: true, couldSee: true })];
    const two = look(cameras, "nearest: 2");
    expect(end(two)).toEqual(["30 StepFailed not-in-view"]);
    expect(two.facts().flatMap((fact) => (fact.kind === "LookedUp" ? [fact.subject] : []))).toEqual(["a", "b"]);
    expect(end(look(cameras, "nearest: 3"))).toEqual(["30 StepDone"]);
  });
  it("a still may tell nothing where a live picture does", () => {
    expect(end(look([view({ sees: true, couldSee: true })], "picture: still"))).toEqual(["30 StepFailed nothing-to-see"]);
  });
  it("say first that somebody is hurt, where the caller did not", () => {
    const world = run(
      "  - {id: look, class: crime-prevention, after: [{trigger: call}], latency: {constantS: 30}, do: camera.view, with: {liveUsefulP: 1}}",
      { incident: { cameras: [view({ sees: true, couldSee: true })], patients: [{ need: "burn", severe: true }] } },
    );
    expect(
      world.facts().flatMap((fact) => (fact.kind === "CasualtiesReported" ? [`${fact.atMs / 1000} ${fact.by} ${fact.patients}`] : [])),
    ).toEqual(["30 camera 1"]);
  });
});

describe("street data", () => {
  const steps = (rest: string): string =>
    `${dispatch("onFootM: 60")}\n  - {id: street, class: facilities, after: [{step: dispatch}], latency: {constantS: 10}, do: street.data, with: {${rest}}}`;
  const twin = { twin: { link: 1, offsetMm: 130_000 } };
  it("leads the engine to the other end where a known car bars this one and nothing bars the other", () => {
    const world = run(steps("completenessP: 1"), { cars: [carAt(40)], incident: twin });
    expect(lines(world, /^UnitBlocked|^UnitArrived/)).toEqual(["190 UnitArrived u0"]);
    expect(world.facts().flatMap((fact) => (fact.kind === "StreetDataGiven" ? [[fact.known, fact.present]] : []))).toEqual([[1, 1]]);
  });
  it("changes nothing where the data do not know the car, or where the other end is barred as well", () => {
    expect(lines(run(steps("completenessP: 0"), { cars: [carAt(40)], incident: twin }), /^UnitBlocked|^UnitArrived/)).toEqual([
      "100 UnitBlocked u0 c0",
      "150 UnitArrived u0 walk 60000",
    ]);
    const both = [carAt(40), { ...carAt(-50, 1), places: [{ link: 1, offsetMm: 50_000 }] }];
    expect(lines(run(steps("completenessP: 1"), { cars: both, incident: twin }), /^UnitBlocked/)).toEqual(["100 UnitBlocked u0 c0"]);
  });
  it("too late for a crew that is there", () => {
    const late = steps("completenessP: 1").replace("latency: {constantS: 10}", "latency: {constantS: 161}");
    expect(lines(run(late, { incident: twin }), /^StepFailed/)).toEqual(["161 StepFailed too-late"]);
  });
});

describe("water on the fire", () => {
  const steps = (supply: string, more = ""): string =>
    `${dispatch("onFootM: 60")}\n  - {id: water, class: disaster, after: [{step: dispatch}], do: water.start, with: {supply: ${supply}, sizeUp: {constantS: 40}, setUp: {constantS: 30}, hoseMps: 0.5}}${more}`;
  const water = (world: SmallWorld) => world.facts().flatMap((fact) => (fact.kind === "WaterOnFire" ? [fact] : []));
  const burning = { fire: { alphaKwPerS2: 0.01172, burntMs: 140_000 }, hydrantMm: 20_000 };

  it("after size-up, set-up and the longer of two hoses; the fire has grown until then", () => {
    // There at 160 s; 40 + 30 + 20 m / 0.5 m/s = 110 s; 270 s after the call the fire burns for 410 s: .01172 x 410^2 = 1,970 kW.
    expect(
      water(run(steps("hydrant"), { incident: burning })).map(({ atMs, heatKw, hydrantMm, hoseMm }) => [atMs, heatKw, hydrantMm, hoseMm]),
    ).toEqual([[270_000, 1970, 20_000, 0]]);
    // From its tank: no hydrant.
    expect(water(run(steps("tank"), { incident: burning })).map(({ atMs, hydrantMm }) => [atMs, hydrantMm])).toEqual([[230_000, 0]]);
    // On foot for the last 60 m: there at 100 + 50 s, and the hose from the engine is the longer one: 120 s.
    expect(water(run(steps("hydrant"), { incident: burning, cars: [carAt(40)] })).map(({ atMs, hoseMm }) => [atMs, hoseMm])).toEqual([
      [340_000, 60_000],
    ]);
  });
  it("without size-up where the crew has seen the scene before", () => {
    const look = "\n  - {id: look, class: crime-prevention, after: [{trigger: call}], do: camera.view, with: {liveUsefulP: 1}}";
    const cameras = [{ id: "a", class: "crime-prevention", distanceMm: 0, sees: true, couldSee: true }] as const;
    const [fact] = water(run(steps("hydrant", look), { incident: { ...burning, cameras } }));
    expect([fact?.atMs, fact?.sceneKnown]).toEqual([230_000, true]);
  });
  it("begins when the step comes late and an engine is there already; a step that is called off leaves no water", () => {
    const late = steps("tank").replace(
      "after: [{step: dispatch}], do: water",
      "after: [{step: dispatch}], latency: {constantS: 300}, do: water",
    );
    expect(water(run(late)).map(({ atMs }) => atMs)).toEqual([370_000]);
    const tooShort = steps("tank").replace("do: water", "timeoutS: 200, do: water");
    expect(lines(run(tooShort), /^WaterOnFire|^StepTimedOut/)).toEqual(["200 StepTimedOut"]);
  });
});

describe("triage at the call desk", () => {
  // One unit, three calls ten seconds apart; only the last is a fire. On scene 600 s, 100 s each way: free again at 900 s.
  const order = (triage: string): readonly string[] => {
    const world = run(
      `  - {id: call, class: disaster, after: [{trigger: call}], do: call.take, with: {wrongAddressP: 0${triage}}}
  - {id: dispatch, class: disaster, after: [{step: call}], do: unit.dispatch, with: {turnout: {constantS: 60}}}`,
      { incidentsAtMs: [0, 10_000, 20_000], incident: (number) => (number === 2 ? { fire: { alphaKwPerS2: 0.01, burntMs: 0 } } : {}) },
    );
    return world.facts().flatMap((fact) => (fact.kind === "UnitDispatched" ? [String(fact.incident)] : []));
  };

  it("sends to the urgent call before the one that came earlier, while units are short", () => {
    expect(order(", triageRightP: 1")).toEqual(["0", "2", "1"]);
  });
  it("told wrong, the others go first", () => {
    expect(order(", triageRightP: 0")).toEqual(["0", "1", "2"]);
  });
  it("without triage calls are served as they came", () => {
    expect(order("")).toEqual(["0", "1", "2"]);
  });
});
