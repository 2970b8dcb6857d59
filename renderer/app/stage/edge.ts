/** Where the edge between two runs may stand, and where a key moves it. Shares of the stage's width from the left. */

const STEP_P = 0.02;
const LONG_STEP_P = 0.1;

/** The handle stays in the picture. */
const NEAREST_P = 0.02;

export const cutEdge = (edgeP: number): number => (Number.isFinite(edgeP) ? Math.max(NEAREST_P, Math.min(1 - NEAREST_P, edgeP)) : 0.5);

/** Undefined = not a key of the edge. */
export const edgeAfter = (edgeP: number, key: string, isLong: boolean): number | undefined => {
  const stepP = isLong ? LONG_STEP_P : STEP_P;
  const next = { ArrowLeft: edgeP - stepP, ArrowRight: edgeP + stepP, Home: 0, End: 1 }[key];
  return next === undefined ? undefined : cutEdge(next);
};
