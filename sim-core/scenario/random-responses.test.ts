/** Random fire responses with everything that the chain has: what must hold in any of them, whatever the numbers are. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { CameraView, Hospital, ParkedBadly, Patient } from "./setup.ts";
import { makeSmallWorld, type SmallWorld, scenarioText, underArm } from "./small-world.ts";
import type { RoadPlace } from "./world.ts";

const share = fc.constantFrom(0, 0.3, 0.7, 1);
const seconds = fc.constantFrom(0, 1, 20, 90, 400);
const end = fc.constantFrom("skip", "stop");

const response = fc.record({
  mode: fc.constantFrom("parallel", "restart", "queued"),
  desk: fc.record({ seats: fc.integer({ min: 1, max: 2 }), night: fc.nat(2), perHour: fc.constantFrom(0, 40) }),
  approval: fc.record({ byDesk: fc.boolean(), refuseP: share, latency: seconds, dailyLimit: fc.constantFrom(0, 2, 1000) }),
  call: fc.record({ wrongAddressP: share, correction: seconds }),
  dispatch: fc.record({
    units: fc.integer({ min: 1, max: 2 }),
    nearest: fc.constantFrom("live-travel-time", "first-due", "station-order"),
    fromTheRoad: fc.boolean(),
    redispatchGainS: fc.constantFrom(0, 1, 60),
    moveUp: fc.boolean(),
    onFootM: fc.constantFrom(0, 30, 1000),
    patienceS: fc.constantFrom(0, 50, 7200),
    ownerOnFootP: share,
    pushAsideP: share,
  }),
  look: fc.record({ timeoutS: fc.constantFrom(0, 10, 500), max: fc.nat(2), end, picture: fc.constantFrom("live", "still") }),
  cars: fc.array(fc.record({ atM: fc.integer({ min: -90, max: 190 }), down: fc.boolean(), sees: fc.boolean(), wide: fc.boolean() }), {
    maxLength: 4,
  }),
  completenessP: share,
  readP: share,
  reachP: share,
  moveS: seconds,
  water: fc.record({ supply: fc.constantFrom("tank", "hydrant"), timeoutS: fc.constantFrom(50, 4000) }),
  find: fc.record({
    ask: fc.constantFrom("serial", "broadcast"),
    board: fc.boolean(),
    boardRightP: share,
    acceptP: share,
    waitS: seconds,
    mostRounds: fc.integer({ min: 1, max: 3 }),
    turnedAwayP: share,
    timeoutS: fc.constantFrom(30, 3000),
  }),
  hospitals: fc.array(fc.record({ atM: fc.integer({ min: -300, max: 300 }), beds: fc.nat(2), burn: fc.nat(1) }), { maxLength: 3 }),
  patients: fc.array(fc.record({ burnt: fc.boolean(), severe: fc.boolean() }), { maxLength: 3 }),
  callerKnows: fc.boolean(),
  calls: fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 1, maxLength: 4 }),
  recall: fc.constantFrom(-1, 30, 200),
  units: fc.array(fc.record({ atM: fc.integer({ min: -200, max: 200 }), ambulance: fc.boolean() }), { minLength: 1, maxLength: 6 }),
  seed: fc.nat(1000),
});
type Response = typeof response extends fc.Arbitrary<infer T> ? T : never;

const inputs = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(", ");

const textOf = (it: Response): string => {
  const { byDesk, refuseP, latency, dailyLimit } = it.approval;
  const pact = (id: string, data: string): string =>
    `  - {id: ${id}, data: [${data}], from: {class: facilities}, to: {agency: fire}, law: {basis: x}, mou: {status: signed}, dailyLimit: ${dailyLimit}, approval: {mode: manual, latency: {meanS: ${latency}}, refuseP: ${refuseP}${byDesk ? ", desk: duty" : ""}}}`;
  const { timeoutS: waterS, ...water } = it.water;
  const { timeoutS: findS, ...find } = it.find;
  const recall =
    it.recall < 0
      ? ""
      : `  - {id: recall, class: disaster, after: [{step: dispatch}], latency: {constantS: ${it.recall}}, do: unit.recall}\n`;
  return scenarioText(`
desks: [{id: duty, class: disaster, seats: [{fromHour: 0, seats: ${it.desk.seats}}, {fromHour: 8.2, seats: ${it.desk.night}}, {fromHour: 8.4, seats: 2}]${it.desk.perHour > 0 ? `, otherWork: {perHour: ${it.desk.perHour}, work: {meanS: 60}, priority: 2}` : ""}}]
agreements:
${pact("video", "live-video, still")}
${pact("speeds", "link-speed")}
${pact("widths", "road-width")}
${pact("signals", "signal-command")}
${pact("plates", "plate")}
${pact("owners", "owner, owner-phone")}
${pact("beds", "bed-state")}
triggers: [{id: call, source: incident, mode: ${it.mode}, dedupeS: 5}, {id: hurt, source: event, event: CasualtiesReported, mode: parallel}, {id: stuck, source: event, event: UnitBlocked, mode: parallel}, {id: large, source: event, event: UnitArrived, when: "event.heatKw > 500", mode: parallel}]
steps:
  - {id: take, class: disaster, after: [{trigger: call}], desk: duty, latency: {meanS: 60}, do: call.take, with: {wrongAddressP: ${it.call.wrongAddressP}, correction: {constantS: ${it.call.correction}}}}
  - {id: dispatch, class: disaster, after: [{step: take}], timeoutS: 900, do: unit.dispatch, with: {turnout: {constantS: 30}, ${inputs(it.dispatch)}}}
  - {id: look, class: crime-prevention, needs: [video], after: [{step: dispatch}], desk: duty, latency: {meanS: 20}, timeoutS: ${it.look.timeoutS}, retry: {max: ${it.look.max}, backoffS: 5}, do: camera.view, with: {picture: ${it.look.picture}}, onBlocked: ${it.look.end}, onTimedOut: skip}
  - {id: route, class: traffic, needs: [speeds], after: [{step: dispatch}], do: route.fastest, with: {everyS: 20}, onBlocked: skip}
  - {id: street, class: facilities, needs: [widths], after: [{step: dispatch}], do: street.data, with: {completenessP: ${it.completenessP}}, onBlocked: skip}
  - {id: green, class: facilities, needs: [signals], after: [{step: dispatch}], do: signal.preempt, onBlocked: skip}
  - {id: read, class: crime-prevention, needs: [plates], after: [{step: look}], do: plates.read, with: {readP: ${it.readP}}, onBlocked: skip}
  - {id: find-owners, class: administration, needs: [owners], after: [{step: read}], do: owners.find}
  - {id: ring, class: administration, after: [{step: find-owners}], do: owners.call, with: {reachP: ${it.reachP}, move: {constantS: ${it.moveS}}}}
  - {id: tow, class: administration, after: [{step: read}], latency: {constantS: 100}, do: cars.tow, with: {perCar: {meanS: 100}}}
  - {id: hose, class: disaster, after: [{step: dispatch}], timeoutS: ${waterS}, do: water.start, with: {${inputs(water)}}}
  - {id: ambulance, class: disaster, after: [{trigger: hurt}], timeoutS: 600, do: unit.dispatch, with: {fleet: ambulance, units: per-casualty, turnout: {constantS: 20}, handOver: {constantS: 60}}}
  - {id: ask, class: health, needs: [beds], after: [{trigger: hurt}], timeoutS: ${findS}, do: hospital.find, with: {${inputs(find)}, perCall: {meanS: 60}}, onBlocked: {run: phone}, onTimedOut: {run: phone}}
  - {id: phone, class: health, latency: {constantS: 100}, do: hospital.find, with: {ask: serial, acceptP: 0.5, perCall: {meanS: 60}}}
  - {id: ambulance-green, class: facilities, needs: [signals], after: [{step: ambulance}], do: signal.preempt, onBlocked: skip}
  - {id: second, class: disaster, after: [{trigger: large}], timeoutS: 300, do: unit.dispatch}
  - {id: report, class: disaster, after: [{trigger: stuck}], desk: duty, latency: {meanS: 30}, do: notify, with: {to: {class: traffic}}}
${recall}
arms:
  plan: {}
  none: {agreements: {"*": {mou: {status: none}}}}
  off: {without: [look, route, street, green, read, find-owners, ask, ambulance-green]}
`);
};

const world = (it: Response, arm: string, later: readonly string[] = []): SmallWorld => {
  const camera = (sees: boolean): CameraView => ({ id: "cctv", class: "crime-prevention", distanceMm: 10_000, sees, couldSee: true });
  const cars = it.cars.map(
    ({ atM, down, sees, wide }, entity): ParkedBadly => ({
      places: [down ? { link: 1, offsetMm: -atM * 1000 } : { link: 0, offsetMm: atM * 1000 }],
      freeWidthMm: wide ? 2200 : 1800,
      xyMm: [atM * 1000, 0],
      subject: `car-${entity}`,
      entity,
      cameras: [camera(sees)],
    }),
  );
  const patients = it.patients.map(({ burnt, severe }): Patient => ({ need: burnt ? "burn" : "none", severe }));
  const hospitals = it.hospitals.map(
    ({ atM, beds, burn }, number): Hospital => ({
      id: `hospital-${number}`,
      place: { link: 0, offsetMm: atM * 1000 },
      beds,
      teams: { none: 0, trauma: 0, burn, cardiac: 0, stroke: 0 },
    }),
  );
  const homeOf = (unit: number): RoadPlace => ({ link: 0, offsetMm: (it.units[unit & ~1]?.atM ?? 0) * 1000 });
  return makeSmallWorld({
    yaml: textOf(it),
    incidentsAtMs: it.calls.map((s) => s * 1000).toSorted((a, b) => a - b),
    decoyOffsetMm: -60_000,
    incident: {
      patients,
      callerKnows: it.callerKnows,
      care: { constantS: 45 },
      fire: { alphaKwPerS2: 0.01172, burntMs: 60_000 },
      cameras: [camera(it.readP > 0.5)],
      repeatAfterMs: [3000, 70_000],
      runCard: [2, 0, 1],
      twin: { link: 1, offsetMm: -100_000 },
      hydrantMm: 40_000,
      hospitals: hospitals.map((_, number) => number),
    },
    cars,
    hospitals,
    // Two units to a station, so that one can lend.
    setup: {
      units: it.units.map(({ ambulance }, unit) => ({
        station: `station-${unit >> 1}`,
        stationNumber: unit >> 1,
        agency: "fire",
        home: homeOf(unit),
        fleet: ambulance ? "ambulance" : "fire-engine",
      })),
      stations: it.units.flatMap((_, unit) => (unit % 2 === 0 ? [{ id: `station-${unit >> 1}`, home: homeOf(unit) }] : [])),
    },
    seed: String(it.seed),
    arm: underArm(arm),
    later: later.map(underArm),
  });
};

/** Four calls one after the other, with every time-out that they may have, are over by then. */
const UNTIL = 12 * 3_600_000;
const stateOf = (run: SmallWorld): Record<string, readonly unknown[]> =>
  JSON.parse((JSON.parse(run.save()) as { readonly institutions: string }).institutions) as Record<string, readonly unknown[]>;

