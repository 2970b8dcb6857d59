/**
 * A canvas with its WebGL2 context, three on it and deck attached. It is replaced as a whole, when the context is lost or the machine
 * turned out too slow: antialiasing is fixed with a context, and luma's bookkeeping dies with it.
 */
import { WebGLRenderer } from "three";
import type { Quality } from "./quality.ts";
import { attachDeck, type SceneCompositor } from "./scene-compositor.ts";

export type Graphics = {
  readonly canvas: HTMLCanvasElement;
  readonly renderer: WebGLRenderer;
  readonly compositor: SceneCompositor;
  /** What the browser calls the renderer. */
  readonly name: string;
  /** Before anything that was drawn with it: what a context has lost is let go of in silence, and one that came back complains. */
  dispose(): void;
};

export type GraphicsEvents = {
  /** deck can draw from now on. */
  onReady(): void;
  onLost(canvas: HTMLCanvasElement): void;
  onRestored(canvas: HTMLCanvasElement): void;
};

/** The context is made here so that its attributes are ours; undefined where the browser has no WebGL2. */
export const openContext = (canvas: HTMLCanvasElement, quality: Quality): WebGL2RenderingContext | undefined =>
  canvas.getContext("webgl2", {
    antialias: quality === "full",
    alpha: false,
    depth: true,
    stencil: false,
    preserveDrawingBuffer: false,
    powerPreference: "high-performance",
  }) ?? undefined;

export const attachGraphics = (
  root: HTMLElement,
  canvas: HTMLCanvasElement,
  gl: WebGL2RenderingContext,
  quality: Quality,
  name: string,
  events: GraphicsEvents,
): Graphics => {
  const renderer = new WebGLRenderer({ canvas, context: gl, antialias: quality === "full", powerPreference: "high-performance" });
  Object.assign(canvas.style, { position: "absolute", left: "0", top: "0", width: "100%", height: "100%", display: "block" });
  canvas.setAttribute("aria-hidden", "true");
  root.prepend(canvas);
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();
    events.onLost(canvas);
  });
  canvas.addEventListener("webglcontextrestored", () => events.onRestored(canvas));
  const compositor = attachDeck(renderer, () => {
    // deck makes its canvas a stop of the tab key; the keyboard moves this camera through the app's own keys.
    canvas.tabIndex = -1;
    events.onReady();
  });
  return {
    canvas,
    renderer,
    compositor,
    name,
    dispose: () => {
      renderer.forceContextLoss();
      compositor.dispose();
      renderer.dispose();
      canvas.remove();
    },
  };
};
