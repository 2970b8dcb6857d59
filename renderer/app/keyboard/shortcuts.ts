/**
 * Keys to verbs, in one table: what a key does, what the `?` sheet says of it and what the palette shows beside a command come from
 * here. By `code`, so that a Korean input mode changes nothing; never while something is typed or composed.
 */
import type { MessageKey } from "../text/messages.ts";

export type ShortcutEvent = {
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly repeat: boolean;
};

export type Verb =
  | {
      readonly do:
        | "toggle"
        | "close"
        | "next-arm"
        | "today"
        | "split"
        | "compare-mode"
        | "branch"
        | "follow"
        | "whole"
        | "start"
        | "end"
        | "table"
        | "loop"
        | "type-time"
        | "rows";
    }
  | { readonly do: "sheet"; readonly sheet: "keys" | "palette" | "settings" }
  | { readonly do: "seek"; readonly byMs: number }
  | { readonly do: "speed"; readonly speed: number }
  | { readonly do: "speed-by"; readonly factor: number }
  | { readonly do: "incident"; readonly direction: 1 | -1 }
  | { readonly do: "event"; readonly direction: 1 | -1 }
  | { readonly do: "zoom-time"; readonly factor: number }
  | { readonly do: "zoom"; readonly factor: number }
  | { readonly do: "pan"; readonly rightP: number; readonly upP: number }
  | { readonly do: "turn"; readonly azimuthDeg: number }
  | { readonly do: "home" | "plan" | "keep-view" }
  /** A kept view; the first is 0. */
  | { readonly do: "kept-view"; readonly at: number };

type Press = {
  readonly code: string;
  readonly shift?: true;
  /** Ctrl, or Command on a Mac. */
  readonly ctrl?: true;
  readonly verb: Verb;
};

export type Shortcut = {
  readonly says: MessageKey;
  readonly group: "time" | "map" | "window";
  /** What is printed on the keys. */
  readonly caps: string;
  readonly presses: readonly Press[];
};

export const DIGIT_SPEEDS: readonly number[] = [1, 2, 5, 10, 20, 60, 200, 1000];

const speeds = (row: "Digit" | "Numpad"): readonly Press[] =>
  DIGIT_SPEEDS.map((speed, at) => ({ code: `${row}${at + 1}`, verb: { do: "speed", speed } }));

const seeks = (code: string, sign: 1 | -1): readonly Press[] => [
  { code, verb: { do: "seek", byMs: sign * 1000 } },
  { code, shift: true, verb: { do: "seek", byMs: sign * 10_000 } },
];

const NEARER: Verb = { do: "zoom", factor: 0.8 };
const FARTHER: Verb = { do: "zoom", factor: 1.25 };

