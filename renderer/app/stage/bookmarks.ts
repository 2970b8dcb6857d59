/** The kept views of the city on stage: keep one more, go to one, forget one. */
import type { Session } from "../project/session.ts";
import { type AppState, appState, setApp } from "../store/app-store.ts";
import { remember } from "../store/choose.ts";
import { toast } from "../store/toasts.ts";
import { fill, MESSAGES } from "../text/messages.ts";
import { BOOKMARKS_KEY, type Bookmark } from "./bookmark.ts";

/** As many as there are digits to reach them by. */
export const MOST_BOOKMARKS = 9;
const MOST_LETTERS = 40;

export const bookmarksOf = ({ project, bookmarks }: Pick<AppState, "project" | "bookmarks">): readonly Bookmark[] =>
  (project && bookmarks[project.city.id]) ?? [];

const keepList = (city: string, list: readonly Bookmark[]): void => {
  const bookmarks = { ...appState().bookmarks, [city]: list };
  setApp({ bookmarks });
  remember(BOOKMARKS_KEY, JSON.stringify(bookmarks));
};

/** The name that the next one gets if it is given none. */
export const nextName = (state: Pick<AppState, "project" | "bookmarks" | "language">): string =>
  fill(MESSAGES["bookmark.numbered"][state.language], { number: String(bookmarksOf(state).length + 1) });

/** Keeps what is on the stage now. The same name again takes the place of the first. */
export const saveBookmark = (session: Session, given = ""): void => {
  const state = appState();
  const camera = session.view()?.camera();
  if (state.project === undefined || camera === undefined) return;
  const name = given.trim().slice(0, MOST_LETTERS) || nextName(state);
  const others = bookmarksOf(state);
  const at = others.findIndex((one) => one.name === name);
  if (at < 0 && others.length >= MOST_BOOKMARKS) {
    toast(MESSAGES["bookmark.full"], "trouble");
    return;
  }
  const saved: Bookmark = { name, camera, layers: state.layers };
  keepList(state.project.city.id, at < 0 ? [...others, saved] : others.map((one, i) => (i === at ? saved : one)));
  const { ko, en } = MESSAGES["bookmark.saved"];
  toast({ ko: fill(ko, { name }), en: fill(en, { name }) });
};

/** The first is 0. */
export const goToBookmark = (session: Session, at: number): void => {
  const { [at]: found } = bookmarksOf(appState());
  if (found === undefined) {
    toast(MESSAGES["bookmark.none"]);
    return;
  }
  session.follow(undefined);
  setApp({ layers: { ...appState().layers, ...found.layers } });
  session.view()?.goTo(found.camera);
};

export const removeBookmark = (at: number): void => {
  const state = appState();
  if (state.project !== undefined)
    keepList(
      state.project.city.id,
      bookmarksOf(state).filter((_, i) => i !== at),
    );
};