it("with no agreement the streets and the log are those of the linked steps switched off", () => {
  fc.assert(
    fc.property(response, (it) => {
      const [none, off] = [world(it, "none"), world(it, "off")];
      none.runTo(UNTIL);
      off.runTo(UNTIL);
      expect(none.orders()).toEqual(off.orders());
      const rest = (facts: readonly InstitutionalFact[]): readonly InstitutionalFact[] =>
        facts.filter(({ kind }) => kind !== "StepBlocked");
      expect(rest(none.facts())).toEqual(off.facts());
    }),
    { numRuns: 80, seed: 21 },
  );
});

it("saved at any moment and loaded elsewhere, the rest comes out the same", () => {
  fc.assert(
    fc.property(response, fc.array(fc.nat(2_500_000), { minLength: 3, maxLength: 3 }), (it, moments) => {
      const whole = world(it, "plan");
      whole.runTo(UNTIL);
      for (const at of moments) {
        const first = world(it, "plan");
        first.runTo(at);
        const second = world(it, "plan");
        second.load(first.save());
        expect(second.save()).toBe(first.save());
        second.runTo(UNTIL);
        expect(second.facts()).toEqual(whole.facts());
        expect(second.save()).toBe(whole.save());
      }
    }),
    { numRuns: 40, seed: 22 },
  );
});

