/** Cameras: for crime prevention on poles at the crossings of alleys, for traffic where arterials meet. Numbers and angles are assumptions. */
import type { Asset, Link, RoadClass, ServiceClass } from "../../model/city.ts";
import type { Text } from "../../model/units.ts";
import { alongMm, type Dice, dice, directionMrad, type Point } from "./ground.ts";
import type { JunctionSite, Network } from "./network.ts";
import type { DistrictParameters, Zone } from "./parameters.ts";

/**
 * Share of places with a pole: crossings of alleys and side streets, and corners where a side street of a block without alleys (shops,
 * offices, estates) meets a main road. Chosen so that the district has about as many cameras per inhabitant as Daejeon had at the end of
 * 2017: 4,500 for 1.5 million, three per thousand, at 45 m2 of dwelling each.
 */
export const CROSSING_P = 0.23;
export const CORNER_P = 0.4;
const WITHOUT_ALLEYS: readonly (Zone | undefined)[] = ["apartment", "commercial", "office", "hospital", "city-hall"];
/** Fixed cameras of a pole, each down one of the longest streets that meet there. */
const FIXED_PER_POLE = 2;
/** Share of poles that carry one more camera, which an operator can turn. */
const STEERABLE_P = 0.3;
/** A pole stands this far from the middle of the crossing, towards its corner. */
const CORNER_MM = 2_700;

export const placeCameras = (parameters: DistrictParameters, network: Network): Asset[] => [
  ...crimePrevention(parameters, network),
  ...traffic(network),
];

type View = { readonly at: Point; readonly towards: Point; readonly attributes: Asset["attributes"] };

const cameraOf = (view: View, prefix: string, number: number, serviceClass: ServiceClass, name: Text): Asset => ({
  id: `${prefix}-${String(number).padStart(3, "0")}`,
  kind: "camera",
  xyMm: [Math.round(view.at[0]), Math.round(view.at[1])],
  name: { ko: `${name.ko} ${number}`, en: `${name.en} ${number}` },
  class: serviceClass,
  attributes: { headingMrad: directionMrad([view.towards[0] - view.at[0], view.towards[1] - view.at[1]]), ...view.attributes },
});

const crimePrevention = (parameters: DistrictParameters, network: Network): Asset[] => {
  const chance = dice(parameters.seed, "crime-prevention cameras");
  const zoneOf = new Map(parameters.blocks.map(({ id, zone }): [string, Zone] => [id, zone]));
  const armsAt = armsByNode(network.links);
  const cameras: Asset[] = [];
  for (const site of network.sites) {
    const [block] = site.streets.flatMap((street) => street.block ?? []);
    const isCorner = site.streets.some((street) => street.block === undefined);
    if (block === undefined || !zoneOf.has(block) || (isCorner && !WITHOUT_ALLEYS.includes(zoneOf.get(block)))) continue;
    const arms = (armsAt.get(site.node) ?? []).filter(({ roadClass }) => roadClass === "alley" || roadClass === "local");
    if (arms.length < (isCorner ? 1 : 3) || !chance.chance(isCorner ? CORNER_P : CROSSING_P)) continue;
    for (const view of viewsOfPole(arms, chance))
      cameras.push(cameraOf(view, "camera", cameras.length + 1, "crime-prevention", { ko: "방범 CCTV", en: "Crime-prevention camera" }));
  }
  return cameras;
};

/** A street as it leaves a crossing: its line from there, and its length. */
type Arm = { readonly roadClass: RoadClass; readonly shapeMm: readonly number[]; readonly lengthMm: number };

const armsByNode = (links: readonly Link[]): ReadonlyMap<string, readonly Arm[]> => {
  const arms = new Map<string, Arm[]>();
  const ends = new Set(links.map(({ from, to }) => `${from} ${to}`));
  const add = (node: string, arm: Arm): void => {
    const list = arms.get(node);
    if (list === undefined) arms.set(node, [arm]);
    else list.push(arm);
  };
  for (const link of links) {
    add(link.from, link);
    if (!ends.has(`${link.to} ${link.from}`))
      add(link.to, { roadClass: link.roadClass, shapeMm: reversed(link.shapeMm), lengthMm: link.lengthMm });
  }
  return arms;
};

const reversed = (shape: readonly number[]): number[] => {
  const answer: number[] = [];
  for (let at = shape.length - 2; at >= 0; at -= 2) answer.push(shape[at] ?? 0, shape[at + 1] ?? 0);
  return answer;
};

const viewsOfPole = (arms: readonly Arm[], chance: Dice): View[] => {
  const longest = [...arms].sort((a, b) => b.lengthMm - a.lengthMm);
  const [first] = longest;
  if (first === undefined) return [];
  const { at: node, direction } = alongMm(first.shapeMm, 0);
  const right: Point = [direction[1], -direction[0]];
  const at: Point = [node[0] + (direction[0] + right[0]) * CORNER_MM, node[1] + (direction[1] + right[1]) * CORNER_MM];
  const down = (arm: Arm): Point => alongMm(arm.shapeMm, Math.min(arm.lengthMm, 50_000)).at;
  // 50 degrees and 80 m: a lens that looks down an alley. Poles of 5 m.
  const fixed = { rangeMm: 80_000, fovMrad: 870, heightMm: 5_000, steerable: 0 };
  const views: View[] = longest.slice(0, FIXED_PER_POLE).map((arm) => ({ at, towards: down(arm), attributes: fixed }));
  if (chance.chance(STEERABLE_P)) views.push({ at, towards: node, attributes: { ...fixed, rangeMm: 100_000, steerable: 1 } });
  return views;
};

const traffic = (network: Network): Asset[] => {
  const cameras: Asset[] = [];
  for (const site of network.sites) {
    const into = isLargeCrossing(site)
      ? network.links.find(({ to, roadClass }) => to === site.node && roadClass === "arterial")
      : undefined;
    if (into === undefined) continue;
    const { at, direction } = alongMm(into.shapeMm, into.lengthMm - 24_000);
    const rightMm = into.laneCount * into.laneWidthMm + 1_500;
    const pole: Point = [at[0] + direction[1] * rightMm, at[1] - direction[0] * rightMm];
    const towards: Point = [pole[0] - direction[0] * 1_000, pole[1] - direction[1] * 1_000];
    const attributes = { rangeMm: 120_000, fovMrad: 700, heightMm: 12_000, steerable: 1 };
    const number = cameras.length + 1;
    cameras.push(
      cameraOf({ at: pole, towards, attributes }, "traffic-camera", number, "traffic", { ko: "교통 CCTV", en: "Traffic camera" }),
    );
  }
  return cameras;
};

const isLargeCrossing = ({ signalled, streets }: JunctionSite): boolean =>
  signalled && streets.filter(({ roadClass }) => roadClass === "arterial").length >= 2;
