/** Ground that is neither street nor building: river, bank, riverside park with its car park, parks, lawns, school yards, plazas. */
import type { Area } from "../../model/city.ts";
import { bend, bentLineMm, cosine, type Point, sine } from "./ground.ts";
import type { DistrictParameters } from "./parameters.ts";
import type { Lot } from "./streets.ts";

/** Outline of a plan polygon, counter-clockwise, bent, without the repeated last point. */
export const bentRing = (points: readonly Point[], stepM = 30): number[] => {
  const first = points[0];
  return first === undefined ? [] : bentLineMm([...points, first], stepM).slice(0, -2);
};

export const rectangle = (x0: number, y0: number, x1: number, y1: number): Point[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];

const ellipse = ([x, y]: Point, a: number, b: number): Point[] =>
  Array.from({ length: 24 }, (_, i): Point => [x + a * cosine((i / 24) * 2 * Math.PI), y + b * sine((i / 24) * 2 * Math.PI)]);

/** A ribbon along a chain of plan points. */
const ribbon = (points: readonly Point[], width: number): Point[] => {
  const side = (sign: number): Point[] =>
    points.map((p, i) => {
      const [a, b] = [points[Math.max(0, i - 1)] ?? p, points[Math.min(points.length - 1, i + 1)] ?? p];
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const size = Math.sqrt(dx * dx + dy * dy);
      return [p[0] - (sign * dy * width) / (2 * size), p[1] + (sign * dx * width) / (2 * size)];
    });
  return [...side(-1), ...side(1).reverse()];
};

export type Ground = { readonly water: readonly Area[]; readonly areas: readonly Area[] };

export const layGround = (parameters: DistrictParameters, lots: readonly Lot[]): Ground => {
  const { river, riversidePark, edges } = parameters;
  const [west, , east] = edges;
  const water: Area[] = [
    { id: "mir-river", kind: "river", ringMm: bentRing(rectangle(west, river.southWaterY, east, river.waterY)), name: river.name },
  ];
  // The park's name stands west of the car park, not on it.
  const parkWest = riversidePark.carPark[0] - 60;
  const riverside = (x0: number, x1: number): number[] => bentRing(rectangle(x0, river.waterY + 12, x1, river.northBankY - 28));
  const areas: Area[] = [
    { id: "bank", kind: "bank", ringMm: bentRing(rectangle(west, river.waterY, east, river.northBankY)) },
    { id: "riverside-park-west", kind: "park", ringMm: riverside(west, parkWest), name: riversidePark.name },
    { id: "riverside-park-east", kind: "park", ringMm: riverside(parkWest, east) },
    { id: "riverside-car-park", kind: "car-park", ringMm: bentRing(rectangle(...riversidePark.carPark)), name: riversidePark.carParkName },
    { id: "riverside-path-1", kind: "path", ringMm: bentRing(rectangle(west, river.northBankY - 38, east, river.northBankY - 34)) },
    { id: "riverside-path-2", kind: "path", ringMm: bentRing(rectangle(west, river.waterY + 14, east, river.waterY + 18)) },
  ];
  for (const lot of lots) {
    const { id, zone, name } = lot.block;
    const [cx, cy] = [(lot.x0 + lot.x1) / 2, (lot.y0 + lot.y1) / 2];
    const whole = (inset: number): number[] => bentRing(rectangle(lot.x0 + inset, lot.y0 + inset, lot.x1 - inset, lot.y1 - inset));
    switch (zone) {
      case "park": {
        areas.push({ id: `${id}-park`, kind: "park", ringMm: whole(1), ...(name === undefined ? {} : { name }) });
        const [a, b] = [Math.min(52, (lot.x1 - lot.x0) * 0.22), Math.min(38, (lot.y1 - lot.y0) * 0.22)];
        areas.push({
          id: `${id}-ring`,
          kind: "path",
          ringMm: bentRing(ellipse([cx, cy], a + 9, b + 9)),
          holesMm: [bentRing(ellipse([cx, cy], a + 5, b + 5)).slice()],
        });
        water.push({ id: `${id}-pond`, kind: "lake", ringMm: bentRing(ellipse([cx, cy], a, b)) });
        const gates: readonly Point[] = [
          [lot.x0 + 2, lot.y0 + 2],
          [lot.x1 - 2, lot.y0 + 2],
          [lot.x1 - 2, lot.y1 - 2],
          [lot.x0 + 2, lot.y1 - 2],
        ];
        gates.forEach((gate, i) => {
          const [dx, dy] = [gate[0] - cx, gate[1] - cy];
          const reach = 1 / Math.sqrt((dx * dx) / ((a + 7) * (a + 7)) + (dy * dy) / ((b + 7) * (b + 7)));
          areas.push({ id: `${id}-path-${i + 1}`, kind: "path", ringMm: bentRing(ribbon([[cx + dx * reach, cy + dy * reach], gate], 4)) });
        });
        break;
      }
      case "apartment":
        areas.push({ id: `${id}-lawn`, kind: "lawn", ringMm: whole(2), ...(name === undefined ? {} : { name }) });
        break;
      case "school":
        areas.push({
          id: `${id}-yard`,
          kind: "school-yard",
          ringMm: bentRing(rectangle(lot.x0 + 14, lot.y0 + 10, lot.x1 - 14, cy - 4)),
          ...(name === undefined ? {} : { name }),
        });
        break;
      case "city-hall": {
        const street = lot.block.streetAt ?? cx;
        areas.push({
          id: `${id}-plaza`,
          kind: "plaza",
          ringMm: bentRing(rectangle(street + 8, lot.y0 + 4, lot.x1 - 4, cy - 8)),
          name: { ko: "시청광장", en: "City Hall Plaza" },
        });
        areas.push({ id: `${id}-lawn`, kind: "lawn", ringMm: bentRing(ellipse([(street + lot.x1) / 2, (lot.y0 + cy) / 2], 46, 32)) });
        break;
      }
      case "hospital":
        areas.push({
          id: `${id}-lawn`,
          kind: "lawn",
          ringMm: bentRing(rectangle((lot.block.streetAt ?? cx) + 6, lot.y0 + 4, lot.x1 - 4, lot.y0 + 34)),
        });
        break;
      case "hillside":
        areas.push({
          id: `${id}-hill`,
          kind: "park",
          ringMm: bentRing(rectangle(lot.x0, lot.y0 + 36, lot.x1, lot.y1)),
          ...(name === undefined ? {} : { name }),
        });
        break;
      case "villa":
      case "commercial":
      case "office":
      case "old-quarter":
        break;
    }
  }
  return { water, areas };
};

export const carParkCentre = (parameters: DistrictParameters): Point => {
  const [x0, y0, x1, y1] = parameters.riversidePark.carPark;
  return bend([(x0 + x1) / 2, (y0 + y1) / 2]);
};
