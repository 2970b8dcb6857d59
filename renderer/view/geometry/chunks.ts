/** Cuts a flat layer of the city into squares, so that what lies out of the picture is not drawn. */
import type { BufferGeometry } from "three";
import { Mesher } from "./mesher.ts";

/** Fewer, larger squares cost fewer calls; smaller ones fit the picture better. */
const CHUNK_M = 700;

export const chunkKey = (x: number, y: number): string => `${Math.floor(x / CHUNK_M)},${Math.floor(y / CHUNK_M)}`;

/** Every triangle lies in the square of its first corner; within a square their order stays. */
export const chunked = (mesher: Mesher): readonly BufferGeometry[] => {
  const { position, colour, index } = mesher.parts();
  const chunks = new Map<string, Mesher>();
  for (let i = 0; i < index.length; i += 3) {
    const first = (index[i] as number) * 3;
    const key = chunkKey(position[first] as number, position[first + 1] as number);
    let chunk = chunks.get(key);
    if (!chunk) {
      chunk = new Mesher();
      chunks.set(key, chunk);
    }
    chunk.copyTriangle(index.subarray(i, i + 3), position, colour);
  }
  return [...chunks.values()].map((chunk) => chunk.geometry());
};
