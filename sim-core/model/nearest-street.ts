/** The place on the road network nearest to a point: where a fire station, a hospital or a building meets the street. */
import type { Link } from "./city.ts";

export type LinkPlace = {
  readonly link: string;
  /** Along the link's drivable length. */
  readonly offsetMm: number;
  readonly distanceMm: number;
  /** The place itself, on the link's line. */
  readonly xyMm: readonly [number, number];
};
export type Snap = (xyMm: readonly [number, number]) => LinkPlace | undefined;

const CELL_MM = 100_000;
const MAX_CELLS = 60;

/** Motorways, bridges and tunnels have no doors. */
const hasDoors = (link: Link): boolean => link.roadClass !== "motorway" && link.bridge !== true && link.tunnel !== true;

/** Ties go to the first link in order. `mayUse` limits the links, e.g. to those from which everything can be reached. */
export const makeSnap = (links: readonly Link[], mayUse: (link: Link) => boolean = () => true): Snap => {
  const cells = new Map<string, { readonly link: Link; readonly at: number }[]>();
  for (const link of links) {
    if (!hasDoors(link) || !mayUse(link)) continue;
    for (let at = 0; at + 3 < link.shapeMm.length; at += 2) addSegment(cells, link, at);
  }
  return ([x, y]) => {
    const [column, row] = [Math.floor(x / CELL_MM), Math.floor(y / CELL_MM)];
    let best: LinkPlace | undefined;
    for (let reach = 0; reach <= MAX_CELLS; reach++) {
      // Nothing in a ring of cells further out can be nearer than its inner edge.
      if (best !== undefined && best.distanceMm <= (reach - 1) * CELL_MM) break;
      for (const cell of ringOfCells(column, row, reach)) {
        for (const { link, at } of cells.get(cell) ?? []) {
          const place = placeOn(link, at, x, y);
          if (best === undefined || place.distanceMm < best.distanceMm) best = place;
        }
      }
    }
    return best;
  };
};

const addSegment = (cells: Map<string, { readonly link: Link; readonly at: number }[]>, link: Link, at: number): void => {
  const [ax = 0, ay = 0, bx = 0, by = 0] = link.shapeMm.slice(at, at + 4);
  for (let column = Math.floor(Math.min(ax, bx) / CELL_MM); column <= Math.floor(Math.max(ax, bx) / CELL_MM); column++) {
    for (let row = Math.floor(Math.min(ay, by) / CELL_MM); row <= Math.floor(Math.max(ay, by) / CELL_MM); row++) {
      const key = `${column},${row}`;
      const list = cells.get(key);
      if (list === undefined) cells.set(key, [{ link, at }]);
      else list.push({ link, at });
    }
  }
};

const ringOfCells = (column: number, row: number, reach: number): readonly string[] => {
  const keys: string[] = [];
  for (let dx = -reach; dx <= reach; dx++) {
    for (let dy = -reach; dy <= reach; dy++) {
      if (Math.max(Math.abs(dx), Math.abs(dy)) === reach) keys.push(`${column + dx},${row + dy}`);
    }
  }
  return keys;
};

const placeOn = (link: Link, at: number, x: number, y: number): LinkPlace => {
  const { shapeMm } = link;
  const [ax = 0, ay = 0, bx = 0, by = 0] = shapeMm.slice(at, at + 4);
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  const [ex, ey] = [x - (ax + share * dx), y - (ay + share * dy)];
  let before = 0;
  let whole = 0;
  for (let i = 0; i + 3 < shapeMm.length; i += 2) {
    const [px = 0, py = 0, qx = 0, qy = 0] = shapeMm.slice(i, i + 4);
    const length = Math.sqrt((qx - px) * (qx - px) + (qy - py) * (qy - py));
    if (i < at) before += length;
    whole += length;
  }
  const along = whole === 0 ? 0 : (before + share * Math.sqrt(square)) / whole;
  const offsetMm = Math.min(link.lengthMm, Math.max(0, Math.round(along * link.lengthMm)));
  const xyMm = [Math.round(ax + share * dx), Math.round(ay + share * dy)] as const;
  return { link: link.id, offsetMm, distanceMm: Math.sqrt(ex * ex + ey * ey), xyMm };
};
