/** The known word that was probably meant, for hints on wrong keys and names. */
import type { Text } from "./units.ts";

/** Edit distance with transpositions, for did-you-mean; both words are short (keys, ids). */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed, swapped));
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
};

/** The known word nearest to what was written, if it is near enough to be a slip. */
const nearestWord = (written: string, known: readonly string[]): string | undefined => {
  if (written.length > 60) return undefined;
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(written.length / 3)) + 1;
  for (const word of known) {
    const apart = distance(written.toLowerCase(), word.toLowerCase());
    if (apart < least) {
      least = apart;
      best = word;
    }
  }
  return best;
};

/** "Did you mean …?" or else the list of what is known. */
export const suggestion = (written: string, known: readonly string[]): Text => {
  const near = nearestWord(written, known);
  if (near !== undefined) return { ko: `"${near}"을(를) 뜻했나요?`, en: `Did you mean "${near}"?` };
  if (known.length === 0)
    return { ko: "이 자리에 쓸 수 있는 이름이 하나도 정의되어 있지 않습니다.", en: "None is defined that could stand here." };
  const list = known.length > 12 ? `${known.slice(0, 12).join(", ")} …` : known.join(", ");
  return { ko: `쓸 수 있는 것: ${list}.`, en: `Known here: ${list}.` };
};
