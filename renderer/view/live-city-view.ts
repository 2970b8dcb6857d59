/**
 * The living view: one canvas, one loop that draws only when something changed. Order of a frame: camera, moving things, three, deck,
 * labels, capture. The scene (city x theme x quality) can be exchanged; what was shown last is kept here and shown again.
 */
import { WebGLRenderer } from "three";
import type { FrameView } from "../../sim-core/contract/frame.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { CameraRig } from "./camera-rig.ts";
import { capturePicture } from "./capture.ts";
import { buildCityScene, type CityScene, setHaze } from "./city-scene.ts";
import type {
  CaptureOptions,
  CityOverlay,
  CityView,
  CityViewIndexes,
  CityViewOptions,
  LayerName,
  Picked,
  ViewName,
  ViewStats,
  ViewTheme,
} from "./city-view-types.ts";
import { onClick } from "./click.ts";
import { boundsM } from "./draw/ground.ts";
import { Selection } from "./draw/selection.ts";
import { VehicleSlots } from "./draw/vehicle-slots.ts";
import { buildRoadGraph, type RoadGraph } from "./geometry/road-graph.ts";
import { type LabelPlace, Labels } from "./labels.ts";
import { Picker } from "./picker.ts";
import { PlaceLabels } from "./place-labels.ts";
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
import { attachDeck, type SceneCompositor } from "./scene-compositor.ts";
import { STYLE } from "./style.ts";

