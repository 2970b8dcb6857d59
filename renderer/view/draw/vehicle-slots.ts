/**
 * The last two snapshots of the moving vehicles, side by side: entry i of every array is the vehicle at place i of the newer frame.
 * A vehicle that was there before starts from where it was, a new one from where it is. Nothing is allocated per frame: the arrays
 * double when they are too small, ids are found through an open-addressing table that is written anew with every snapshot.
 */
import { FRAME_VEHICLE_BYTES, type FrameView } from "../../../sim-core/contract/frame.ts";
import { chance } from "../geometry/scatter.ts";

const STRIDE = FRAME_VEHICLE_BYTES / 4;
/** meta bits of a frame's vehicle. */
const CLASS_BITS = 0xf;
const STANDING_BIT = 0x10;

export class VehicleSlots {
  capacity = 0;
  count = 0;
  /** x, y, z, heading in the older and the newer snapshot. */
  previous = new Float32Array(0);
  next = new Float32Array(0);
  /** class, chance 0-255 (colour), standing 0/1, free. */
  look = new Uint8Array(0);
  ids = new Uint32Array(0);
  #before = new Float32Array(0);
  #table = new Int32Array(0);

  constructor(capacity = 4096) {
    this.#grow(capacity);
  }

  /** Answers true when the arrays were replaced by larger ones. */
  take(frame: FrameView): boolean {
    const n = frame.vehicleCount;
    const grown = n > this.capacity;
    if (grown) this.#grow(Math.max(n, this.capacity * 2));
    this.#before.set(this.next);
    const { previous, next, look, ids } = this;
    const { vehicles, vehicleWords } = frame;
    for (let i = 0; i < n; i++) {
      const from = i * STRIDE;
      const to = i * 4;
      const id = vehicleWords[from + 4] as number;
      const meta = vehicleWords[from + 5] as number;
      const old = this.#find(id);
      for (let k = 0; k < 4; k++) {
        const value = vehicles[from + k] as number;
        next[to + k] = value;
        previous[to + k] = old < 0 ? value : (this.#before[old * 4 + k] as number);
      }
      look[to] = meta & CLASS_BITS;
      look[to + 1] = chance(id, 0) * 255;
      look[to + 2] = meta & STANDING_BIT ? 1 : 0;
    }
    for (let i = 0; i < n; i++) ids[i] = vehicleWords[i * STRIDE + 4] as number;
    this.count = n;
    this.#index();
    return grown;
  }

  /** Place of a vehicle in the newer snapshot, -1 if it is not there. */
  indexOf(id: number): number {
    return this.#find(id);
  }

  #find(id: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let at = (Math.imul(id, 0x9e3779b1) >>> 8) & mask;
    for (;;) {
      const entry = table[at] as number;
      if (entry === 0) return -1;
      if (this.ids[entry - 1] === id) return entry - 1;
      at = (at + 1) & mask;
    }
  }

  #index(): void {
    const table = this.#table;
    const mask = table.length - 1;
    table.fill(0);
    for (let i = 0; i < this.count; i++) {
      let at = (Math.imul(this.ids[i] as number, 0x9e3779b1) >>> 8) & mask;
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = i + 1;
    }
  }

  #grow(capacity: number): void {
    const wider = (a: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> => {
      const b = new Float32Array(capacity * 4);
      b.set(a);
      return b;
    };
    this.capacity = capacity;
    this.previous = wider(this.previous);
    this.next = wider(this.next);
    this.#before = new Float32Array(capacity * 4);
    this.look = new Uint8Array(capacity * 4);
    const ids = new Uint32Array(capacity);
    ids.set(this.ids);
    this.ids = ids;
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(capacity * 2.5)));
    this.#index();
  }
}