export const SHORTCUTS: readonly Shortcut[] = [
  { says: "keys.space", group: "time", caps: "Space", presses: [{ code: "Space", verb: { do: "toggle" } }] },
  { says: "keys.arrows", group: "time", caps: "← →", presses: [...seeks("ArrowLeft", -1), ...seeks("ArrowRight", 1)] },
  {
    says: "keys.home",
    group: "time",
    caps: "Home End",
    presses: [
      { code: "Home", verb: { do: "start" } },
      { code: "End", verb: { do: "end" } },
    ],
  },
  { says: "keys.digits", group: "time", caps: "1 … 8", presses: [...speeds("Digit"), ...speeds("Numpad")] },
  {
    says: "keys.speed",
    group: "time",
    caps: "[ ]",
    presses: [
      { code: "BracketLeft", verb: { do: "speed-by", factor: 0.5 } },
      { code: "BracketRight", verb: { do: "speed-by", factor: 2 } },
    ],
  },
  {
    says: "keys.next",
    group: "time",
    caps: "N",
    presses: [
      { code: "KeyN", verb: { do: "incident", direction: 1 } },
      { code: "KeyN", shift: true, verb: { do: "incident", direction: -1 } },
    ],
  },
  {
    says: "keys.event",
    group: "time",
    caps: ", .",
    presses: [
      { code: "Comma", verb: { do: "event", direction: -1 } },
      { code: "Period", verb: { do: "event", direction: 1 } },
    ],
  },
  { says: "keys.typeTime", group: "time", caps: "G", presses: [{ code: "KeyG", verb: { do: "type-time" } }] },
  { says: "keys.loop", group: "time", caps: "R", presses: [{ code: "KeyR", verb: { do: "loop" } }] },
  {
    says: "keys.zoomTime",
    group: "time",
    caps: "Z X",
    presses: [
      { code: "KeyZ", verb: { do: "zoom-time", factor: 0.5 } },
      { code: "KeyX", verb: { do: "zoom-time", factor: 2 } },
    ],
  },
  { says: "keys.branch", group: "time", caps: "B", presses: [{ code: "KeyB", verb: { do: "branch" } }] },
  { says: "keys.whole", group: "time", caps: "W", presses: [{ code: "KeyW", verb: { do: "whole" } }] },
  { says: "keys.rows", group: "time", caps: "V", presses: [{ code: "KeyV", verb: { do: "rows" } }] },
  { says: "keys.arm", group: "map", caps: "A", presses: [{ code: "KeyA", verb: { do: "next-arm" } }] },
  { says: "keys.today", group: "map", caps: "D", presses: [{ code: "KeyD", verb: { do: "today" } }] },
  { says: "keys.split", group: "map", caps: "C", presses: [{ code: "KeyC", verb: { do: "split" } }] },
  { says: "keys.compareMode", group: "map", caps: "Shift C", presses: [{ code: "KeyC", shift: true, verb: { do: "compare-mode" } }] },
  { says: "keys.follow", group: "map", caps: "F", presses: [{ code: "KeyF", verb: { do: "follow" } }] },
  {
    says: "keys.zoom",
    group: "map",
    caps: "+ −",
    presses: [
      { code: "Equal", verb: NEARER },
      { code: "Equal", shift: true, verb: NEARER },
      { code: "NumpadAdd", verb: NEARER },
      { code: "Minus", verb: FARTHER },
      { code: "NumpadSubtract", verb: FARTHER },
    ],
  },
  {
    says: "keys.pan",
    group: "map",
    caps: "I J K L",
    presses: [
      { code: "KeyI", verb: { do: "pan", rightP: 0, upP: 0.15 } },
      { code: "KeyJ", verb: { do: "pan", rightP: -0.15, upP: 0 } },
      { code: "KeyK", verb: { do: "pan", rightP: 0, upP: -0.15 } },
      { code: "KeyL", verb: { do: "pan", rightP: 0.15, upP: 0 } },
    ],
  },
  {
    says: "keys.turn",
    group: "map",
    caps: "Q E",
    presses: [
      { code: "KeyQ", verb: { do: "turn", azimuthDeg: -15 } },
      { code: "KeyE", verb: { do: "turn", azimuthDeg: 15 } },
    ],
  },
  {
    says: "keys.homePlan",
    group: "map",
    caps: "H P",
    presses: [
      { code: "KeyH", verb: { do: "home" } },
      { code: "KeyP", verb: { do: "plan" } },
    ],
  },
  { says: "keys.keepView", group: "map", caps: "S", presses: [{ code: "KeyS", verb: { do: "keep-view" } }] },
  {
    says: "keys.keptViews",
    group: "map",
    caps: "⇧ 1 … 5",
    presses: [0, 1, 2, 3, 4].map((at) => ({ code: `Digit${at + 1}`, shift: true, verb: { do: "kept-view", at } })),
  },
  { says: "keys.table", group: "map", caps: "T", presses: [{ code: "KeyT", verb: { do: "table" } }] },
  {
    says: "keys.palette",
    group: "window",
    caps: "Ctrl K",
    presses: [{ code: "KeyK", ctrl: true, verb: { do: "sheet", sheet: "palette" } }],
  },
  {
    says: "keys.settings",
    group: "window",
    caps: "Ctrl ,",
    presses: [{ code: "Comma", ctrl: true, verb: { do: "sheet", sheet: "settings" } }],
  },
  { says: "keys.sheet", group: "window", caps: "?", presses: [{ code: "Slash", shift: true, verb: { do: "sheet", sheet: "keys" } }] },
  { says: "keys.close", group: "window", caps: "Esc", presses: [{ code: "Escape", verb: { do: "close" } }] },
];

export type Where = {
  /** The key goes into a text field, a number field or a list. */
  readonly isTyping: boolean;
  /** A button or switch has the focus: space and enter are its own. */
  readonly isOnControl: boolean;
  readonly hasSingleKeys: boolean;
};

const nameOf = (code: string, shift: boolean, ctrl: boolean): string => `${ctrl ? "Ctrl " : ""}${shift ? "Shift " : ""}${code}`;

const VERBS: ReadonlyMap<string, Verb> = new Map(
  SHORTCUTS.flatMap(({ presses }) => presses.map(({ code, shift, ctrl, verb }) => [nameOf(code, shift === true, ctrl === true), verb])),
);

/** Keys that write nothing: they stay when single-key shortcuts are switched off, whose danger is dictation and stray typing. */
const WRITES_NOTHING = /^(?:Space|Escape|Home|End|Arrow\w+)$/;

export const isSingleKey = ({ presses }: Shortcut): boolean =>
  presses.some(({ code, ctrl }) => ctrl !== true && !WRITES_NOTHING.test(code));

export const verbFor = (event: ShortcutEvent, where: Where): Verb | undefined => {
  const { code, shiftKey } = event;
  const isCtrl = event.ctrlKey || event.metaKey;
  if (event.isComposing || event.altKey) return undefined;
  const verb = VERBS.get(nameOf(code, shiftKey, isCtrl));
  if (verb === undefined || isCtrl || verb.do === "close") return verb;
  if (where.isTyping) return undefined;
  if (code === "Space" && (where.isOnControl || event.repeat)) return undefined;
  return where.hasSingleKeys || WRITES_NOTHING.test(code) ? verb : undefined;
};