it("rules that change to the same rules change nothing, whenever they do", () => {
  fc.assert(
    fc.property(response, fc.nat(2_500_000), (it, at) => {
      const whole = world(it, "plan");
      whole.runTo(UNTIL);
      const changed = world(it, "plan", ["plan"]);
      changed.runTo(at);
      changed.institutions.nextRules();
      changed.runTo(UNTIL);
      expect(changed.orders()).toEqual(whole.orders());
      expect(changed.facts()).toEqual(whole.facts());
    }),
    { numRuns: 30, seed: 26 },
  );
});

it("a response that goes on under other rules is saved with them, and nothing of it is left over", () => {
  fc.assert(
    fc.property(response, fc.nat(2_500_000), fc.nat(1_000_000), fc.constantFrom("off", "none"), (it, at, after, next) => {
      const first = world(it, "plan", [next]);
      first.runTo(at);
      first.institutions.nextRules();
      first.runTo(at + after);
      const second = world(it, "plan", [next]);
      second.load(first.save());
      first.runTo(UNTIL);
      second.runTo(UNTIL);
      expect(second.save()).toBe(first.save());
      const state = stateOf(first);
      expect([state["courses"], state["waiting"], state["queued"], state["waterWaits"]]).toEqual([[], [], [], []]);
    }),
    { numRuns: 30, seed: 27 },
  );
});

