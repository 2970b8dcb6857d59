/**
 * Where the chain stands at a moment: a pure function of what a run knows from the start and of its log up to then. What the log does not
 * say (which cars whoever chooses ways knows of) is asked of the streets and handed in.
 */
import type { CameraUse, CarState, ChainState, HoseState, HospitalState, PatientState } from "../contract/chain-state.ts";
import type { CarFact, HospitalFact, InstitutionalFact, UnitFact } from "../contract/institutional-facts.ts";
import type { ServiceClass } from "../model/city.ts";

type CameraOfPlace = {
  readonly id: string;
  readonly class: ServiceClass;
  readonly distanceMm: number;
  readonly sees: boolean;
  readonly couldSee: boolean;
};

/** What is known from the start; a part of Setup (scenario/setup.ts). */
export type ChainSetting = {
  readonly steps: readonly {
    readonly id: string;
    readonly do: string;
    readonly class: ServiceClass;
    readonly with: Readonly<Record<string, unknown>>;
  }[];
  readonly incidents: readonly { readonly cameras: readonly CameraOfPlace[] }[];
  /** `entity` = position in city.parkedCars. */
  readonly cars: readonly { readonly entity: number; readonly freeWidthMm: number; readonly cameras: readonly CameraOfPlace[] }[];
  readonly hospitals: readonly { readonly id: string; readonly beds: number }[];
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Story = {
  readonly setting: ChainSetting;
  readonly lastOfCar: Map<number, NonNullable<CarState["last"]>>;
  readonly gone: Set<number>;
  readonly read: Set<number>;
  /** Car that each unit stands before. */
  readonly stopped: Map<number, number>;
  readonly hospitals: Map<string, { freeBeds: number; delivered: number; readonly answers: Map<number, HospitalState["answers"][number]> }>;
  readonly patients: Map<number, Mutable<PatientState>>;
  /** By incident and step. */
  readonly looking: Map<string, { readonly incident: number; readonly step: string; readonly agency: string }>;
  readonly hoses: Map<number, HoseState>;
};

/** `known` = numbers of cars that the streets' ways avoid. `facts` in order of time; those after `atMs` are left out. */
export const chainAt = (
  setting: ChainSetting,
  facts: readonly InstitutionalFact[],
  atMs: number,
  known: ReadonlySet<number> = new Set(),
): ChainState => {
  const story = beginStory(setting);
  for (const fact of facts) {
    if (fact.atMs > atMs) break;
    tell(story, fact);
  }
  return {
    cars: setting.cars.map((_, car) => carState(story, car, known)),
    hospitals: setting.hospitals.map(({ id }) => hospitalState(story, id)),
    patients: [...story.patients.values()],
    cameras: camerasInUse(story),
    hoses: [...story.hoses.values()],
  };
};

export const beginStory = (setting: ChainSetting): Story => ({
  setting,
  lastOfCar: new Map(),
  gone: new Set(),
  read: new Set(),
  stopped: new Map(),
  hospitals: new Map(setting.hospitals.map(({ id, beds }) => [id, { freeBeds: beds, delivered: 0, answers: new Map() }])),
  patients: new Map(),
  looking: new Map(),
  hoses: new Map(),
});

export const camerasInUse = (story: Story): readonly CameraUse[] => [...story.looking.values()].flatMap((look) => camerasOf(story, look));

export const tell = (story: Story, fact: InstitutionalFact): void => {
  switch (fact.kind) {
    case "PlateRead":
    case "PlateNotRead":
    case "OwnerFound":
    case "OwnerNotFound":
    case "OwnerReached":
    case "OwnerNotReached":
    case "CarMoved":
      tellCar(story, fact);
      break;
    case "StepStarted":
      if (isLook(story.setting, fact.step)) {
        story.looking.set(`${fact.incident} ${fact.step}`, { incident: fact.incident, step: fact.step, agency: fact.agency });
      }
      break;
    case "StepRefused":
    case "StepTimedOut":
    case "StepCancelled":
      story.looking.delete(`${fact.incident} ${fact.step}`);
      break;
    case "HospitalAsked":
    case "HospitalAccepted":
    case "HospitalRefused":
    case "PatientDelivered":
    case "PatientTurnedAway":
      tellHospital(story, fact);
      break;
    case "WaterOnFire":
      story.hoses.set(fact.incident, { incident: fact.incident, unit: fact.unit, sinceMs: fact.atMs });
      break;
    case "UnitBlocked":
    case "UnitFreed":
    case "UnitArrived":
    case "UnitRecalled":
    case "UnitReplaced":
    case "UnitLeftScene":
    case "UnitTransporting":
      tellUnit(story, fact);
      break;
    default:
  }
};

const tellCar = (story: Story, { kind, car, atMs, incident, by }: CarFact): void => {
  story.lastOfCar.set(car, { kind, atMs, incident, ...(by === undefined ? {} : { by }) });
  if (kind === "PlateRead") story.read.add(car);
  if (kind === "CarMoved") story.gone.add(car);
};

const tellUnit = (story: Story, { kind, unit, car, incident, patient }: UnitFact): void => {
  if (kind === "UnitBlocked") {
    if (car !== undefined) story.stopped.set(unit, car);
    return;
  }
  story.stopped.delete(unit);
  // Who is on the scene sees for itself: the pictures are closed.
  if (kind === "UnitArrived") for (const [key, look] of story.looking) if (look.incident === incident) story.looking.delete(key);
  if (kind === "UnitLeftScene" && story.hoses.get(incident)?.unit === unit) story.hoses.delete(incident);
  const carried = patient === undefined ? undefined : story.patients.get(patient);
  if (kind === "UnitTransporting" && carried !== undefined) Object.assign(carried, { state: "on-board", unit });
};

const tellHospital = (story: Story, fact: HospitalFact): void => {
  const { kind, patient, hospital, incident, need, severe, unit, reason } = fact;
  const person = story.patients.get(patient) ?? { patient, incident, need, isSevere: severe, state: "waiting" };
  story.patients.set(patient, person);
  const house = story.hospitals.get(hospital);
  switch (kind) {
    case "HospitalAsked":
      house?.answers.set(patient, { patient, state: "asked" });
      break;
    case "HospitalAccepted":
      for (const { answers } of story.hospitals.values()) if (answers.get(patient)?.state === "asked") answers.delete(patient);
      house?.answers.set(patient, { patient, state: "accepted" });
      if (house !== undefined) house.freeBeds = Math.max(0, house.freeBeds - 1);
      person.hospital = hospital;
      break;
    case "HospitalRefused":
    case "PatientTurnedAway":
      house?.answers.set(patient, { patient, state: "refused", ...(reason === undefined ? {} : { reason }) });
      break;
    case "PatientDelivered":
      for (const { answers } of story.hospitals.values()) answers.delete(patient);
      if (house !== undefined) house.delivered += 1;
      Object.assign(person, { state: "delivered", hospital, ...(unit === undefined ? {} : { unit }) });
      break;
  }
};

const carState = (story: Story, car: number, known: ReadonlySet<number>): CarState => {
  const { entity, freeWidthMm } = story.setting.cars[car] ?? { entity: -1, freeWidthMm: 0 };
  const last = story.lastOfCar.get(car);
  return {
    car,
    parked: entity,
    freeWidthMm,
    isPresent: !story.gone.has(car),
    isKnown: known.has(car) || story.read.has(car) || [...story.stopped.values()].includes(car),
    stops: [...story.stopped].flatMap(([unit, before]) => (before === car ? [unit] : [])),
    ...(last === undefined ? {} : { last }),
  };
};

const hospitalState = (story: Story, hospital: string): HospitalState => {
  const { freeBeds, delivered, answers } = story.hospitals.get(hospital) ?? { freeBeds: 0, delivered: 0, answers: new Map() };
  return { hospital, freeBeds, answers: [...answers.values()], delivered };
};

const LOOKS: ReadonlySet<string> = new Set(["camera.view", "plates.read"]);
const isLook = ({ steps }: ChainSetting, id: string): boolean => steps.some((step) => step.id === id && LOOKS.has(step.do));

type Look = { readonly incident: number; readonly step: string; readonly agency: string };
type LookInputs = { readonly nearest?: number; readonly withinM?: number; readonly steer?: boolean };

/** Of a scene the nearest ones, whether or not they show it; of plates the ones through which one was read or not. */
const camerasOf = ({ setting, lastOfCar }: Story, look: Look): readonly CameraUse[] => {
  const step = setting.steps.find(({ id }) => id === look.step);
  if (step === undefined) return [];
  const { nearest, withinM, steer } = step.with as LookInputs;
  const own = (cameras: readonly CameraOfPlace[]): readonly CameraUse[] =>
    cameras
      .filter((camera) => camera.class === step.class)
      .map(({ id, sees, couldSee }) => ({ camera: id, ...look, sees: sees || (steer === true && couldSee) }));
  if (step.do === "camera.view") {
    const near = (setting.incidents[look.incident]?.cameras ?? []).filter(({ distanceMm }) => distanceMm <= (withinM ?? 0) * 1000);
    return own(near).slice(0, nearest);
  }
  const looked = [...lastOfCar].flatMap(([car, { incident }]) => (incident === look.incident ? [setting.cars[car]?.cameras ?? []] : []));
  const first = looked.flatMap((cameras) =>
    own(cameras)
      .filter(({ sees }) => sees)
      .slice(0, 1),
  );
  return [...new Map(first.map((use) => [use.camera, use])).values()];
};
