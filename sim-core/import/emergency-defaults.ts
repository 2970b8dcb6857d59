/** What a run needs of fire stations, hospitals and cameras and their source does not say: filled in, counted, and listed as assumptions. */
import { attributeOf } from "../model/asset-attribute.ts";
import type { Asset, Assumption } from "../model/city.ts";

/** A pumper and a tender: the smallest crew of a safety centre. */
const UNITS = 2;
/** Every safety centre of the Korean fire service has an ambulance crew. */
const AMBULANCES = 1;
/** Emergency beds: one in twenty beds, and never less than a small emergency room. */
const EMERGENCY_BEDS_P = 0.05;
const LEAST_EMERGENCY_BEDS = 10;
/** Smaller hospitals have no specialist team on duty. */
const BEDS_WITH_TEAMS = 300;
/** Health centres, nursing, dental and oriental-medicine hospitals and clinics receive no emergencies. */
const NO_EMERGENCY_ROOM = /보건소|보건지소|요양|치과|한방|한의|의원|nursing|dental|clinic/i;
const TEAMS = ["trauma", "burn", "cardiac", "stroke"] as const;

export const withEmergencyDefaults = (
  assets: readonly Asset[],
): { readonly assets: readonly Asset[]; readonly assumptions: readonly Assumption[] } => {
  const counts = { units: 0, ambulances: 0, closed: 0, beds: 0, teams: 0, views: 0 };
  const filled = assets.map((asset): Asset => {
    const { kind, attributes } = asset;
    if (kind === "fire-station") {
      if (attributeOf(asset, "units") === undefined) counts.units += 1;
      if (attributeOf(asset, "ambulances") === undefined) counts.ambulances += 1;
      return { ...asset, attributes: { units: UNITS, ambulances: AMBULANCES, ...attributes } };
    }
    if (kind === "camera" && attributeOf(asset, "headingMrad") === undefined && attributeOf(asset, "steerable") !== 1) counts.views += 1;
    return kind === "hospital" ? { ...asset, attributes: careOf(asset, counts) } : asset;
  });
  return { assets: filled, assumptions: assumptionsOf(counts) };
};

type Counts = { units: number; ambulances: number; closed: number; beds: number; teams: number; views: number };

const careOf = (asset: Asset, counts: Counts): Asset["attributes"] => {
  const { name, attributes } = asset;
  const isClosed = attributeOf(asset, "emergencyBeds") === undefined && NO_EMERGENCY_ROOM.test(`${name?.ko ?? ""} ${name?.en ?? ""}`);
  if (isClosed) counts.closed += 1;
  if (isClosed || attributeOf(asset, "emergencyBeds") === 0) return { ...attributes, emergencyBeds: 0, freeBeds: 0 };
  return { ...roomOf(attributes, counts), ...teamsOf(attributes, counts) };
};

const roomOf = (attributes: Asset["attributes"], counts: Counts): Asset["attributes"] => {
  if (attributes["emergencyBeds"] !== undefined) return attributes;
  counts.beds += 1;
  const byBeds = Math.round((attributes["beds"] ?? 0) * EMERGENCY_BEDS_P);
  return { ...attributes, emergencyBeds: Math.max(LEAST_EMERGENCY_BEDS, byBeds, attributes["freeBeds"] ?? 0) };
};

/** Only where the source names no team at all: one that names some has none of the others. */
const teamsOf = (attributes: Asset["attributes"], counts: Counts): Asset["attributes"] => {
  if (TEAMS.some((team) => attributes[team] !== undefined)) return {};
  counts.teams += 1;
  const onDuty = (attributes["beds"] ?? BEDS_WITH_TEAMS) >= BEDS_WITH_TEAMS ? 1 : 0;
  return Object.fromEntries(TEAMS.map((team) => [team, onDuty]));
};

const assumptionsOf = ({ units, ambulances, closed, beds, teams, views }: Counts): readonly Assumption[] => {
  const all: readonly (readonly [number, Assumption])[] = [
    [
      units,
      {
        code: "import.units",
        params: { stations: units, units: UNITS },
        text: {
          ko: `차량 수가 없는 소방서·안전센터 ${units}곳에는 펌프차 등 ${UNITS}대가 있다고 보았습니다.`,
          en: `${units} fire stations give no number of engines; ${UNITS} each were assumed.`,
        },
      },
    ],
    [
      ambulances,
      {
        code: "import.ambulances",
        params: { stations: ambulances, ambulances: AMBULANCES },
        text: {
          ko: `구급차 수가 없는 소방서·안전센터 ${ambulances}곳에는 구급차가 1대씩 있다고 보았습니다.`,
          en: `${ambulances} fire stations give no number of ambulances; one each was assumed.`,
        },
      },
    ],
    [
      closed,
      {
        code: "import.no-emergency-room",
        params: { hospitals: closed },
        text: {
          ko: `이름이 보건소, 요양·치과·한방병원, 의원인 ${closed}곳에는 응급실이 없다고 보았습니다.`,
          en: `${closed} whose names say health centre, nursing, dental or oriental-medicine hospital or clinic are taken to have no emergency room.`,
        },
      },
    ],
    [
      beds,
      {
        code: "import.emergency-beds",
        params: { hospitals: beds, shareP: EMERGENCY_BEDS_P, least: LEAST_EMERGENCY_BEDS },
        text: {
          ko: `응급 병상 수가 없는 병원 ${beds}곳은 병상의 5%, 적어도 10개로 보았습니다.`,
          en: `${beds} hospitals give no emergency beds; one in twenty of their beds was assumed, at least ten.`,
        },
      },
    ],
    [
      teams,
      {
        code: "import.specialists",
        params: { hospitals: teams, bedsWithTeams: BEDS_WITH_TEAMS },
        text: {
          ko: `전문의 정보가 없는 병원 ${teams}곳: 300병상 이상이거나 병상 수를 모르면 외상·화상·심장·뇌졸중 팀이 하나씩 있고, 더 작으면 없다고 보았습니다.`,
          en: `${teams} hospitals name no specialists: from 300 beds, or where beds are not known, one team each for trauma, burns, heart and stroke was assumed, in smaller ones none.`,
        },
      },
    ],
    [
      views,
      {
        code: "import.camera-views",
        params: { cameras: views, rangeM: 60 },
        text: {
          ko: `방향이 적혀 있지 않은 CCTV ${views}대는 사방 60 m를 본다고 보았습니다.`,
          en: `${views} cameras give no direction; they are taken to see all round, 60 m far.`,
        },
      },
    ],
  ];
  return all.flatMap(([count, assumption]) => (count > 0 ? [assumption] : []));
};
