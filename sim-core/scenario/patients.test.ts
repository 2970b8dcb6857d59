import { describe, expect, it } from "vitest";
import type { Hospital, Incident, Patient } from "./setup.ts";
import { makeSmallWorld, type SmallWorld, type SmallWorldOptions, scenarioText } from "./small-world.ts";

const HOUR = 3_600_000;
const HURT: Patient = { need: "none", severe: false };
const BURNT: Patient = { need: "burn", severe: true };

/** "75 HospitalAsked p0 near" */
const lines = (world: SmallWorld, kinds = /^Hospital|^Patient/): readonly string[] =>
  world.facts().flatMap((fact) => {
    if (!kinds.test(fact.kind)) return [];
    const parts = [String(fact.atMs / 1000), fact.kind];
    if ("patient" in fact && fact.patient !== undefined) parts.push(`p${fact.patient}`);
    if ("hospital" in fact) parts.push(fact.hospital);
    else if ("unit" in fact) parts.push(`u${fact.unit}`);
    if ("reason" in fact && fact.reason !== undefined) parts.push(fact.reason);
    return [parts.join(" ")];
  });

const hospital = (id: string, atM: number, beds: number, teams: Partial<Hospital["teams"]> = {}): Hospital => ({
  id,
  place: { link: 0, offsetMm: atM * 1000 },
  beds,
  teams: { none: 0, trauma: 0, burn: 0, cardiac: 0, stroke: 0, ...teams },
});

type Case = Partial<SmallWorldOptions> & {
  readonly find: string;
  readonly patients: readonly Patient[];
  readonly hospitals: readonly Hospital[];
  /** Further keys of the step that seeks. */
  readonly step?: string;
  readonly more?: string;
  readonly about?: Partial<Incident>;
  readonly dispatch?: string;
};

/** The caller knows who is hurt; the ambulance stands at 0 m, the scene is at 100 m, hospitals are nearest first as they are listed. */
const run = ({ find, patients, hospitals, step = "", more = "", about = {}, dispatch = "", ...rest }: Case): SmallWorld => {
  const world = makeSmallWorld({
    yaml: scenarioText(`triggers: [{id: call, source: incident, mode: parallel}, {id: hurt, source: event, event: CasualtiesReported, mode: parallel}]
steps:
  - {id: listen, class: disaster, after: [{trigger: call}], do: notify, with: {to: {class: health}}}
  - {id: ambulance, class: disaster, after: [{trigger: hurt}], do: unit.dispatch, with: {fleet: ambulance, units: per-casualty, turnout: {constantS: 50}, handOver: {constantS: 300}${dispatch}}}
  - {id: beds, class: health, after: [{trigger: hurt}], do: hospital.find, with: {${find.includes("turnedAwayP") ? "" : "turnedAwayP: 0, "}${find}}${step}}
${more}`),
    incidentsAtMs: [0],
    incident: {
      patients,
      callerKnows: true,
      care: { constantS: 200 },
      hospitals: hospitals.map((_, number) => number),
      ...about,
    },
    fleets: patients.map(() => "ambulance" as const),
    unitOffsetsMm: patients.map(() => 0),
    hospitals,
    ...rest,
  });
  world.runTo(2 * HOUR);
  return world;
};

