import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { appState, useApp } from "../store/app-store.ts";
import { cursorHandlers, hoverAt } from "./hover.ts";

let frames: (() => void)[] = [];
const nextFrame = (): void => {
  const due = frames;
  frames = [];
  for (const callback of due) callback();
};

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
});
afterEach(() => {
  hoverAt(undefined);
  nextFrame();
  vi.unstubAllGlobals();
});

test("however often the pointer moves, the page is told once per picture, and of the last moment", () => {
  const told: (number | undefined)[] = [];
  const stop = useApp.subscribe(({ hoverMs }) => told.push(hoverMs));
  for (let ms = 1000; ms <= 2000; ms += 100) hoverAt(ms);
  expect([told, frames.length]).toEqual([[], 1]);
  nextFrame();
  hoverAt(2000);
  nextFrame();
  stop();
  expect(told).toEqual([2000]);
});

test("the box of a chart is its window, from edge to edge; beside it there is no moment", () => {
  const { onPointerMove, onPointerLeave } = cursorHandlers({ fromMs: 10_000, toMs: 30_000 });
  const currentTarget = { getBoundingClientRect: () => ({ left: 100, width: 400 }) };
  const at = (clientX: number): number | undefined => {
    onPointerMove({ currentTarget, clientX } as unknown as Parameters<typeof onPointerMove>[0]);
    nextFrame();
    return appState().hoverMs;
  };
  expect([at(100), at(200), at(500), at(501), at(99)]).toEqual([10_000, 15_000, 30_000, undefined, undefined]);
  at(300);
  onPointerLeave();
  nextFrame();
  expect(appState().hoverMs).toBeUndefined();
});
