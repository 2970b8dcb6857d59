/** The edge between two runs that are swiped, moved by hand or by keys; side by side it stands still in the middle. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from "react";
import { SideCards } from "../compare/side-card.tsx";
import { Icon } from "../icons/icon.tsx";
import { appState, setApp, useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { cutEdge, edgeAfter } from "./edge.ts";

const moveTo = (edgeP: number): void => {
  const { split } = appState();
  if (split !== undefined) setApp({ split: { ...split, edgeP: cutEdge(edgeP) } });
};

const Edge = ({ edgeP }: { readonly edgeP: number }) => {
  const t = useText();
  const line = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = edgeAfter(edgeP, event.key, event.shiftKey);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const box = line.current?.parentElement?.getBoundingClientRect();
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || box === undefined || box.width === 0) return;
    moveTo((event.clientX - box.left) / box.width);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this is the window splitter of the ARIA practices
    <div
      ref={line}
      className="split-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={t("split.edge")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(edgeP * 100)}
      aria-valuetext={t("split.share", { percent: Math.round(edgeP * 100) })}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    >
      <span className="split-grip" aria-hidden="true">
        <Icon name="chevronLeft" size={15} />
        <i />
        <Icon name="chevronRight" size={15} />
      </span>
    </div>
  );
};

export const SplitEdge = () => {
  const split = useApp((state) => state.split);
  const mode = useApp((state) => state.compareMode);
  if (split === undefined) return null;
  const edgeP = mode === "swipe" ? split.edgeP : 0.5;
  return (
    <div className={`split is-${mode}`} style={{ "--edge-p": `${edgeP * 100}%` } as CSSProperties}>
      <SideCards />
      {mode === "swipe" && <Edge edgeP={edgeP} />}
      {mode === "side" && <i className="split-middle" />}
    </div>
  );
};
