/** From streets to nodes, links and movements: crossings found, streets cut there, every junction built by the same rules as imported maps. */
import type { CityNode, Link, Movement } from "../../model/city.ts";
import { byId } from "../../model/text-order.ts";
import type { Text } from "../../model/units.ts";
import { buildMovements } from "../junction-geometry.ts";
import { bentLineMm, bentMm, lengthOfMm, type Point } from "./ground.ts";
import type { DistrictParameters } from "./parameters.ts";
import type { Street } from "./streets.ts";

export type JunctionSite = { readonly node: string; readonly at: Point; readonly streets: readonly Street[]; readonly signalled: boolean };

export type Network = {
  readonly nodes: readonly CityNode[];
  readonly links: readonly Link[];
  readonly movements: readonly Movement[];
  readonly sites: readonly JunctionSite[];
  /** Street of each link. */
  readonly streetOf: ReadonlyMap<string, Street>;
};

type Cut = { readonly segment: number; readonly share: number; readonly site: number };

/** Two places nearer than this are one node, metres. */
const SAME_PLACE_M = 0.6;

class Sites {
  readonly points: Point[] = [];
  readonly streets: Set<Street>[] = [];
  readonly #cells = new Map<string, number[]>();

  at(point: Point, street: Street): number {
    const [cx, cy] = [Math.floor(point[0] / 2), Math.floor(point[1] / 2)];
    for (let x = cx - 1; x <= cx + 1; x++) {
      for (let y = cy - 1; y <= cy + 1; y++) {
        for (const site of this.#cells.get(`${x} ${y}`) ?? []) {
          const [px, py] = this.points[site] ?? [0, 0];
          if ((px - point[0]) * (px - point[0]) + (py - point[1]) * (py - point[1]) > SAME_PLACE_M * SAME_PLACE_M) continue;
          this.streets[site]?.add(street);
          return site;
        }
      }
    }
    const key = `${cx} ${cy}`;
    this.#cells.set(key, [...(this.#cells.get(key) ?? []), this.points.length]);
    this.streets.push(new Set([street]));
    return this.points.push(point) - 1;
  }
}

/** Shares along two segments where they meet, with a little reach beyond the ends. */
const meet = (a: Point, b: Point, c: Point, d: Point): readonly [number, number] | undefined => {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const determinant = rx * sy - ry * sx;
  if (determinant < 1e-9 && determinant > -1e-9) return undefined;
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / determinant;
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / determinant;
  const slackT = 0.3 / Math.sqrt(rx * rx + ry * ry);
  const slackU = 0.3 / Math.sqrt(sx * sx + sy * sy);
  return t < -slackT || t > 1 + slackT || u < -slackU || u > 1 + slackU
    ? undefined
    : [Math.min(1, Math.max(0, t)), Math.min(1, Math.max(0, u))];
};

/** Streets of different blocks never meet except on main roads. */
const mayMeet = (a: Street, b: Street): boolean => a.block === undefined || b.block === undefined || a.block === b.block;

const findCuts = (streets: readonly Street[], sites: Sites): ReadonlyMap<Street, Cut[]> => {
  const cuts = new Map<Street, Cut[]>(streets.map((street) => [street, []]));
  const boxes = streets.map(({ points }) => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return [Math.min(...xs) - 1, Math.min(...ys) - 1, Math.max(...xs) + 1, Math.max(...ys) + 1] as const;
  });
  const add = (street: Street, segment: number, share: number, point: Point): void => {
    cuts.get(street)?.push({ segment, share, site: sites.at(point, street) });
  };
  streets.forEach((street, i) => {
    const start = street.points[0];
    const end = street.points[street.points.length - 1];
    if (start !== undefined) add(street, 0, 0, start);
    if (end !== undefined) add(street, street.points.length - 2, 1, end);
    const bridge = street.bridge;
    if (bridge !== undefined && start !== undefined && end !== undefined) {
      const vertical = start[0] === end[0];
      const span = vertical ? end[1] - start[1] : end[0] - start[0];
      for (const at of [bridge.from, bridge.to]) {
        const share = (at - (vertical ? start[1] : start[0])) / span;
        if (share > 0.001 && share < 0.999) add(street, 0, share, vertical ? [start[0], at] : [at, start[1]]);
      }
    }
    for (let j = i + 1; j < streets.length; j++) {
      const other = streets[j];
      const [p, q] = [boxes[i], boxes[j]];
      if (other === undefined || p === undefined || q === undefined || !mayMeet(street, other)) continue;
      if (p[0] > q[2] || q[0] > p[2] || p[1] > q[3] || q[1] > p[3]) continue;
      for (let m = 0; m + 1 < street.points.length; m++) {
        for (let n = 0; n + 1 < other.points.length; n++) {
          const [a, b, c, d] = [street.points[m], street.points[m + 1], other.points[n], other.points[n + 1]];
          if (a === undefined || b === undefined || c === undefined || d === undefined) continue;
          const shares = meet(a, b, c, d);
          if (shares === undefined) continue;
          const point: Point = [a[0] + (b[0] - a[0]) * shares[0], a[1] + (b[1] - a[1]) * shares[0]];
          add(street, m, shares[0], point);
          add(other, n, shares[1], point);
        }
      }
    }
  });
  return cuts;
};

