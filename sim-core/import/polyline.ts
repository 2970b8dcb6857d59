/** Lines as flat lists x0, y0, x1, y1 …; any unit of length. */

export const lineLength = (line: readonly number[]): number => {
  let length = 0;
  for (let i = 2; i + 1 < line.length; i += 2) length += distance(line, i - 2, i);
  return length;
};

const at = (line: readonly number[], index: number): number => line[index] ?? 0;

const distance = (line: readonly number[], a: number, b: number): number => {
  const dx = at(line, b) - at(line, a);
  const dy = at(line, b + 1) - at(line, a + 1);
  return Math.sqrt(dx * dx + dy * dy);
};

/** The line moved sideways, positive = left of its direction. Corners by mitre, at most twice the shift. */
export const offsetLine = (line: readonly number[], shift: number): number[] => {
  const count = line.length / 2;
  const moved: number[] = [];
  for (let i = 0; i < count; i++) {
    const before = normalOf(line, i - 1);
    const after = normalOf(line, i);
    const first = before ?? after ?? { x: 0, y: 0 };
    const second = after ?? before ?? { x: 0, y: 0 };
    const x = first.x + second.x;
    const y = first.y + second.y;
    const dot = first.x * x + first.y * y;
    const scale = dot < 0.5 ? 1 : 1 / dot;
    const usesMitre = dot >= 0.5;
    moved.push(
      at(line, i * 2) + shift * (usesMitre ? x * scale : first.x),
      at(line, i * 2 + 1) + shift * (usesMitre ? y * scale : first.y),
    );
  }
  return moved;
};

/** Left unit normal of segment `index`, or undefined where it does not exist or has no length. */
const normalOf = (line: readonly number[], index: number): { readonly x: number; readonly y: number } | undefined => {
  const i = index * 2;
  if (i < 0 || i + 3 >= line.length) return undefined;
  const length = distance(line, i, i + 2);
  if (length === 0) return undefined;
  return { x: -(at(line, i + 3) - at(line, i + 1)) / length, y: (at(line, i + 2) - at(line, i)) / length };
};

/** Without points that round to the one before; at least two points. */
export const roundLine = (line: readonly number[]): number[] => {
  const rounded: number[] = [];
  for (let i = 0; i + 1 < line.length; i += 2) {
    const x = Math.round(at(line, i));
    const y = Math.round(at(line, i + 1));
    if (rounded.length >= 2 && rounded.at(-2) === x && rounded.at(-1) === y) continue;
    rounded.push(x, y);
  }
  if (rounded.length === 2) rounded.push((rounded[0] ?? 0) + 1, rounded[1] ?? 0);
  return rounded.map((value) => (value === 0 ? 0 : value));
};
