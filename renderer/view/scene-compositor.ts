/**
 * One canvas, one WebGL2 context: three owns it, deck.gl draws its analytics layers into the same depth buffer afterwards. Everything
 * that depends on this arrangement is in this file; a second canvas instead would be another SceneCompositor.
 * A lost context is not mended here: luma keeps dead objects on it for good. Whoever owns the canvas makes everything anew.
 * The private parts of deck that this needs are listed in DeckInside; hence exact version pins, and test/view.e2e.ts before an upgrade.
 */
import { Deck, type Layer, View, Viewport } from "@deck.gl/core";
import { type WebGLDevice, webgl2Adapter } from "@luma.gl/webgl";
import { type PerspectiveCamera, type Scene, Vector2, type WebGLRenderer } from "three";
import { boxOf, type Pane, type PaneBox } from "./panes.ts";

/** A part of the picture, and which of deck's layers belong to it: those whose id begins so. */
export type Strip = Pane & { readonly layers: string };

export type SceneCompositor = {
  /** Analytics layers from now on; all in local metres (CARTESIAN). */
  setLayers(layers: readonly Layer[]): void;
  /** After every change of the drawing buffer. */
  resized(): void;
  /**
   * three draws what is solid, deck its layers, three what is transparent (glow, rings, smoke, routes): so nothing of deck's can lie
   * over a route or shine through smoke. `focusM` = distance at which deck's pixel sizes are true. Answers whether another frame is
   * needed: a new layer draws nothing while its shaders are still being linked. With a strip only that part of the picture changes;
   * the camera is that of the whole picture, so that two strips join, or the strip's own, so that its middle is the camera's.
   */
  draw(solid: Scene, transparent: Scene, camera: PerspectiveCamera, focusM: number, strip?: Strip): boolean;
  dispose(): void;
};

/** deck's public base viewport, fed with three's matrices. */
class LocalViewport extends Viewport {
  static override displayName = "LocalViewport";
}
class LocalView extends View {
  override getViewportType(): typeof Viewport {
    return LocalViewport;
  }
  protected override get ControllerType(): never {
    throw new Error("the camera belongs to three");
  }
}

/** Without these deck inherits three's last state: edges unblended, depth unchecked. */
const PARAMETERS = {
  depthWriteEnabled: false,
  depthCompare: "less-equal",
  blend: true,
  blendColorSrcFactor: "src-alpha",
  blendColorDstFactor: "one-minus-src-alpha",
  blendAlphaSrcFactor: "one",
  blendAlphaDstFactor: "one-minus-src-alpha",
  blendColorOperation: "add",
  blendAlphaOperation: "add",
} as const;

/** Keeps a whole number of pixels whole when it is rounded down. */
const WITHIN_PX = 0.01;

/**
 * For layers that stand up (columns, walls): without a depth of their own, what is transparent and lies behind them (water, smoke)
 * would be drawn over them afterwards.
 */
export const STANDING = { depthWriteEnabled: true } as const;

