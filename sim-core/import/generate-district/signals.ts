/** Signals of the district: stages from the junctions, plans by time of day, offsets that let the main road of each junction roll. */
import type { CityNode, Link, Movement, Signal } from "../../model/city.ts";
import { type LeftTurns, outlineStages, timeStages } from "../signal-plan.ts";
import type { Network } from "./network.ts";
import type { DistrictParameters } from "./parameters.ts";

/** Vehicles per hour by movement id at the busiest time; from an assignment, or absent before there is one. */
export type Volumes = ReadonlyMap<string, number>;

export const buildSignals = (
  parameters: DistrictParameters,
  network: Pick<Network, "nodes" | "links" | "movements" | "sites">,
  volumes?: Volumes,
): Signal[] => {
  const linkById = new Map(network.links.map((link): [string, Link] => [link.id, link]));
  const nodeById = new Map(network.nodes.map((node): [string, CityNode] => [node.id, node]));
  const movementById = new Map(network.movements.map((movement): [string, Movement] => [movement.id, movement]));
  const bySignal = new Map<string, Movement[]>();
  for (const movement of network.movements) {
    if (movement.signal === undefined) continue;
    const list = bySignal.get(movement.signal);
    if (list === undefined) bySignal.set(movement.signal, [movement]);
    else list.push(movement);
  }
  return network.sites
    .filter(({ signalled }) => signalled)
    .map((site): Signal => {
      const id = `s${site.node.slice(1)}`;
      const movements = bySignal.get(id) ?? [];
      const small = !site.streets.some(({ roadClass }) => roadClass === "arterial");
      // Where two collectors cross, left turns take gaps; on arterials they have a stage.
      const leftTurns = new Map(small ? movements.map(({ from }): [string, LeftTurns] => [from, "permissive"]) : []);
      const stages = outlineStages({ movements, linkById, leftTurns });
      const node = nodeById.get(site.node);
      const main = [...site.streets].sort((a, b) => b.lanesPerDirection - a.lanesPerDirection)[0];
      const northSouth = main !== undefined && main.points[0]?.[0] === main.points[main.points.length - 1]?.[0];
      // Green rolls eastwards and southwards (to the bridges), the heavy directions of the morning.
      const alongM = northSouth ? parameters.edges[3] - site.at[1] : site.at[0] - parameters.edges[0];
      return {
        id,
        xyMm: node?.xyMm ?? [0, 0],
        nodes: [site.node],
        plans: parameters.signals.plans.map((plan) =>
          timeStages({
            stages,
            movementById,
            fromMsOfDay: Math.round(plan.fromHour * 3_600_000),
            cycleMs: 1000 * (small ? plan.smallCycleS : plan.cycleS),
            offsetMs: Math.round(alongM / parameters.signals.progressionMps) * 1000,
            ...(volumes === undefined ? {} : { volumes: new Map([...volumes].map(([key, value]) => [key, value * plan.load])) }),
          }),
        ),
        ...(node?.name === undefined ? {} : { name: node.name }),
      };
    });
};
