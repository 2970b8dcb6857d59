/** Two runs at one signal: by how many seconds vehicles wait longer in one than in the other, in steps of colour. Blue = less here, brown = more. */
import { DIFFERENCE_STEPS_S } from "../city-view-types.ts";
import type { Style } from "../style.ts";
import { bytes, type Colour } from "./colour.ts";

const STEPS = DIFFERENCE_STEPS_S.length;
export const NO_DIFFERENCE: number = STEPS;

/** 0 = a minute or more less here … NO_DIFFERENCE = the same … 2 x NO_DIFFERENCE = a minute or more longer. */
export const differenceLevel = (deltaS: number): number => {
  const steps = DIFFERENCE_STEPS_S.filter((fromS) => Math.abs(deltaS) >= fromS).length;
  return NO_DIFFERENCE + Math.sign(deltaS) * steps;
};

/** Where on its half of the ramp the first step lies: nearer to the middle it would be the colour of the road. */
const FIRST_P = 0.4;

/** From -1 (the blue end) to 1, 0 = no difference. */
const placeOf = (level: number): number => {
  const steps = level - NO_DIFFERENCE;
  return steps === 0 ? 0 : Math.sign(steps) * (FIRST_P + ((1 - FIRST_P) * (Math.abs(steps) - 1)) / (STEPS - 1));
};

/** One colour per level, from the ramp's five stops. */
export const differenceColours = ({ difference }: Pick<Style, "difference">): readonly Colour[] =>
  Array.from({ length: 2 * STEPS + 1 }, (_, level) => {
    const at = ((placeOf(level) + 1) / 2) * (difference.length - 1);
    const from = Math.min(Math.floor(at), difference.length - 2);
    const [a, b] = [bytes(difference[from] ?? "#000000"), bytes(difference[from + 1] ?? "#000000")];
    const mixed = a.map((channel, i) => Math.round(channel + ((b[i] ?? 0) - channel) * (at - from)));
    return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, 235];
  });
