/** Full or reduced: by the renderer's name at once, by the first frames later. Software graphics pay by the triangle, not by the pixel. */
import type { ViewQuality } from "./city-view-types.ts";

export type Quality = "full" | "low";

const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;
/** Frames watched, and the median above which a machine counts as too slow for the full picture. */
export const WATCHED_FRAMES = 30;
export const SLOW_FRAME_MS = 100;

export const rendererName = (gl: WebGL2RenderingContext): string => {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
};

export const qualityFor = (wanted: ViewQuality, renderer: string): Quality => {
  if (wanted !== "auto") return wanted;
  return SOFTWARE.test(renderer) ? "low" : "full";
};

/** Pixels drawn per CSS pixel. A still picture of the reduced mode, which has no antialiasing, is drawn once at half as many again. */
export const pixelRatioFor = (quality: Quality): number => (quality === "low" ? 1.5 : Math.min(2, window.devicePixelRatio || 1));

/** While something moves, reduced mode draws about this many pixels. */
export const MOVING_PIXELS = 640 * 360;

export class FrameWatch {
  readonly #times = new Float32Array(60);
  readonly #sorted = new Float32Array(60);
  count = 0;
  lastMs = 0;

  note(ms: number): void {
    this.lastMs = ms;
    this.#times[this.count % 60] = ms;
    this.count++;
  }

  medianMs(): number {
    const n = Math.min(60, this.count);
    if (n === 0) return 0;
    const part = this.#sorted.subarray(0, n);
    part.set(this.#times.subarray(0, n));
    part.sort();
    return part[n >> 1] as number;
  }
}
