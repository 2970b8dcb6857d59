/** Things with a place and a number: gauge, car park, hydrants, trees. Who answers calls is in emergency-care.ts, cameras in cameras.ts. */
import type { Asset } from "../../model/city.ts";
import { carParkCentre } from "./areas.ts";
import type { PlacedBuilding } from "./buildings.ts";
import { alongMm, bend, dice, type Point } from "./ground.ts";
import { nearestAccess } from "./nearest-access.ts";
import type { Network } from "./network.ts";
import { Occupancy } from "./occupancy.ts";
import type { DistrictParameters } from "./parameters.ts";
import type { Lot } from "./streets.ts";

const toMm = ([x, y]: Point): readonly [number, number] => [Math.round(x * 1000), Math.round(y * 1000)];

const HYDRANT_EVERY_MM = 200_000;

export const placeAssets = (
  parameters: DistrictParameters,
  network: Network,
  lots: readonly Lot[],
  buildings: readonly PlacedBuilding[],
): Asset[] => {
  const assets: Asset[] = [];
  const { riversidePark, river } = parameters;
  const park = carParkCentre(parameters);
  const gate = nearestAccess(
    network.links.filter(({ id }) => id.startsWith("carpark")),
    [park[0] * 1000, park[1] * 1000],
  );
  assets.push({
    id: "riverside-car-park",
    kind: "car-park",
    xyMm: toMm(park),
    name: riversidePark.carParkName,
    ...(gate === undefined ? {} : { access: { link: gate.link.id, offsetMm: gate.offsetMm } }),
    attributes: { spaces: riversidePark.spaces, groundElevationMm: 4_200 },
  });

  const bridge = parameters.roads.find((road) => road.bridge !== undefined);
  if (bridge !== undefined) {
    // Gauge readings, not elevations: zero of the gauge at El. 1.85 m; the four grades of the crisis manual.
    assets.push({
      id: "mir-gauge",
      kind: "gauge",
      xyMm: toMm(bend([bridge.at + 22, river.waterY - 14])),
      name: { ko: "미르대교 수위관측소", en: "Mir Bridge gauge" },
      attributes: { zeroElevationMm: 1_850, attentionMm: 2_600, cautionMm: 3_800, advisoryMm: 4_600, warningMm: 5_400, designMm: 6_700 },
    });
  }

  const chance = dice(parameters.seed, "hydrants");
  let hydrants = 0;
  for (const link of network.links) {
    if (link.bridge === true || !link.id.endsWith("a") || link.id.startsWith("carpark")) continue;
    if (!chance.chance(link.lengthMm / HYDRANT_EVERY_MM)) continue;
    hydrants += 1;
    const { at, direction } = alongMm(link.shapeMm, link.lengthMm * chance.between(0.15, 0.85));
    const right = link.laneCount * link.laneWidthMm + (link.roadClass === "alley" ? 200 : 900);
    assets.push({
      id: `hydrant-${String(hydrants).padStart(3, "0")}`,
      kind: "hydrant",
      xyMm: [Math.round(at[0] + direction[1] * right), Math.round(at[1] - direction[0] * right)],
      attributes: {},
    });
  }

  return [...assets, ...placeTrees(parameters, network, lots, buildings)];
};

/** Street trees along wide roads, trees in parks, estates, school yards and by the river; never on a street or against a wall. */
const placeTrees = (
  parameters: DistrictParameters,
  network: Network,
  lots: readonly Lot[],
  buildings: readonly PlacedBuilding[],
): Asset[] => {
  const occupancy = new Occupancy();
  for (const link of network.links) occupancy.addLink({ ...link, laneCount: link.laneCount, laneWidthMm: link.laneWidthMm });
  for (const { ringMm } of buildings) {
    const [x0, y0, x1, y1, x2, y2] = ringMm.map((v) => v / 1000);
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) continue;
    const [w, d] = [Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)), Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1))];
    occupancy.add({ at: [(x0 + x2) / 2, (y0 + y2) / 2], along: [(x1 - x0) / w, (y1 - y0) / w], a: w / 2, b: d / 2 }, 1);
  }
  const chance = dice(parameters.seed, "trees");
  const trees: Asset[] = [];
  const plant = (at: Point, low: number, high: number): void => {
    trees.push({
      id: `tree-${String(trees.length + 1).padStart(4, "0")}`,
      kind: "tree",
      xyMm: toMm(at),
      attributes: { heightMm: Math.round(chance.between(low, high) * 10) * 100 },
    });
  };
  const plantFree = (at: Point, low: number, high: number): void => {
    if (occupancy.isFree({ at, along: [1, 0], a: 1, b: 1 })) plant(at, low, high);
  };
  for (const link of network.links) {
    if (link.bridge === true || (link.roadClass !== "arterial" && link.roadClass !== "collector")) continue;
    const right = link.laneCount * link.laneWidthMm + (link.roadClass === "arterial" ? 1_600 : 1_200);
    const step = link.roadClass === "arterial" ? 17_000 : 21_000;
    for (let s = 26_000; s < link.lengthMm - 26_000; s += step) {
      if (chance.chance(0.1)) continue;
      const { at, direction } = alongMm(link.shapeMm, s + chance.between(-700, 700));
      plant([(at[0] + direction[1] * right) / 1000, (at[1] - direction[0] * right) / 1000], 5.5, 8.5);
    }
  }
  const scatter = (x0: number, y0: number, x1: number, y1: number, squareMetresPerTree: number, low: number, high: number): void => {
    const count = Math.round(((x1 - x0) * (y1 - y0)) / squareMetresPerTree);
    for (let i = 0; i < count; i++) plantFree(bend([chance.between(x0, x1), chance.between(y0, y1)]), low, high);
  };
  for (const lot of lots) {
    const { zone } = lot.block;
    const middle = (lot.y0 + lot.y1) / 2;
    if (zone === "park") {
      const [cx, a, b] = [(lot.x0 + lot.x1) / 2, Math.min(52, (lot.x1 - lot.x0) * 0.22) + 14, Math.min(38, (lot.y1 - lot.y0) * 0.22) + 14];
      for (let i = 0; i < 150; i++) {
        const [x, y] = [chance.between(lot.x0 + 5, lot.x1 - 5), chance.between(lot.y0 + 5, lot.y1 - 5)];
        if (((x - cx) * (x - cx)) / (a * a) + ((y - middle) * (y - middle)) / (b * b) > 1) plantFree(bend([x, y]), 5, 11);
      }
    }
    if (zone === "apartment") scatter(lot.x0 + 4, lot.y0 + 4, lot.x1 - 4, lot.y1 - 4, 420, 4, 9);
    if (zone === "school") scatter(lot.x0 + 2, lot.y0 + 2, lot.x0 + 12, lot.y1 - 4, 60, 4, 8);
    if (zone === "hospital" || zone === "city-hall") scatter(lot.x0 + 4, lot.y0 + 4, lot.x1 - 4, middle - 6, 700, 4, 8);
    if (zone === "hillside") scatter(lot.x0 + 2, lot.y0 + 40, lot.x1 - 2, lot.y1 - 2, 130, 6, 12);
  }
  const { river, riversidePark, edges } = parameters;
  const [cx0, , cx1] = riversidePark.carPark;
  for (let x = edges[0] + 12; x < edges[2] - 12; x += chance.between(14, 40)) {
    const y = chance.between(river.waterY + 22, river.northBankY - 44);
    if (x > cx0 - 14 && x < cx1 + 14 && y < riversidePark.carPark[3] + 6) continue;
    plantFree(bend([x, y]), 4, 8);
  }
  return trees;
};
