/**
 * Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"), the engine's generator for those
 * who draw outside a run: generators of demand and districts, resampling. Numbers are a pure function of (seed, stream, entity,
 * draw), integers until the last division. A run itself draws through the engine only.
 */

export type PhiloxBlock = readonly [number, number, number, number];

/** High and low word of a 32 x 32 bit product. The high word from 16-bit halves: every partial sum stays below 2^53. */
const highProduct = (a: number, b: number): number => {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + Math.floor((aLow * bLow) / 0x10000);
  const carried = aLow * bHigh + (middle % 0x10000);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carried / 0x10000)) >>> 0;
};

export const philox4x32 = (counter: PhiloxBlock, key: readonly [number, number]): PhiloxBlock => {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    if (round > 0) {
      k0 = (k0 + 0x9e3779b9) >>> 0;
      k1 = (k1 + 0xbb67ae85) >>> 0;
    }
    const high0 = highProduct(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0) >>> 0;
    const high1 = highProduct(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2) >>> 0;
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
  }
  return [c0, c1, c2, c3];
};

/** FNV-1a, 32 bits, of the name's UTF-16 code units (names are ASCII): the engine's rule. */
export const streamHash = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
};

export type Chance = {
  /** 128 bits for draw `k` of `entity` (a whole number from 0) in the stream. */
  block(entity: number, k: number): PhiloxBlock;
  /** Uniform in [0, 1) with 53 bits. */
  uniform(entity: number, k: number): number;
  /** Whole number in [0, below), below at most 2^32; every value is equally likely to 2^-21. */
  integer(entity: number, k: number, below: number): number;
};

/** `seed`: decimal string of a u64. The same numbers as the engine's for equal arguments. */
export const chanceOf = (seed: string, replication: number, stream: string): Chance => {
  const whole = BigInt.asUintN(64, BigInt(seed));
  const mixed = philox4x32([replication, 0x52454831, 0, 0], [Number(whole & 0xffffffffn), Number(whole >> 32n)]);
  const key = [mixed[0], mixed[1]] as const;
  const name = streamHash(stream);
  const block = (entity: number, k: number): PhiloxBlock =>
    philox4x32([name, entity >>> 0, Math.floor(entity / 0x100000000) >>> 0, k], key);
  const uniform = (entity: number, k: number): number => {
    const [high, low] = block(entity, k);
    return (high * 0x200000 + (low >>> 11)) / 9007199254740992;
  };
  return { block, uniform, integer: (entity, k, below) => Math.floor(uniform(entity, k) * below) };
};
