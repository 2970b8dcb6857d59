/** The default district as a City, from its parameters and nothing else: same parameters, same bytes. */
import type { Agency, Building, City, OwnershipMap } from "../../model/city.ts";
import { byId } from "../../model/text-order.ts";
import { layGround } from "./areas.ts";
import { placeAssets } from "./assets.ts";
import { type PlacedBuilding, placeBuildings } from "./buildings.ts";
import { placeCameras } from "./cameras.ts";
import { coordinateOffsets } from "./coordinate-offsets.ts";
import { districtAssumptions } from "./district-assumptions.ts";
import { placeEmergencyCare } from "./emergency-care.ts";
import { layNeighbourhoods } from "./neighbourhoods.ts";
import { buildNetwork, type Network } from "./network.ts";
import type { DistrictParameters } from "./parameters.ts";
import { parkCars } from "./parked-cars.ts";
import { buildSignals, type Volumes } from "./signals.ts";
import { blockStreets, lotOf, mainStreets, type Street } from "./streets.ts";

const AGENCIES: readonly Agency[] = [
  { id: "fire", kind: "fire", name: { ko: "강변소방서", en: "Gangbyeon Fire Service" } },
  { id: "police", kind: "police", name: { ko: "강변경찰서", en: "Gangbyeon Police" } },
  { id: "city", kind: "city", name: { ko: "강변시 도시통합운영센터", en: "Gangbyeon City Control Centre" } },
  { id: "hospital", kind: "hospital", name: { ko: "강변시 응급의료기관", en: "Gangbyeon Hospitals" } },
  { id: "telecom", kind: "telecom", name: { ko: "이동통신사", en: "Mobile Operator" } },
  { id: "flood-office", kind: "flood", name: { ko: "미르강홍수통제소", en: "Mir River Flood Control Office" } },
  { id: "registry", kind: "registry", name: { ko: "의무보험 가입관리전산망", en: "Compulsory Insurance Registry" } },
];

const by = (agency: string): { owner: string; operator: string } => ({ owner: agency, operator: agency });

/** `textbook`: each service class belongs to the agency that is named for it. `seoul-practice`: the city builds and maintains signals
 *  and cameras; the police operate the signals, the control centre the cameras. */
const OWNERSHIP: readonly OwnershipMap[] = [
  {
    id: "textbook",
    owners: {
      "crime-prevention": by("police"),
      traffic: by("police"),
      facilities: by("city"),
      administration: by("city"),
      health: by("hospital"),
      environment: by("city"),
      disaster: by("fire"),
    },
  },
  {
    id: "seoul-practice",
    owners: {
      "crime-prevention": { owner: "city", operator: "city" },
      traffic: by("police"),
      facilities: { owner: "city", operator: "police" },
      administration: by("city"),
      health: by("hospital"),
      environment: { owner: "city", operator: "flood-office" },
      disaster: by("fire"),
    },
  },
];

/** Kinds of agencies that sit in the public buildings, the largest first. Fire and hospitals have houses of their own. */
const IN_PUBLIC_BUILDINGS: readonly Agency["kind"][] = ["city", "police"];

const seatAgencies = (buildings: readonly PlacedBuilding[]): readonly Agency[] => {
  const halls = buildings
    .filter(({ use }) => use === "public")
    .sort((a, b) => (b.floorAreaM2 ?? 0) - (a.floorAreaM2 ?? 0) || (a.id < b.id ? -1 : 1));
  return AGENCIES.map((agency) => {
    const centreM = halls[IN_PUBLIC_BUILDINGS.indexOf(agency.kind)]?.centreM;
    return centreM === undefined ? agency : { ...agency, xyMm: [Math.round(centreM[0] * 1000), Math.round(centreM[1] * 1000)] as const };
  });
};

/** The road from the riverside road down to the car park on the flood plain. */
const carParkStreet = (parameters: DistrictParameters): Street => {
  const { accessX, carPark, carParkName } = parameters.riversidePark;
  const riverside = parameters.roads.find(({ runs }) => runs === "east-west");
  return {
    id: "carpark",
    name: { ko: `${carParkName.ko} 진입로`, en: `Access to ${carParkName.en}` },
    roadClass: "local",
    lanesPerDirection: 1,
    laneWidthM: 3,
    speedKmh: 30,
    oneWay: false,
    points: [
      [accessX, carPark[3]],
      [accessX, riverside?.at ?? 0],
    ],
    block: "riverside",
  };
};

export type District = { readonly city: City; readonly network: Network; readonly buildings: readonly PlacedBuilding[] };

export const generateDistrict = (parameters: DistrictParameters): District => {
  const lots = parameters.blocks.map((block) => lotOf(parameters, block));
  const streets = [...mainStreets(parameters), ...lots.flatMap((lot) => blockStreets(parameters, lot)), carParkStreet(parameters)];
  const network = buildNetwork(parameters, streets);
  const { buildings, stations } = placeBuildings(parameters, lots, streets, network.links);
  const care = placeEmergencyCare(parameters, network.links, buildings, stations);
  const housed = [...care.posts, ...care.hospitals].map(({ asset }) => asset);
  const cameras = placeCameras(parameters, network);
  const assets = [...care.stations, ...housed, ...cameras, ...placeAssets(parameters, network, lots, buildings)];
  // The demand counts a small hospital as what the building was before: its staff and visitors come as those of an office or shop.
  const wards = new Set(care.hospitals.map(({ building }) => building.id));
  const { water, areas } = layGround(parameters, lots);
  const points = [
    ...network.nodes.map(({ xyMm }) => xyMm),
    ...water.flatMap(({ ringMm }) => pairs(ringMm)),
    ...areas.flatMap(({ ringMm }) => pairs(ringMm)),
  ];
  const city: City = {
    format: "city",
    formatVersion: 1,
    id: parameters.id,
    title: parameters.title,
    crs: "local",
    originMm: [0, 0],
    boundsMm: [
      Math.min(...points.map(([x]) => x)),
      Math.min(...points.map(([, y]) => y)),
      Math.max(...points.map(([x]) => x)),
      Math.max(...points.map(([, y]) => y)),
    ],
    nodes: network.nodes,
    links: network.links,
    movements: network.movements,
    signals: buildSignals(parameters, network),
    buildings: buildings
      .map(({ centreM: _, zone: __, ...building }): Building => (wards.has(building.id) ? { ...building, use: "hospital" } : building))
      .sort(byId),
    water,
    areas,
    assets: assets.sort(byId),
    parkedCars: parkCars(parameters, network),
    neighbourhoods: layNeighbourhoods(parameters),
    ownership: OWNERSHIP,
    agencies: seatAgencies(buildings),
    assumptions: districtAssumptions(parameters),
  };
  return { city, network, buildings };
};

/** The same city with greens in proportion to these volumes, and offsets for its platoons. */
export const retimeSignals = (parameters: DistrictParameters, district: District, volumes: Volumes): District => ({
  ...district,
  city: { ...district.city, signals: coordinateOffsets(buildSignals(parameters, district.network, volumes), district.network, volumes) },
});

const pairs = (ring: readonly number[]): (readonly [number, number])[] =>
  Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0] as const);
