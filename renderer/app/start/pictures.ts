/** Pictures of the shipped examples on the start screen: the app's own stage, taken by `test/take-start-pictures.ts`. */
import type { ViewTheme } from "../../view/city-view-types.ts";

export const PICTURES: Readonly<Record<string, Readonly<Record<ViewTheme, string>>>> = {};
