/** The time line while it is being written: items in order of their beginning, and those that still go on, by name. */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import type { Fleet } from "../contract/unit-duty.ts";
import type { Text } from "../model/units.ts";

export type OpenItem = { -readonly [K in keyof TimelineItem]: TimelineItem[K] };
export type FactOf<K extends InstitutionalFact["kind"]> = Extract<InstitutionalFact, { readonly kind: K }>;

/** What a fact says about itself is filled in; a moment ends where it begins. */
export type NewItem = Pick<TimelineItem, "kind" | "id" | "title"> & Partial<Omit<TimelineItem, "kind" | "id" | "title">>;

export type Book = {
  readonly items: OpenItem[];
  /** By what it is and whose: "step 0 green", "drive 3". */
  readonly open: Map<string, OpenItem>;
  readonly stepTitle: (step: string) => Text;
  readonly deskTitle: (desk: string) => Text;
  readonly fleetOf: (unit: number) => Fleet;
};

type Said = { readonly atMs: number; readonly incident: number; readonly agency?: string };

export const begin = (book: Book, key: string, fact: Said, item: NewItem): OpenItem => {
  const written: OpenItem = { incident: fact.incident, agency: fact.agency ?? "", startMs: fact.atMs, outcome: "running", ...item };
  book.items.push(written);
  book.open.set(key, written);
  return written;
};

export const moment = (book: Book, fact: Said, outcome: TimelineItem["outcome"], item: NewItem): OpenItem => {
  const written: OpenItem = { incident: fact.incident, agency: fact.agency ?? "", startMs: fact.atMs, endMs: fact.atMs, outcome, ...item };
  book.items.push(written);
  return written;
};

/** Nothing happens where nothing of this name goes on: a fact may end what an earlier one ended. */
export const end = (book: Book, key: string, atMs: number, outcome: TimelineItem["outcome"], note?: Text): void => {
  const item = book.open.get(key);
  if (item === undefined) return;
  book.open.delete(key);
  item.endMs = atMs;
  item.outcome = outcome;
  if (note !== undefined) item.note = note;
};

/** Adds a sentence to what was said before. */
export const note = (item: OpenItem | undefined, text: Text): void => {
  if (item === undefined) return;
  item.note = item.note === undefined ? text : { ko: `${item.note.ko} · ${text.ko}`, en: `${item.note.en} · ${text.en}` };
};
