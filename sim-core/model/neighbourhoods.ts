/** Which neighbourhood a place lies in. A city that names none is told apart by compass: a grid of three by three over its bounds. */
import { makeCellIndex } from "./cell-index.ts";
import type { City, Neighbourhood } from "./city.ts";
import { boxOfRing, isInRing } from "./ring.ts";
import type { Text } from "./units.ts";

export type Neighbourhoods = {
  readonly all: readonly Neighbourhood[];
  /**
   * Position in `all`, or undefined outside every one. A place on a border belongs to the neighbourhood east of it or north of it; where
   * rings overlap, to the first.
   */
  readonly at: (point: readonly [number, number]) => number | undefined;
};

const CELL_MM = 200_000;

export const neighbourhoodsOf = (city: City): Neighbourhoods => {
  const all = city.neighbourhoods ?? compassGrid(city.boundsMm);
  const index = makeCellIndex(CELL_MM);
  all.forEach(({ ringMm }, position) => {
    index.add(position, ...boxOfRing(ringMm));
  });
  return {
    all,
    at: ([x, y]) => {
      let first: number | undefined;
      index.some(x, y, x, y, (position) => {
        if (isInRing(all[position]?.ringMm ?? [], x, y)) first = first === undefined ? position : Math.min(first, position);
        return false;
      });
      return first;
    },
  };
};

/** South to north, west to east. */
const COMPASS: readonly (readonly { readonly id: string; readonly name: Text }[])[] = [
  [
    { id: "south-west", name: { ko: "남서부", en: "South-west" } },
    { id: "south", name: { ko: "남부", en: "South" } },
    { id: "south-east", name: { ko: "남동부", en: "South-east" } },
  ],
  [
    { id: "west", name: { ko: "서부", en: "West" } },
    { id: "centre", name: { ko: "중부", en: "Centre" } },
    { id: "east", name: { ko: "동부", en: "East" } },
  ],
  [
    { id: "north-west", name: { ko: "북서부", en: "North-west" } },
    { id: "north", name: { ko: "북부", en: "North" } },
    { id: "north-east", name: { ko: "북동부", en: "North-east" } },
  ],
];

/** One millimetre more in the east and in the north, so that what stands on the city's own border lies inside. */
const compassGrid = ([minX, minY, maxX, maxY]: City["boundsMm"]): readonly Neighbourhood[] => {
  const cuts = (low: number, high: number): readonly number[] => [
    low,
    Math.round(low + (high - low) / 3),
    Math.round(low + ((high - low) * 2) / 3),
    high + 1,
  ];
  const [xs, ys] = [cuts(minX, maxX), cuts(minY, maxY)];
  return COMPASS.flatMap((row, j) =>
    row.map(({ id, name }, i): Neighbourhood => {
      const [x0, x1, y0, y1] = [xs[i] ?? 0, xs[i + 1] ?? 0, ys[j] ?? 0, ys[j + 1] ?? 0];
      return { id, name, ringMm: [x0, y0, x1, y0, x1, y1, x0, y1] };
    }),
  );
};
