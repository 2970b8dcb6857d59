/** What is known of a scene and when: its address, what it looks like, who is hurt, how large the fire is. */
import type { CasualtiesFact } from "../contract/institutional-facts.ts";
import { type Office, setTimer } from "./office.ts";
import { ownerOf } from "./owners.ts";
import type { Incident } from "./setup.ts";
import type { IncidentState } from "./state.ts";
import type { RoadPlace } from "./world.ts";

export const sceneOf = (office: Office, incident: number): IncidentState => {
  const state = office.state.incidents[incident];
  if (state === undefined) throw new Error(`at ${office.world.nowMs()} ms: there is no incident ${incident}`);
  return state;
};

/** Where the dispatcher believes it is. */
export const believedPlace = (office: Office, incident: number, fromTwin: boolean): RoadPlace | undefined => {
  const about = office.setup.incidents[incident];
  if (about === undefined) return undefined;
  if (sceneOf(office, incident).isWrongPlace) return about.decoy;
  return fromTwin && about.twin !== undefined ? about.twin : { link: about.link, offsetMm: about.offsetMm };
};

/** Heat release now, Q = alpha t^2 from ignition on [kW]; no upper limit: fuel and air do not run out here. */
export const heatKw = (office: Office, about: Incident | undefined): number => {
  if (about?.fire === undefined) return 0;
  const burningS = (office.world.nowMs() - about.atMs + about.fire.burntMs) / 1000;
  return Math.round(about.fire.alphaKwPerS2 * burningS * burningS);
};

/** First word of people to be carried; later words change nothing. */
export const reportCasualties = (office: Office, incident: number, by: CasualtiesFact["by"]): void => {
  const scene = sceneOf(office, incident);
  const patients = office.setup.incidents[incident]?.patients.length ?? 0;
  if (scene.areCasualtiesKnown || patients === 0) return;
  scene.areCasualtiesKnown = true;
  office.facts.push({ kind: "CasualtiesReported", atMs: office.world.nowMs(), incident, by, patients });
  office.events.push({ event: "CasualtiesReported", incident });
};

/** The caller gave another place: units go there until the right one is known. */
export const mistakeAddress = (office: Office, incident: number, step: string, correctionMs: number): void => {
  sceneOf(office, incident).isWrongPlace = true;
  addressFact(office, "AddressWrong", incident, step);
  setTimer(office, correctionMs, { kind: "address-corrected", incident, step });
};

export const addressFact = (office: Office, kind: "AddressWrong" | "AddressCorrected", incident: number, step: string): void => {
  const agency = ownerOf(office, { class: "disaster" });
  office.facts.push({ kind, atMs: office.world.nowMs(), incident, step, agency });
};
