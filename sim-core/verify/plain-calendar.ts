/** What happens next, for known answers that need no streets: a binary heap over typed arrays. Equal times: first in, first out. */

export class PlainCalendar {
  /** Time of the event last taken. */
  nowMs = 0;
  #size = 0;
  #nextOrder = 0;
  #atMs = new Float64Array(16);
  #order = new Float64Array(16);
  #what = new Int32Array(16);

  /** `what` is the caller's: a whole number of 32 bits. */
  add(atMs: number, what: number): void {
    if (this.#size === this.#atMs.length) this.#grow();
    const order = this.#nextOrder;
    this.#nextOrder += 1;
    let place = this.#size;
    this.#size += 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if ((this.#atMs[parent] ?? 0) <= atMs) break; // an older event of the same time stays in front
      this.#move(parent, place);
      place = parent;
    }
    this.#put(place, atMs, order, what);
  }

  /** Takes the next event and sets the clock to its time. */
  take(): number {
    if (this.#size === 0) throw new RangeError("nothing is going to happen any more");
    const what = this.#what[0] ?? 0;
    this.nowMs = this.#atMs[0] ?? 0;
    this.#size -= 1;
    const last = this.#size;
    if (last > 0) this.#sinkLast(last);
    return what;
  }

  #sinkLast(last: number): void {
    const atMs = this.#atMs[last] ?? 0;
    const order = this.#order[last] ?? 0;
    const what = this.#what[last] ?? 0;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= last) break;
      const right = child + 1;
      if (right < last && this.#isBefore(this.#atMs[right] ?? 0, this.#order[right] ?? 0, child)) child = right;
      if (this.#isBefore(atMs, order, child)) break;
      this.#move(child, place);
      place = child;
    }
    this.#put(place, atMs, order, what);
  }

  #isBefore(atMs: number, order: number, place: number): boolean {
    const otherMs = this.#atMs[place] ?? 0;
    return atMs < otherMs || (atMs === otherMs && order < (this.#order[place] ?? 0));
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#atMs[from] ?? 0, this.#order[from] ?? 0, this.#what[from] ?? 0);
  }

  #put(place: number, atMs: number, order: number, what: number): void {
    this.#atMs[place] = atMs;
    this.#order[place] = order;
    this.#what[place] = what;
  }

  #grow(): void {
    const length = 2 * this.#atMs.length;
    const longer = <T extends Float64Array | Int32Array>(from: T, into: T): T => {
      into.set(from);
      return into;
    };
    this.#atMs = longer(this.#atMs, new Float64Array(length));
    this.#order = longer(this.#order, new Float64Array(length));
    this.#what = longer(this.#what, new Int32Array(length));
  }
}
