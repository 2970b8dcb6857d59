/** How one or two runs share the picture: the part that each has, and where the camera's own middle lies in it. All from the left. */
import type { PictureSplit } from "./city-view-types.ts";

/** Shares of the width. `isOwn` = a picture of its own with a middle of its own; else a part cut out of the whole picture. */
export type Pane = { readonly fromP: number; readonly toP: number; readonly isOwn: boolean };

/** Where the camera's picture lies, in CSS pixels: for a pane that is cut out this is the whole picture. */
export type PaneBox = { readonly x: number; readonly width: number };

export type Panes = { readonly main: Pane; readonly other: Pane | undefined };

export const panesOf = (split: PictureSplit | undefined): Panes => {
  switch (split?.mode) {
    case undefined:
      return { main: { fromP: 0, toP: 1, isOwn: true }, other: undefined };
    case "swipe":
      return { main: { fromP: split.edgeP, toP: 1, isOwn: false }, other: { fromP: 0, toP: split.edgeP, isOwn: false } };
    case "side":
      return { main: { fromP: 0.5, toP: 1, isOwn: true }, other: { fromP: 0, toP: 0.5, isOwn: true } };
  }
};

/** Whole pixels, so that two halves are equally wide; a column left over lies between them. */
export const boxOf = ({ fromP, toP, isOwn }: Pane, widthPx: number): PaneBox =>
  isOwn ? { x: Math.ceil(fromP * widthPx), width: Math.max(1, Math.floor((toP - fromP) * widthPx)) } : { x: 0, width: widthPx };

export const isSameSplit = (a: PictureSplit | undefined, b: PictureSplit | undefined): boolean =>
  a?.mode === b?.mode && (a?.mode !== "swipe" || b?.mode !== "swipe" || a.edgeP === b.edgeP);