const MM_PER_S_PER_KMH = 1000 / 3.6;

const isMain = (street: Street): boolean => street.block === undefined;

/** Signals stand where main roads meet and where a street asks for one; side streets join main roads by priority. */
const isSignalled = (streets: readonly Street[], at: Point, edges: readonly number[]): boolean => {
  const onEdge = at[0] <= (edges[0] ?? 0) || at[1] <= (edges[1] ?? 0) || at[0] >= (edges[2] ?? 0) || at[1] >= (edges[3] ?? 0);
  const main = streets.filter(isMain).length;
  return !onEdge && (main >= 2 || (main === 1 && streets.some(({ signalled }) => signalled === true)));
};

export const buildNetwork = (parameters: DistrictParameters, streets: readonly Street[]): Network => {
  const sites = new Sites();
  const cuts = findCuts(streets, sites);
  const order = sites.points.map((point, site) => ({ point, site })).sort((a, b) => a.point[1] - b.point[1] || a.point[0] - b.point[0]);
  const idOf = new Map(order.map(({ site }, rank) => [site, `n${String(rank + 1).padStart(4, "0")}`]));
  const junctionSites = order.map(({ point, site }): JunctionSite => {
    const meeting = [...(sites.streets[site] ?? [])].sort(byId);
    return { node: idOf.get(site) ?? "", at: point, streets: meeting, signalled: isSignalled(meeting, point, parameters.edges) };
  });

  const links: Link[] = [];
  const streetOf = new Map<string, Street>();
  const bridgeName = (street: Street, a: Point, b: Point): Text | undefined => {
    const { bridge } = street;
    if (bridge === undefined) return undefined;
    const middle = a[0] === b[0] ? (a[1] + b[1]) / 2 : (a[0] + b[0]) / 2;
    return middle > bridge.from && middle < bridge.to ? bridge.name : undefined;
  };
  for (const street of streets) {
    const own = (cuts.get(street) ?? []).sort((a, b) => a.segment - b.segment || a.share - b.share);
    const stops = own.filter((cut, i) => i === 0 || cut.site !== own[i - 1]?.site);
    const digits = stops.length > 10 ? 2 : 1;
    stops.slice(1).forEach((stop, k) => {
      const start = stops[k];
      if (start === undefined) return;
      const [from, to] = [sites.points[start.site], sites.points[stop.site]];
      if (from === undefined || to === undefined) return;
      const shape = bentLineMm(
        [
          from,
          ...street.points
            .slice(start.segment + 1, stop.segment + 1)
            .filter((p) => p !== from && p !== to && farFrom(p, from) && farFrom(p, to)),
          to,
        ],
        30,
      );
      const name = bridgeName(street, from, to);
      const [a, b] = [idOf.get(start.site) ?? "", idOf.get(stop.site) ?? ""];
      const common = {
        lengthMm: Math.max(1000, lengthOfMm(shape)),
        laneCount: street.lanesPerDirection,
        laneWidthMm: Math.round(street.laneWidthM * 1000),
        speedMmPerS: Math.round(street.speedKmh * MM_PER_S_PER_KMH),
        roadClass: street.roadClass,
        ...(name !== undefined ? { name, bridge: true as const } : street.name === undefined ? {} : { name: street.name }),
      };
      const number = String(k + 1).padStart(digits, "0");
      const forward: Link = { id: `${street.id}-${number}a`, from: a, to: b, shapeMm: shape, ...common };
      links.push(forward);
      streetOf.set(forward.id, street);
      if (street.oneWay) return;
      const back: number[] = [];
      for (let i = shape.length - 2; i >= 0; i -= 2) back.push(shape[i] ?? 0, shape[i + 1] ?? 0);
      const backward: Link = { id: `${street.id}-${number}b`, from: b, to: a, shapeMm: back, ...common };
      links.push(backward);
      streetOf.set(backward.id, street);
    });
  }

  const widened = withLeftTurnBays(links, streetOf, new Set(junctionSites.filter(({ signalled }) => signalled).map(({ node }) => node)));
  const nodes = junctionSites.map(({ node, at, streets: meeting }): CityNode => {
    const only = meeting[0];
    const gateway =
      meeting.length === 1 &&
      only !== undefined &&
      isMain(only) &&
      links.filter(({ from, to }) => from === node || to === node).length === 2 &&
      onDistrictEdge(at, parameters.edges);
    const named = (list: readonly Street[]): Text[] => list.flatMap(({ name }) => name ?? []);
    const [p, q] = [...named(meeting.filter(isMain)), ...named(meeting.filter(({ signalled }) => signalled === true))];
    const crossing = p === undefined || q === undefined ? undefined : { ko: `${p.ko}·${q.ko} 교차로`, en: `${p.en} and ${q.en}` };
    const name = gateway ? p : crossing;
    return { id: node, xyMm: bentMm(at), kind: gateway ? "gateway" : "junction", ...(name === undefined ? {} : { name }) };
  });

  const movements = junctionSites.flatMap((site) => movementsAt(site, nodes, widened, streetOf));
  return {
    nodes,
    links: widened.sort(byId),
    movements: movements.sort(byId),
    sites: junctionSites,
    streetOf,
  };
};

