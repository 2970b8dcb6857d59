import { expect, test } from "vitest";
import { chunked } from "./chunks.ts";
import { Mesher } from "./mesher.ts";

test("a layer cut into squares has all its triangles, each once, with its colour", () => {
  const whole = new Mesher();
  // four plates, 1 km apart: each in a square of its own
  for (let k = 0; k < 4; k++) whole.flat(1000 * k, 0, 1000 * k + 10, 0, 1000 * k + 10, 10, 1000 * k, 10, 0, [k / 10, 0, 0]);
  const pieces = chunked(whole);
  expect(pieces.length).toBe(4);
  expect(pieces.map((piece) => piece.index?.count)).toEqual([6, 6, 6, 6]);
  // corners that two triangles share are still shared
  expect(pieces.map((piece) => piece.getAttribute("position").count)).toEqual([4, 4, 4, 4]);
  for (const [k, piece] of pieces.entries()) {
    piece.computeBoundingBox();
    expect(piece.boundingBox?.min.x).toBe(1000 * k);
    expect(piece.boundingBox?.max.x).toBe(1000 * k + 10);
    expect(piece.getAttribute("color").getX(0)).toBeCloseTo(k / 10, 5);
  }
});
