/** The default district as a City, from its parameters and nothing else: same parameters, same bytes. */
import type { Agency, City, OwnershipMap } from "../../model/city.ts";
import { byId } from "../../model/text-order.ts";
import { layGround } from "./areas.ts";
import { placeAssets } from "./assets.ts";
import { type PlacedBuilding, placeBuildings } from "./buildings.ts";
import { coordinateOffsets } from "./coordinate-offsets.ts";
import { buildNetwork, type Network } from "./network.ts";
import type { DistrictParameters } from "./parameters.ts";
import { buildSignals, type Volumes } from "./signals.ts";
import { blockStreets, lotOf, mainStreets, type Street } from "./streets.ts";

const AGENCIES: readonly Agency[] = [
  { id: "fire", kind: "fire", name: { ko: "강변소방서", en: "Gangbyeon Fire Service" } },
  { id: "police", kind: "police", name: { ko: "강변경찰서", en: "Gangbyeon Police" } },
  { id: "city", kind: "city", name: { ko: "강변시 도시통합운영센터", en: "Gangbyeon City Control Centre" } },
  { id: "hospital", kind: "hospital", name: { ko: "온누리종합병원", en: "Onnuri General Hospital" } },
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
  const { assets, parkedCars } = placeAssets(parameters, network, lots, buildings, stations);
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
    buildings: buildings.map(({ centreM: _, zone: __, ...building }) => building).sort(byId),
    water,
    areas,
    assets: [...assets].sort(byId),
    parkedCars,
    ownership: OWNERSHIP,
    agencies: AGENCIES,
    assumptions: [
      {
        code: "district.made-up",
        params: { seed: parameters.seed },
        text: {
          ko: "강변지구는 만들어 낸 지구입니다. 실제 도시의 도로, 건물, 신호 자료를 쓰지 않았습니다.",
          en: "Riverside District is made up: it uses no road, building or signal data of a real city.",
        },
      },
      {
        code: "district.signal-plans",
        params: { cycleS: Math.max(...parameters.signals.plans.map(({ cycleS }) => cycleS)), walkingMmPerS: 1000 },
        text: {
          ko: "신호는 고정시간식입니다. 녹색 배분은 배정 교통량에 비례하고, 보행 신호는 횡단 거리를 1.0 m/s로 나눈 시간을 지킵니다.",
          en: "Signals are fixed-time: greens follow the assigned volumes, and people on foot get the crossing's length at 1.0 m/s.",
        },
      },
    ],
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
