/** In which neighbourhood each incident of a run lies, from the log alone: incidents are the same in all arms of a replication. */
import type { City } from "../../model/city.ts";
import { neighbourhoodsOf } from "../../model/neighbourhoods.ts";
import type { RunDigest } from "./run-digest.ts";

/** By the incident's number; "" = in none. Of places in the street: `linkIds` are the network's links by position. */
export const incidentNeighbourhoods = (city: City, linkIds: readonly string[], digest: RunDigest): readonly string[] => {
  const neighbourhoods = neighbourhoodsOf(city);
  const shapeById = new Map(city.links.map(({ id, shapeMm, lengthMm }) => [id, { shapeMm, lengthMm }]));
  const found: (string | undefined)[] = [];
  for (const fact of digest.institutional) {
    if ((fact.kind !== "IncidentHappened" && fact.kind !== "CallReceived") || fact.incident < 0) continue;
    const link = shapeById.get(linkIds[fact.link] ?? "");
    const at =
      link === undefined ? undefined : neighbourhoods.at(pointAlong(link.shapeMm, link.lengthMm === 0 ? 0 : fact.offsetMm / link.lengthMm));
    found[fact.incident] = at === undefined ? "" : (neighbourhoods.all[at]?.id ?? "");
  }
  return Array.from(found, (id) => id ?? "");
};

/** The point at this share of a line's length. */
const pointAlong = (line: readonly number[], share: number): readonly [number, number] => {
  const pieces: { readonly x: number; readonly y: number; readonly dx: number; readonly dy: number; readonly length: number }[] = [];
  let whole = 0;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [x = 0, y = 0, x1 = 0, y1 = 0] = line.slice(i, i + 4);
    const length = Math.sqrt((x1 - x) * (x1 - x) + (y1 - y) * (y1 - y));
    pieces.push({ x, y, dx: x1 - x, dy: y1 - y, length });
    whole += length;
  }
  let left = whole * share;
  for (const { x, y, dx, dy, length } of pieces) {
    if (left <= length && length > 0) return [x + (dx * left) / length, y + (dy * left) / length];
    left -= length;
  }
  return [line.at(-2) ?? 0, line.at(-1) ?? 0];
};
