/**
 * The search for a hospital: one after another, nearest first, or all at once; with the bed board or without. A hospital says yes where it
 * has a bed and the specialist that is needed, and then only with the chance of the step: the rest are reasons that no model knows.
 */
import type { HospitalFindInputs } from "../model/hospital-actions.ts";
import type { Started } from "./actions/action.ts";
import { hospitalFact, hospitalFound, keepBed, patientAt, patientsOf } from "./ambulances.ts";
import { drawMs, happens, type Office, setTimer } from "./office.ts";
import { rulesOf } from "./rules.ts";
import type { Course, PatientState } from "./state.ts";

/** Entity of an answer's streams: patient and hospital; its k is the round. More hospitals than this share chance, nothing else. */
const HOSPITALS_PER_PATIENT = 1024;

export const findHospitals = (office: Office, course: Course, step: number, inputs: HospitalFindInputs): Started => {
  if (office.setup.hospitals.length === 0) return { failed: "no-hospital" };
  const open = patientsOf(office, course.incident).filter((number) => patientAt(office, number).hospital < 0);
  if (open.length === 0) return { failed: "no-patients" };
  const sought = open.filter((number) => patientAt(office, number).search < 0);
  // Two steps may seek; a patient is sought by the first.
  if (sought.length === 0) return { failed: "already-sought" };
  for (const number of sought) {
    Object.assign(patientAt(office, number), { course: course.id, step, round: 0, rules: course.steps.get(step)?.rules });
    beginRound(office, number, inputs);
  }
  return "later";
};

/** A number of its own, so that whatever is still on its way from an earlier round is nobody's any more. */
const beginRound = (office: Office, number: number, inputs: HospitalFindInputs): void => {
  Object.assign(patientAt(office, number), { search: office.state.nextSearch, asked: [], offers: [], answersDue: 0 });
  office.state.nextSearch += 1;
  askNext(office, number, inputs);
};

export const abandonSearch = (office: Office, course: Course, step: number): void => {
  for (const patient of office.state.patients) if (patient.course === course.id && patient.step === step) patient.search = -1;
};

const inputsOf = (office: Office, patient: PatientState): HospitalFindInputs =>
  rulesOf(office, patient).setup.scenario.steps[patient.step]?.with as unknown as HospitalFindInputs;

/** Those still to be asked in this round, nearest first. */
const candidates = (office: Office, number: number, inputs: HospitalFindInputs): readonly number[] => {
  const { incident, asked, round } = patientAt(office, number);
  const all = (office.setup.incidents[incident]?.hospitals ?? []).filter((hospital) => !asked.includes(hospital));
  if (!inputs.board || round > 0) return all;
  const shown = all.filter((hospital) => boardShowsRoom(office, number, hospital, inputs));
  return shown.length > 0 || asked.length > 0 ? shown : all;
};

/** What the board says; a wrong entry says the opposite of the truth. */
const boardShowsRoom = (office: Office, number: number, hospital: number, inputs: HospitalFindInputs): boolean => {
  const hasRoom = whyNot(office, number, hospital) === undefined;
  return happens(office, inputs.boardRightP, "hospital.board-right", number * HOSPITALS_PER_PATIENT + hospital, 0) ? hasRoom : !hasRoom;
};

const whyNot = (office: Office, number: number, hospital: number): "no-bed" | "no-specialist" | undefined => {
  const { need } = patientAt(office, number);
  const state = office.state.hospitals[hospital];
  if (state === undefined || state.freeBeds <= 0) return "no-bed";
  return need !== "none" && state.teams[need] <= 0 ? "no-specialist" : undefined;
};

const askNext = (office: Office, number: number, inputs: HospitalFindInputs): void => {
  const open = candidates(office, number, inputs);
  if (open.length === 0) {
    roundIsOver(office, number, inputs);
    return;
  }
  for (const hospital of inputs.ask === "broadcast" ? open : open.slice(0, 1)) ask(office, number, hospital, inputs);
};

const ask = (office: Office, number: number, hospital: number, inputs: HospitalFindInputs): void => {
  const patient = patientAt(office, number);
  patient.asked.push(hospital);
  patient.answersDue += 1;
  hospitalFact(office, "HospitalAsked", number, hospital, { step: stepId(office, patient.step) });
  const answerMs = drawMs(office, inputs.perCall, "hospital.answer-time", number * HOSPITALS_PER_PATIENT + hospital, patient.round);
  setTimer(office, answerMs, { kind: "hospital-answers", patient: number, hospital, search: patient.search });
};

const stepId = (office: Office, step: number): string => office.setup.scenario.steps[step]?.id ?? "";

export const hospitalAnswers = (office: Office, number: number, hospital: number, search: number): void => {
  const patient = patientAt(office, number);
  // Somebody else said yes before, or the search was called off: nobody waits for this answer.
  if (patient.search !== search) return;
  patient.answersDue -= 1;
  const inputs = inputsOf(office, patient);
  const step = stepId(office, patient.step);
  const reason =
    whyNot(office, number, hospital) ??
    (happens(office, inputs.acceptP, "hospital.accepts", number * HOSPITALS_PER_PATIENT + hospital, patient.round)
      ? undefined
      : "declined");
  if (reason === undefined) {
    patient.offers.push(hospital);
    const waits = inputs.ask === "broadcast" && inputs.waitS > 0 && patient.answersDue > 0;
    if (!waits) chooseHospital(office, number, search);
    else if (patient.offers.length === 1)
      setTimer(office, Math.round(inputs.waitS * 1000), { kind: "hospital-chosen", patient: number, search });
    return;
  }
  hospitalFact(office, "HospitalRefused", number, hospital, { step, reason });
  if (inputs.ask === "serial") askNext(office, number, inputs);
  else if (patient.answersDue === 0) chooseHospital(office, number, search);
};

/** The nearest hospital that said yes and still has room; a bed may have gone to somebody else meanwhile. None: the round is over. */
export const chooseHospital = (office: Office, number: number, search: number): void => {
  const patient = patientAt(office, number);
  if (patient.search !== search) return;
  const nearestFirst = office.setup.incidents[patient.incident]?.hospitals ?? [];
  const chosen = nearestFirst.find((hospital) => patient.offers.includes(hospital) && whyNot(office, number, hospital) === undefined);
  patient.offers = [];
  if (chosen !== undefined) {
    hospitalFact(office, "HospitalAccepted", number, chosen, { step: stepId(office, patient.step) });
    accept(office, number, chosen);
  } else if (patient.answersDue === 0) roundIsOver(office, number, inputsOf(office, patient));
};

/** Everybody said no: ask again, or after the last round the nearest hospital must take the patient. */
const roundIsOver = (office: Office, number: number, inputs: HospitalFindInputs): void => {
  const patient = patientAt(office, number);
  patient.round += 1;
  if (patient.round < inputs.mostRounds) {
    beginRound(office, number, inputs);
    return;
  }
  const nearest = office.setup.incidents[patient.incident]?.hospitals[0] ?? -1;
  hospitalFact(office, "HospitalAccepted", number, nearest, { step: stepId(office, patient.step) });
  accept(office, number, nearest);
};

const accept = (office: Office, number: number, hospital: number): void => {
  keepBed(office, number, hospital);
  hospitalFound(office, number);
  const { course, step } = patientAt(office, number);
  const isWhole = office.state.patients.every((other) => other.course !== course || other.step !== step || other.hospital >= 0);
  if (isWhole) office.finished.push({ course, step, result: { output: [] } });
};
