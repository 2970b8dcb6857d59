/**
 * How much of a road network can be reached from everywhere and left to everywhere. Nodes are joined by links as they may be driven,
 * turn restrictions aside.
 */
import type { CityNode, Link } from "../model/city.ts";
import type { Connectivity } from "./import-report.ts";

type Graph = { readonly nodes: readonly Pick<CityNode, "id" | "kind">[]; readonly links: readonly Pick<Link, "from" | "to">[] };

/**
 * `aloneP` without leaving the district. `withGatewaysP` under the rule that the outside world is connected: who leaves by a gateway may
 * come back by any gateway.
 */
export const measureConnectivity = (graph: Graph): Connectivity => {
  const junctions = graph.nodes.filter((node) => node.kind === "junction").length;
  const share = (largest: ReadonlySet<string>): number => {
    let inside = 0;
    for (const node of graph.nodes) if (node.kind === "junction" && largest.has(node.id)) inside++;
    return junctions === 0 ? 1 : inside / junctions;
  };
  return {
    junctions,
    aloneP: share(largestStrongPart(graph, false)),
    withGatewaysP: share(largestStrongPart(graph, true)),
  };
};

/** Node ids of the largest strongly connected part (Kosaraju's two passes, without recursion). Ties go to the first node in order. */
export const largestStrongPart = (graph: Graph, throughGateways: boolean): ReadonlySet<string> => {
  const position = new Map(graph.nodes.map((node, index) => [node.id, index]));
  const outside = graph.nodes.length;
  const ahead: number[][] = Array.from({ length: outside + 1 }, () => []);
  const back: number[][] = Array.from({ length: outside + 1 }, () => []);
  const join = (from: number | undefined, to: number | undefined): void => {
    if (from === undefined || to === undefined) return;
    ahead[from]?.push(to);
    back[to]?.push(from);
  };
  for (const link of graph.links) join(position.get(link.from), position.get(link.to));
  if (throughGateways) {
    graph.nodes.forEach((node, index) => {
      if (node.kind !== "gateway") return;
      join(index, outside);
      join(outside, index);
    });
  }
  const order = finishOrder(ahead);
  const part = new Int32Array(ahead.length).fill(-1);
  const sizes: number[] = [];
  for (let at = order.length - 1; at >= 0; at--) {
    const start = order[at] ?? 0;
    if (part[start] !== -1) continue;
    const stack = [start];
    let size = 0;
    part[start] = sizes.length;
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node !== outside) size++;
      for (const next of back[node] ?? []) {
        if (part[next] !== -1) continue;
        part[next] = sizes.length;
        stack.push(next);
      }
    }
    sizes.push(size);
  }
  const largest = sizes.indexOf(sizes.reduce((most, size) => Math.max(most, size), 0));
  return new Set(graph.nodes.filter((_, index) => part[index] === largest).map((node) => node.id));
};

const finishOrder = (ahead: readonly (readonly number[])[]): readonly number[] => {
  const order: number[] = [];
  const seen = new Uint8Array(ahead.length);
  for (let start = 0; start < ahead.length; start++) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    const stack: { readonly node: number; next: number }[] = [{ node: start, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const child = ahead[top.node]?.[top.next++];
      if (child === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (seen[child] === 0) {
        seen[child] = 1;
        stack.push({ node: child, next: 0 });
      }
    }
  }
  return order;
};