/** After this long without a change the reduced mode draws once at full resolution. */
const SETTLE_MS = 350;
/** Beyond this distance vehicles in the reduced mode are their roofs only. */
const ROOF_ONLY_M = 420;
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
  readonly #labels: Labels;
  readonly #places: PlaceLabels;
  readonly #picker: Picker;
  readonly #projector = new Projector();
  readonly #slots = new VehicleSlots();
  readonly #watch = new FrameWatch();
  readonly #intervals = new FrameWatch();
  readonly #sizes: ResizeObserver;
  #graphics: Graphics;
  #quality: Quality;
  #theme: ViewTheme;
  #scene: CityScene;
  #selection: Selection;
  #frame: FrameView | undefined;
  #mixP = 1;
  #overlay: CityOverlay = {
    unitRoutes: [],
    incidents: [],
    ghosts: [],
    pins: [],
    cars: [],
    goneCars: [],
    cameras: [],
    hoses: [],
    layers: {},
  };
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
    this.#labels = new Labels(this.#root, options.language, options.theme);
    this.#places = new PlaceLabels(city, this.#graph);
    this.#picker = new Picker(city, this.#graph);
    this.#scene = this.#buildScene();
    this.#selection = this.#buildSelection();
    onClick(this.#root, (x, y) => options.onPick?.(this.pickAt(x, y)));
    this.#sizes = new ResizeObserver(() => this.#resize());
    this.#sizes.observe(this.#root);
    this.#resize();
    this.#rig.view("main", undefined, true);
    this.#labelsChanged();
    if (this.#quality === "low" && options.quality === "auto") options.onNotice?.({ kind: "software-graphics", renderer: name });
  }

  show(frame: FrameView, mixP = 1): void {
    if (this.#slots.take(frame)) this.#scene.vehicles.bind(this.#slots, true);
    this.#scene.vehicles.upload(this.#slots.count);
    this.#scene.units.take(frame);
    this.#scene.signals.take(frame.movementStates);
    if (this.#scene.analytics.take(frame.linkSpeeds)) this.#analyticsChanged();
    this.#frame = frame;
    this.#mixP = mixP;
    this.#scene.units.place(mixP, this.#rig.distanceM);
    this.#changed();
  }

  mix(mixP: number): void {
    if (mixP === this.#mixP) return;
    this.#mixP = mixP;
    this.#changed();
  }

  setOverlay(overlay: Partial<CityOverlay>): void {
    this.#overlay = { ...this.#overlay, ...overlay };
    if (overlay.unitRoutes || overlay.layers) this.#scene.routes.set(this.#shows("routes") ? this.#overlay.unitRoutes : []);
    if (overlay.incidents) this.#scene.incidents.set(overlay.incidents);
    if (overlay.ghosts) this.#scene.units.setGhosts(overlay.ghosts);
    if (overlay.cars) this.#scene.cars.set(overlay.cars);
    if (overlay.goneCars) this.#scene.parkWithout(overlay.goneCars);
    if (overlay.hoses) this.#scene.hoses.set(overlay.hoses, this.#whereUnit, this.#whereIncident);
    if (overlay.cameras) this.#camerasChanged();
    if (overlay.layers) {
      this.#analyticsChanged();
      this.#scene.signals.bars.visible = this.#shows("signals");
      this.#scene.signals.rings.visible = this.#shows("signals");
    }
    if (overlay.pins || overlay.cars || overlay.layers) this.#labelsChanged();
    this.#changed();
  }

  setTheme(theme: ViewTheme): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#labels.setTheme(theme);
    this.#exchangeScene();
  }

  setLanguage(language: Language): void {
    this.#labels.setLanguage(language);
    this.#changed();
  }

  setReducedMotion(reducedMotion: boolean): void {
    this.#rig.setReducedMotion(reducedMotion);
  }

  select(picked: Picked | undefined): void {
    this.#selection.set(picked);
    this.#camerasChanged();
    this.#analyticsChanged();
    this.#changed();
  }

  view(name: ViewName): void {
    this.#followed = undefined;
    this.#rig.view(name, this.#focus());
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
    const at = unit === undefined ? undefined : this.#scene.units.positionOf(unit);
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
    return this.#picker.at(xPx, yPx, this.#scene, this.#slots, this.#mixP, this.#projector, this.#rig.camera);
  }

  projectToScreen(xM: number, yM: number, zM: number): { readonly xPx: number; readonly yPx: number } | undefined {
    this.#projector.update(this.#rig.camera);
    return this.#projector.project(xM, yM, zM) ? { xPx: this.#projector.x, yPx: this.#projector.y } : undefined;
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
      vehicles: this.#slots.count,
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
    this.#labels.dispose();
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
      this.#lost = false;
      this.#resize();
      this.#options.onNotice?.({ kind: "context-restored" });
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
    scene.vehicles.bind(this.#slots, true);
    scene.vehicles.setCount(this.#slots.count);
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
    this.#scene.vehicles.upload(this.#slots.count);
    if (this.#frame) {
      this.#scene.units.take(this.#frame);
      this.#scene.signals.take(this.#frame.movementStates);
      this.#scene.analytics.take(this.#frame.linkSpeeds);
    }
    this.setOverlay({ ...this.#overlay });
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

  /** A machine that turned out too slow gets the reduced picture. */
  #reduce(medianMs: number): void {
    this.#quality = "low";
    if (!this.#renewGraphics()) return;
    this.#resize();
    this.#options.onNotice?.({ kind: "software-graphics", renderer: this.#graphics.name, medianFrameMs: medianMs });
  }

  #shows(layer: LayerName): boolean {
    return this.#overlay.layers[layer] !== false;
  }

  #analyticsChanged(): void {
    this.#graphics.compositor.setLayers(this.#scene.analytics.layers({ speed: this.#shows("speed"), cameras: this.#shows("cameras") }));
  }

  readonly #whereUnit = (unit: number) => this.#scene.units.positionOf(unit);
  readonly #whereIncident = (incident: number) => this.#scene.incidents.positionOf(incident);

  /** Those in use, and the one that is selected. */
  #camerasChanged(): void {
    const { picked } = this.#selection;
    const isSelected = picked?.kind === "asset" && this.#city.assets.some((a) => a.id === picked.id && a.kind === "camera");
    const selected = isSelected ? [{ camera: String(picked.id), sees: true }] : [];
    this.#scene.analytics.use([...this.#overlay.cameras, ...selected], this.#whereIncident);
  }

  #labelsChanged(): void {
    const kindOf = (id: string): string => this.#city.assets.find((a) => a.id === id)?.kind ?? "";
    this.#labels.set(
      this.#places.specs(this.#overlay.pins, this.#overlay.cars, { places: this.#shows("places"), pins: this.#shows("pins") }, kindOf),
    );
  }

  #movedByHand(): void {
    if (this.#followed !== undefined) this.#followed = undefined;
    this.#options.onCameraMoved?.();
    this.#ask();
  }

  #focus(): { readonly x: number; readonly y: number } | undefined {
    for (const unit of this.#scene.units.units()) {
      const p = this.#scene.units.positionOf(unit);
      if (p?.driving) return p;
    }
    for (const i of this.#scene.incidents.all()) return i;
    return undefined;
  }

  #placeOf(picked: Picked): { readonly x: number; readonly y: number } | undefined {
    switch (picked.kind) {
      case "unit":
        return this.#scene.units.positionOf(picked.id);
      case "incident":
        return this.#scene.incidents.positionOf(picked.id);
      case "car":
        return this.#scene.cars.positionOf(picked.id);
      case "vehicle": {
        const i = this.#slots.indexOf(picked.id) * 4;
        return i < 0 ? undefined : { x: this.#slots.next[i] as number, y: this.#slots.next[i + 1] as number };
      }
      case "signal":
        return this.#scene.signals.junctions.find((j) => j.id === picked.id);
      case "asset":
        return this.#places.anchorOfAsset(picked.id);
      case "link": {
        const l = this.#graph.byId.get(picked.id);
        const i = l ? 2 * Math.floor(l.line.points.length / 4) : 0;
        return l && { x: l.line.points[i] as number, y: l.line.points[i + 1] as number };
      }
      case "building": {
        const b = this.#city.buildings.find((q) => q.id === picked.id);
        return b && { x: (b.ringMm[0] as number) / 1000, y: (b.ringMm[1] as number) / 1000 };
      }
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
    if (this.#dirty) this.#scene.units.place(this.#mixP, distance);
    const followed = this.#followed === undefined ? undefined : this.#scene.units.positionOf(this.#followed);
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
    scene.units.place(this.#mixP, distance);
    scene.vehicles.mixP = this.#mixP;
    if (this.#quality === "low") {
      scene.vehicles.roofOnly = distance > ROOF_ONLY_M;
      scene.seenFromNear(distance < NEAR_M);
    }
    scene.routes.follow(scene.units, distance);
    this.#placeSelection(distance);
    setHaze(scene, distance);
    scene.signals.seenFrom(distance);
    scene.cars.seenFrom(distance);
    for (const tile of scene.tiles) tile.seenFrom(camera.position.x, camera.position.y);
    if (this.#graphics.compositor.draw(scene.solid, scene.transparent, camera, distance)) this.#changed();
    this.#projector.update(camera);
    this.#labels.place(this.#locate, this.#projector.width, this.#projector.height);
    for (const c of this.#captures.splice(0))
      capturePicture(this.#graphics.canvas, this.#labels, this.#theme, c.options).then(c.resolve, c.reject);
    this.#watch.note(performance.now() - started);
  }

  readonly #locate = (key: string, out: LabelPlace): void =>
    this.#places.locate(key, out, this.#scene, this.#projector, this.#rig.distanceM);

  #placeSelection(distance: number): void {
    const { picked } = this.#selection;
    if (!picked || picked.kind === "building" || picked.kind === "link") return;
    const at = this.#placeOf(picked);
    if (at) this.#selection.follow(at.x, at.y, Math.max(picked.kind === "vehicle" ? 6 : 18, distance / 60));
  }

  #resize(): void {
    const width = Math.max(1, this.#root.clientWidth);
    const height = Math.max(1, this.#root.clientHeight);
    this.#projector.width = width;
    this.#projector.height = height;
    this.#rig.resize(width / height);
    this.#setPixelRatio();
    this.#changed();
  }

  #setPixelRatio(): void {
    const { renderer, compositor } = this.#graphics;
    const { width, height } = this.#projector;
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
