import { expect, test } from "vitest";
import type { Link } from "../../../sim-core/model/city.ts";
import { viewOfWay } from "./route-view.ts";

const link = (...shapeMm: readonly number[]): Link => ({ shapeMm }) as unknown as Link;
const city = { links: [link(0, 0, 100_000, 0), link(100_000, 0, 100_000, 900_000), link(-5_000_000, 0, 0, 0)] };

test("the camera looks at the middle of the way and stands far enough for its longer side", () => {
  expect(viewOfWay(city, [0, 1], [])).toEqual({ xM: 50, yM: 450, distanceM: 900 * 1.9 });
});

test("where the unit and the scene are belongs to it, and a short way is not looked at from too near", () => {
  expect(viewOfWay(city, [0], [[300, 0]])).toEqual({ xM: 150, yM: 0, distanceM: 570 });
  expect(viewOfWay(city, [], [[3, 4]])).toEqual({ xM: 3, yM: 4, distanceM: 420 });
  expect(viewOfWay(city, [], [])).toBe(undefined);
});
