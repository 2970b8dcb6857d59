/**
 * Shapley (1953) values of a game given by its worth of every coalition: each step's share of a joint gain, averaged over all
 * orders of switching the steps on. Exact, 2^n coalitions: for short chains (n <= 12).
 */
export const shapleyValues = (players: number, worth: (coalition: number) => number): readonly number[] => {
  if (players > 12) throw new RangeError(`exact Shapley values are computed for at most 12 steps, found ${players}`);
  const factorial = [1];
  for (let i = 1; i <= players; i++) factorial.push((factorial[i - 1] ?? 1) * i);
  const all = 1 << players;
  const worths = Array.from({ length: all }, (_, coalition) => worth(coalition));
  return Array.from({ length: players }, (_, player) => {
    let value = 0;
    for (let coalition = 0; coalition < all; coalition++) {
      if ((coalition & (1 << player)) !== 0) continue;
      let size = 0;
      for (let bits = coalition; bits !== 0; bits &= bits - 1) size++;
      const weight = ((factorial[size] ?? 1) * (factorial[players - size - 1] ?? 1)) / (factorial[players] ?? 1);
      value += weight * ((worths[coalition | (1 << player)] ?? 0) - (worths[coalition] ?? 0));
    }
    return value;
  });
};
