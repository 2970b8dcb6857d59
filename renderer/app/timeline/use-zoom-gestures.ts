/**
 * Nearer and farther over the time line: the wheel with Ctrl (a touch pad's pinch comes as that) and two fingers zoom about where they
 * are; the wheel sideways or with Shift, and two fingers together, move along.
 */
import { type RefObject, useEffect } from "react";
import { panTime, zoomTime } from "./time-verbs.ts";

/** One notch of a mouse wheel is 100 px and comes to a quarter more or less; a touch pad sends many small ones. */
const OCTAVES_PER_PX = 0.01;
const MOST_OCTAVES = 0.32;
const LINE_PX = 16;

type Finger = { readonly x: number; readonly y: number };

const apartPx = ([a, b]: readonly Finger[]): number => (a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y));
const middlePx = ([a, b]: readonly Finger[]): number => ((a?.x ?? 0) + (b?.x ?? 0)) / 2;

export const useZoomGestures = (lanes: RefObject<HTMLElement | null>, track: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const box = lanes.current;
    if (box === null) return;
    let octaves = 0;
    let panPx = 0;
    let clientX = 0;
    let frame: number | undefined;
    /** Hands are faster than pictures: what came together is done once. */
    const act = (): void => {
      frame = undefined;
      const { left = 0, width = 0 } = track.current?.getBoundingClientRect() ?? {};
      if (width > 0 && octaves !== 0) zoomTime(2 ** octaves, Math.max(0, Math.min(1, (clientX - left) / width)));
      if (width > 0 && panPx !== 0) panTime(panPx / width);
      octaves = 0;
      panPx = 0;
    };
    const soon = (): void => {
      frame ??= requestAnimationFrame(act);
    };
    const onWheel = (event: WheelEvent): void => {
      const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      const [xPx, yPx] = [event.deltaX * scale, event.deltaY * scale];
      const isZoom = event.ctrlKey || event.metaKey;
      const isPan = event.shiftKey || Math.abs(xPx) > Math.abs(yPx);
      if (!isZoom && !isPan) return; // up and down scrolls the lanes
      event.preventDefault();
      clientX = event.clientX;
      if (isZoom) octaves += Math.max(-MOST_OCTAVES, Math.min(MOST_OCTAVES, yPx * OCTAVES_PER_PX));
      else panPx += Math.abs(xPx) > Math.abs(yPx) ? xPx : yPx;
      soon();
    };
    const fingers = new Map<number, Finger>();
    const onDown = ({ pointerType, pointerId, clientX: x, clientY: y }: PointerEvent): void => {
      if (pointerType === "touch") fingers.set(pointerId, { x, y });
    };
    const onMove = ({ pointerId, clientX: x, clientY: y }: PointerEvent): void => {
      if (!fingers.has(pointerId)) return;
      const before = [...fingers.values()];
      fingers.set(pointerId, { x, y });
      const after = [...fingers.values()];
      if (after.length !== 2 || apartPx(before) === 0 || apartPx(after) === 0) return;
      clientX = middlePx(after);
      octaves += Math.log2(apartPx(before) / apartPx(after));
      panPx += middlePx(before) - middlePx(after);
      soon();
    };
    const onUp = ({ pointerId }: PointerEvent): void => void fingers.delete(pointerId);
    // React's own listener for the wheel cannot keep the browser from zooming the page.
    box.addEventListener("wheel", onWheel, { passive: false });
    box.addEventListener("pointerdown", onDown);
    box.addEventListener("pointermove", onMove);
    for (const name of ["pointerup", "pointercancel"] as const) box.addEventListener(name, onUp);
    return () => {
      box.removeEventListener("wheel", onWheel);
      box.removeEventListener("pointerdown", onDown);
      box.removeEventListener("pointermove", onMove);
      for (const name of ["pointerup", "pointercancel"] as const) box.removeEventListener(name, onUp);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [lanes, track]);
};
