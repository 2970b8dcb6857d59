/** The point at a distance along a line of millimetres x0, y0, x1, y1 …, in metres; cut to the line's ends. */
export const pointOnLine = (shapeMm: readonly number[], offsetMm: number): { readonly xM: number; readonly yM: number } => {
  let restMm = Math.max(0, offsetMm);
  let [x = 0, y = 0] = shapeMm;
  for (let at = 2; at + 1 < shapeMm.length; at += 2) {
    const [nextX = 0, nextY = 0] = shapeMm.slice(at, at + 2);
    const lengthMm = Math.hypot(nextX - x, nextY - y);
    if (restMm <= lengthMm && lengthMm > 0) {
      const p = restMm / lengthMm;
      return { xM: (x + (nextX - x) * p) / 1000, yM: (y + (nextY - y) * p) / 1000 };
    }
    restMm -= lengthMm;
    [x, y] = [nextX, nextY];
  }
  return { xM: x / 1000, yM: y / 1000 };
};
