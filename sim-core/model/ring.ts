/** Rings: closed outlines x0, y0, x1, y1 … in millimetres, the last corner joined to the first. */

export type Box = readonly [minX: number, minY: number, maxX: number, maxY: number];

export const boxOfRing = (ringMm: readonly number[]): Box => {
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at + 1 < ringMm.length; at += 2) {
    const [x, y] = [ringMm[at] ?? 0, ringMm[at + 1] ?? 0];
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  return [minX, minY, maxX, maxY];
};

/** Mean of the corners. */
export const middleOfRing = (ringMm: readonly number[]): readonly [number, number] => {
  let [x, y] = [0, 0];
  for (let at = 0; at + 1 < ringMm.length; at += 2) {
    x += ringMm[at] ?? 0;
    y += ringMm[at + 1] ?? 0;
  }
  const corners = Math.max(1, Math.floor(ringMm.length / 2));
  return [x / corners, y / corners];
};

/**
 * Whether a point lies in a ring, by counting the edges to its right. A point on the border belongs to the ring on its right or above
 * it: of two rings that share an edge exactly one has it.
 */
export const isInRing = (ringMm: readonly number[], x: number, y: number): boolean => {
  let inside = false;
  for (let at = 0; at + 1 < ringMm.length; at += 2) {
    const next = at + 3 < ringMm.length ? at + 2 : 0;
    const [ax, ay, bx, by] = [ringMm[at] ?? 0, ringMm[at + 1] ?? 0, ringMm[next] ?? 0, ringMm[next + 1] ?? 0];
    if (ay > y === by > y) continue;
    // Which side of the edge, from its lower to its upper end: exact in integers, so that two rings judge a shared edge alike.
    const up = by > ay;
    const side = up ? (bx - ax) * (y - ay) - (x - ax) * (by - ay) : (ax - bx) * (y - by) - (x - bx) * (ay - by);
    if (side > 0) inside = !inside;
  }
  return inside;
};

/** Whether the straight way from one point to another runs through a ring's inside. A way that only touches a corner does not. */
export const crossesRing = (
  ringMm: readonly number[],
  [px, py]: readonly [number, number],
  [qx, qy]: readonly [number, number],
): boolean => {
  const [dx, dy] = [qx - px, qy - py];
  // Where the whole straight line enters and leaves, as shares of the way (0 = from, 1 = to).
  const shares: number[] = [];
  for (let at = 0; at + 1 < ringMm.length; at += 2) {
    const next = at + 3 < ringMm.length ? at + 2 : 0;
    const [ax, ay] = [(ringMm[at] ?? 0) - px, (ringMm[at + 1] ?? 0) - py];
    const [bx, by] = [(ringMm[next] ?? 0) - px, (ringMm[next + 1] ?? 0) - py];
    const [sideA, sideB] = [dx * ay - dy * ax, dx * by - dy * bx];
    if (sideA >= 0 === sideB >= 0) continue;
    const across = sideA / (sideA - sideB);
    const [x, y] = [ax + across * (bx - ax), ay + across * (by - ay)];
    shares.push((x * dx + y * dy) / (dx * dx + dy * dy));
  }
  shares.sort((a, b) => a - b);
  for (let at = 0; at + 1 < shares.length; at += 2) {
    const [enters, leaves] = [Math.max(0, shares[at] ?? 0), Math.min(1, shares[at + 1] ?? 0)];
    if (leaves - enters > TOUCH) return true;
  }
  return false;
};

/** Share of the way below which it only touches: rounding, not a wall. */
const TOUCH = 1e-9;
