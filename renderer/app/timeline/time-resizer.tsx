/** The upper edge of the time line: dragged, or moved with the arrow keys, it gives the map or the lanes more room. Kept on this machine. */
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { setApp, useApp } from "../store/app-store.ts";
import { remember } from "../store/choose.ts";
import { useText } from "../text/use-text.ts";

const LEAST_PX = 150;
const STEP_PX = 24;
/** The map keeps this much of the window. */
const MAP_PX = 320;

const cut = (px: number): number => Math.round(Math.max(LEAST_PX, Math.min(window.innerHeight - MAP_PX, px)));

export const TimeResizer = () => {
  const t = useText();
  const edge = useRef<HTMLDivElement>(null);
  const heightPx = useApp((state) => state.timePx);
  const now = (): number => edge.current?.parentElement?.getBoundingClientRect().height ?? LEAST_PX;
  const setHeight = (px: number): void => {
    setApp({ timePx: cut(px) });
    remember("time-px", String(cut(px)));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const bottom = edge.current?.parentElement?.getBoundingClientRect().bottom;
    if (bottom !== undefined && event.currentTarget.hasPointerCapture(event.pointerId)) setHeight(bottom - event.clientY);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = { ArrowUp: STEP_PX, ArrowDown: -STEP_PX }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setHeight(now() + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this separator can
    <div
      ref={edge}
      className="time-resizer"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t("timeline.resize")}
      aria-valuemin={LEAST_PX}
      aria-valuemax={4000}
      aria-valuenow={heightPx ?? LEAST_PX}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onDoubleClick={() => {
        setApp({ timePx: undefined });
        remember("time-px", "");
      }}
    />
  );
};
