/** Shortest paths over links with turn costs: the nodes of the search are links, its arcs are movements. Integer costs, typed arrays. */
import type { City } from "../model/city.ts";

export type TurnGraph = {
  readonly linkCount: number;
  /** Movements leaving link i: outMovement[outStart[i] .. outStart[i + 1]), their target links in outTo. */
  readonly outStart: Int32Array;
  readonly outMovement: Int32Array;
  readonly outTo: Int32Array;
  /** Likewise the movements that enter link i. */
  readonly inStart: Int32Array;
  readonly inMovement: Int32Array;
  readonly inFrom: Int32Array;
};

export const buildTurnGraph = (city: City, linkById: ReadonlyMap<string, number>): TurnGraph => {
  const linkCount = city.links.length;
  const from = Int32Array.from(city.movements, (movement) => linkById.get(movement.from) ?? 0);
  const to = Int32Array.from(city.movements, (movement) => linkById.get(movement.to) ?? 0);
  const group = (key: Int32Array, other: Int32Array): readonly [Int32Array, Int32Array, Int32Array] => {
    const start = new Int32Array(linkCount + 1);
    for (const link of key) start[link + 1] = (start[link + 1] ?? 0) + 1;
    for (let i = 0; i < linkCount; i++) start[i + 1] = (start[i + 1] ?? 0) + (start[i] ?? 0);
    const place = start.slice();
    const movements = new Int32Array(key.length);
    const links = new Int32Array(key.length);
    key.forEach((link, movement) => {
      const at = place[link] ?? 0;
      place[link] = at + 1;
      movements[at] = movement;
      links[at] = other[movement] ?? 0;
    });
    return [start, movements, links];
  };
  const [outStart, outMovement, outTo] = group(from, to);
  const [inStart, inMovement, inFrom] = group(to, from);
  return { linkCount, outStart, outMovement, outTo, inStart, inMovement, inFrom };
};

const UNREACHED = 2_000_000_000;

/**
 * One search from a root link, forwards (from an origin) or backwards (to a destination). The cost of a link is its travel time,
 * paid for every link of the path but the root; the cost of a movement is its delay. Equal costs: the lower link index wins.
 */
export class Search {
  readonly #graph: TurnGraph;
  readonly costMs: Int32Array;
  /** Movement by which a link was reached (forwards: into it; backwards: out of it); -1 = root or unreached. */
  readonly #via: Int32Array;
  readonly #next: Int32Array;
  readonly #heap: Int32Array;
  readonly #place: Int32Array;
  #size = 0;

  constructor(graph: TurnGraph) {
    this.#graph = graph;
    this.costMs = new Int32Array(graph.linkCount);
    this.#via = new Int32Array(graph.linkCount);
    this.#next = new Int32Array(graph.linkCount);
    this.#heap = new Int32Array(graph.linkCount + 1);
    this.#place = new Int32Array(graph.linkCount);
  }

  run(root: number, backwards: boolean, linkMs: Int32Array, movementMs: Int32Array): void {
    const { inStart, inMovement, inFrom, outStart, outMovement, outTo } = this.#graph;
    const [start, movements, links] = backwards ? [inStart, inMovement, inFrom] : [outStart, outMovement, outTo];
    const cost = this.costMs.fill(UNREACHED);
    this.#via.fill(-1);
    this.#next.fill(-1);
    this.#place.fill(-1);
    this.#size = 0;
    cost[root] = 0;
    this.#push(root);
    while (this.#size > 0) {
      const link = this.#pop();
      const base = cost[link] ?? 0;
      const end = start[link + 1] ?? 0;
      for (let k = start[link] ?? 0; k < end; k++) {
        const other = links[k] ?? 0;
        const movement = movements[k] ?? 0;
        const total = base + (linkMs[other] ?? 0) + (movementMs[movement] ?? 0);
        if (total >= (cost[other] ?? 0)) continue;
        cost[other] = total;
        this.#via[other] = movement;
        this.#next[other] = link;
        if ((this.#place[other] ?? -1) < 0) this.#push(other);
        else this.#up(this.#place[other] ?? 0);
      }
    }
  }

  reached(link: number): boolean {
    return (this.costMs[link] ?? UNREACHED) < UNREACHED;
  }

  /** Links from `link` to the root (backwards search) or from the root to `link` (forwards search). */
  path(link: number, backwards: boolean): number[] {
    const path = [link];
    for (let at = this.#next[link] ?? -1; at >= 0; at = this.#next[at] ?? -1) path.push(at);
    return backwards ? path : path.reverse();
  }

  /** Movements along `path(link)`, in any order. */
  eachMovement(link: number, visit: (movement: number) => void): void {
    for (let at = link; at >= 0; at = this.#next[at] ?? -1) {
      const movement = this.#via[at] ?? -1;
      if (movement >= 0) visit(movement);
    }
  }

  #before(a: number, b: number): boolean {
    const [ca, cb] = [this.costMs[a] ?? 0, this.costMs[b] ?? 0];
    return ca < cb || (ca === cb && a < b);
  }

  #set(place: number, link: number): void {
    this.#heap[place] = link;
    this.#place[link] = place;
  }

  #push(link: number): void {
    this.#set(this.#size, link);
    this.#size += 1;
    this.#up(this.#size - 1);
  }

  #up(from: number): void {
    let place = from;
    const link = this.#heap[place] ?? 0;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent] ?? 0;
      if (!this.#before(link, above)) break;
      this.#set(place, above);
      place = parent;
    }
    this.#set(place, link);
  }

  #pop(): number {
    const top = this.#heap[0] ?? 0;
    this.#place[top] = -2;
    this.#size -= 1;
    if (this.#size > 0) {
      const link = this.#heap[this.#size] ?? 0;
      let place = 0;
      for (;;) {
        let child = 2 * place + 1;
        if (child >= this.#size) break;
        if (child + 1 < this.#size && this.#before(this.#heap[child + 1] ?? 0, this.#heap[child] ?? 0)) child += 1;
        if (!this.#before(this.#heap[child] ?? 0, link)) break;
        this.#set(place, this.#heap[child] ?? 0);
        place = child;
      }
      this.#set(place, link);
    }
    return top;
  }
}
