/** A tiny city for tests of the view: a grid of streets with blocks, a river, two towers. Not a district anybody would plan. */
import type { Area, Asset, Building, City, CityNode, Link, Movement, Signal } from "../../sim-core/model/city.ts";

const BLOCK_MM = 120_000;
const SIDE = 6;

export const labCity = (): City => {
  const nodes: CityNode[] = [];
  const links: Link[] = [];
  const buildings: Building[] = [];
  const id = (i: number, j: number): string => `n${i}-${j}`;
  for (let j = 0; j < SIDE; j++)
    for (let i = 0; i < SIDE; i++) nodes.push({ id: id(i, j), xyMm: [i * BLOCK_MM, j * BLOCK_MM], kind: "junction" });
  const street = (i: number, j: number, k: number, l: number, wide: boolean): void => {
    for (const [a, b, c, d] of [
      [i, j, k, l],
      [k, l, i, j],
    ] as const) {
      links.push({
        id: `${id(a, b)}:${id(c, d)}`,
        from: id(a, b),
        to: id(c, d),
        shapeMm: [a * BLOCK_MM, b * BLOCK_MM, c * BLOCK_MM, d * BLOCK_MM],
        lengthMm: BLOCK_MM,
        laneCount: wide ? 3 : 1,
        laneWidthMm: 3200,
        speedMmPerS: wide ? 13_889 : 8333,
        roadClass: wide ? "arterial" : "local",
      });
    }
  };
  for (let j = 0; j < SIDE; j++) {
    for (let i = 0; i < SIDE; i++) {
      if (i + 1 < SIDE) street(i, j, i + 1, j, j % 2 === 0);
      if (j + 1 < SIDE) street(i, j, i, j + 1, i % 2 === 0);
    }
  }
  for (let j = 0; j < SIDE - 1; j++) {
    for (let i = 0; i < SIDE - 1; i++) {
      for (let k = 0; k < 9; k++) {
        const x = i * BLOCK_MM + 22_000 + (k % 3) * 27_000;
        const y = j * BLOCK_MM + 22_000 + Math.floor(k / 3) * 27_000;
        const tower = i === 2 && j === 2 && k === 4;
        const storeys = tower ? 30 : 2 + ((i * 7 + j * 3 + k) % 5);
        buildings.push({
          id: `b${i}-${j}-${k}`,
          ringMm: [x, y, x + 20_000, y, x + 20_000, y + 18_000, x, y + 18_000],
          heightMm: storeys * 3100,
          storeys,
          use: tower ? "tower" : k % 4 === 0 ? "shop" : "villa",
          floorAreaM2: 360 * storeys,
        });
      }
    }
  }
  const size = (SIDE - 1) * BLOCK_MM;
  const bounds = [-60_000, -260_000, size + 60_000, size + 60_000] as const;
  const water: Area[] = [
    {
      id: "river",
      kind: "river",
      ringMm: [bounds[0], -240_000, bounds[2], -240_000, bounds[2], -60_000, bounds[0], -60_000],
      name: { ko: "실험강", en: "Lab River" },
    },
  ];
  const movements: Movement[] = [];
  const into = links.filter((l) => l.to === id(2, 2));
  for (const from of into) {
    for (const to of links.filter((l) => l.from === id(2, 2) && l.to !== from.from)) {
      movements.push({
        id: `${from.id}>${to.id}`,
        from: from.id,
        to: to.id,
        turn: "through",
        lanes: [0, 1, 2],
        yieldsTo: [],
        conflictsWith: [],
        signal: "s1",
      });
    }
  }
  const signals: Signal[] = [
    { id: "s1", xyMm: [2 * BLOCK_MM, 2 * BLOCK_MM], nodes: [id(2, 2)], plans: [], name: { ko: "가운데 사거리", en: "Centre crossing" } },
  ];
  const assets: Asset[] = [
    {
      id: "st1",
      kind: "fire-station",
      xyMm: [30_000, 30_000],
      name: { ko: "실험119안전센터", en: "Lab Fire Station" },
      attributes: { units: 2 },
    },
  ];
  return {
    format: "city",
    formatVersion: 1,
    id: "view-lab",
    title: { ko: "실험 도시", en: "Lab city" },
    crs: "local",
    originMm: [0, 0],
    boundsMm: bounds,
    nodes,
    links,
    movements,
    signals,
    buildings,
    water,
    areas: [{ id: "bank", kind: "bank", ringMm: [bounds[0], -60_000, bounds[2], -60_000, bounds[2], -20_000, bounds[0], -20_000] }],
    assets,
    parkedCars: [],
    ownership: [],
    agencies: [],
    assumptions: [],
  };
};

/** Nothing to draw, but a place with a name. */
export const emptyCity = (): City => ({
  ...labCity(),
  id: "empty",
  nodes: [],
  links: [],
  movements: [],
  signals: [],
  buildings: [],
  water: [],
  areas: [],
});
