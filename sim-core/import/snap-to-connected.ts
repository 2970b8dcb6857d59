/** Facilities meet the road where every other place can be reached without leaving the district, and back. */
import type { CityNode, Link } from "../model/city.ts";
import { makeSnap, type Snap } from "../model/nearest-street.ts";
import { largestStrongPart } from "./connectivity.ts";

export const snapToConnected = (network: { readonly nodes: readonly CityNode[]; readonly links: readonly Link[] }): Snap => {
  const strong = largestStrongPart(network, false);
  return makeSnap(network.links, (link) => strong.has(link.from) && strong.has(link.to));
};