describe("a hospital is sought", () => {
  const serial = "ask: serial, acceptP: 1, perCall: {constantS: 60}";

  it("one after another, nearest first, each with its reason to say no", () => {
    const hospitals = [hospital("full", 150, 0), hospital("no-burns", 200, 3), hospital("burns", 300, 3, { burn: 1 })];
    expect(lines(run({ find: serial, patients: [BURNT], hospitals }), /^Hospital/)).toEqual([
      "0 HospitalAsked p0 full",
      "60 HospitalRefused p0 full no-bed",
      "60 HospitalAsked p0 no-burns",
      "120 HospitalRefused p0 no-burns no-specialist",
      "120 HospitalAsked p0 burns",
      "180 HospitalAccepted p0 burns",
    ]);
  });
  it("a hospital that has room may decline all the same; after the last round the nearest must take the patient", () => {
    const hospitals = [hospital("near", 150, 3), hospital("far", 200, 3)];
    const world = run({ find: "ask: serial, acceptP: 0, mostRounds: 2, perCall: {constantS: 60}", patients: [HURT], hospitals });
    expect(lines(world, /^Hospital/)).toEqual([
      "0 HospitalAsked p0 near",
      "60 HospitalRefused p0 near declined",
      "60 HospitalAsked p0 far",
      "120 HospitalRefused p0 far declined",
      "120 HospitalAsked p0 near",
      "180 HospitalRefused p0 near declined",
      "180 HospitalAsked p0 far",
      "240 HospitalRefused p0 far declined",
      "240 HospitalAccepted p0 near",
    ]);
  });
  it("all at once: the first yes counts, or the nearest of those that come within the wait", () => {
    // Answers are drawn per patient and hospital; a wait longer than all of them makes the nearest of the three win.
    const hospitals = [hospital("near", 150, 3), hospital("middle", 200, 3), hospital("far", 300, 3)];
    const drawn = "ask: broadcast, acceptP: 1, perCall: {lowS: 10, highS: 100}";
    const first = lines(run({ find: `${drawn}, waitS: 0`, patients: [HURT], hospitals }), /^HospitalAccepted/);
    const answersOf = (name: string): number => {
      const others = hospitals.map((one) => (one.id === name ? one : { ...one, beds: 0 }));
      return Number.parseFloat(
        lines(run({ find: `${drawn}, waitS: 0`, patients: [HURT], hospitals: others }), /^HospitalAccepted/)[0] ?? "",
      );
    };
    const times = hospitals.map(({ id }) => ({ id, atS: answersOf(id) }));
    const fastest = times.toSorted((a, b) => a.atS - b.atS)[0];
    expect(first).toEqual([`${fastest?.atS} HospitalAccepted p0 ${fastest?.id}`]);
    // The last answer is in: nobody waits any longer for a nearer one.
    const waited = lines(run({ find: `${drawn}, waitS: 1000`, patients: [HURT], hospitals }), /^HospitalAccepted/);
    expect(waited).toEqual([`${Math.max(...times.map(({ atS }) => atS))} HospitalAccepted p0 near`]);
  });
  it("a wait ends with the time set, even while answers are still out", () => {
    const hospitals = [hospital("near", 150, 3), hospital("far", 300, 3)];
    for (const seed of ["1", "2", "3", "4", "5"]) {
      const drawn = "ask: broadcast, acceptP: 1, perCall: {lowS: 10, highS: 400}";
      const one = (name: string): number =>
        Number.parseFloat(
          lines(
            run({
              find: drawn,
              patients: [HURT],
              seed,
              hospitals: hospitals.map((each) => (each.id === name ? each : { ...each, beds: 0 })),
            }),
            /^HospitalAccepted/,
          )[0] ?? "",
        );
      const [near, far] = [one("near"), one("far")];
      const [accepted] = lines(run({ find: `${drawn}, waitS: 100`, patients: [HURT], seed, hospitals }), /^HospitalAccepted/);
      const expected = near <= far ? [Math.min(far, near + 100), "near"] : near <= far + 100 ? [near, "near"] : [far + 100, "far"];
      expect(`${seed}: ${accepted}`).toBe(`${seed}: ${Math.round(Number(expected[0]) * 1000) / 1000} HospitalAccepted p0 ${expected[1]}`);
    }
  });
  it("the board leaves out hospitals that it shows full; a wrong entry sends the question astray", () => {
    const hospitals = [hospital("full", 150, 0), hospital("free", 200, 2)];
    const board = `${serial}, board: true`;
    expect(lines(run({ find: `${board}, boardRightP: 1`, patients: [HURT], hospitals }), /^Hospital/)).toEqual([
      "0 HospitalAsked p0 free",
      "60 HospitalAccepted p0 free",
    ]);
    expect(lines(run({ find: `${board}, boardRightP: 0`, patients: [HURT], hospitals }), /^Hospital/)).toEqual([
      // Shown free, is full; after that round everybody is asked.
      "0 HospitalAsked p0 full",
      "60 HospitalRefused p0 full no-bed",
      "60 HospitalAsked p0 full",
      "120 HospitalRefused p0 full no-bed",
      "120 HospitalAsked p0 free",
      "180 HospitalAccepted p0 free",
    ]);
  });
  it("two patients and one bed: the second answer is worth nothing any more", () => {
    const hospitals = [hospital("near", 150, 1), hospital("far", 300, 5)];
    // Both are asked for at 0 s and answered at 60 s; the severe one is served first.
    const world = run({
      find: "ask: broadcast, acceptP: 1, perCall: {constantS: 60}, waitS: 0",
      patients: [HURT, BURNT],
      hospitals: [{ ...hospitals[0], teams: { none: 0, trauma: 0, burn: 1, cardiac: 0, stroke: 0 } } as Hospital, hospitals[1] as Hospital],
    });
    expect(lines(world, /^HospitalAccepted|^HospitalRefused/)).toEqual([
      "60 HospitalAccepted p1 near",
      "60 HospitalRefused p0 near no-bed",
      "60 HospitalAccepted p0 far",
    ]);
  });
  it("offers that wait for a nearer one are looked at again: a bed may have gone meanwhile", () => {
    const near = hospital("near", 150, 1);
    const far = hospital("far", 300, 5);
    const world = run({
      find: "ask: broadcast, acceptP: 1, perCall: {constantS: 60}, waitS: 100",
      patients: [HURT, HURT],
      hospitals: [near, far],
    });
    // Every answer comes at 60 s, so each search ends with its last answer: p0 takes the bed, p1 finds it gone.
    expect(lines(world, /^HospitalAccepted/)).toEqual(["60 HospitalAccepted p0 near", "60 HospitalAccepted p1 far"]);
  });
  it("the step is done when everybody has a hospital", () => {
    const hospitals = [hospital("near", 150, 1), hospital("far", 300, 5)];
    const world = run({ find: serial, patients: [HURT, HURT], hospitals });
    expect(lines(world, /^HospitalAccepted|^StepDone/).filter((text) => !text.startsWith("0 "))).toEqual([
      "60 HospitalAccepted p0 near",
      "120 HospitalAccepted p1 far",
      "120 StepDone",
    ]);
  });
  it("nobody seeks twice: a second search fails while the first is under way, and so does one without patients or hospitals", () => {
    const again = "  - {id: again, class: health, after: [{trigger: hurt}], do: hospital.find}";
    const failed = (one: Case): readonly string[] => lines(run(one), /^StepFailed/);
    expect(failed({ find: serial, patients: [HURT], hospitals: [hospital("near", 150, 1)], more: again })).toEqual([
      "0 StepFailed already-sought",
    ]);
    expect(failed({ find: serial, patients: [HURT], hospitals: [] })).toEqual(["0 StepFailed no-hospital"]);
  });
  it("called off by a time-out, late answers are nobody's; another step may seek anew", () => {
    const world = run({
      find: "ask: serial, acceptP: 1, perCall: {constantS: 60}",
      patients: [HURT],
      hospitals: [hospital("near", 150, 1)],
      step: ", timeoutS: 30, onTimedOut: {run: phone}",
      more: "  - {id: phone, class: health, do: hospital.find, with: {ask: serial, acceptP: 1, perCall: {constantS: 100}, turnedAwayP: 0}}",
    });
    expect(lines(world, /^Hospital|^StepTimedOut/)).toEqual([
      "0 HospitalAsked p0 near",
      "30 StepTimedOut",
      "30 HospitalAsked p0 near",
      "130 HospitalAccepted p0 near",
    ]);
  });
});

