/** Keys to verbs. By `code`, so that a Korean input mode changes nothing; never while something is typed or composed. */
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
  | { readonly do: "toggle" | "help" | "close" | "next-arm" | "follow" | "whole" | "start" | "end" }
  | { readonly do: "seek"; readonly byMs: number }
  | { readonly do: "speed"; readonly speed: number }
  | { readonly do: "speed-by"; readonly factor: number }
  | { readonly do: "incident"; readonly direction: 1 | -1 }
  | { readonly do: "zoom"; readonly factor: number }
  | { readonly do: "pan"; readonly rightP: number; readonly upP: number }
  | { readonly do: "turn"; readonly azimuthDeg: number };

export const DIGIT_SPEEDS: readonly number[] = [1, 2, 5, 10, 20, 60];

export type Where = {
  /** The key goes into a text field, a number field or a list. */
  readonly isTyping: boolean;
  /** A button or switch has the focus: space and enter are its own. */
  readonly isOnControl: boolean;
  readonly hasSingleKeys: boolean;
};

const LETTERS: Readonly<Record<string, Verb>> = {
  KeyA: { do: "next-arm" },
  KeyF: { do: "follow" },
  KeyW: { do: "whole" },
  Equal: { do: "zoom", factor: 0.8 },
  NumpadAdd: { do: "zoom", factor: 0.8 },
  Minus: { do: "zoom", factor: 1.25 },
  NumpadSubtract: { do: "zoom", factor: 1.25 },
  KeyJ: { do: "pan", rightP: -0.15, upP: 0 },
  KeyL: { do: "pan", rightP: 0.15, upP: 0 },
  KeyI: { do: "pan", rightP: 0, upP: 0.15 },
  KeyK: { do: "pan", rightP: 0, upP: -0.15 },
  KeyQ: { do: "turn", azimuthDeg: -15 },
  KeyE: { do: "turn", azimuthDeg: 15 },
  BracketLeft: { do: "speed-by", factor: 0.5 },
  BracketRight: { do: "speed-by", factor: 2 },
};

export const verbFor = (event: ShortcutEvent, where: Where): Verb | undefined => {
  const { code, shiftKey } = event;
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (code === "Escape") return { do: "close" };
  if (where.isTyping) return undefined;
  if (code === "ArrowLeft" || code === "ArrowRight") {
    return { do: "seek", byMs: (code === "ArrowLeft" ? -1 : 1) * (shiftKey ? 10_000 : 1000) };
  }
  if (code === "Home") return { do: "start" };
  if (code === "End") return { do: "end" };
  if (code === "Space") return where.isOnControl || event.repeat ? undefined : { do: "toggle" };
  if (!where.hasSingleKeys) return undefined;
  if (code === "Slash" && shiftKey) return { do: "help" };
  if (code === "KeyN") return { do: "incident", direction: shiftKey ? -1 : 1 };
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  const speed = digit === undefined ? undefined : DIGIT_SPEEDS[Number(digit) - 1];
  if (speed !== undefined) return { do: "speed", speed };
  return LETTERS[code];
};
