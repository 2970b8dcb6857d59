/**
 * Finds by what a person types, half typed syllables and initial consonants included: 소방, 솝 (on the way to 소방), ㅅㅂ, ㅅ방.
 * Spaces and case play no part. Pure: no window, no store.
 */
import { disassemble, getChoseong } from "es-hangul";

export type Findable = { readonly title: string /** Also searched, never shown first: the other language. */; readonly also?: string };

/** What stands between words, in a title and in what somebody types. */
const BETWEEN = /[\s·,()\-–×]/;

const INITIAL = /^[ㄱ-ㅎ]$/;

/** A keyboard joins two initials into one sign where it can (ㄱㅅ becomes ㄳ): taken apart again. */
const lettersOf = (query: string): readonly string[] =>
  [...query.normalize("NFC").toLowerCase()]
    .filter((letter) => !BETWEEN.test(letter))
    .flatMap((letter) => (INITIAL.test(letter) && disassemble(letter).length > 1 ? [...disassemble(letter)] : [letter]));

/** A title without its spaces, and where its words begin. */
const spread = (title: string): { readonly letters: readonly string[]; readonly starts: ReadonlySet<number> } => {
  const letters: string[] = [];
  const starts = new Set<number>();
  let isStart = true;
  for (const letter of title.normalize("NFC").toLowerCase()) {
    if (BETWEEN.test(letter)) {
      isStart = true;
      continue;
    }
    if (isStart) starts.add(letters.length);
    isStart = false;
    letters.push(letter);
  }
  return { letters, starts };
};

const isSame = (typed: string, letter: string | undefined): boolean =>
  letter !== undefined && (typed === letter || (INITIAL.test(typed) && getChoseong(letter) === typed));

const matchesAt = (typed: readonly string[], letters: readonly string[], at: number): boolean => {
  const last = typed.length - 1;
  for (let n = 0; n < last; n++) if (!isSame(typed[n] ?? "", letters[at + n])) return false;
  const final = typed[last] ?? "";
  if (isSame(final, letters[at + last])) return true;
  // The last syllable may still be under way: 소ㅂ is written 솝, and 강벼 lacks its last sound.
  const rest = letters.slice(at + last, at + last + 2).join("");
  return rest !== "" && /^[가-힣]$/.test(final) && disassemble(rest).startsWith(disassemble(final));
};

/** 0 = begins with it, 1 = one of its words does, 2 = it is in there; undefined = it is not. */
const rankIn = (typed: readonly string[], title: string): number | undefined => {
  const { letters, starts } = spread(title);
  let best: number | undefined;
  for (let at = 0; at + typed.length <= letters.length + 1 && at < letters.length; at++) {
    if (!matchesAt(typed, letters, at)) continue;
    if (at === 0) return 0;
    best = Math.min(best ?? 2, starts.has(at) ? 1 : 2);
  }
  return best;
};

/** Half a rank behind every match of the language on show. */
const OTHER_LANGUAGE = 0.5;

export const rankOf = (query: string, { title, also }: Findable): number | undefined => {
  const typed = lettersOf(query);
  if (typed.length === 0) return 0;
  const own = rankIn(typed, title);
  const other = also === undefined ? undefined : rankIn(typed, also);
  if (own === undefined) return other === undefined ? undefined : other + OTHER_LANGUAGE;
  return other === undefined ? own : Math.min(own, other + OTHER_LANGUAGE);
};

/** The best first; among equals what was chosen lately, then the order they came in. `recent` = ids, the latest first. */
export const findEntries = <T extends Findable & { readonly id: string }>(
  query: string,
  entries: readonly T[],
  recent: readonly string[],
  limit: number,
): readonly T[] => {
  const place = new Map(recent.map((id, at) => [id, at]));
  const ranked = entries.flatMap((entry, at) => {
    const rank = rankOf(query, entry);
    return rank === undefined ? [] : [{ entry, rank, lately: place.get(entry.id) ?? recent.length, at }];
  });
  ranked.sort((a, b) => a.rank - b.rank || a.lately - b.lately || a.at - b.at);
  return ranked.slice(0, limit).map(({ entry }) => entry);
};
