/** Decoration by chance that is always the same: numbers in [0, 1) from an id, never from a clock. */

/** FNV-1a over UTF-16 units, then an avalanche: 32 bits. */
export const hashOf = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return finish(h);
};

const finish = (value: number): number => {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** Chance number `k` of a thing. */
export const chance = (hash: number, k: number): number => finish(hash + Math.imul(k + 1, 0x9e3779b1)) / 4294967296;