describe("an ambulance", () => {
  const hospitals = [hospital("near", 150, 5)];
  const quick = "ask: serial, acceptP: 1, perCall: {constantS: 60}";

  it("cares, carries, hands over and comes home", () => {
    expect(lines(run({ find: quick, patients: [HURT], hospitals }), /^Unit|^Patient/)).toEqual([
      "0 UnitDispatched u0",
      "50 UnitTurnedOut u0",
      "150 UnitArrived u0",
      "350 UnitTransporting p0 u0",
      "400 UnitAtHospital p0 u0",
      "400 PatientDelivered p0 near",
      "700 UnitLeftScene u0",
      "850 UnitReturned u0",
    ]);
  });
  it("waits with the patient for the hospital, and leaves the moment one says yes", () => {
    const slow = "ask: serial, acceptP: 1, perCall: {constantS: 377}";
    expect(lines(run({ find: slow, patients: [HURT], hospitals }), /^UnitTransporting|^HospitalAccepted/)).toEqual([
      "377 HospitalAccepted p0 near",
      "377 UnitTransporting p0 u0",
    ]);
  });
  it("severe patients go first; whoever finds none left goes home", () => {
    const world = run({
      find: quick,
      patients: [HURT, BURNT],
      hospitals: [hospital("near", 150, 5, { burn: 1 })],
      unitOffsetsMm: [0, 0, 0],
      fleets: ["ambulance", "ambulance", "ambulance"],
      more: "  - {id: third, class: disaster, after: [{trigger: hurt}], do: unit.dispatch, with: {fleet: ambulance, units: 1, turnout: {constantS: 80}}}",
    });
    expect(lines(world, /^UnitTransporting|^UnitLeftScene|^UnitArrived/).slice(0, 6)).toEqual([
      "150 UnitArrived u0",
      "150 UnitArrived u1",
      "180 UnitArrived u2",
      "180 UnitLeftScene u2",
      "350 UnitTransporting p1 u0",
      "350 UnitTransporting p0 u1",
    ]);
  });
  it("turned away at the door it goes on to the next hospital, which must take the patient", () => {
    const two = [hospital("near", 150, 5), hospital("next", 250, 5)];
    expect(
      lines(run({ find: `${quick}, turnedAwayP: 1`, patients: [HURT], hospitals: two }), /^Patient|^UnitTransporting|^UnitAtHospital/),
    ).toEqual([
      "350 UnitTransporting p0 u0",
      "400 UnitAtHospital p0 u0",
      "400 PatientTurnedAway p0 near",
      "400 UnitTransporting p0 u0",
      "500 UnitAtHospital p0 u0",
      "500 PatientDelivered p0 next",
    ]);
  });
  it("where nobody seeks a hospital it drives to the nearest; where a search failed it waits a quarter of an hour first", () => {
    const never = run({ find: quick, patients: [HURT], hospitals, step: ", failP: 1" });
    // Cared for at 350 s, then 15 looks a minute apart.
    expect(lines(never, /^UnitTransporting/)).toEqual(["1250 UnitTransporting p0 u0"]);
    const world = makeSmallWorld({
      yaml: scenarioText(
        "triggers: [{id: call, source: incident}, {id: hurt, source: event, event: CasualtiesReported}]\nsteps:\n  - {id: ambulance, class: disaster, after: [{trigger: hurt}], do: unit.dispatch, with: {fleet: ambulance, turnout: {constantS: 50}}}\n  - {id: listen, class: disaster, after: [{trigger: call}], do: notify, with: {to: {class: health}}}",
      ),
      incidentsAtMs: [0],
      incident: { patients: [HURT], callerKnows: true, care: { constantS: 200 }, hospitals: [0] },
      fleets: ["ambulance"],
      hospitals,
    });
    world.runTo(HOUR);
    expect(lines(world, /^UnitTransporting|^PatientDelivered/)).toEqual(["350 UnitTransporting p0 u0", "400 PatientDelivered p0 near"]);
  });
  it("keeps green and guidance up to the hospital, and gives both back at the door", () => {
    const world = run({
      find: quick,
      patients: [HURT],
      hospitals: [hospital("near", 200, 5)],
      more: "  - {id: route, class: traffic, after: [{step: ambulance}], do: route.fastest, with: {everyS: 40}}\n  - {id: green, class: facilities, after: [{step: ambulance}], do: signal.preempt}",
    });
    expect(world.orders()).toEqual([
      "50000 drive 0 to 100000 live emergency",
      "50000 preempt 0 300 m 0.9",
      "90000 reroute 0",
      "130000 reroute 0",
      "150000 release 0",
      "350000 drive 0 to 200000 live emergency",
      "350000 preempt 0 300 m 0.9",
      "390000 reroute 0",
      "430000 reroute 0",
      "450000 release 0",
      "750000 drive 0 to 0 usual",
    ]);
  });
  it("green that is agreed only while the crew cares for the patient still helps on the way to the hospital", () => {
    const late = run({
      find: quick,
      patients: [HURT],
      hospitals,
      more: "  - {id: green, class: facilities, after: [{step: ambulance}], latency: {constantS: 200}, do: signal.preempt}",
    });
    expect(late.orders()).toEqual([
      "50000 drive 0 to 100000 usual emergency",
      "350000 drive 0 to 150000 usual emergency",
      "350000 preempt 0 300 m 0.9",
      "400000 release 0",
      "700000 drive 0 to 0 usual",
    ]);
  });
});
