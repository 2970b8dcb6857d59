/**
 * The agencies of a Korean city and two maps of who owns and operates what, for cities whose source says nothing of it.
 * `textbook`: one owner per service class. `seoul-practice`: the city installs signals and cameras, the police operate traffic signals.
 */
import type { Agency, OwnershipMap } from "../model/city.ts";

export const DEFAULT_AGENCIES: readonly Agency[] = [
  { id: "city", kind: "city", name: { ko: "지방자치단체", en: "City government" } },
  { id: "fire", kind: "fire", name: { ko: "소방서", en: "Fire service" } },
  { id: "flood", kind: "flood", name: { ko: "홍수통제소", en: "Flood control office" } },
  { id: "hospital", kind: "hospital", name: { ko: "병원", en: "Hospitals" } },
  { id: "police", kind: "police", name: { ko: "경찰서", en: "Police" } },
  { id: "registry", kind: "registry", name: { ko: "의무보험 가입관리전산망", en: "Compulsory-insurance registry" } },
  { id: "telecom", kind: "telecom", name: { ko: "통신사", en: "Telecom operator" } },
];

const both = (agency: string): { readonly owner: string; readonly operator: string } => ({ owner: agency, operator: agency });

export const DEFAULT_OWNERSHIP: readonly OwnershipMap[] = [
  {
    id: "textbook",
    owners: {
      "crime-prevention": both("police"),
      traffic: both("police"),
      facilities: both("city"),
      administration: both("city"),
      health: both("hospital"),
      environment: both("city"),
      disaster: both("fire"),
    },
  },
  {
    id: "seoul-practice",
    owners: {
      "crime-prevention": both("city"),
      traffic: both("police"),
      facilities: { owner: "city", operator: "police" },
      administration: both("city"),
      health: both("hospital"),
      environment: both("city"),
      disaster: both("fire"),
    },
  },
];
