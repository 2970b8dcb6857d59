/** Where a building of the plan meets the road. */
import type { Link } from "../../model/city.ts";
import type { Point } from "./ground.ts";

/** Nearest place on a link to a point (local millimetres); the kerb lane's side counts, so a building takes the link that passes its door. */
export const nearestAccess = (
  links: readonly Link[],
  [px, py]: Point,
): { readonly link: Link; readonly offsetMm: number; readonly distanceMm: number } | undefined => {
  let best: { link: Link; offsetMm: number; distanceMm: number } | undefined;
  for (const link of links) {
    let before = 0;
    for (let i = 2; i < link.shapeMm.length; i += 2) {
      const [x0, y0, x1, y1] = [link.shapeMm[i - 2] ?? 0, link.shapeMm[i - 1] ?? 0, link.shapeMm[i] ?? 0, link.shapeMm[i + 1] ?? 0];
      const [dx, dy] = [x1 - x0, y1 - y0];
      const size = Math.sqrt(dx * dx + dy * dy);
      if (size === 0) continue;
      const share = Math.min(1, Math.max(0, ((px - x0) * dx + (py - y0) * dy) / (size * size)));
      const [ex, ey] = [px - (x0 + dx * share), py - (y0 + dy * share)];
      const left = dx * (py - y0) - dy * (px - x0) > 0;
      const distanceMm = Math.sqrt(ex * ex + ey * ey) + (left ? 6_000 : 0);
      if (best === undefined || distanceMm < best.distanceMm)
        best = { link, offsetMm: Math.round(Math.min(before + size * share, link.lengthMm)), distanceMm };
      before += size;
    }
  }
  return best;
};
