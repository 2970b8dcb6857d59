/**
 * Frame: one picture of the moving city, written by the engine into a caller's buffer. Little-endian.
 * Header (16 x i32): magic, version, atMs, vehicleCount, signalMovementCount, unitCount, linkCount, 0 …
 * Then, each section 4-byte aligned and in this order:
 *  vehicles  vehicleCount x {x f32, y f32, z f32, heading f32 (rad, 0 = east, counter-clockwise), id u32, meta u32}
 *            id = trip; meta = class (bits 0-3) | standing (bit 4: brake lights)
 *  movements signalMovementCount x u8 (padded): state of every signal-controlled movement, in compile order:
 *            0 red, 1 yellow, 2 green, 3 permissive green; + 8 = preempted, + 16 = requested
 *  units     unitCount x {x f32, y f32, z f32, heading f32, unit u32, state u32}: 0 at rest, 1 emergency, 2 ordinary drive; bit 8 = preemption on
 *  links     linkCount x u8 (padded): mean speed as a share of the limit x 255 (255 = free flow)
 *  queues    linkCount x u16 (padded): from the stop line to the back of the last standing vehicle, on the lane where that is furthest;
 *            decimetres of drivable length, 0 = nobody stands. The head of a queue that discharges may be moving already.
 * Positions are metres in the city's local frame.
 */
export const FRAME_MAGIC = 0x4d415246;
export const FRAME_VERSION = 2;
export const FRAME_HEADER_BYTES = 64;
export const FRAME_VEHICLE_BYTES = 24;
export const FRAME_UNIT_BYTES = 24;

export type FrameView = {
  readonly atMs: number;
  readonly vehicleCount: number;
  /** Stride FRAME_VEHICLE_BYTES / 4; x, y, z, heading are floats 0-3, `vehicleWords` reads id and meta at 4, 5. */
  readonly vehicles: Float32Array;
  readonly vehicleWords: Uint32Array;
  readonly movementStates: Uint8Array;
  readonly unitCount: number;
  readonly units: Float32Array;
  readonly unitWords: Uint32Array;
  readonly linkSpeeds: Uint8Array;
  readonly linkQueuesDm: Uint16Array;
};

const padded = (bytes: number): number => (bytes + 3) & ~3;

export const frameBytes = (vehicles: number, movements: number, units: number, links: number): number =>
  FRAME_HEADER_BYTES + vehicles * FRAME_VEHICLE_BYTES + padded(movements) + units * FRAME_UNIT_BYTES + padded(links) + padded(2 * links);

export const readFrame = (buffer: ArrayBuffer): FrameView => {
  const header = new Int32Array(buffer, 0, FRAME_HEADER_BYTES / 4);
  if (header[0] !== FRAME_MAGIC || header[1] !== FRAME_VERSION) throw new Error(`not a frame of version ${FRAME_VERSION}`);
  const [, , atMs = 0, vehicleCount = 0, movementCount = 0, unitCount = 0, linkCount = 0] = header;
  let at = FRAME_HEADER_BYTES;
  const vehicles = new Float32Array(buffer, at, (vehicleCount * FRAME_VEHICLE_BYTES) / 4);
  const vehicleWords = new Uint32Array(buffer, at, vehicles.length);
  at += vehicleCount * FRAME_VEHICLE_BYTES;
  const movementStates = new Uint8Array(buffer, at, movementCount);
  at += padded(movementCount);
  const units = new Float32Array(buffer, at, (unitCount * FRAME_UNIT_BYTES) / 4);
  const unitWords = new Uint32Array(buffer, at, units.length);
  at += unitCount * FRAME_UNIT_BYTES;
  const linkSpeeds = new Uint8Array(buffer, at, linkCount);
  at += padded(linkCount);
  const linkQueuesDm = new Uint16Array(buffer, at, linkCount);
  return { atMs, vehicleCount, vehicles, vehicleWords, movementStates, unitCount, units, unitWords, linkSpeeds, linkQueuesDm };
};
