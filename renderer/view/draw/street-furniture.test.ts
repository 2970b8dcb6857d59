import { expect, test } from "vitest";
import type { Asset, City } from "../../../sim-core/model/city.ts";
import { STYLE } from "../style.ts";
import { streetFurniture } from "./street-furniture.ts";

const asset = (kind: Asset["kind"], xM: number, yM: number, attributes: Record<string, number> = {}): Asset =>
  ({ id: kind, kind, xyMm: [xM * 1000, yM * 1000], attributes }) as unknown as Asset;

const drawn = (...assets: Asset[]) => streetFurniture({ assets } as unknown as City, STYLE.light).map((square) => square.parts().position);

/** Of every third number from `axis` on. */
const reach = (position: ArrayLike<number>, axis: 0 | 1 | 2): readonly [number, number] => {
  const values = Array.from(position).filter((_, i) => i % 3 === axis);
  return [Math.min(...values), Math.max(...values)];
};

test("a camera hangs as high as the city says and reaches out where it looks", () => {
  const [north] = drawn(asset("camera", 100, 200, { headingMrad: Math.round((Math.PI / 2) * 1000), heightMm: 6000 }));
  expect(reach(north ?? [], 2)[1]).toBeCloseTo(6, 3);
  const [south, far] = reach(north ?? [], 1);
  expect(far - 200).toBeGreaterThan(1.5);
  expect(200 - south).toBeLessThan(0.5);
});

test("hydrants and gauges stand at their places, whatever is far away comes in a square of its own, trees are planted elsewhere", () => {
  const squares = drawn(asset("hydrant", 10, 10), asset("gauge", 5000, 10), asset("tree", 20, 20));
  expect(squares).toHaveLength(2);
  const [low, high] = reach(squares[0] ?? [], 0);
  expect((low + high) / 2).toBeCloseTo(10, 5);
});
