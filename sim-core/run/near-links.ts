/** The links that lie nearest to a point, in a fixed order: by distance, equal distances in the order of the city. Streets with doors only. */
import { type CellIndex, makeCellIndex } from "../model/cell-index.ts";
import type { Link } from "../model/city.ts";
import type { RoadPlace } from "../scenario/world.ts";

const CELL_MM = 100_000;
const FIRST_REACH_MM = 200_000;

/** Nobody stops a fire engine on a motorway, on a bridge or in a tunnel for a house beside it. */
export const isStreet = (link: Link | undefined): boolean =>
  link !== undefined && link.roadClass !== "motorway" && link.bridge !== true && link.tunnel !== true;

type Streets = { readonly index: CellIndex; readonly count: number };

/** Once per city: arms and replications ask the same again and again. */
const known = new WeakMap<readonly Link[], Streets>();

const streetsOf = (links: readonly Link[]): Streets => {
  const found = known.get(links);
  if (found !== undefined) return found;
  const index = makeCellIndex(CELL_MM);
  let count = 0;
  links.forEach((link, position) => {
    if (!isStreet(link) || link.shapeMm.length < 4) return;
    count += 1;
    for (let at = 0; at + 3 < link.shapeMm.length; at += 2) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = link.shapeMm.slice(at, at + 4);
      index.add(position, Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    }
  });
  const made = { index, count };
  known.set(links, made);
  return made;
};

/** The `count` nearest places on streets. */
export const nearestPlaces = (links: readonly Link[], [x, y]: readonly [number, number], count: number): readonly RoadPlace[] => {
  const streets = streetsOf(links);
  const wanted = Math.min(count, streets.count);
  // A window around the point, doubled until it holds enough links that none outside it can be nearer.
  for (let reach = FIRST_REACH_MM; ; reach *= 2) {
    const near = new Set<number>();
    streets.index.some(x - reach, y - reach, x + reach, y + reach, (position) => {
      near.add(position);
      return false;
    });
    if (near.size < wanted) continue;
    const found = [...near]
      .flatMap((position) => {
        const link = links[position];
        return link === undefined ? [] : [{ position, ...footOn(link, x, y) }];
      })
      .sort((a, b) => a.squared - b.squared || a.position - b.position)
      .slice(0, wanted);
    if ((found.at(-1)?.squared ?? 0) > reach * reach && near.size < streets.count) continue;
    return found.map(({ position, offsetMm }) => ({ link: position, offsetMm }));
  }
};

/** Foot of the perpendicular on a link's line, as a distance along its drivable length. */
const footOn = ({ shapeMm, lengthMm }: Link, x: number, y: number): { readonly offsetMm: number; readonly squared: number } => {
  let squared = Number.POSITIVE_INFINITY;
  let along = 0;
  let footAt = 0;
  for (let at = 0; at + 3 < shapeMm.length; at += 2) {
    const x0 = shapeMm[at] ?? 0;
    const y0 = shapeMm[at + 1] ?? 0;
    const dx = (shapeMm[at + 2] ?? 0) - x0;
    const dy = (shapeMm[at + 3] ?? 0) - y0;
    const length = Math.sqrt(dx * dx + dy * dy);
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (length * length)));
    const ex = x - (x0 + dx * share);
    const ey = y - (y0 + dy * share);
    if (ex * ex + ey * ey < squared) {
      squared = ex * ex + ey * ey;
      footAt = along + share * length;
    }
    along += length;
  }
  return { offsetMm: along === 0 ? 0 : Math.min(lengthMm, Math.round((footAt / along) * lengthMm)), squared };
};
