/** The chain over the city: cars in the way, cameras in use, hospitals and what they answered, hoses. From the run's summary alone. */
import type { CameraUse, CarState, HospitalState } from "../../../sim-core/contract/chain-state.ts";
import type { RunSummary } from "../../../sim-core/contract/sim-service.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import type { CarMark, CityOverlay, Pin, PinTone } from "../../view/city-view-types.ts";
import type { Project } from "../store/app-store.ts";
import { fill, MESSAGES, type MessageKey } from "../text/messages.ts";

export const inBoth = (key: MessageKey, values: Readonly<Record<string, string | number>> = {}): Text => {
  const { ko, en } = MESSAGES[key];
  return { ko: fill(ko, values), en: fill(en, values) };
};

const joined = (...parts: readonly Text[]): Text => ({
  ko: parts.map(({ ko }) => ko).join(" · "),
  en: parts.map(({ en }) => en).join(" · "),
});

/** 2.1: a decimetre is as much as a parked car lets one say. */
export const decimetres = (mm: number): string => (mm / 1000).toFixed(1);

const carMark = ({ car, parked, stops, freeWidthMm }: CarState): CarMark => ({
  car,
  parked,
  look: stops.length > 0 ? "stops" : "known",
  words: inBoth("car.width", { metres: decimetres(freeWidthMm) }),
});

/** What became of the car last, as the pin says it: "owner reached". */
export const carNews = ({ last, stops }: CarState): Text => {
  if (last !== undefined) return MESSAGES[`car.${last.kind}`];
  return MESSAGES[stops.length > 0 ? "car.found" : "car.unknown"];
};

const carPin = (state: CarState): Pin => ({
  anchor: { kind: "car", number: state.car },
  title: MESSAGES["car.stops"],
  figure: joined(inBoth("car.width", { metres: decimetres(state.freeWidthMm) }), carNews(state)),
  tone: "stops",
});

/** The answer that decides: a yes, else what is still open, else a no. */
const RANK = ["accepted", "asked", "refused"] as const;
const TONES: Readonly<Record<(typeof RANK)[number], PinTone>> = { accepted: "done", asked: "waiting", refused: "refused" };

export const decidingAnswer = ({ answers }: HospitalState): HospitalState["answers"][number] | undefined => {
  const rank = RANK.find((state) => answers.some((answer) => answer.state === state));
  return answers.findLast(({ state }) => state === rank);
};

const hospitalPin = (project: Project, state: HospitalState): readonly Pin[] => {
  const answer = decidingAnswer(state);
  const name = project.city.assets.find(({ id }) => id === state.hospital)?.name;
  if (name === undefined || (answer === undefined && state.delivered === 0)) return [];
  const beds = inBoth("hospital.beds", { count: state.freeBeds });
  const said = answer === undefined ? inBoth("hospital.delivered", { count: state.delivered }) : MESSAGES[`hospital.${answer.state}`];
  const why = answer?.reason === undefined ? beds : MESSAGES[`hospital.${answer.reason}`];
  return [
    {
      anchor: { kind: "asset", id: state.hospital },
      title: name,
      figure: joined(said, why),
      tone: answer === undefined ? "done" : TONES[answer.state],
      priority: answer?.state === "accepted" ? 38 : answer === undefined ? 12 : 36,
    },
  ];
};

/** The camera that shows what its step looks for; those that do not have their cone alone. */
const cameraPin = (project: Project, { camera, sees, step }: CameraUse): readonly Pin[] => {
  const name = project.city.assets.find(({ id }) => id === camera)?.name;
  if (name === undefined || !sees) return [];
  const purpose = project.scenario.steps.find(({ id }) => id === step)?.title ?? MESSAGES["inspector.camera.sees"];
  return [{ anchor: { kind: "asset", id: camera }, title: name, figure: purpose, glyph: "camera", priority: 33 }];
};

export const chainOverlay = (
  project: Project,
  { cars, cameras, hospitals, hoses }: RunSummary,
): Pick<CityOverlay, "cars" | "goneCars" | "cameras" | "hoses" | "pins"> => {
  const present = cars.filter(({ isPresent }) => isPresent);
  return {
    cars: present.filter(({ isKnown, stops }) => isKnown || stops.length > 0).map(carMark),
    goneCars: cars.flatMap(({ isPresent, parked }) => (isPresent ? [] : [parked])),
    cameras: cameras.map(({ camera, sees, incident }) => ({ camera, sees, incident })),
    hoses: hoses.map(({ unit, incident }) => ({ unit, incident })),
    pins: [
      ...present.filter(({ stops }) => stops.length > 0).map(carPin),
      ...hospitals.flatMap((state) => hospitalPin(project, state)),
      ...cameras.flatMap((use) => cameraPin(project, use)),
    ],
  };
};
