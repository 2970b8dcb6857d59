/** The run on stage and, when asked for, the one it is compared with: two parts of one picture, one clock, one camera. */
import type { Layer } from "@deck.gl/core";
import type { FrameView } from "../../sim-core/contract/frame.ts";
import type { LabelStrip } from "./capture.ts";
import type { CityScene } from "./city-scene.ts";
import type { PictureSplit } from "./city-view-types.ts";
import { boxOf, isSameSplit, type Pane, type PaneBox, panesOf } from "./panes.ts";
import type { RunPicture } from "./run-picture.ts";
import type { Strip } from "./scene-compositor.ts";

export class RunPair {
  readonly main: RunPicture;
  readonly #make: (name: string) => RunPicture;
  /** Made when first asked for. */
  #other: RunPicture | undefined;
  #split: PictureSplit | undefined;
  #widthPx = 1;

  constructor(make: (name: string) => RunPicture) {
    this.#make = make;
    this.main = make("main");
  }

  /** Of the whole picture. */
  get widthPx(): number {
    return this.#widthPx;
  }

  get other(): RunPicture | undefined {
    return this.#other;
  }

  all(): readonly RunPicture[] {
    return this.#other === undefined ? [this.main] : [this.main, this.#other];
  }

  /** The run that a point lies in, and where that run's picture lies. */
  at(xPx: number): readonly [RunPicture, PaneBox] {
    const { main, other } = panesOf(this.#split);
    const isOther = other !== undefined && this.#other !== undefined && xPx < other.toP * this.#widthPx;
    return isOther && this.#other !== undefined ? [this.#other, this.#boxOf(other)] : [this.main, this.#boxOf(main)];
  }

  /** Where the picture of the run on stage lies; the other's is as wide. */
  mainBox(): PaneBox {
    return this.#boxOf(panesOf(this.#split).main);
  }

  resize(widthPx: number): void {
    this.#widthPx = widthPx;
    this.#cutLabels();
  }

  /** Answers whether deck's layers changed. */
  show(frame: FrameView, mixP: number, cameraM: number, other: FrameView | undefined): boolean {
    const isMainNew = this.main.show(frame, mixP, cameraM);
    const isOtherNew = other !== undefined && this.#other?.show(other, mixP, cameraM) === true;
    return isMainNew || isOtherNew;
  }

  mix(mixP: number): void {
    this.main.mix(mixP);
    this.#other?.mix(mixP);
  }

  /** Answers whether anything changed. */
  split(split: PictureSplit | undefined): boolean {
    if (isSameSplit(split, this.#split)) return false;
    const wasSplit = this.#split !== undefined;
    this.#split = split;
    if (split !== undefined) this.#other ??= this.#make("other");
    if (wasSplit !== (split !== undefined)) this.#showMainAlone();
    this.#cutLabels();
    return true;
  }

  layers(): readonly Layer[] {
    const compared = this.#other?.layers(this.#split !== undefined) ?? [];
    return [...this.main.layers(true), ...compared];
  }

  /** Both go on in a scene that was built anew. */
  enter(scene: CityScene): void {
    for (const run of this.all()) run.enter(scene.addRun());
    this.#showMainAlone();
  }

  /** One run over the whole picture, or two beside each other. `drawRun` and this answer whether another frame is needed. */
  draw(drawRun: (run: RunPicture, strip: Strip | undefined) => boolean): boolean {
    const panes = panesOf(this.#split);
    const other = this.#other;
    if (panes.other === undefined || other === undefined) return drawRun(this.main, undefined);
    this.main.parts.setShown(false);
    other.parts.setShown(true);
    const isLeftUnfinished = drawRun(other, { ...panes.other, layers: other.name });
    this.#showMainAlone();
    return drawRun(this.main, { ...panes.main, layers: this.main.name }) || isLeftUnfinished;
  }

  /** Whose words stand where, for a picture. */
  strips(): readonly LabelStrip[] {
    const { main, other } = panesOf(this.#split);
    const own = { labels: this.main.labels, ...main, leftPx: this.#boxOf(main).x };
    return other === undefined || this.#other === undefined ? [own] : [{ labels: this.#other.labels, ...other, leftPx: 0 }, own];
  }

  dispose(): void {
    for (const run of this.all()) run.labels.dispose();
  }

  #showMainAlone(): void {
    this.main.parts.setShown(true);
    this.#other?.parts.setShown(false);
  }

  /** Each run's words in its own part of the picture. */
  #cutLabels(): void {
    const { main, other } = panesOf(this.#split);
    this.main.labels.cutTo(main, this.#widthPx);
    this.#other?.labels.cutTo(other, this.#widthPx);
  }

  #boxOf(pane: Pane): PaneBox {
    return boxOf(pane, this.#widthPx);
  }
}
