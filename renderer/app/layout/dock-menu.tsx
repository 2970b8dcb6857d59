/** The handle of a panel: dragged onto another edge it moves the panel there; pressed it offers the same as a menu. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import type { MessageKey } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { type InspectorPlace, LAYOUT_NAMES, movedTo, opened } from "./layout.ts";
import { changeLayout, takeLayout, useLayout } from "./use-layout.ts";

type Movable = "panel" | "inspector";

const PLACES: Readonly<Record<Movable, readonly InspectorPlace[]>> = {
  panel: ["left", "right"],
  inspector: ["left", "right", "below", "card"],
};
const DRAG_FROM_PX = 6;
/** Share of the window's width or height that counts as its edge. */
const EDGE_P = 0.3;

/** Which edge of the window a point is at; the middle is none. */
const placeAt = (name: Movable, x: number, y: number): InspectorPlace | undefined => {
  if (x < innerWidth * EDGE_P) return "left";
  if (x > innerWidth * (1 - EDGE_P)) return "right";
  return name === "inspector" && y > innerHeight * 0.45 ? "below" : undefined;
};

const Menu = ({ name, onClose }: { readonly name: Movable; readonly onClose: () => void }) => {
  const t = useText();
  const layout = useLayout();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => menu.current?.querySelector("button")?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const items = [...(menu.current?.querySelectorAll("button") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[(to + items.length) % items.length]?.focus();
    else if (event.key === "Escape") onClose();
    else if (event.key === "Tab") onClose();
    else return;
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
  };
  const item = (says: MessageKey, act: () => void) => (
    <button
      key={says}
      type="button"
      role="menuitem"
      tabIndex={-1}
      onClick={() => {
        onClose();
        act();
      }}
    >
      {t(says)}
    </button>
  );
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      className="dock-menu"
      aria-label={t("layout.menu")}
      onKeyDown={onKeyDown}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || onClose()}
    >
      {PLACES[name]
        .filter((place) => layout[name].place !== place)
        .map((place) => item(`layout.to.${place}`, () => changeLayout((before) => movedTo(before, name, place))))}
      {item("layout.fold", () => changeLayout((before) => opened(before, name, false)))}
      <hr />
      {LAYOUT_NAMES.map((one) => item(`layout.${one}`, () => takeLayout(one)))}
    </div>
  );
};

export const DockHandle = ({ name }: { readonly name: Movable }) => {
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  const pressed = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const [over, setOver] = useState<InspectorPlace | "none" | undefined>(undefined);
  const onPointerMove = ({ clientX: x, clientY: y }: PointerEvent): void => {
    const from = pressed.current;
    if (from === undefined) return;
    if (over === undefined && Math.hypot(x - from.x, y - from.y) < DRAG_FROM_PX) return;
    setOver(placeAt(name, x, y) ?? "none");
  };
  const onPointerUp = (): void => {
    const place = over;
    pressed.current = undefined;
    setOver(undefined);
    if (place === undefined) setIsMenuOpen(!isMenuOpen);
    else if (place !== "none") changeLayout((before) => movedTo(before, name, place));
  };
  return (
    <div className="dock-handle">
      <button
        ref={button}
        type="button"
        className="btn gh sm ic"
        aria-haspopup="menu"
        aria-expanded={isMenuOpen}
        aria-label={t(`layout.move.${name}`)}
        title={t("layout.handle")}
        onPointerDown={(event) => {
          pressed.current = { x: event.clientX, y: event.clientY };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setOver(undefined)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " " && event.key !== "ArrowDown") return;
          event.preventDefault();
          setIsMenuOpen(true);
        }}
      >
        <Icon name="grip" size={13} />
      </button>
      {isMenuOpen && (
        <Menu
          name={name}
          onClose={() => {
            setIsMenuOpen(false);
            button.current?.focus();
          }}
        />
      )}
      {over !== undefined && <div className={`dock-target ${over}`} />}
    </div>
  );
};
