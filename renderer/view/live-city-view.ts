/**
 * The living view: one canvas, one loop that draws only when something changed. Order of a frame: camera, moving things, three, deck,
 * labels, capture. The scene (city x theme x quality) can be exchanged; what was shown last is kept here and shown again.
 */
import { WebGLRenderer } from "three";
import type { FrameView } from "../../sim-core/contract/frame.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { CameraRig } from "./camera-rig.ts";
import { capturePicture, type LabelStrip } from "./capture.ts";
import { buildCityScene, type CityScene, setHaze } from "./city-scene.ts";
import type {
  CaptureOptions,
  CityOverlay,
  CityView,
  CityViewIndexes,
  CityViewOptions,
  Picked,
  PictureSplit,
  ViewName,
  ViewStats,
  ViewTheme,
} from "./city-view-types.ts";
import { onClick } from "./click.ts";
import { boundsM } from "./draw/ground.ts";
import { Selection } from "./draw/selection.ts";
import { buildRoadGraph, type RoadGraph } from "./geometry/road-graph.ts";
import { Labels } from "./labels.ts";
import { boxOf, isSameSplit, type Pane, panesOf } from "./panes.ts";
import { Picker } from "./picker.ts";
import { Projector } from "./projector.ts";
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
import { RunPicture } from "./run-picture.ts";
import { attachDeck, type SceneCompositor, type Strip } from "./scene-compositor.ts";
import { STYLE } from "./style.ts";

/** After this long without a change the reduced mode draws once at full resolution. */
const SETTLE_MS = 350;
/** Beyond this distance walls in the reduced mode have no windows (they would be a tone anyway) and four trees in five are left out. */
const NEAR_M = 900;

type Graphics = {
  readonly canvas: HTMLCanvasElement;
  readonly renderer: WebGLRenderer;
  readonly compositor: SceneCompositor;
  readonly name: string;
};

export class LiveCityView implements CityView {
  readonly #city: City;
  readonly #indexes: CityViewIndexes;
  readonly #options: CityViewOptions;
  readonly #root: HTMLDivElement;
  readonly #graph: RoadGraph;
  readonly #rig: CameraRig;
  readonly #picker: Picker;
  readonly #projector = new Projector();
  readonly #watch = new FrameWatch();
  readonly #intervals = new FrameWatch();
  readonly #sizes: ResizeObserver;
  #graphics: Graphics;
  #quality: Quality;
  #theme: ViewTheme;
  #language: Language;
  #scene: CityScene;
  #selection: Selection;
  readonly #main: RunPicture;
  /** The run it is compared with: made when first asked for. */
  #other: RunPicture | undefined;
  #split: PictureSplit | undefined;
  #widthPx = 1;
  #followed: number | undefined;
  #dirty: boolean = true;
  #asked = 0;
  #lastTick = 0;
  #drewLastTick: boolean = false;
  #settled: boolean = true;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;
  #captures: { readonly options: CaptureOptions; readonly resolve: (b: Blob) => void; readonly reject: (e: unknown) => void }[] = [];
  #disposed: boolean = false;
  #lost: boolean = false;
  #buildMs = 0;

