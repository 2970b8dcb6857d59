/**
 * Keeps the view in a picture: watches for a lost context and for a machine that is too slow, and replaces canvas and context then.
 * What was drawn with the old ones must be let go of and built anew; the owner is asked to.
 */
import type { ViewNotice, ViewQuality } from "./city-view-types.ts";
import { attachGraphics, type Graphics, openContext } from "./graphics.ts";
import {
  FrameWatch,
  MOVING_PIXELS,
  pixelRatioFor,
  type Quality,
  qualityFor,
  rendererName,
  SLOW_FRAME_MS,
  WATCHED_FRAMES,
} from "./quality.ts";

export type KeeperParts = {
  readonly root: HTMLElement;
  /** What was asked for; only `auto` is ever reduced later. */
  readonly wanted: ViewQuality;
  onNotice(notice: ViewNotice): void;
  /** deck can draw from now on. */
  onReady(): void;
  onLost(): void;
  /** The old graphics are gone: let go of all that was made with them. */
  drop(): void;
  /** There are new ones: make it again, in the new size. */
  fill(): void;
};

export class GraphicsKeeper {
  readonly #parts: KeeperParts;
  readonly #intervals = new FrameWatch();
  #graphics: Graphics;
  #quality: Quality;
  #isLost: boolean = false;
  #isStopped: boolean = false;

  constructor(parts: KeeperParts, canvas: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.#parts = parts;
    const name = rendererName(gl);
    this.#quality = qualityFor(parts.wanted, name);
    this.#graphics = this.#attach(canvas, gl, name);
    if (this.#quality === "low" && parts.wanted === "auto") parts.onNotice({ kind: "software-graphics", renderer: name });
  }

  get graphics(): Graphics {
    return this.#graphics;
  }

  get quality(): Quality {
    return this.#quality;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Milliseconds between two pictures in a row: a machine that turned out too slow gets the reduced one. */
  noteInterval(ms: number): void {
    this.#intervals.note(ms);
    if (this.#quality !== "full" || this.#parts.wanted !== "auto" || this.#intervals.count !== WATCHED_FRAMES) return;
    const medianFrameMs = this.#intervals.medianMs();
    if (medianFrameMs <= SLOW_FRAME_MS) return;
    this.#quality = "low";
    if (this.#renew()) this.#parts.onNotice({ kind: "software-graphics", renderer: this.#graphics.name, medianFrameMs });
  }

  /** CSS pixels; a moving picture of the reduced mode is drawn with fewer of its own. */
  setSize(width: number, height: number, isSettled: boolean): void {
    const { renderer, compositor } = this.#graphics;
    const isSharp = this.#quality === "full" || isSettled;
    renderer.setPixelRatio(isSharp ? pixelRatioFor(this.#quality) : Math.min(1, Math.sqrt(MOVING_PIXELS / (width * height))));
    renderer.setSize(width, height, false);
    compositor.resized();
  }

  dispose(): void {
    this.#isStopped = true;
    this.#graphics.dispose();
  }

  #attach(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext, name: string): Graphics {
    // A canvas that was replaced may still lose its context, when the browser clears it away: that is nobody's loss.
    const isCurrent = (of: HTMLCanvasElement): boolean => !this.#isStopped && this.#graphics.canvas === of;
    return attachGraphics(this.#parts.root, canvas, gl, this.#quality, name, {
      onReady: () => {
        if (!this.#isStopped) this.#parts.onReady();
      },
      onLost: (of) => {
        if (!isCurrent(of)) return;
        this.#isLost = true;
        this.#parts.onLost();
        this.#parts.onNotice({ kind: "context-lost" });
      },
      onRestored: (of) => {
        if (isCurrent(of)) this.#renew();
      },
    });
  }

  /** A new canvas with everything on it; false where the browser gives none. */
  #renew(): boolean {
    const canvas = document.createElement("canvas");
    const gl = openContext(canvas, this.#quality);
    if (!gl) return false;
    const old = this.#graphics;
    // First the context, then what it held: see Graphics.dispose.
    old.dispose();
    this.#parts.drop();
    this.#graphics = this.#attach(canvas, gl, old.name);
    const wasLost = this.#isLost;
    this.#isLost = false;
    this.#parts.fill();
    if (wasLost) this.#parts.onNotice({ kind: "context-restored" });
    return true;
  }
}
