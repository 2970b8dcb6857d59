/**
 * How one lane is laid out: what happens at once is merged with a count, what lies on something else (a wait on its step, a car in the
 * way on its drive) is drawn on it, each unit keeps to a row, and bars get room for their words as long as there are rows for it. Pure,
 * and computed from the whole run as far as it is known: nothing jumps to another row while the clock goes on. Rows depend on the
 * length of the window alone: whoever moves it along lays out nothing anew.
 */
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { placeP, type Window } from "./timeline-model.ts";

export type Bar = {
  readonly key: string;
  /** Never empty; more than one = the same thing several times, at nearly the same moment. */
  readonly items: readonly TimelineItem[];
  readonly over: readonly TimelineItem[];
  readonly row: number;
  /** Shares of the window; an item that goes on reaches to its end, and what began before it begins at 0. */
  readonly fromP: number;
  readonly toP: number;
  /** From the beginning to the next bar in the same row. */
  readonly roomP: number;
  /** It began before the window. */
  readonly isCut: boolean;
};
export type LanePlan = { readonly rows: number; readonly bars: readonly Bar[]; readonly others: readonly TimelineItem[] };

/** A glyph, and a glyph with a few words, as shares of the window. */
const GLYPH_P = 0.02;
const WORDS_P = 0.09;
/** Further rows are only added for what would cover something else. */
export const ROWS_WITH_WORDS = 3;

/** `toMs` infinite = it goes on. */
type Piece = { readonly items: TimelineItem[]; readonly over: TimelineItem[]; readonly fromMs: number; toMs: number };
/** Pieces that keep to one row: all of one unit, or a single one. */
type Train = { readonly pieces: Piece[]; readonly fromMs: number; toMs: number; wordsToMs: number };

export type LaneRows = {
  readonly placed: readonly { readonly piece: Readonly<Piece>; readonly row: number }[];
  readonly others: readonly TimelineItem[];
};

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

/** A moment that is the same thing again before its glyph has ended. */
const mergesWith = (item: TimelineItem, { items, toMs }: Piece): boolean => {
  const last = items.at(-1);
  return (
    last !== undefined &&
    isMoment(last) &&
    item.startMs < toMs &&
    last.kind === item.kind &&
    last.id === item.id &&
    last.incident === item.incident &&
    last.outcome === item.outcome
  );
};

const piecesOf = (items: readonly TimelineItem[], spanMs: number): readonly Piece[] => {
  const glyphMs = GLYPH_P * spanMs;
  const pieces: Piece[] = [];
  for (const item of items) {
    if (item.kind === "queue" || item.kind === "obstruction") {
      const under = pieces.findLast((piece) => piece.items.some((one) => isOn(item, one)));
      if (under !== undefined) {
        under.over.push(item);
        continue;
      }
    }
    const fromMs = item.startMs;
    const toMs = Math.max(item.endMs ?? Number.POSITIVE_INFINITY, fromMs + glyphMs);
    const same = isMoment(item) ? pieces.findLast((piece) => mergesWith(item, piece)) : undefined;
    if (same === undefined) pieces.push({ items: [item], over: [], fromMs, toMs });
    else {
      same.items.push(item);
      same.toMs = Math.max(same.toMs, fromMs + glyphMs);
    }
  }
  return pieces;
};

const trainsOf = (pieces: readonly Piece[], spanMs: number): readonly Train[] => {
  const trains: Train[] = [];
  const byUnit = new Map<string, Train>();
  for (const piece of pieces) {
    const [first] = piece.items;
    const name = first === undefined || !isUnits(first) ? undefined : `${first.incident} ${first.unit}`;
    const own = name === undefined ? undefined : byUnit.get(name);
    const wordsToMs = Math.max(piece.toMs, piece.fromMs + WORDS_P * spanMs);
    if (own !== undefined) {
      own.pieces.push(piece);
      own.toMs = Math.max(own.toMs, piece.toMs);
      own.wordsToMs = Math.max(own.wordsToMs, wordsToMs);
      continue;
    }
    const train: Train = { pieces: [piece], fromMs: piece.fromMs, toMs: piece.toMs, wordsToMs };
    trains.push(train);
    if (name !== undefined) byUnit.set(name, train);
  }
  return trains;
};

/** First row that is free with room for the words before; then a new row; then any row that is free at all. */
const rowFor = (train: Train, rows: readonly Pick<Train, "toMs" | "wordsToMs">[], withWords: number): number => {
  const roomy = rows.findIndex(({ wordsToMs }) => wordsToMs <= train.fromMs);
  if (roomy >= 0) return roomy;
  if (rows.length < withWords) return rows.length;
  const free = rows.findIndex(({ toMs }) => toMs <= train.fromMs);
  return free >= 0 ? free : rows.length;
};

/** Rows of a lane for windows of a length. `focus` = the incident looked at: what belongs to others gets no row. */
export const rowsOfLane = (
  items: readonly TimelineItem[],
  spanMs: number,
  focus: number | undefined,
  rowsWithWords: number = ROWS_WITH_WORDS,
): LaneRows => {
  const isOwn = ({ incident }: TimelineItem): boolean => focus === undefined || incident === focus;
  const rows: Pick<Train, "toMs" | "wordsToMs">[] = [];
  const placed: { readonly piece: Piece; readonly row: number }[] = [];
  for (const train of trainsOf(piecesOf(items.filter(isOwn), spanMs), spanMs)) {
    const row = rowFor(train, rows, rowsWithWords);
    rows[row] = { toMs: train.toMs, wordsToMs: train.wordsToMs };
    for (const piece of train.pieces) placed.push({ piece, row });
  }
  return { placed, others: items.filter((item) => !isOwn(item)) };
};

const isItemIn = ({ startMs, endMs }: TimelineItem, { fromMs, toMs }: Window): boolean =>
  startMs <= toMs && (endMs === undefined || endMs >= fromMs);
const isPieceIn = ({ items }: Readonly<Piece>, window: Window): boolean => items.some((item) => isItemIn(item, window));

/**
 * What of it lies in a window. The lane keeps the height that it needs in `home` too, the window that people come back to: it does not
 * change under the hand that moves along.
 */
export const barsIn = ({ placed, others }: LaneRows, window: Window, home: Window = window): LanePlan => {
  const inWindow = placed.filter(({ piece }) => isPieceIn(piece, window));
  const bars = inWindow.flatMap(({ piece, row }) => {
    const [first] = piece.items;
    if (first === undefined) return [];
    const next = inWindow
      .filter((one) => one.row === row && one.piece.fromMs > piece.fromMs)
      .map((one) => placeP(one.piece.fromMs, window));
    const fromP = Math.max(0, placeP(piece.fromMs, window));
    const toP = Math.max(fromP, Math.min(1, placeP(piece.toMs, window)));
    const isCut = piece.fromMs < window.fromMs;
    return [{ key: keyOf(first), items: piece.items, over: piece.over, row, fromP, toP, roomP: Math.min(1, ...next) - fromP, isCut }];
  });
  const highest = placed.filter(({ piece }) => isPieceIn(piece, window) || isPieceIn(piece, home)).map(({ row }) => row);
  return { rows: Math.max(0, ...highest) + 1, bars, others: others.filter((item) => isItemIn(item, window)) };
};
