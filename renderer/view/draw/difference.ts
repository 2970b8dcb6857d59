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

/** One colour per level, from the ramp's five stops. */
export const differenceColours = ({ difference }: Pick<Style, "difference">): readonly Colour[] =>
  Array.from({ length: 2 * STEPS + 1 }, (_, level) => {
    const at = (level / (2 * STEPS)) * (difference.length - 1);
    const from = Math.min(Math.floor(at), difference.length - 2);
    const [a, b] = [bytes(difference[from] ?? "#000000"), bytes(difference[from + 1] ?? "#000000")];
    const mixed = a.map((channel, i) => Math.round(channel + ((b[i] ?? 0) - channel) * (at - from)));
    return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, 235];
  });
