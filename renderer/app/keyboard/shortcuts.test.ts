import { expect, test } from "vitest";
import { type ShortcutEvent, verbFor, type Where } from "./shortcuts.ts";

const press = (code: string, change: Partial<ShortcutEvent> = {}): ShortcutEvent => ({
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  repeat: false,
  ...change,
});
const HERE: Where = { isTyping: false, isOnControl: false, hasSingleKeys: true };

test("space plays, arrows seek, digits set the speed, N goes to the next incident", () => {
  expect(
    [
      press("Space"),
      press("ArrowLeft"),
      press("ArrowRight", { shiftKey: true }),
      press("Digit4"),
      press("KeyN"),
      press("KeyN", { shiftKey: true }),
    ].map((event) => verbFor(event, HERE)),
  ).toEqual([
    { do: "toggle" },
    { do: "seek", byMs: -1000 },
    { do: "seek", byMs: 10_000 },
    { do: "speed", speed: 10 },
    { do: "incident", direction: 1 },
    { do: "incident", direction: -1 },
  ]);
});

test("nothing happens while a person types, or composes Hangul, or uses the browser's own keys", () => {
  expect([
    verbFor(press("Space"), { ...HERE, isTyping: true }),
    verbFor(press("KeyN", { isComposing: true }), HERE),
    verbFor(press("KeyF", { ctrlKey: true }), HERE),
    verbFor(press("Digit1", { metaKey: true }), HERE),
  ]).toEqual([undefined, undefined, undefined, undefined]);
});

test("space on a button belongs to the button", () => {
  expect(verbFor(press("Space"), { ...HERE, isOnControl: true })).toBeUndefined();
});

test("single-key shortcuts can be switched off; play, seek and escape stay", () => {
  const off = { ...HERE, hasSingleKeys: false };
  expect([press("KeyN"), press("Digit1"), press("Slash", { shiftKey: true })].map((event) => verbFor(event, off))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([press("Space"), press("Escape")].map((event) => verbFor(event, off)?.do)).toEqual(["toggle", "close"]);
});
