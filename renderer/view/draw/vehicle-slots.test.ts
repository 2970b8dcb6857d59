import { expect, test } from "vitest";
import { FRAME_HEADER_BYTES, FRAME_MAGIC, FRAME_VERSION, type FrameView, frameBytes, readFrame } from "../../../sim-core/contract/frame.ts";
import { SLOT_FLOATS, VehicleSlots } from "./vehicle-slots.ts";

/** Vehicles as [id, x]. */
const frameOf = (vehicles: readonly (readonly [number, number])[]): FrameView => {
  const buffer = new ArrayBuffer(frameBytes(vehicles.length, 0, 0, 0));
  new Int32Array(buffer, 0, FRAME_HEADER_BYTES / 4).set([FRAME_MAGIC, FRAME_VERSION, 0, vehicles.length]);
  const frame = readFrame(buffer);
  for (const [i, [id, x]] of vehicles.entries()) {
    frame.vehicles[i * 6] = x;
    frame.vehicleWords.set([id, 2 | 16], i * 6 + 4);
  }
  return frame;
};

test("a bus moves on from where it was, whatever its place in the frame; a new one starts where it is", () => {
  const slots = new VehicleSlots(2);
  slots.take(frameOf([[7, 10]]));
  slots.take(
    frameOf([
      [9, 50],
      [7, 13],
    ]),
  );
  const [at, fresh] = [slots.indexOf(7), slots.indexOf(9)];
  expect([slots.older(at, 0), slots.newer(at, 0)]).toEqual([10, 13]);
  expect([slots.older(fresh, 0), slots.newer(fresh, 0)]).toEqual([50, 50]);
  const look = slots.places[at * SLOT_FLOATS + 8] as number;
  expect([look & 7, look >= 2048]).toEqual([2, true]);
  expect(slots.indexOf(8)).toBe(-1);
});

test("a vehicle that left is forgotten, and more vehicles than fit make room without losing where the others were", () => {
  const slots = new VehicleSlots(2);
  slots.take(
    frameOf([
      [1, 10],
      [2, 20],
    ]),
  );
  const grown = slots.take(frameOf([2, 3, 4, 5, 6].map((id) => [id, id * 10 + 1])));
  expect(grown).toBe(true);
  expect(slots.indexOf(1)).toBe(-1);
  expect(slots.older(slots.indexOf(2), 0)).toBe(20);
  expect(slots.newer(slots.indexOf(6), 0)).toBe(61);
});

test("50,000 vehicles are taken over in a few milliseconds", () => {
  const slots = new VehicleSlots(50_000);
  const frames = [0, 1].map((shift) => frameOf(Array.from({ length: 50_000 }, (_, i) => [i * 3 + shift * 600, i] as const)));
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const started = performance.now();
    slots.take(frames[i % 2] as FrameView);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const median = times[20] as number;
  process.stdout.write(`view: 50,000 vehicles taken over in ${median.toFixed(2)} ms (median of 40)\n`);
  expect(median).toBeLessThan(20); // generous: machines are shared
});