it("desks never hold more than their seats or fewer than nobody, and in the end nothing is left over", () => {
  fc.assert(
    fc.property(response, (it) => {
      const run = world(it, "plan");
      run.runTo(UNTIL);
      let busyBefore = 0;
      for (const fact of run.facts()) {
        if (fact.kind !== "DeskChanged") continue;
        expect(Math.min(fact.busy, fact.waiting, fact.seats)).toBeGreaterThanOrEqual(0);
        // More than the seats on duty only while work outlasts its shift: then nobody new begins.
        if (fact.busy > fact.seats) expect(fact.busy).toBeLessThanOrEqual(busyBefore);
        if (fact.waiting > 0) expect(fact.busy).toBeGreaterThanOrEqual(fact.seats);
        busyBefore = fact.busy;
      }
      const state = stateOf(run);
      expect([state["waiting"], state["queued"], state["waterWaits"]]).toEqual([[], [], []]);
      // Only records that wait for their deletion, and other work.
      const kinds = (state["timers"] as readonly [number, { readonly timer: { readonly kind: string } }][]).map(
        ([, { timer }]) => timer.kind,
      );
      expect(kinds.filter((kind) => !["delete-record", "desk-shift", "desk-other-work", "desk-done"].includes(kind))).toEqual([]);
      expect(state["courses"]).toEqual([]);
      const units = state["units"] as readonly { readonly state: string; readonly preempt: unknown }[];
      expect(units.every((unit) => unit.state === "at-station" && unit.preempt === null)).toBe(true);
    }),
    { numRuns: 80, seed: 23 },
  );
});

it("every step that was asked for ends once; nobody is delivered, called or moved twice", () => {
  fc.assert(
    fc.property(response, (it) => {
      const run = world(it, "plan");
      run.runTo(UNTIL);
      const open = new Map<string, number>();
      const once = new Map<string, number>();
      for (const fact of run.facts()) {
        if (fact.kind === "PatientDelivered") once.set(`delivered ${fact.patient}`, (once.get(`delivered ${fact.patient}`) ?? 0) + 1);
        if (fact.kind === "OwnerReached" || fact.kind === "OwnerNotReached" || fact.kind === "CarMoved") {
          const key = `${fact.kind === "CarMoved" ? "moved" : "called"} ${fact.car}`;
          once.set(key, (once.get(key) ?? 0) + 1);
        }
        if (!("step" in fact)) continue;
        const key = `${fact.incident} ${fact.step}`;
        if (fact.kind === "StepRequested") open.set(key, (open.get(key) ?? 0) + 1);
        // A further attempt may meet a gate that has closed meanwhile: that ends it as well.
        else if (
          /^Step(Done|Refused|TimedOut|Failed|Cancelled)$/.test(fact.kind) ||
          (fact.kind === "StepBlocked" && (open.get(key) ?? 0) > 0)
        )
          open.set(key, (open.get(key) ?? 0) - 1);
      }
      expect([...open].filter(([, count]) => count !== 0)).toEqual([]);
      expect([...once].filter(([, count]) => count !== 1)).toEqual([]);
    }),
    { numRuns: 80, seed: 24 },
  );
});

it("the random responses meet everything that the chain can tell", () => {
  const met = new Set<string>();
  for (const it of fc.sample(response, { numRuns: 60, seed: 25 })) {
    const run = world(it, "plan");
    run.runTo(UNTIL);
    for (const { kind } of run.facts()) met.add(kind);
  }
  const told: readonly InstitutionalFact["kind"][] = [
    ...(["AddressWrong", "AddressCorrected", "CallRepeated", "CasualtiesReported", "DeskChanged", "SceneSeen", "SceneNotSeen"] as const),
    ...(["PlateRead", "OwnerFound", "OwnerReached", "OwnerNotReached", "CarMoved", "LookedUp", "StreetDataGiven", "WaterOnFire"] as const),
    ...(["UnitBlocked", "UnitFreed", "UnitRecalled", "UnitMovedUp", "UnitReplaced", "UnitTransporting", "UnitAtHospital"] as const),
    ...(["HospitalAsked", "HospitalRefused", "HospitalAccepted", "PatientDelivered", "PatientTurnedAway"] as const),
    ...(["StepQueued", "StepBlocked", "StepRefused", "StepTimedOut", "StepRetried", "StepLateAnswer", "StepCancelled"] as const),
  ];
  expect(told.filter((kind) => !met.has(kind))).toEqual([]);
});
