/** The only door to the 3D city. Everything else in this folder is private to it. */
import type { City } from "../../sim-core/model/city.ts";
import type { CityViewAnswer, CityViewIndexes, CityViewOptions } from "./city-view-types.ts";

export const createCityView = async (
  _container: HTMLElement,
  _city: City,
  _indexes: CityViewIndexes,
  _options: CityViewOptions,
): Promise<CityViewAnswer> => ({
  ok: false,
  problem: { reason: "failed", detail: "being built", text: { ko: "3D 화면을 준비하고 있습니다.", en: "The 3D view is being prepared." } },
});
