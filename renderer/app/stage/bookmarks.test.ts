import { beforeEach, expect, test } from "vitest";
import type { Session } from "../project/session.ts";
import { appState, type Project, setApp } from "../store/app-store.ts";
import { areBookmarks } from "./bookmark.ts";
import { bookmarksOf, goToBookmark, MOST_BOOKMARKS, removeBookmark, saveBookmark } from "./bookmarks.ts";

const north = [0, -500, 300, 0, 0, 0] as const;
const east = [-500, 0, 300, 0, 0, 0] as const;
let stands: readonly number[] = north;
const session = {
  view: () => ({
    camera: () => stands,
    goTo: (place: readonly number[]) => {
      stands = place;
    },
  }),
  follow: () => undefined,
} as unknown as Session;

beforeEach(() => {
  stands = north;
  setApp({ project: { city: { id: "riverside" } } as Project, bookmarks: {}, toasts: [], language: "en" });
});

test("a kept view brings back the camera and the layers; other layers stay as they are", () => {
  setApp({ layers: { ...appState().layers, speed: false } });
  saveBookmark(session, " Bridge ");
  stands = east;
  setApp({ layers: { ...appState().layers, speed: true } });
  goToBookmark(session, 0);
  expect(stands).toEqual(north);
  expect(appState().layers.speed).toBe(false);
  expect(bookmarksOf(appState()).map(({ name }) => name)).toEqual(["Bridge"]);
});

test("without a name they are numbered, the same name again replaces, another city has its own", () => {
  saveBookmark(session);
  saveBookmark(session);
  expect(bookmarksOf(appState()).map(({ name }) => name)).toEqual(["View 1", "View 2"]);
  stands = east;
  saveBookmark(session, "View 1");
  expect(bookmarksOf(appState()).map(({ camera }) => camera)).toEqual([east, north]);
  setApp({ project: { city: { id: "elsewhere" } } as Project });
  expect(bookmarksOf(appState())).toEqual([]);
});

test("one can be forgotten; an empty place and a full list are said, not done", () => {
  for (let i = 0; i < MOST_BOOKMARKS; i++) saveBookmark(session, `view ${i}`);
  saveBookmark(session, "one too many");
  expect(bookmarksOf(appState()).length).toBe(MOST_BOOKMARKS);
  expect(appState().toasts.at(-1)?.tone).toBe("trouble");
  removeBookmark(0);
  expect(bookmarksOf(appState())[0]?.name).toBe("view 1");
  stands = east;
  goToBookmark(session, 8);
  expect(stands).toEqual(east);
});

test("what an earlier version or somebody else wrote is taken only when it is whole", () => {
  const good = { riverside: [{ name: "a", camera: [1, 2, 3, 4, 5, 6], layers: { speed: true } }] };
  expect(areBookmarks(good)).toBe(true);
  for (const bad of [null, [], { riverside: {} }, { riverside: [{ name: "a", camera: [1, 2, 3, 4, 5, null], layers: {} }] }]) {
    expect(areBookmarks(bad)).toBe(false);
  }
});