  constructor(
    container: HTMLElement,
    canvas: HTMLCanvasElement,
    gl: WebGL2RenderingContext,
    city: City,
    indexes: CityViewIndexes,
    options: CityViewOptions,
  ) {
    this.#city = city;
    this.#indexes = indexes;
    this.#options = options;
    this.#theme = options.theme;
    const name = rendererName(gl);
    this.#quality = qualityFor(options.quality, name);
    this.#root = document.createElement("div");
    Object.assign(this.#root.style, { position: "absolute", inset: "0", overflow: "hidden", touchAction: "none" });
    container.append(this.#root);
    this.#graphics = this.#attach(canvas, gl, name);
    this.#graph = buildRoadGraph(city);
    this.#rig = new CameraRig(
      this.#root,
      boundsM(city),
      () => this.#ask(),
      () => this.#movedByHand(),
    );
    this.#rig.setReducedMotion(options.reducedMotion);
    this.#picker = new Picker(city, this.#graph);
    this.#language = options.language;
    this.#scene = this.#buildScene();
    this.#main = this.#addRun("main");
    this.#selection = this.#buildSelection();
    onClick(this.#root, (x, y) => options.onPick?.(this.pickAt(x, y), this.#paneAt(x)[0] === this.#main ? "main" : "other"));
    for (const kind of ["pointerdown", "wheel"] as const) this.#root.addEventListener(kind, this.#aim, { capture: true, passive: true });
    this.#sizes = new ResizeObserver(() => this.#resize());
    this.#sizes.observe(this.#root);
    this.#resize();
    this.#rig.view("main", undefined, true);
    if (this.#quality === "low" && options.quality === "auto") options.onNotice?.({ kind: "software-graphics", renderer: name });
  }

  show(frame: FrameView, mixP = 1, other?: FrameView): void {
    const { distanceM } = this.#rig;
    const isMainNew = this.#main.show(frame, mixP, distanceM, other);
    const isOtherNew = other !== undefined && this.#other?.show(other, mixP, distanceM, frame) === true;
    if (isMainNew || isOtherNew) this.#analyticsChanged();
    this.#changed();
  }

  mix(mixP: number): void {
    if (mixP === this.#main.mixP) return;
    this.#main.mix(mixP);
    this.#other?.mix(mixP);
    this.#changed();
  }

  setOverlay(overlay: Partial<CityOverlay>): void {
    if (this.#main.setOverlay(overlay)) this.#analyticsChanged();
    this.#changed();
  }

  setOtherOverlay(overlay: Partial<CityOverlay>): void {
    if (this.#other?.setOverlay(overlay) === true) this.#analyticsChanged();
    this.#changed();
  }

  split(split: PictureSplit | undefined): void {
    if (isSameSplit(split, this.#split)) return;
    const wasSplit = this.#split !== undefined;
    this.#split = split;
    if (split !== undefined) this.#other ??= this.#addRun("other");
    if (wasSplit !== (split !== undefined)) {
      this.#main.parts.setShown(true);
      this.#other?.parts.setShown(false);
      this.#analyticsChanged();
    }
    this.#panesChanged();
    this.#changed();
  }

  setTheme(theme: ViewTheme): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    for (const run of this.#runs()) run.labels.setTheme(theme);
    this.#exchangeScene();
  }

  setLanguage(language: Language): void {
    this.#language = language;
    for (const run of this.#runs()) run.labels.setLanguage(language);
    this.#changed();
  }

  setReducedMotion(reducedMotion: boolean): void {
    this.#rig.setReducedMotion(reducedMotion);
  }

  select(picked: Picked | undefined): void {
    this.#selection.set(picked);
    for (const run of this.#runs()) run.select(picked);
    this.#analyticsChanged();
    this.#changed();
  }

  view(name: ViewName): void {
    this.#followed = undefined;
    this.#rig.view(name, this.#main.focus());
    this.#changed();
  }

  flyTo(target: Picked | { readonly xM: number; readonly yM: number }, distanceM = 420): void {
    const at = "kind" in target ? this.#placeOf(target) : { x: target.xM, y: target.yM };
    if (!at) return;
    this.#followed = undefined;
    this.#rig.flyTo(at.x, at.y, distanceM);
    this.#changed();
  }

  follow(unit: number | undefined): void {
    this.#followed = unit;
    const at = unit === undefined ? undefined : this.#main.parts.units.positionOf(unit);
    if (at) this.#rig.startFollowing(at.x, at.y);
    this.#changed();
  }

  zoomBy(factor: number): void {
    this.#rig.zoomBy(factor);
    this.#changed();
  }

  turnBy(azimuthDeg: number, pitchDeg: number): void {
    this.#rig.turnBy(azimuthDeg, pitchDeg);
    this.#changed();
  }

  panBy(rightP: number, upP: number): void {
    this.#followed = undefined;
    this.#rig.panBy(rightP, upP);
    this.#changed();
  }

  pickAt(xPx: number, yPx: number): Picked | undefined {
    this.#projector.update(this.#rig.camera);
    const [{ parts, slots, mixP }, pane] = this.#paneAt(xPx);
    const { x } = boxOf(pane, this.#widthPx);
    return this.#picker.at(xPx - x, yPx, parts, slots, mixP, this.#projector, this.#rig.camera);
  }

  projectToScreen(xM: number, yM: number, zM: number): { readonly xPx: number; readonly yPx: number } | undefined {
    this.#projector.update(this.#rig.camera);
    const { x } = boxOf(panesOf(this.#split).main, this.#widthPx);
    return this.#projector.project(xM, yM, zM) ? { xPx: x + this.#projector.x, yPx: this.#projector.y } : undefined;
  }

  scale(): { readonly metresPerPx: number; readonly headingDeg: number } {
    const metresPerPx = (2 * this.#rig.distanceM * Math.tan((this.#rig.camera.fov * Math.PI) / 360)) / Math.max(1, this.#projector.height);
    return { metresPerPx, headingDeg: this.#rig.headingDeg };
  }

  capture(options: CaptureOptions = {}): Promise<Blob> {
    return new Promise((resolve, reject) => {
      this.#captures.push({ options, resolve, reject });
      this.#changed();
    });
  }

  stats(): ViewStats {
    const gl = this.#graphics.renderer.getContext();
    const info = this.#graphics.renderer.info;
    return {
      quality: this.#quality,
      renderer: this.#graphics.name,
      frames: this.#watch.count,
      lastFrameMs: this.#watch.lastMs,
      medianFrameMs: this.#watch.medianMs(),
      triangles: info.render.triangles,
      drawCalls: info.render.calls,
      programs: info.programs?.length ?? 0,
      vehicles: this.#main.slots.count,
      bakeMs: this.#scene.bakeMs,
      buildMs: this.#buildMs,
      drawingBuffer: [gl.drawingBufferWidth, gl.drawingBufferHeight],
      glError: gl.getError(),
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    cancelAnimationFrame(this.#asked);
    clearTimeout(this.#settleTimer);
    this.#sizes.disconnect();
    this.#rig.dispose();
    this.#selection.dispose();
    this.#scene.dispose();
    for (const run of this.#runs()) run.labels.dispose();
    this.#graphics.compositor.dispose();
    this.#graphics.renderer.dispose();
    this.#root.remove();
    for (const c of this.#captures) c.reject(new Error("the view was closed before the picture was taken"));
  }

  // ---- parts

  #attach(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext, name: string): Graphics {
    const renderer = new WebGLRenderer({ canvas, context: gl, antialias: this.#quality === "full", powerPreference: "high-performance" });
    Object.assign(canvas.style, { position: "absolute", left: "0", top: "0", width: "100%", height: "100%", display: "block" });
    canvas.setAttribute("aria-hidden", "true");
    this.#root.prepend(canvas);
    // A canvas that was replaced may still lose its context, when the browser clears it away: that is nobody's loss.
    const isCurrent = (): boolean => this.#graphics.canvas === canvas;
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      if (!isCurrent()) return;
      this.#lost = true;
      this.#options.onNotice?.({ kind: "context-lost" });
    });
    canvas.addEventListener("webglcontextrestored", () => {
      if (this.#disposed || !isCurrent() || !this.#renewGraphics()) return;
      this.#resize();
      this.#found();
    });
    const compositor = attachDeck(renderer, () => {
      // deck makes its canvas a stop of the tab key; the keyboard moves this camera through the app's own keys.
      canvas.tabIndex = -1;
      if (this.#disposed) return;
      this.#analyticsChanged();
      this.#changed();
    });
    return { canvas, renderer, compositor, name };
  }

  #buildScene(): CityScene {
    const started = performance.now();
    const scene = buildCityScene(this.#city, this.#graph, this.#indexes, STYLE[this.#theme], this.#quality);
    this.#buildMs = performance.now() - started;
    return scene;
  }

  #buildSelection(): Selection {
    const selection = new Selection(this.#city, this.#graph, STYLE[this.#theme]);
    this.#scene.transparent.add(selection.group);
    return selection;
  }

  #exchangeScene(): void {
    this.#dropScene();
    this.#fillScene();
  }

  #dropScene(): void {
    this.#selection.dispose();
    this.#scene.dispose();
  }

  /** Builds the scene again and shows in it what was shown last. */
  #fillScene(): void {
    const { picked } = this.#selection;
    this.#scene = this.#buildScene();
    this.#selection = this.#buildSelection();
    this.#selection.set(picked);
    for (const run of this.#runs()) run.enter(this.#scene.addRun());
    this.#other?.parts.setShown(false);
    this.#analyticsChanged();
    this.#changed();
  }

  /** A new canvas with everything on it; false where the browser gives none. Antialiasing and luma's bookkeeping die with the old one. */
  #renewGraphics(): boolean {
    const canvas = document.createElement("canvas");
    const gl = openContext(canvas, this.#quality);
    if (!gl) return false;
    const old = this.#graphics;
    this.#dropScene();
    old.compositor.dispose();
    old.renderer.dispose();
    old.canvas.remove();
    this.#graphics = this.#attach(canvas, gl, old.name);
    this.#fillScene();
    return true;
  }

  #found(): void {
    if (!this.#lost) return;
    this.#lost = false;
    this.#options.onNotice?.({ kind: "context-restored" });
  }

  /** A machine that turned out too slow gets the reduced picture. */
  #reduce(medianMs: number): void {
    this.#quality = "low";
    if (!this.#renewGraphics()) return;
    this.#resize();
    // A new canvas has a context of its own: what the old one lost is no longer missing, and nobody will say so for it.
    this.#found();
    this.#options.onNotice?.({ kind: "software-graphics", renderer: this.#graphics.name, medianFrameMs: medianMs });
  }

  /** A run more in the scene, with words of its own. */
  #addRun(name: string): RunPicture {
    const labels = new Labels(this.#root, this.#language, this.#theme);
    return new RunPicture(name, this.#city, this.#graph, this.#scene.addRun(), labels);
  }

  #runs(): readonly RunPicture[] {
    return this.#other === undefined ? [this.#main] : [this.#main, this.#other];
  }

  #paneAt(xPx: number): readonly [RunPicture, Pane] {
    const { main, other } = panesOf(this.#split);
    const isOther = other !== undefined && this.#other !== undefined && xPx < other.toP * this.#widthPx;
    return isOther && this.#other !== undefined ? [this.#other, other] : [this.#main, main];
  }

  /** The camera moves by the picture that the pointer is in. */
  readonly #aim = ({ clientX }: MouseEvent): void => {
    const [, pane] = this.#paneAt(clientX - this.#root.getBoundingClientRect().left);
    const { x, width } = boxOf(pane, this.#widthPx);
    this.#rig.aimThrough(x, width, this.#projector.height);
  };

  #analyticsChanged(): void {
    const compared = this.#split === undefined ? [] : (this.#other?.layers() ?? []);
    this.#graphics.compositor.setLayers([...this.#main.layers(), ...compared]);
  }

  /** Each run's words in its own part of the picture, and the camera as wide as that. */
  #panesChanged(): void {
    const { main, other } = panesOf(this.#split);
    const { width } = boxOf(main, this.#widthPx);
    this.#projector.width = width;
    this.#rig.resize(width / this.#projector.height);
    this.#rig.aimThrough(boxOf(main, this.#widthPx).x, width, this.#projector.height);
    this.#main.labels.cutTo(main, this.#widthPx);
    this.#other?.labels.cutTo(other, this.#widthPx);
  }

  #movedByHand(): void {
    if (this.#followed !== undefined) this.#followed = undefined;
    this.#options.onCameraMoved?.();
    this.#ask();
  }

  #placeOf(picked: Picked, run = this.#main): { readonly x: number; readonly y: number } | undefined {
    switch (picked.kind) {
      case "link": {
        const l = this.#graph.byId.get(picked.id);
        const i = l ? 2 * Math.floor(l.line.points.length / 4) : 0;
        return l && { x: l.line.points[i] as number, y: l.line.points[i + 1] as number };
      }
      case "building": {
        const b = this.#city.buildings.find((q) => q.id === picked.id);
        return b && { x: (b.ringMm[0] as number) / 1000, y: (b.ringMm[1] as number) / 1000 };
      }
      default:
        return run.placeOf(picked);
    }
  }

  // ---- the loop

  #changed(): void {
    this.#dirty = true;
    this.#ask();
  }

  #ask(): void {
    if (this.#asked === 0 && !this.#disposed) this.#asked = requestAnimationFrame(this.#tick);
  }

  readonly #tick = (now: number): void => {
    this.#asked = 0;
    if (this.#disposed || this.#lost) return;
    const delta = Math.min(0.1, Math.max(0, (now - this.#lastTick) / 1000));
    if (this.#drewLastTick && this.#lastTick > 0) this.#intervals.note(now - this.#lastTick);
    this.#lastTick = now;
    const distance = this.#rig.distanceM;
    if (this.#dirty) this.#main.parts.units.place(this.#main.mixP, distance);
    const followed = this.#followed === undefined ? undefined : this.#main.parts.units.positionOf(this.#followed);
    if (followed) this.#rig.keepAt(followed.x, followed.y);
    const moved = this.#rig.update(delta);
    const draw = this.#dirty || moved;
    this.#drewLastTick = draw;
    if (draw) this.#drawMoving();
    if (moved || this.#rig.active) this.#ask();
    if (this.#quality === "full" && this.#options.quality === "auto" && this.#intervals.count === WATCHED_FRAMES) {
      const median = this.#intervals.medianMs();
      if (median > SLOW_FRAME_MS) this.#reduce(median);
    }
  };

  #drawMoving(): void {
    this.#dirty = false;
    if (this.#quality === "low") {
      if (this.#settled) {
        this.#settled = false;
        this.#setPixelRatio();
      }
      clearTimeout(this.#settleTimer);
      this.#settleTimer = setTimeout(this.#settle, SETTLE_MS);
    }
    this.#draw();
  }

  readonly #settle = (): void => {
    if (this.#disposed || this.#lost) return;
    this.#settled = true;
    this.#setPixelRatio();
    this.#draw();
  };

  #draw(): void {
    const started = performance.now();
    const scene = this.#scene;
    const camera = this.#rig.camera;
    const distance = this.#rig.distanceM;
    if (this.#quality === "low") scene.seenFromNear(distance < NEAR_M);
    setHaze(scene, distance);
    for (const tile of scene.tiles) tile.seenFrom(camera.position.x, camera.position.y);
    this.#projector.update(camera);
    const { compositor } = this.#graphics;
    if (this.#drawRuns(compositor)) this.#changed();
    for (const c of this.#captures.splice(0))
      capturePicture(this.#graphics.canvas, this.#strips(), this.#theme, c.options).then(c.resolve, c.reject);
    this.#watch.note(performance.now() - started);
  }

  /** One run over the whole picture, or two beside each other under the same camera. Answers whether another frame is needed. */
  #drawRuns(compositor: SceneCompositor): boolean {
    const panes = panesOf(this.#split);
    const other = this.#other;
    if (panes.other === undefined || other === undefined) return this.#drawRun(compositor, this.#main, undefined);
    this.#main.parts.setShown(false);
    other.parts.setShown(true);
    const isLeftUnfinished = this.#drawRun(compositor, other, { ...panes.other, layers: other.name });
    other.parts.setShown(false);
    this.#main.parts.setShown(true);
    return this.#drawRun(compositor, this.#main, { ...panes.main, layers: this.#main.name }) || isLeftUnfinished;
  }

  #drawRun(compositor: SceneCompositor, run: RunPicture, strip: Strip | undefined): boolean {
    const { distanceM, camera } = this.#rig;
    run.prepare(distanceM, this.#quality === "low");
    this.#placeSelection(run, distanceM);
    run.placeLabels(this.#projector, distanceM);
    return compositor.draw(this.#scene.solid, this.#scene.transparent, camera, distanceM, strip);
  }

  /** Whose words stand where, for a picture. */
  #strips(): readonly LabelStrip[] {
    const { main, other } = panesOf(this.#split);
    const own = { labels: this.#main.labels, ...main, leftPx: boxOf(main, this.#widthPx).x };
    return other === undefined || this.#other === undefined ? [own] : [{ labels: this.#other.labels, ...other, leftPx: 0 }, own];
  }

  #placeSelection(run: RunPicture, distance: number): void {
    const { picked } = this.#selection;
    if (!picked || picked.kind === "building" || picked.kind === "link") return;
    const at = this.#placeOf(picked, run);
    if (at) this.#selection.follow(at.x, at.y, Math.max(picked.kind === "vehicle" ? 6 : 18, distance / 60));
  }

  #resize(): void {
    const width = Math.max(1, this.#root.clientWidth);
    const height = Math.max(1, this.#root.clientHeight);
    this.#widthPx = width;
    this.#projector.height = height;
    this.#panesChanged();
    this.#setPixelRatio();
    this.#changed();
  }

  #setPixelRatio(): void {
    const { renderer, compositor } = this.#graphics;
    const { height } = this.#projector;
    const width = this.#widthPx;
    const ratio =
      this.#quality === "full" || this.#settled ? pixelRatioFor(this.#quality) : Math.min(1, Math.sqrt(MOVING_PIXELS / (width * height)));
    renderer.setPixelRatio(ratio);
    renderer.setSize(width, height, false);
    compositor.resized();
  }
}

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
