/** What stands or runs where, so that nothing is built on a street, on a pavement or into a neighbour. */
import type { Link } from "../../model/city.ts";
import type { Point } from "./ground.ts";
import { PAVEMENT_M } from "./streets.ts";

/** A rectangle in local metres: centre, unit vector of its width, half width and half depth. */
export type Box = { readonly at: Point; readonly along: Point; readonly a: number; readonly b: number };

export const corners = ({ at, along: [ux, uy], a, b }: Box): Point[] =>
  (
    [
      [-a, -b],
      [a, -b],
      [a, b],
      [-a, b],
    ] as const
  ).map(([p, q]) => [at[0] + ux * p - uy * q, at[1] + uy * p + ux * q]);

/** Separating axes of two rectangles, with at least `gap` between them. */
const apart = (p: Box, q: Box, gap: number): boolean => {
  const [dx, dy] = [q.at[0] - p.at[0], q.at[1] - p.at[1]];
  const reach = (box: Box, x: number, y: number): number => {
    const [ux, uy] = box.along;
    const [m, n] = [ux * x + uy * y, -uy * x + ux * y];
    return box.a * (m < 0 ? -m : m) + box.b * (n < 0 ? -n : n);
  };
  for (const {
    along: [ux, uy],
  } of [p, q]) {
    for (const [x, y] of [
      [ux, uy],
      [-uy, ux],
    ] as const) {
      const distance = dx * x + dy * y;
      if ((distance < 0 ? -distance : distance) > reach(p, x, y) + reach(q, x, y) + gap) return true;
    }
  }
  return false;
};

const CELL_M = 40;

/** What stands or runs where, to ask before building. */
export class Occupancy {
  readonly #cells = new Map<string, { box: Box; gap: number }[]>();

  #eachCell(box: Box, visit: (key: string) => void): void {
    const reach = box.a + box.b + 2;
    for (let x = Math.floor((box.at[0] - reach) / CELL_M); x <= Math.floor((box.at[0] + reach) / CELL_M); x++) {
      for (let y = Math.floor((box.at[1] - reach) / CELL_M); y <= Math.floor((box.at[1] + reach) / CELL_M); y++) visit(`${x} ${y}`);
    }
  }

  add(box: Box, gap: number): void {
    this.#eachCell(box, (key) => {
      const list = this.#cells.get(key);
      if (list === undefined) this.#cells.set(key, [{ box, gap }]);
      else list.push({ box, gap });
    });
  }

  isFree(box: Box): boolean {
    let free = true;
    this.#eachCell(box, (key) => {
      if (free) free = (this.#cells.get(key) ?? []).every((other) => apart(box, other.box, other.gap));
    });
    return free;
  }

  /** The ground of a link: its lanes lie to the right of the line, its pavement beyond them. */
  addLink(link: Link): void {
    const width = (link.laneCount * link.laneWidthMm) / 1000 + PAVEMENT_M[link.roadClass];
    for (let i = 2; i < link.shapeMm.length; i += 2) {
      const [x0, y0, x1, y1] = [link.shapeMm[i - 2] ?? 0, link.shapeMm[i - 1] ?? 0, link.shapeMm[i] ?? 0, link.shapeMm[i + 1] ?? 0].map(
        (v) => v / 1000,
      ) as [number, number, number, number];
      const length = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
      if (length === 0) continue;
      const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
      this.add(
        { at: [(x0 + x1) / 2 + (uy * width) / 2, (y0 + y1) / 2 - (ux * width) / 2], along: [ux, uy], a: length / 2 + 0.5, b: width / 2 },
        0.3,
      );
    }
  }
}
