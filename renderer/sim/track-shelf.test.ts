import { expect, test } from "vitest";
import type { RunTrack } from "./run-track.ts";
import { makeTrackShelf } from "./track-shelf.ts";

/** Tracks that hold what they are told to, and say when they were let go. */
const setup = (budgetBytes: number) => {
  const shelf = makeTrackShelf(budgetBytes);
  const gone: string[] = [];
  const made: string[] = [];
  const held = new Map<string, number>();
  const take = (name: string, bytes = 0): void => {
    shelf.take(name, () => {
      made.push(name);
      return { checkpointBytes: () => held.get(name) ?? 0, free: () => gone.push(name) } as unknown as RunTrack;
    });
    held.set(name, bytes);
  };
  return { shelf, take, gone, made, held };
};

test("a run that is asked for again is the same one, however many others are looked at between", () => {
  const { take, made, gone } = setup(1000);
  for (const name of ["plan", "today", "plan", "plan#7", "plan"]) take(name, 10);
  expect([made, gone]).toEqual([["plan", "today", "plan#7"], []]);
});

test("beyond the memory budget goes what was asked for longest ago", () => {
  const { shelf, take, gone, held } = setup(100);
  for (const name of ["a", "b", "c", "d"]) take(name, 30);
  take("a", 30);
  shelf.trim();
  expect(gone).toEqual(["b"]);
  held.set("d", 60);
  shelf.trim();
  expect(gone).toEqual(["b"]);
  take("e", 30);
  shelf.trim();
  expect(gone).toEqual(["b", "c"]);
});

test("what is on stage stays, whatever it holds: a run, the one beside it and today as its ghost", () => {
  const { shelf, take, gone } = setup(100);
  for (const name of ["stage", "beside", "ghost"]) take(name, 500);
  shelf.trim();
  expect(gone).toEqual([]);
  take("another");
  expect(gone).toEqual(["stage"]);
});

test("two engines stand behind every run: more than nine are not kept even if they hold nothing", () => {
  const { take, gone } = setup(100);
  for (let k = 0; k < 11; k += 1) take(`plan#${k}`);
  expect(gone).toEqual(["plan#0", "plan#1"]);
});