export const attachDeck = (renderer: WebGLRenderer, onReady: () => void): SceneCompositor => {
  const gl = renderer.getContext() as WebGL2RenderingContext;
  let deck: Deck<View[]> | undefined;
  let device: WebGLDevice | undefined;
  let ready = false;
  let disposed = false;
  let layers: Layer[] = [];
  const sizePx = new Vector2();

  const start = async (): Promise<void> => {
    const attached = (await webgl2Adapter.attach(gl, {
      _cacheShaders: true,
      _cachePipelines: true,
      createCanvasContext: true,
    })) as WebGLDevice;
    if (disposed) return;
    device = attached;
    deck = new Deck<View[]>({
      device: attached,
      width: null,
      height: null,
      views: [new LocalView({ id: "city" })],
      viewState: { city: {} },
      controller: false,
      layers,
      parameters: PARAMETERS,
      _customRender: () => {
        // never draws by itself: the city's own loop does
      },
      onLoad: () => {
        if (disposed) return;
        ready = true;
        resized();
        // deck's own loop would wake every frame to find nothing to do
        (deck as unknown as DeckInside).animationLoop?.stop();
        onReady();
      },
    });
  };

  const resized = (): void => {
    const canvas = gl.canvas as HTMLCanvasElement;
    const context = device?.canvasContext;
    if (!context) return;
    context.setDrawingBufferSize(gl.drawingBufferWidth, gl.drawingBufferHeight);
    // luma learns the CSS size from an observer, a frame too late: until then every deck layer would be drawn at the old scale
    context.cssWidth = canvas.clientWidth;
    context.cssHeight = canvas.clientHeight;
    (deck as unknown as DeckInside | undefined)?._updateCanvasSize();
  };

  /** A clean state, and drawing cut to the strip: three forgets cut and viewport with the state, deck keeps the context's cut. */
  const reset = (strip: Strip | undefined): void => {
    renderer.resetState();
    if (strip === undefined) return;
    const { width, height } = renderer.getSize(sizePx);
    const from = Math.round(strip.fromP * width);
    renderer.setScissor(from, 0, Math.round(strip.toP * width) - from, height);
    renderer.setScissorTest(true);
    const box = boxOf(strip, width);
    renderer.setViewport(box.x, 0, box.width, height);
  };

  /** The strip's box for deck: on the same pixels as three's, which it would else round down where three rounds to the nearest. */
  const deckBox = (strip: Strip | undefined): PaneBox | undefined => {
    if (strip?.isOwn !== true) return undefined;
    const { x, width } = boxOf(strip, renderer.getSize(sizePx).x);
    const [own, decks] = [renderer.getPixelRatio(), gl.drawingBufferWidth / (gl.canvas as HTMLCanvasElement).clientWidth];
    const onPixels = (px: number): number => (Math.round(px * own) + WITHIN_PX) / decks;
    return { x: onPixels(x), width: onPixels(width) };
  };

  renderer.info.autoReset = false; // a frame is two renders
  void start();
  return {
    setLayers: (next) => {
      layers = [...next];
      if (ready && deck) applyLayers(deck, layers);
    },
    resized,
    draw: (solid, transparent, camera, focusM, strip) => {
      if (strip === undefined || strip.fromP === 0) renderer.info.reset();
      reset(strip);
      renderer.autoClear = true;
      renderer.render(solid, camera);
      let unfinished = false;
      if (ready && deck && layers.length > 0) {
        reset(strip);
        unfinished = drawLayers(deck, camera, focusM, (gl.canvas as HTMLCanvasElement).clientHeight, strip?.layers, deckBox(strip));
        reset(strip);
      }
      renderer.autoClear = false;
      renderer.render(transparent, camera);
      renderer.setScissorTest(false);
      renderer.resetState();
      const { width, height } = renderer.getSize(sizePx);
      renderer.setViewport(0, 0, width, height);
      return unfinished;
    },
    dispose: () => {
      disposed = true;
      ready = false;
      deck?.finalize();
    },
  };
};

type DrawOptions = {
  readonly clearCanvas: boolean;
  readonly clearStack: boolean;
  readonly layerFilter?: (about: { readonly layer: Layer }) => boolean;
  /** Instead of that of the whole canvas. */
  readonly viewports?: readonly Viewport[];
};

/** What deck keeps private and its own map modules reach for too. */
type DeckInside = {
  readonly layerManager: { updateLayers(): void } | null;
  readonly animationLoop: { stop(): void } | null;
  _updateCanvasSize(): void;
  _drawLayers(reason: string, options: DrawOptions): void;
};

/** Takes effect with the next frame drawn, not with deck's next tick. */
const applyLayers = (deck: Deck<View[]>, layers: Layer[]): void => {
  deck.setProps({ layers });
  (deck as unknown as DeckInside).layerManager?.updateLayers();
};

const drawLayers = (
  deck: Deck<View[]>,
  camera: PerspectiveCamera,
  focusM: number,
  heightPx: number,
  only?: string,
  box?: PaneBox,
): boolean => {
  const pixelsPerMetre = heightPx / (2 * focusM * Math.tan((camera.fov * Math.PI) / 360));
  const city: object = {
    viewMatrix: camera.matrixWorldInverse.toArray(),
    projectionMatrix: camera.projectionMatrix.toArray(),
    zoom: Math.log2(pixelsPerMetre),
    focalDistance: focusM,
  };
  deck.setProps({ viewState: { city } });
  const inner = deck as unknown as DeckInside;
  deck.needsRedraw({ clearRedrawFlags: true });
  inner._drawLayers("frame", {
    clearCanvas: false,
    clearStack: true,
    ...(only === undefined ? {} : { layerFilter: ({ layer }) => layer.id.startsWith(only) }),
    ...(box === undefined ? {} : { viewports: [new LocalViewport({ id: "city", ...city, ...box, y: 0, height: heightPx })] }),
  });
  return deck.needsRedraw() !== false;
};
