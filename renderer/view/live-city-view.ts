/**
 * The living view: one canvas, one loop that draws only when something changed. Order of a frame: camera, moving things, three, deck,
 * labels, capture. Each has its own part: graphics (canvas and context), standing city, runs, loop; here they meet.
 */
import type { FrameView } from "../../sim-core/contract/frame.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { CameraRig } from "./camera-rig.ts";
import { capturePicture } from "./capture.ts";
import { setHaze } from "./city-scene.ts";
import type {
  CameraPlace,
  CaptureOptions,
  CityOverlay,
  CityView,
  CityViewIndexes,
  CityViewOptions,
  DayMoment,
  Picked,
  PictureSplit,
  ViewName,
  ViewStats,
  ViewTheme,
} from "./city-view-types.ts";
import { onClick } from "./click.ts";
import { boundsM } from "./draw/ground.ts";
import { FrameLoop } from "./frame-loop.ts";
import { buildRoadGraph, type RoadGraph } from "./geometry/road-graph.ts";
import { GraphicsKeeper } from "./graphics-keeper.ts";
import { Labels } from "./labels.ts";
import { LightClock } from "./light-clock.ts";
import { Picker } from "./picker.ts";
import { Projector } from "./projector.ts";
import { FrameWatch } from "./quality.ts";
import { RunPair } from "./run-pair.ts";
import { RunPicture } from "./run-picture.ts";
import type { Strip } from "./scene-compositor.ts";
import { StandingCity } from "./standing-city.ts";

/** Beyond this distance walls in the reduced mode have no windows (they would be a tone anyway) and four trees in five are left out. */
const NEAR_M = 900;

export class LiveCityView implements CityView {
  readonly #city: City;
  readonly #root: HTMLDivElement;
  readonly #graph: RoadGraph;
  readonly #rig: CameraRig;
  readonly #picker: Picker;
  readonly #projector = new Projector();
  readonly #watch = new FrameWatch();
  readonly #sizes: ResizeObserver;
  readonly #loop: FrameLoop;
  readonly #standing: StandingCity;
  readonly #runs: RunPair;
  readonly #light: LightClock;
  readonly #keeper: GraphicsKeeper;
  #language: Language;
  #captures: { readonly options: CaptureOptions; readonly resolve: (b: Blob) => void; readonly reject: (e: unknown) => void }[] = [];
  #disposed: boolean = false;

