import { expect, test } from "vitest";
import { chanceOf, philox4x32, streamHash } from "./philox.ts";

test("the published vectors come out (Random123 1.09, kat_vectors, philox4x32 10)", () => {
  const ones = 0xffffffff;
  expect(philox4x32([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  expect(philox4x32([ones, ones, ones, ones], [ones, ones])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  expect(philox4x32([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
    0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
  ]);
});

test("a stream's name is hashed by FNV-1a (published: 'foobar' is bf9cf968)", () => {
  expect(streamHash("foobar")).toBe(0xbf9cf968);
});

test("another seed, replication, stream, entity or draw gives another number, the same five give the same", () => {
  const value = chanceOf("1", 0, "a").uniform(1, 0);
  expect(chanceOf("1", 0, "a").uniform(1, 0)).toBe(value);
  const others = [
    chanceOf("2", 0, "a").uniform(1, 0),
    chanceOf("1", 1, "a").uniform(1, 0),
    chanceOf("1", 0, "b").uniform(1, 0),
    chanceOf("1", 0, "a").uniform(2, 0),
    chanceOf("1", 0, "a").uniform(1, 1),
  ];
  expect(new Set([value, ...others]).size).toBe(6);
  for (const other of others) expect(other >= 0 && other < 1).toBe(true);
});

test("whole numbers below six come up about equally often", () => {
  const seen = [0, 0, 0, 0, 0, 0];
  const chance = chanceOf("18446744073709551615", 3, "die");
  for (let k = 0; k < 60_000; k++) {
    const face = chance.integer(0, k, 6);
    seen[face] = (seen[face] ?? 0) + 1;
  }
  // binomial sd 91; five of them
  for (const count of seen) expect(Math.abs(count - 10_000)).toBeLessThan(460);
});
