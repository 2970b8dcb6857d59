/** Things by the square cells of the ground that they touch, to ask only those near a place. Order inside a cell: as they were added. */

export type CellIndex = {
  /** Puts a thing into every cell that its box touches. */
  readonly add: (thing: number, minX: number, minY: number, maxX: number, maxY: number) => void;
  /** Visits the things of every cell that the box touches, a thing once per cell, until `visit` answers true. */
  readonly some: (minX: number, minY: number, maxX: number, maxY: number, visit: (thing: number) => boolean) => boolean;
};

/** Rows per column in a cell's number: beyond any city (10,000 km in cells of 10 m and more). */
const ROWS = 0x40_0000;

export const makeCellIndex = (cellMm: number): CellIndex => {
  const cells = new Map<number, number[]>();
  const cellOf = (coordinateMm: number): number => Math.floor(coordinateMm / cellMm);
  return {
    add: (thing, minX, minY, maxX, maxY) => {
      for (let column = cellOf(minX); column <= cellOf(maxX); column++) {
        for (let row = cellOf(minY); row <= cellOf(maxY); row++) {
          const key = column * ROWS + row;
          const list = cells.get(key);
          if (list === undefined) cells.set(key, [thing]);
          else list.push(thing);
        }
      }
    },
    some: (minX, minY, maxX, maxY, visit) => {
      for (let column = cellOf(minX); column <= cellOf(maxX); column++) {
        for (let row = cellOf(minY); row <= cellOf(maxY); row++) {
          for (const thing of cells.get(column * ROWS + row) ?? []) if (visit(thing)) return true;
        }
      }
      return false;
    },
  };
};
