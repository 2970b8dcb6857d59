/** Two runs on one street at one moment: by how much of the limit one is faster, in steps of colour. Blue = less delay here, brown = more. */
import type { Style } from "../style.ts";

export type Colour = [number, number, number, number];

/** Steps on either side of no difference. */
const STEPS = 4;
export const NO_DIFFERENCE = STEPS;
/** Below this share of the limit two speeds are the same to the eye of a planner; a full step each more. */
const SAME_P = 0.08;
const STEP_P = 0.12;

/** 0 = much faster here … NO_DIFFERENCE = the same … 2 x NO_DIFFERENCE = much slower. Speeds are shares of the limit, 0-1. */
export const differenceLevel = (ownP: number, otherP: number): number => {
  const slowerP = otherP - ownP;
  const sizeP = Math.abs(slowerP);
  if (sizeP < SAME_P) return NO_DIFFERENCE;
  const step = Math.min(STEPS, 1 + Math.floor((sizeP - SAME_P) / STEP_P));
  return NO_DIFFERENCE + Math.sign(slowerP) * step;
};

export const bytes = (hex: string): readonly [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

/** One colour per level, from the ramp's five stops. */
export const differenceColours = ({ difference }: Pick<Style, "difference">): readonly Colour[] =>
  Array.from({ length: 2 * STEPS + 1 }, (_, level) => {
    const at = (level / (2 * STEPS)) * (difference.length - 1);
    const from = Math.min(Math.floor(at), difference.length - 2);
    const [a, b] = [bytes(difference[from] ?? "#000000"), bytes(difference[from + 1] ?? "#000000")];
    const mixed = a.map((channel, i) => Math.round(channel + ((b[i] ?? 0) - channel) * (at - from)));
    return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, 225];
  });