  constructor(
    container: HTMLElement,
    canvas: HTMLCanvasElement,
    gl: WebGL2RenderingContext,
    city: City,
    indexes: CityViewIndexes,
    options: CityViewOptions,
  ) {
    this.#city = city;
    this.#language = options.language;
    this.#root = document.createElement("div");
    Object.assign(this.#root.style, { position: "absolute", inset: "0", overflow: "hidden", touchAction: "none" });
    container.append(this.#root);
    this.#loop = new FrameLoop({
      move: (deltaS, isDirty) => this.#move(deltaS, isDirty),
      draw: () => this.#draw(),
      isReduced: () => this.#keeper.quality === "low",
      onSharpness: () => this.#sharpnessChanged(),
      onInterval: (ms) => this.#keeper.noteInterval(ms),
    });
    this.#keeper = new GraphicsKeeper(
      {
        root: this.#root,
        wanted: options.quality,
        onNotice: (notice) => options.onNotice?.(notice),
        onReady: () => {
          this.#analyticsChanged();
          this.#loop.changed();
        },
        onLost: () => {
          this.#loop.isHeld = true;
        },
        drop: () => this.#standing.drop(),
        fill: () => {
          this.#fillScene();
          this.#loop.isHeld = false;
          this.#resize();
        },
      },
      canvas,
      gl,
    );
    this.#graph = buildRoadGraph(city);
    this.#rig = new CameraRig(
      this.#root,
      boundsM(city),
      () => this.#loop.ask(),
      () => options.onCameraMoved?.(),
    );
    this.#rig.setReducedMotion(options.reducedMotion);
    this.#picker = new Picker(city, this.#graph);
    this.#light = new LightClock(
      options.theme,
      options.daylight,
      () => this.#rig.active,
      () => this.#relight(),
    );
    this.#standing = new StandingCity(city, this.#graph, indexes, this.#light.style, this.#keeper.quality);
    this.#runs = new RunPair((name) => this.#makeRun(name));
    onClick(this.#root, (x, y) => options.onPick?.(this.pickAt(x, y), this.#runs.at(x)[0] === this.#runs.main ? "main" : "other"));
    for (const kind of ["pointerdown", "wheel"] as const) this.#root.addEventListener(kind, this.#aim, { capture: true, passive: true });
    this.#sizes = new ResizeObserver(() => this.#resize());
    this.#sizes.observe(this.#root);
    this.#resize();
    this.#rig.view("main", undefined, true);
  }

  show(frame: FrameView, mixP = 1, other?: FrameView): void {
    this.#light.moved();
    if (this.#runs.show(frame, mixP, this.#rig.distanceM, other)) this.#analyticsChanged();
    this.#loop.changed();
  }

  mix(mixP: number): void {
    if (mixP === this.#runs.main.mixP) return;
    this.#runs.mix(mixP);
    this.#loop.changed();
  }

  setOverlay(overlay: Partial<CityOverlay>): void {
    if (this.#runs.main.setOverlay(overlay)) this.#analyticsChanged();
    this.#loop.changed();
  }

  setOtherOverlay(overlay: Partial<CityOverlay>): void {
    if (this.#runs.other?.setOverlay(overlay) === true) this.#analyticsChanged();
    this.#loop.changed();
  }

  split(split: PictureSplit | undefined): void {
    if (!this.#runs.split(split)) return;
    this.#panesChanged();
    this.#analyticsChanged();
    this.#loop.changed();
  }

  setTheme(theme: ViewTheme): void {
    this.#light.setTheme(theme);
  }

  setDaylight(moment: DayMoment | undefined): void {
    this.#light.setDaylight(moment);
  }

  setLanguage(language: Language): void {
    this.#language = language;
    for (const run of this.#runs.all()) run.labels.setLanguage(language);
    this.#loop.changed();
  }

  setReducedMotion(reducedMotion: boolean): void {
    this.#rig.setReducedMotion(reducedMotion);
  }

  select(picked: Picked | undefined): void {
    this.#standing.select(picked);
    for (const run of this.#runs.all()) run.select(picked);
    this.#analyticsChanged();
    this.#loop.changed();
  }

  view(name: ViewName): void {
    this.#rig.view(name, this.#runs.main.focus());
    this.#loop.changed();
  }

  flyTo(target: Picked | { readonly xM: number; readonly yM: number }, distanceM = 420): void {
    const at = "kind" in target ? this.#standing.placeOf(target, this.#runs.main) : { x: target.xM, y: target.yM };
    if (!at) return;
    this.#rig.flyTo(at.x, at.y, distanceM);
    this.#loop.changed();
  }

  follow(unit: number | undefined): void {
    this.#rig.follow(unit === undefined ? undefined : () => this.#runs.main.parts.units.positionOf(unit));
    this.#loop.changed();
  }

  camera(): CameraPlace {
    return this.#rig.place();
  }

  goTo(place: CameraPlace): void {
    this.#rig.goTo(place);
    this.#loop.changed();
  }

  zoomBy(factor: number): void {
    this.#rig.zoomBy(factor);
    this.#loop.changed();
  }

  turnBy(azimuthDeg: number, pitchDeg: number): void {
    this.#rig.turnBy(azimuthDeg, pitchDeg);
    this.#loop.changed();
  }

  panBy(rightP: number, upP: number): void {
    this.#rig.panBy(rightP, upP);
    this.#loop.changed();
  }

  pickAt(xPx: number, yPx: number): Picked | undefined {
    this.#projector.update(this.#rig.camera);
    const [{ parts, slots, mixP }, { x }] = this.#runs.at(xPx);
    return this.#picker.at(xPx - x, yPx, parts, slots, mixP, this.#projector, this.#rig.camera);
  }

  projectToScreen(xM: number, yM: number, zM: number): { readonly xPx: number; readonly yPx: number } | undefined {
    this.#projector.update(this.#rig.camera);
    const { x } = this.#runs.mainBox();
    return this.#projector.project(xM, yM, zM) ? { xPx: x + this.#projector.x, yPx: this.#projector.y } : undefined;
  }

  scale(): { readonly metresPerPx: number; readonly headingDeg: number } {
    const metresPerPx = (2 * this.#rig.distanceM * Math.tan((this.#rig.camera.fov * Math.PI) / 360)) / Math.max(1, this.#projector.height);
    return { metresPerPx, headingDeg: this.#rig.headingDeg };
  }

  capture(options: CaptureOptions = {}): Promise<Blob> {
    return new Promise((resolve, reject) => {
      this.#captures.push({ options, resolve, reject });
      this.#loop.changed();
    });
  }

  stats(): ViewStats {
    const { renderer, name } = this.#keeper.graphics;
    const { info } = renderer;
    const gl = renderer.getContext();
    return {
      quality: this.#keeper.quality,
      renderer: name,
      frames: this.#watch.count,
      lastFrameMs: this.#watch.lastMs,
      medianFrameMs: this.#watch.medianMs(),
      triangles: info.render.triangles,
      drawCalls: info.render.calls,
      programs: info.programs?.length ?? 0,
      vehicles: this.#runs.main.slots.count,
      bakeMs: this.#standing.scene.bakeMs,
      buildMs: this.#standing.buildMs,
      drawingBuffer: [gl.drawingBufferWidth, gl.drawingBufferHeight],
      glError: gl.getError(),
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#loop.stop();
    this.#light.stop();
    this.#sizes.disconnect();
    this.#rig.dispose();
    this.#keeper.dispose();
    this.#standing.drop();
    this.#runs.dispose();
    this.#root.remove();
    for (const c of this.#captures) c.reject(new Error("the view was closed before the picture was taken"));
  }

  // ---- parts

  /** The scene in another style, and words that can be read on it. */
  #relight(): void {
    for (const run of this.#runs.all()) run.labels.setTheme(this.#light.wordTheme);
    if (this.#keeper.isLost) return; // with the context everything is built anyway
    this.#standing.drop();
    this.#fillScene();
  }

  /** Builds the scene again and shows in it what was shown last. */
  #fillScene(): void {
    this.#standing.build(this.#light.style, this.#keeper.quality);
    this.#runs.enter(this.#standing.scene);
    this.#analyticsChanged();
    this.#loop.changed();
  }

  /** A run more in the scene, with words of its own. */
  #makeRun(name: string): RunPicture {
    const labels = new Labels(this.#root, this.#language, this.#light.wordTheme);
    return new RunPicture(name, this.#city, this.#graph, this.#standing.scene.addRun(), labels);
  }

  #analyticsChanged(): void {
    this.#keeper.graphics.compositor.setLayers(this.#runs.layers());
  }

  /** The camera moves by the picture that the pointer is in. */
  readonly #aim = ({ clientX }: MouseEvent): void => {
    const [, { x, width }] = this.#runs.at(clientX - this.#root.getBoundingClientRect().left);
    this.#rig.aimThrough(x, width, this.#projector.height);
  };

  /** The camera is as wide as one run's picture. */
  #panesChanged(): void {
    const { x, width } = this.#runs.mainBox();
    this.#projector.width = width;
    this.#rig.resize(width / this.#projector.height);
    this.#rig.aimThrough(x, width, this.#projector.height);
  }

  // ---- one frame

  #move(deltaS: number, isDirty: boolean): { readonly hasMoved: boolean; readonly isMoving: boolean } {
    const { parts, mixP } = this.#runs.main;
    if (isDirty) parts.units.place(mixP, this.#rig.distanceM);
    const hasMoved = this.#rig.update(deltaS);
    return { hasMoved, isMoving: this.#rig.active };
  }

  #draw(): void {
    const started = performance.now();
    const { scene } = this.#standing;
    const { camera, distanceM } = this.#rig;
    if (this.#keeper.quality === "low") scene.seenFromNear(distanceM < NEAR_M);
    setHaze(scene, distanceM);
    for (const tile of scene.tiles) tile.seenFrom(camera.position.x, camera.position.y);
    this.#projector.update(camera);
    if (this.#runs.draw((run, strip) => this.#drawRun(run, strip))) this.#loop.changed();
    for (const c of this.#captures.splice(0))
      capturePicture(this.#keeper.graphics.canvas, this.#runs.strips(), this.#light.wordTheme, c.options).then(c.resolve, c.reject);
    this.#watch.note(performance.now() - started);
  }

  #drawRun(run: RunPicture, strip: Strip | undefined): boolean {
    const { distanceM, camera } = this.#rig;
    const { scene } = this.#standing;
    run.prepare(distanceM, this.#keeper.quality === "low");
    this.#standing.placeSelection(run, distanceM);
    run.placeLabels(this.#projector, distanceM);
    return this.#keeper.graphics.compositor.draw(scene.solid, scene.transparent, camera, distanceM, strip);
  }

  #resize(): void {
    const isAway = this.#root.clientWidth === 0;
    this.#loop.isAway = isAway;
    if (isAway) return;
    const width = Math.max(1, this.#root.clientWidth);
    const height = Math.max(1, this.#root.clientHeight);
    this.#runs.resize(width);
    this.#projector.height = height;
    this.#panesChanged();
    this.#sharpnessChanged();
  }

  #sharpnessChanged(): void {
    this.#keeper.setSize(this.#runs.widthPx, this.#projector.height, this.#loop.isSettled);
  }
}
