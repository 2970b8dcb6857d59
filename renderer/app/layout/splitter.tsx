/** The edge between a panel and the stage: dragged, or moved by arrow keys; Enter folds the panel away. (ARIA: window splitter.) */
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { MessageKey } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { LAYOUTS, limitsOf, opened, type PanelName, resized } from "./layout.ts";
import { changeLayout, useLayout } from "./use-layout.ts";

const STEP_PX = 16;

type SplitterProps = {
  readonly name: PanelName;
  readonly says: MessageKey;
  /** Where the panel lies as seen from the stage: dragging towards it makes it smaller. */
  readonly towards: "left" | "right" | "below";
  /** Of the panel's element, for a first drag of one that has no size of its own yet. */
  readonly sizeNowPx: () => number;
};

export const Splitter = ({ name, says, towards, sizeNowPx }: SplitterProps) => {
  const t = useText();
  const layout = useLayout();
  const pressed = useRef<{ readonly at: number; readonly sizePx: number } | undefined>(undefined);
  const isUpright = towards !== "below";
  const sign = towards === "left" ? 1 : -1;
  const [least, most] = limitsOf(layout, name);
  const along = (event: PointerEvent): number => (isUpright ? event.clientX : event.clientY);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    pressed.current = { at: along(event), sizePx: sizeNowPx() };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const from = pressed.current;
    if (from !== undefined) changeLayout((before) => resized(before, name, from.sizePx + sign * (along(event) - from.at)), false);
  };
  const onPointerUp = (): void => {
    if (pressed.current !== undefined) changeLayout((before) => before);
    pressed.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const forward = isUpright ? "ArrowRight" : "ArrowDown";
    const backward = isUpright ? "ArrowLeft" : "ArrowUp";
    const size = {
      [forward]: sizeNowPx() + sign * STEP_PX,
      [backward]: sizeNowPx() - sign * STEP_PX,
      Home: least,
      End: most,
    }[event.key];
    if (event.key === "Enter") changeLayout((before) => opened(before, name, false));
    else if (size !== undefined) changeLayout((before) => resized(before, name, size));
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this is the window splitter of the ARIA practices
    <div
      role="separator"
      tabIndex={0}
      className={`splitter ${isUpright ? "upright" : "flat"}`}
      aria-orientation={isUpright ? "vertical" : "horizontal"}
      aria-label={t(says)}
      aria-valuenow={layout[name].sizePx ?? Math.round((least + most) / 2)}
      aria-valuemin={least}
      aria-valuemax={most}
      title={t("layout.splitter")}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
      onDoubleClick={() => changeLayout((before) => ({ ...before, [name]: { ...before[name], sizePx: LAYOUTS.planner[name].sizePx } }))}
    />
  );
};
