/**
 * The last two snapshots of the moving vehicles, interleaved: nine numbers per vehicle at its place in the newer frame, one upload for
 * all of them. A vehicle that was there before starts from where it was, a new one from where it is. Nothing is allocated per frame:
 * two arrays take turns and double when they are too small, ids are found through an open-addressing table written anew each time.
 */
import { FRAME_VEHICLE_BYTES, type FrameView } from "../../../sim-core/contract/frame.ts";
import { chance } from "../geometry/scatter.ts";

const STRIDE = FRAME_VEHICLE_BYTES / 4;
/** meta bits of a frame's vehicle. */
const CLASS_BITS = 0xf;
const STANDING_BIT = 0x10;

/** Numbers per vehicle: x, y, z, heading in the older snapshot, the same in the newer one, its look. */
export const SLOT_FLOATS = 9;
const NEWER = 4;
const LOOK = 8;

/** Class, colour by chance and brake lights in one number, exact in a Float32 and taken apart by the vertex shader. */
export const lookOf = (vehicleClass: number, colourP: number, isStanding: boolean): number =>
  (vehicleClass & 7) + 8 * Math.floor(colourP * 255) + (isStanding ? 2048 : 0);

export class VehicleSlots {
  capacity = 0;
  count = 0;
  places = new Float32Array(0);
  ids = new Uint32Array(0);
  #oldPlaces = new Float32Array(0);
  #oldIds = new Uint32Array(0);
  #table = new Int32Array(0);
  #grown: boolean = false;

  constructor(capacity = 4096) {
    this.#grow(capacity);
  }

  /** Answers true when the arrays were replaced by larger ones. */
  take(frame: FrameView): boolean {
    const n = frame.vehicleCount;
    this.#grown = n > this.capacity;
    if (this.#grown) this.#grow(Math.max(n, this.capacity * 2));
    [this.places, this.#oldPlaces] = [this.#oldPlaces, this.places];
    [this.ids, this.#oldIds] = [this.#oldIds, this.ids];
    const { places, ids } = this;
    const before = this.#oldPlaces;
    const idsBefore = this.#oldIds;
    const { vehicles, vehicleWords } = frame;
    // Frames list vehicles street by street: who was next to whom mostly still is, and the table is asked only where that ends.
    let shift = 0;
    for (let i = 0; i < n; i++) {
      const from = i * STRIDE;
      const to = i * SLOT_FLOATS;
      const id = vehicleWords[from + 4] as number;
      const guess = i + shift;
      const old = guess >= 0 && guess < this.count && idsBefore[guess] === id ? guess : this.#find(idsBefore, id);
      if (old >= 0) shift = old - i;
      ids[i] = id;
      const isNew = old < 0;
      const source = old * SLOT_FLOATS;
      for (let k = 0; k < 4; k++) {
        const value = vehicles[from + k] as number;
        places[to + NEWER + k] = value;
        places[to + k] = isNew ? value : (before[source + NEWER + k] as number);
      }
      const meta = vehicleWords[from + 5] as number;
      const isStanding = (meta & STANDING_BIT) !== 0;
      // the colour of a vehicle is its own: it comes along
      places[to + LOOK] = isNew
        ? lookOf(meta & CLASS_BITS, chance(id, 0), isStanding)
        : ((before[source + LOOK] as number) & 2047) + (isStanding ? 2048 : 0);
    }
    this.count = n;
    this.#index();
    return this.#grown;
  }

  /** Place of a vehicle in the newer snapshot, -1 if it is not there. */
  indexOf(id: number): number {
    return this.#find(this.ids, id);
  }

  /** Coordinate 0-2 or heading 3 of the vehicle at a place, in the older or the newer snapshot. */
  older(index: number, k: number): number {
    return this.places[index * SLOT_FLOATS + k] as number;
  }

  newer(index: number, k: number): number {
    return this.places[index * SLOT_FLOATS + NEWER + k] as number;
  }

  #find(ids: Uint32Array, id: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let at = (Math.imul(id, 0x9e3779b1) >>> 8) & mask;
    for (;;) {
      const entry = table[at] as number;
      if (entry === 0) return -1;
      if (ids[entry - 1] === id) return entry - 1;
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
    const places = new Float32Array(capacity * SLOT_FLOATS);
    places.set(this.places);
    const ids = new Uint32Array(capacity);
    ids.set(this.ids);
    this.capacity = capacity;
    this.places = places;
    this.ids = ids;
    this.#oldPlaces = new Float32Array(capacity * SLOT_FLOATS);
    this.#oldIds = new Uint32Array(capacity);
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(capacity * 2.5)));
    this.#index();
  }
}
