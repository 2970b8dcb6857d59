/** The only door to the 3D city. Everything else in this folder is private to it. */
import type { City } from "../../sim-core/model/city.ts";
import type { CityViewAnswer, CityViewIndexes, CityViewOptions, NoCityView } from "./city-view-types.ts";
import { openContext } from "./graphics.ts";
import { LiveCityView } from "./live-city-view.ts";
import { qualityFor, rendererName } from "./quality.ts";

/** Draws `city` into `container` (which must be positioned and have a size). Building takes about a second; the page paints first. */
export const createCityView = async (
  container: HTMLElement,
  city: City,
  indexes: CityViewIndexes,
  options: CityViewOptions,
): Promise<CityViewAnswer> => {
  await new Promise((resolve) => setTimeout(resolve, 0));
  const refused: string[] = [];
  let canvas = document.createElement("canvas");
  canvas.addEventListener("webglcontextcreationerror", (e) => refused.push((e as WebGLContextEvent).statusMessage));
  let gl = openContext(canvas, options.quality === "low" ? "low" : "full");
  if (!gl) return { ok: false, problem: noGraphics(refused.join("; ")) };
  // antialiasing is fixed with the context: software graphics get one without
  if (options.quality === "auto" && qualityFor("auto", rendererName(gl)) === "low") {
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    canvas = document.createElement("canvas");
    gl = openContext(canvas, "low");
    if (!gl) return { ok: false, problem: noGraphics(refused.join("; ")) };
  }
  try {
    return { ok: true, view: new LiveCityView(container, canvas, gl, city, indexes, options) };
  } catch (error) {
    return { ok: false, problem: failed(error) };
  }
};

const noGraphics = (detail: string): NoCityView => ({
  reason: detail === "" ? "no-webgl2" : "context-refused",
  detail,
  text: {
    ko: "이 컴퓨터의 브라우저가 WebGL 2를 지원하지 않아 3D 도시를 그릴 수 없습니다. 표와 시간축은 그대로 쓸 수 있습니다.",
    en: "This browser offers no WebGL 2, so the 3D city cannot be drawn. Tables and timeline work as usual.",
  },
});

const failed = (error: unknown): NoCityView => ({
  reason: "failed",
  detail: error instanceof Error ? error.message : String(error),
  text: {
    ko: "3D 도시를 만드는 중 문제가 생겼습니다. 표와 시간축은 그대로 쓸 수 있습니다.",
    en: "The 3D city could not be built. Tables and timeline work as usual.",
  },
});
