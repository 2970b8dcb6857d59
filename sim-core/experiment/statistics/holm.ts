/** Holm (1979), Scand. J. Stat. 6: p values adjusted for having looked at several comparisons, in the order given. */
export const holmAdjusted = (pValues: readonly number[]): readonly number[] => {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p || a.index - b.index);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  for (const [rank, { p, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
};
