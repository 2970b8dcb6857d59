/**
 * How one lane is laid out: what happens at once is merged with a count, what lies on something else (a wait on its step, a car in the
 * way on its drive) is drawn on it, each unit keeps to a row, and bars get room for their words as long as there are rows for it. Pure,
 * and computed from the whole run as far as it is known: nothing jumps to another row while the clock goes on.
 */
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { placeP, type Window } from "./timeline-model.ts";

export type Bar = {
  readonly key: string;
  /** Never empty; more than one = the same thing several times, at nearly the same moment. */
  readonly items: readonly TimelineItem[];
  readonly over: readonly TimelineItem[];
  readonly row: number;
  /** Shares of the window; an item that goes on reaches to its end. */
  readonly fromP: number;
  readonly toP: number;
  /** From the beginning to the next bar in the same row. */
  readonly roomP: number;
};
export type LanePlan = { readonly rows: number; readonly bars: readonly Bar[]; readonly others: readonly TimelineItem[] };

/** A glyph, and a glyph with a few words, as shares of the window. */
const GLYPH_P = 0.02;
const WORDS_P = 0.09;
/** Further rows are only added for what would cover something else. */
export const ROWS_WITH_WORDS = 3;

type Piece = { readonly items: TimelineItem[]; readonly over: TimelineItem[]; readonly fromP: number; toP: number };
/** Pieces that keep to one row: all of one unit, or a single one. */
type Train = { readonly pieces: Piece[]; readonly fromP: number; toP: number; wordsToP: number };

const isMoment = ({ startMs, endMs }: TimelineItem): boolean => endMs === startMs;
const isUnits = ({ kind }: TimelineItem): boolean => kind === "drive" || kind === "on-scene" || kind === "turnout" || kind === "water";
/** Tells any two items of a run apart. */
export const keyOf = ({ kind, id, agency, incident, startMs, outcome, car, patient }: TimelineItem): string =>
  [kind, id, agency, incident, startMs, outcome, car ?? "", patient ?? ""].join(" ");

const isOn = (over: TimelineItem, item: TimelineItem): boolean => {
  const isIn = item.startMs <= over.startMs && (item.endMs === undefined || item.endMs >= over.startMs) && item.incident === over.incident;
  if (over.kind === "queue") return isIn && item.kind === "step" && item.id === over.id;
  return isIn && over.kind === "obstruction" && item.kind === "drive" && item.unit === over.unit;
};

/** The same thing again before its glyph has ended. */
const mergesWith = (item: TimelineItem, { items, toP }: Piece, fromP: number): boolean => {
  const last = items.at(-1);
  return (
    last !== undefined &&
    isMoment(item) &&
    isMoment(last) &&
    fromP < toP &&
    last.kind === item.kind &&
    last.id === item.id &&
    last.incident === item.incident &&
    last.outcome === item.outcome
  );
};

const piecesOf = (items: readonly TimelineItem[], window: Window): readonly Piece[] => {
  const pieces: Piece[] = [];
  for (const item of items) {
    if (item.kind === "queue" || item.kind === "obstruction") {
      const under = pieces.findLast((piece) => piece.items.some((one) => isOn(item, one)));
      if (under !== undefined) {
        under.over.push(item);
        continue;
      }
    }
    const fromP = Math.max(0, placeP(item.startMs, window));
    const toP = item.endMs === undefined ? 1 : Math.min(1, placeP(item.endMs, window));
    const same = pieces.findLast((piece) => mergesWith(item, piece, fromP));
    if (same === undefined) pieces.push({ items: [item], over: [], fromP, toP: Math.max(toP, fromP + GLYPH_P) });
    else {
      same.items.push(item);
      same.toP = Math.max(same.toP, fromP + GLYPH_P);
    }
  }
  return pieces;
};

const trainsOf = (pieces: readonly Piece[]): readonly Train[] => {
  const trains: Train[] = [];
  const byUnit = new Map<string, Train>();
  for (const piece of pieces) {
    const [first] = piece.items;
    const name = first === undefined || !isUnits(first) ? undefined : `${first.incident} ${first.unit}`;
    const own = name === undefined ? undefined : byUnit.get(name);
    const wordsToP = Math.max(piece.toP, piece.fromP + WORDS_P);
    if (own !== undefined) {
      own.pieces.push(piece);
      own.toP = Math.max(own.toP, piece.toP);
      own.wordsToP = Math.max(own.wordsToP, wordsToP);
      continue;
    }
    const train: Train = { pieces: [piece], fromP: piece.fromP, toP: piece.toP, wordsToP };
    trains.push(train);
    if (name !== undefined) byUnit.set(name, train);
  }
  return trains;
};

/** First row that is free with room for the words before; then a new row; then any row that is free at all. */
const rowFor = (train: Train, rows: readonly { readonly toP: number; readonly wordsToP: number }[], withWords: number): number => {
  const roomy = rows.findIndex(({ wordsToP }) => wordsToP <= train.fromP);
  if (roomy >= 0) return roomy;
  if (rows.length < withWords) return rows.length;
  const free = rows.findIndex(({ toP }) => toP <= train.fromP);
  return free >= 0 ? free : rows.length;
};

/** `focus` = the incident looked at: what belongs to others gets no row. */
export const planLane = (
  items: readonly TimelineItem[],
  window: Window,
  focus: number | undefined,
  rowsWithWords: number = ROWS_WITH_WORDS,
): LanePlan => {
  const inWindow = items.filter(({ startMs, endMs }) => startMs <= window.toMs && (endMs === undefined || endMs >= window.fromMs));
  const isOwn = ({ incident }: TimelineItem): boolean => focus === undefined || incident === focus;
  const rows: { toP: number; wordsToP: number }[] = [];
  const placed: { readonly piece: Piece; readonly row: number }[] = [];
  for (const train of trainsOf(piecesOf(inWindow.filter(isOwn), window))) {
    const row = rowFor(train, rows, rowsWithWords);
    rows[row] = { toP: train.toP, wordsToP: train.wordsToP };
    for (const piece of train.pieces) placed.push({ piece, row });
  }
  const bars = placed.flatMap(({ piece, row }) => {
    const [first] = piece.items;
    if (first === undefined) return [];
    const next = placed.filter((one) => one.row === row && one.piece.fromP > piece.fromP).map((one) => one.piece.fromP);
    const roomP = Math.min(1, ...next) - piece.fromP;
    return [
      { key: keyOf(first), items: piece.items, over: piece.over, row, fromP: piece.fromP, toP: Math.max(piece.fromP, piece.toP), roomP },
    ];
  });
  return { rows: Math.max(1, rows.length), bars, others: inWindow.filter((item) => !isOwn(item)) };
};
