/** Ambulances and their patients: care at the scene, the way to the hospital that said yes, the door, the hand-over. */
import type { HospitalFact } from "../contract/institutional-facts.ts";
import { driveOn, setReroute } from "./driving.ts";
import { drawMs, dropTimer, happens, type Office, setTimer } from "./office.ts";
import { rulesOf } from "./rules.ts";
import type { PatientState } from "./state.ts";
import { ordersOf, unitAt, unitFact } from "./units.ts";

/** While nobody seeks a hospital the crew looks again after this, at most so often; then it drives to the nearest one. */
const WAIT_MS = 60_000;
const MOST_WAITS = 15;

export const patientAt = (office: Office, number: number): PatientState => {
  const patient = office.state.patients[number];
  if (patient === undefined) throw new Error(`at ${office.world.nowMs()} ms: there is no patient ${number}`);
  return patient;
};

/** Patients of an incident, severe ones first, then by number. */
export const patientsOf = (office: Office, incident: number): readonly number[] =>
  office.state.patients
    .flatMap((patient, number) => (patient.incident === incident ? [number] : []))
    .sort((a, b) => Number(patientAt(office, b).severe) - Number(patientAt(office, a).severe) || a - b);

export const hospitalFact = (
  office: Office,
  kind: HospitalFact["kind"],
  patientNumber: number,
  hospital: number,
  details: Pick<HospitalFact, "step" | "unit" | "reason"> = {},
): void => {
  const { incident, need, severe } = patientAt(office, patientNumber);
  office.facts.push({
    kind,
    atMs: office.world.nowMs(),
    incident,
    patient: patientNumber,
    need,
    severe,
    hospital: office.setup.hospitals[hospital]?.id ?? "",
    agency: office.setup.operators.health,
    ...details,
  });
};

/** An ambulance is at the scene: it takes the next patient that nobody has; false = there is none. */
export const takePatient = (office: Office, number: number): boolean => {
  const unit = unitAt(office, number);
  const next = patientsOf(office, unit.incident).find((patient) => patientAt(office, patient).unit < 0);
  const care = office.setup.incidents[unit.incident]?.care;
  if (next === undefined || care === undefined) return false;
  patientAt(office, next).unit = number;
  unit.patient = next;
  const careMs = drawMs(office, care, "patient.care", next, 0);
  unit.token = setTimer(office, careMs, { kind: "cared", unit: number, mission: unit.mission, k: 0, isWaiting: false });
  return true;
};

/** Ready to go: if a hospital said yes it leaves, else it waits for one. */
export const patientCared = (office: Office, number: number, k: number): void => {
  const unit = unitAt(office, number);
  unit.token = -1;
  const patient = patientAt(office, unit.patient);
  if (patient.hospital >= 0) {
    leaveForHospital(office, number);
    return;
  }
  const isSought = patient.search >= 0;
  if (!isSought && (k >= MOST_WAITS || !office.plan.seeksHospitals)) {
    keepBed(office, unit.patient, nearestHospital(office, unit.patient));
    leaveForHospital(office, number);
    return;
  }
  unit.token = setTimer(office, WAIT_MS, { kind: "cared", unit: number, mission: unit.mission, k: isSought ? k : k + 1, isWaiting: true });
};

const nearestHospital = (office: Office, patient: number): number =>
  office.setup.incidents[patientAt(office, patient).incident]?.hospitals[0] ?? -1;

/** A bed and, for severe cases, the specialists are kept. A hospital that must take a patient without a bed gets one more to care for. */
export const keepBed = (office: Office, number: number, hospital: number): void => {
  const patient = patientAt(office, number);
  const state = office.state.hospitals[hospital];
  patient.hospital = hospital;
  patient.search = -1;
  if (state === undefined) return;
  state.freeBeds = Math.max(0, state.freeBeds - 1);
  if (patient.severe && patient.need !== "none") state.teams[patient.need] = Math.max(0, state.teams[patient.need] - 1);
};

/** A hospital said yes: the ambulance that waits with the patient leaves at once. */
export const hospitalFound = (office: Office, patient: number): void => {
  const { unit: number } = patientAt(office, patient);
  if (number < 0) return;
  const unit = unitAt(office, number);
  if (unit.patient !== patient || unit.state !== "on-scene") return;
  const waiting = office.state.timers.get(unit.token)?.timer;
  // Waits for this answer (every later look has no care left to do); still caring = it leaves when that is done.
  if (waiting?.kind === "cared" && waiting.isWaiting) {
    dropTimer(office, unit.token);
    patientCared(office, number, 0);
  }
};

const leaveForHospital = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  unit.hospital = patientAt(office, unit.patient).hospital;
  unit.state = "transporting";
  unitFact(office, number, "UnitTransporting", { patient: unit.patient });
  if (unit.hospital < 0) {
    handOver(office, number);
    return;
  }
  driveOn(office, number);
  if (unit.everyMs > 0) setReroute(office, number);
};

/** At the door: handed over, or turned away after all and on to the next hospital. */
export const atHospital = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  const patient = patientAt(office, unit.patient);
  unitFact(office, number, "UnitAtHospital", { patient: unit.patient });
  const others = (office.setup.incidents[patient.incident]?.hospitals ?? []).filter((hospital) => hospital !== unit.hospital);
  const found = rulesOf(office, patient).setup.scenario.steps[patient.step]?.with as { readonly turnedAwayP?: number } | undefined;
  const turnedAwayP = patient.round < 0 ? 0 : (found?.turnedAwayP ?? 0);
  const [next] = others;
  if (next !== undefined && happens(office, turnedAwayP, "patient.turned-away", unit.patient, 0)) {
    hospitalFact(office, "PatientTurnedAway", unit.patient, unit.hospital, { unit: number });
    patient.round = -1; // once: the next one must take the patient
    keepBed(office, unit.patient, next);
    leaveForHospital(office, number);
    return;
  }
  handOver(office, number);
};

const handOver = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  const patient = patientAt(office, unit.patient);
  patient.isDelivered = true;
  hospitalFact(office, "PatientDelivered", unit.patient, unit.hospital, { unit: number });
  office.events.push({ event: "PatientDelivered", incident: patient.incident });
  if (unit.preempt !== null) office.world.release(number);
  unit.preempt = null;
  unit.state = "at-hospital";
  const handOverMs = drawMs(office, ordersOf(office, unit)?.handOver ?? { constantS: 600 }, "unit.hand-over", unit.patient, 0);
  unit.token = setTimer(office, handOverMs, { kind: "handed-over", unit: number, mission: unit.mission });
};
