import { expect, test } from "vitest";
import { isSingleKey, SHORTCUTS, type ShortcutEvent, verbFor, type Where } from "./shortcuts.ts";

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

test("the palette opens while a person types, and the same letter alone moves the map", () => {
  expect([
    verbFor(press("KeyK", { ctrlKey: true }), { ...HERE, isTyping: true, hasSingleKeys: false }),
    verbFor(press("KeyK", { metaKey: true }), HERE),
    verbFor(press("KeyK"), HERE)?.do,
  ]).toEqual([{ do: "sheet", sheet: "palette" }, { do: "sheet", sheet: "palette" }, "pan"]);
});

test("no key has two meanings", () => {
  const names = SHORTCUTS.flatMap(({ presses }) => presses.map(({ code, shift = false, ctrl = false }) => `${code} ${shift} ${ctrl}`));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test("what the sheet marks as a single key is what the switch turns off", () => {
  const off = { ...HERE, hasSingleKeys: false };
  for (const shortcut of SHORTCUTS) {
    const stays = shortcut.presses.map(({ code, shift = false, ctrl = false }) =>
      verbFor(press(code, { shiftKey: shift, ctrlKey: ctrl }), off),
    );
    expect([shortcut.says, stays.every((verb) => verb === undefined)]).toEqual([shortcut.says, isSingleKey(shortcut)]);
  }
});
