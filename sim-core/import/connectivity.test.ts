import { array, assert, boolean, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { largestStrongPart, measureConnectivity } from "./connectivity.ts";

const junction = (id: string) => ({ id, kind: "junction" as const });
const gateway = (id: string) => ({ id, kind: "gateway" as const });
const link = (text: string) => ({ from: text.slice(0, 1), to: text.slice(1) });

test("a street that can only be left by a gateway is connected through the world outside, not inside", () => {
  const nodes = [junction("a"), junction("b"), junction("c"), gateway("x"), gateway("y")];
  const links = ["ab", "ba", "bc", "cx", "ya"].map(link);
  expect(measureConnectivity({ nodes, links })).toEqual({ junctions: 3, aloneP: 2 / 3, withGatewaysP: 1 });
});

test("an island of streets does not count", () => {
  const nodes = ["a", "b", "c", "d", "e"].map(junction);
  expect(measureConnectivity({ nodes, links: ["ab", "bc", "ca", "de", "ed"].map(link) })).toEqual({
    junctions: 5,
    aloneP: 0.6,
    withGatewaysP: 0.6,
  });
});

test("a chain of 100,000 junctions is measured without running out of stack", () => {
  const nodes = Array.from({ length: 100_000 }, (_, index) => junction(`${index}`));
  const links = nodes.slice(1).flatMap(({ id }, index) => [
    { from: `${index}`, to: id },
    { from: id, to: `${index}` },
  ]);
  expect(measureConnectivity({ nodes, links }).aloneP).toBe(1);
});

/** Who reaches whom, by trying every way. */
const reaches = (links: readonly { readonly from: string; readonly to: string }[], from: string): ReadonlySet<string> => {
  const seen = new Set([from]);
  for (const at of seen) for (const { from: start, to } of links) if (start === at) seen.add(to);
  return seen;
};

test("the strong part is one in which everybody reaches everybody, and no other is larger", () => {
  const count = 9;
  const graph = tuple(array(tuple(integer({ min: 0, max: count - 1 }), integer({ min: 0, max: count - 1 })), { maxLength: 25 }), boolean());
  void assert(
    property(graph, ([pairs]) => {
      const nodes = Array.from({ length: count }, (_, index) => junction(`${index}`));
      const links = pairs.map(([from, to]) => ({ from: `${from}`, to: `${to}` }));
      const part = largestStrongPart({ nodes, links }, false);
      const reach = new Map(nodes.map(({ id }) => [id, reaches(links, id)]));
      const mutual = (id: string): number =>
        nodes.filter((other) => reach.get(id)?.has(other.id) === true && reach.get(other.id)?.has(id) === true).length;
      for (const a of part) for (const b of part) expect(reach.get(a)?.has(b)).toBe(true);
      expect(part.size).toBe(Math.max(...nodes.map(({ id }) => mutual(id))));
    }),
  );
});
