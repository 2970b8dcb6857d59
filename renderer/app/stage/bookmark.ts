/** A view a person wants to come back to: where the camera stood and which layers were on. As kept by the browser on this machine. */
import type { CameraPlace, LayerName } from "../../view/city-view-types.ts";

export type Bookmark = {
  readonly name: string;
  readonly camera: CameraPlace;
  readonly layers: Readonly<Partial<Record<LayerName, boolean>>>;
};

/** By id of the city. */
export type Bookmarks = Readonly<Record<string, readonly Bookmark[]>>;

/** Where they are kept in the browser's storage. */
export const BOOKMARKS_KEY = "bookmarks";
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isBookmark = (value: unknown): value is Bookmark =>
  isRecord(value) &&
  typeof value["name"] === "string" &&
  Array.isArray(value["camera"]) &&
  value["camera"].length === 6 &&
  value["camera"].every(Number.isFinite) &&
  isRecord(value["layers"]) &&
  Object.values(value["layers"]).every((isOn) => typeof isOn === "boolean");

/** Of an earlier sitting: only what is whole is taken. */
export const areBookmarks = (value: unknown): value is Bookmarks =>
  isRecord(value) && Object.values(value).every((list) => Array.isArray(list) && list.every(isBookmark));
