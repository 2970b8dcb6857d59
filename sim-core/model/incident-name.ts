/**
 * What an incident is called, everywhere: by its kind and its number in the log (`화재 7`, `Fire 7`; from 0, in the order of the scenario's
 * rules, not of the calls). `rehearse explain --incident 7` speaks of the same one as the stage and the result.
 */
import type { Text } from "./units.ts";

const KINDS: Readonly<Record<string, Text>> = {
  fire: { ko: "화재", en: "Fire" },
  rescue: { ko: "구조", en: "Rescue" },
  medical: { ko: "구급", en: "Medical emergency" },
  crash: { ko: "교통사고", en: "Road crash" },
  gas: { ko: "가스 누출", en: "Gas leak" },
};

const NO_KIND: Text = { ko: "사건", en: "Incident" };

/** The kind alone; one that is not known is called as the scenario writes it. */
export const kindOfIncident = (kind: string): Text => KINDS[kind] ?? { ko: kind, en: kind };

/** `kind` undefined = only its number is known. */
export const incidentName = (incident: number, kind: string | undefined): Text => {
  const { ko, en } = kind === undefined ? NO_KIND : kindOfIncident(kind);
  return { ko: `${ko} ${incident}`, en: `${en} ${incident}` };
};
