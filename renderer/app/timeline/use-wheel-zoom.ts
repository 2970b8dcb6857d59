/** The wheel over the time line: with Ctrl (and a pinch on a touch pad) nearer and farther about the pointer, sideways or with Shift along. */
import { type RefObject, useEffect } from "react";
import { panTime, zoomTime } from "./time-verbs.ts";

/** One notch of a mouse wheel is 100 px and comes to a quarter more or less; a touch pad sends many small ones. */
const OCTAVES_PER_PX = 0.01;
const MOST_OCTAVES = 0.32;
const LINE_PX = 16;

export const useWheelZoom = (lanes: RefObject<HTMLElement | null>, track: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const box = lanes.current;
    if (box === null) return;
    let octaves = 0;
    let panPx = 0;
    let clientX = 0;
    let frame: number | undefined;
    /** Wheels turn faster than pictures: what came together is done once. */
    const act = (): void => {
      frame = undefined;
      const { left = 0, width = 0 } = track.current?.getBoundingClientRect() ?? {};
      if (width > 0 && octaves !== 0) zoomTime(2 ** octaves, Math.max(0, Math.min(1, (clientX - left) / width)));
      if (width > 0 && panPx !== 0) panTime(panPx / width);
      octaves = 0;
      panPx = 0;
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
      frame ??= requestAnimationFrame(act);
    };
    // React's own listener for the wheel cannot keep the browser from zooming the page.
    box.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      box.removeEventListener("wheel", onWheel);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [lanes, track]);
};
