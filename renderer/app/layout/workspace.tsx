/** The stage with its panels where the layout puts them, and the time line below. A panel that is folded leaves a rail to open it by. */
import { type ReactNode, useRef, useState } from "react";
import { CompareBand } from "../compare/compare-band.tsx";
import { CompareKpis } from "../compare/compare-kpis.tsx";
import { inspectedRun } from "../compare/inspected.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { LeftPanel } from "../panels/left-panel.tsx";
import { Announcer } from "../shell/announcer.tsx";
import { IconButton } from "../shell/icon-button.tsx";
import { PanelBoundary } from "../shell/panel-boundary.tsx";
import { Stage } from "../stage/stage.tsx";
import { useApp } from "../store/app-store.ts";
import type { MessageKey } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { Timeline } from "../timeline/timeline.tsx";
import { Transport } from "../timeline/transport.tsx";
import { DockHandle } from "./dock-menu.tsx";
import { opened, type Side } from "./layout.ts";
import { Splitter } from "./splitter.tsx";
import { changeLayout, useIsSmallWindow, useLayout } from "./use-layout.ts";

/** Parts of the left panel that the rail leads to, by their place in it. */
const RAIL: readonly (readonly [MessageKey, IconName, number])[] = [
  ["arms.title", "eye", 1],
  ["steps.title", "route", 2],
  ["layers.title", "layers", 3],
];

/** In place of the left panel: each button flies it out at its part; where there is room the last one puts it back. */
const Rail = () => {
  const t = useText();
  const isSmallWindow = useIsSmallWindow();
  const [part, setPart] = useState<number | undefined>(undefined);
  const flyout = useRef<HTMLElement>(null);
  const open = (next: number): void => {
    setPart(part === next ? undefined : next);
    requestAnimationFrame(() => flyout.current?.querySelectorAll(".sec")[next]?.scrollIntoView({ block: "start" }));
  };
  return (
    <>
      <div className="rail">
        {RAIL.map(([says, icon, at]) => (
          <IconButton icon={icon} says={t(says)} size={17} key={says} aria-expanded={part === at} onClick={() => open(at)} />
        ))}
        {!isSmallWindow && (
          <IconButton
            icon="panelLeft"
            says={t("layout.unfold.panel")}
            size={17}
            onClick={() => changeLayout((before) => opened(before, "panel", true))}
          />
        )}
      </div>
      {part !== undefined && (
        <section ref={flyout} aria-label={t("layout.flyout")} onKeyDown={({ key }) => key === "Escape" && setPart(undefined)}>
          <LeftPanel isFlyout />
        </section>
      )}
    </>
  );
};

type DockProps = {
  readonly name: "panel" | "inspector";
  readonly place: Side | "below";
  readonly sizePx: number;
  readonly children: ReactNode;
};

/** A panel at an edge of the stage, with the edge that resizes it and the handle that moves it. */
const Dock = ({ name, place, sizePx, children }: DockProps) => {
  const box = useRef<HTMLDivElement>(null);
  const isSide = place !== "below";
  const splitter = (
    <Splitter
      name={name}
      says={`layout.size.${name}`}
      towards={place}
      sizeNowPx={() => (isSide ? box.current?.clientWidth : box.current?.clientHeight) ?? sizePx}
    />
  );
  return (
    <>
      {place !== "left" && splitter}
      <div ref={box} className={`dock at-${place} ${name}`} style={isSide ? { width: sizePx } : { height: sizePx }}>
        <PanelBoundary className="fill">{children}</PanelBoundary>
        <DockHandle name={name} />
      </div>
      {place === "left" && splitter}
    </>
  );
};

const Folded = () => {
  const t = useText();
  return (
    <button
      type="button"
      className="folded"
      aria-label={t("layout.unfold.inspector")}
      title={t("layout.unfold.inspector")}
      onClick={() => changeLayout((before) => opened(before, "inspector", true))}
    >
      <Icon name="panelRight" size={15} />
    </button>
  );
};

const Time = () => {
  const t = useText();
  const { time } = useLayout();
  const section = useRef<HTMLElement>(null);
  return (
    <section
      ref={section}
      className={`time ${time.isOpen ? "" : "is-folded"} ${time.sizePx === undefined ? "" : "is-sized"}`}
      style={time.isOpen && time.sizePx !== undefined ? { height: time.sizePx } : undefined}
      aria-label={t("timeline.title")}
    >
      {time.isOpen && <Splitter name="time" says="layout.size.time" towards="below" sizeNowPx={() => section.current?.clientHeight ?? 0} />}
      <PanelBoundary>
        <Transport />
      </PanelBoundary>
      {time.isOpen ? (
        <PanelBoundary>
          <Timeline />
        </PanelBoundary>
      ) : (
        <button type="button" className="btn gh sm time-unfold" onClick={() => changeLayout((before) => opened(before, "time", true))}>
          <Icon name="chevronUp" />
          {t("layout.unfold.time")}
        </button>
      )}
    </section>
  );
};

export const Workspace = () => {
  const { panel, inspector } = useLayout();
  const hasSelection = useApp((state) => state.selection !== undefined);
  // Never over what is selected: that lies right of the edge, unless it was clicked in the picture left of it.
  const isSelectedLeft = useApp((state) => inspectedRun(state) !== state.arm);
  const panelDock = panel.isOpen ? (
    <Dock key="panel" name="panel" place={panel.place} sizePx={panel.sizePx}>
      <LeftPanel />
    </Dock>
  ) : undefined;
  const { place } = inspector;
  const inspectorDock = (at: Side | "below") =>
    place === at && inspector.isOpen ? (
      <Dock key="inspector" name="inspector" place={at} sizePx={inspector.sizePx}>
        <Inspector />
      </Dock>
    ) : undefined;
  return (
    <>
      <PanelBoundary>
        <CompareBand />
      </PanelBoundary>
      <main className="body">
        {!panel.isOpen && <Rail key="rail" />}
        {panel.place === "left" && panelDock}
        {inspectorDock("left")}
        <div key="stage" className="stage-column">
          <PanelBoundary className="stage">
            <Stage />
          </PanelBoundary>
          {place === "card" && inspector.isOpen && hasSelection && (
            <div className={`inspector-card ${isSelectedLeft ? "at-right" : ""}`}>
              <PanelBoundary className="side right">
                <Inspector />
              </PanelBoundary>
            </div>
          )}
          {inspectorDock("below")}
        </div>
        {inspectorDock("right")}
        {panel.place === "right" && panelDock}
        {!inspector.isOpen && <Folded key="folded" />}
      </main>
      <PanelBoundary>
        <CompareKpis />
      </PanelBoundary>
      <Time />
      <PanelBoundary className="hidden-text">
        <Announcer />
      </PanelBoundary>
    </>
  );
};
