/** OSM turn restrictions (relations from - via node - to) as forbidden movements. */
import type { Link } from "../../model/city.ts";
import type { Tally } from "../import-report.ts";
import { groupBy, nodeIdOf, type RoadNetwork } from "./graph-to-links.ts";
import type { OsmMap, OsmRelation } from "./read-osm.ts";
import type { RoadGraph } from "./road-graph.ts";

export type Restrictions = { readonly forbidden: ReadonlySet<string>; readonly taken: number };

export const forbiddenMovements = (map: OsmMap, graph: RoadGraph, network: RoadNetwork, leftOut: Tally): Restrictions => {
  const forbidden = new Set<string>();
  const into = groupBy(network.links, (link) => link.to);
  const outOf = groupBy(network.links, (link) => link.from);
  let taken = 0;
  for (const relation of map.relations) {
    const kind = relation.tags["restriction"];
    if (relation.tags["type"] !== "restriction" || kind === undefined) continue;
    const via = viaNode(relation);
    const junction = via === undefined ? undefined : graph.junctionOf.get(via);
    if (junction === undefined) {
      leftOut.add(
        "osm.restriction",
        { ko: "교차점 하나를 지나지 않는 회전 제한", en: "turn restrictions not via one junction" },
        relation.id,
      );
      continue;
    }
    const usesWay = (link: Link, role: string): boolean => {
      const ways = relation.members.filter((member) => member.role === role && member.type === "way").map(({ ref }) => ref);
      return network.sourceOf.get(link.id)?.segment.ways.some((way) => ways.includes(way)) === true;
    };
    const from = (into.get(nodeIdOf(junction)) ?? []).filter((link) => usesWay(link, "from"));
    const leaving = outOf.get(nodeIdOf(junction)) ?? [];
    const named = leaving.filter((link) => usesWay(link, "to"));
    if (from.length === 0 || named.length === 0) {
      leftOut.add(
        "osm.restriction-roads",
        { ko: "가져오지 않은 도로의 회전 제한", en: "turn restrictions of roads that were not taken" },
        relation.id,
      );
      continue;
    }
    const closed = kind.startsWith("only_") ? leaving.filter((link) => !named.includes(link)) : named;
    for (const a of from) for (const b of closed) forbidden.add(`${a.id}>${b.id}`);
    taken++;
  }
  return { forbidden, taken };
};

const viaNode = (relation: OsmRelation): string | undefined => {
  const vias = relation.members.filter((member) => member.role === "via");
  return vias.length === 1 && vias[0]?.type === "node" ? vias[0].ref : undefined;
};
