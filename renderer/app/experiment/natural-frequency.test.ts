import { expect, test } from "vitest";
import { frequenciesOf, outOfText, timesText } from "./natural-frequency.ts";

test("ten are enough where ten tell the two apart, else a hundred, else nothing is claimed", () => {
  expect(frequenciesOf(0.635, 0.81)).toEqual({ of: 10, from: 6, to: 8 });
  expect(frequenciesOf(0.76, 0.81)).toEqual({ of: 100, from: 76, to: 81 });
  expect(frequenciesOf(0.8, 0.802)).toBeUndefined();
});

test("Korean counts with its own numbers up to ten, English says of how many", () => {
  expect(`${outOfText(10, "ko")} ${timesText(6, 10, "ko")}`).toBe("열 번에 여섯 번");
  expect(`${outOfText(100, "ko")} ${timesText(76, 100, "ko")}`).toBe("백 번에 76번");
  expect(timesText(6, 10, "en")).toBe("6 in 10");
});