/** The last link of a collector before a signal where it can turn left is a lane wider: room for a lane of left turns. */
const withLeftTurnBays = (links: readonly Link[], streetOf: ReadonlyMap<string, Street>, signalled: ReadonlySet<string>): Link[] =>
  links.map((link) => {
    if (link.roadClass !== "collector" || !signalled.has(link.to)) return link;
    const turnsLeft = links.some((out) => out.from === link.to && out.to !== link.from && sideways(link, out) > 0.6);
    const wider = { ...link, laneCount: link.laneCount + 1 };
    return turnsLeft && streetOf.has(link.id) ? wider : link;
  });

const farFrom = (p: Point, q: Point): boolean => (p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) > 1;

const onDistrictEdge = (at: Point, edges: readonly number[]): boolean =>
  at[0] <= (edges[0] ?? 0) + 1 || at[1] <= (edges[1] ?? 0) + 1 || at[0] >= (edges[2] ?? 0) - 1 || at[1] >= (edges[3] ?? 0) - 1;

const movementsAt = (
  site: JunctionSite,
  nodes: readonly CityNode[],
  links: readonly Link[],
  streetOf: ReadonlyMap<string, Street>,
): Movement[] => {
  const inLinks = links.filter(({ to }) => to === site.node);
  const outLinks = links.filter(({ from }) => from === site.node);
  if (nodes.find(({ id }) => id === site.node)?.kind === "gateway") return [];
  const forbidden = new Set<string>();
  // The centre line is unbroken where no signal stands: along arterials for everybody, along collectors for alleys. Right in, right out.
  const main = site.signalled ? undefined : site.streets.find(isMain);
  const closed = (street: Street | undefined): boolean => main?.roadClass === "arterial" || street?.roadClass === "alley";
  if (main !== undefined) {
    for (const a of inLinks) {
      for (const b of outLinks) {
        const [sa, sb] = [streetOf.get(a.id), streetOf.get(b.id)];
        if (sa === main && sb === main) continue;
        const minor = sa === main ? sb : sa;
        const touchesMain = sa === main || sb === main;
        if (closed(minor) && !(touchesMain && sideways(a, b) < -0.5)) forbidden.add(`${a.id}>${b.id}`);
      }
    }
  }
  const turnsLeft = (link: Link): boolean => outLinks.some((out) => out.to !== link.from && sideways(link, out) > 0.6);
  const wide = inLinks.filter((link) => site.signalled && link.roadClass === "arterial" && link.laneCount >= 3 && turnsLeft(link));
  // Two lanes turn left only from one eight-lane road into another.
  const doubleLeft = wide.filter((link) => link.laneCount >= 4 && outLinks.some((out) => out.laneCount >= 4 && sideways(link, out) > 0.6));
  return buildMovements({
    inLinks,
    outLinks,
    ...(site.signalled ? { signal: `s${site.node.slice(1)}` } : {}),
    forbidden,
    uTurnsFrom: new Set(wide.map(({ id }) => id)),
    doubleLeftFrom: new Set(doubleLeft.map(({ id }) => id)),
  });
};

/** Sine of the angle from the end of `a` to the start of `b`: positive = to the left. */
const sideways = (a: Link, b: Link): number => {
  const n = a.shapeMm.length;
  const [ax, ay] = [(a.shapeMm[n - 2] ?? 0) - (a.shapeMm[n - 4] ?? 0), (a.shapeMm[n - 1] ?? 0) - (a.shapeMm[n - 3] ?? 0)];
  const [bx, by] = [(b.shapeMm[2] ?? 0) - (b.shapeMm[0] ?? 0), (b.shapeMm[3] ?? 0) - (b.shapeMm[1] ?? 0)];
  const size = Math.sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
  return (ax * by - ay * bx) / size;
};
