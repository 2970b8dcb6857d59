/** Ctrl K: one field that finds commands, places, incidents, units, arms and moments. Keyboard first; the list is announced as it narrows. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useModal } from "../shell/use-modal.ts";
import { appState, setApp } from "../store/app-store.ts";
import { remember } from "../store/choose.ts";
import { rememberedJson } from "../store/memory.ts";
import { useText } from "../text/use-text.ts";
import { type Entry, entriesOf, typedMoment } from "./entries.ts";
import { findEntries } from "./find.ts";

const SHOWN = 40;
const REMEMBERED = 8;
const PAGE = 8;

const isListOfIds = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === "string");
const recentIds = (): readonly string[] => rememberedJson("recent-finds", isListOfIds) ?? [];

const optionId = (at: number): string => `palette-${at}`;

const Option = ({ entry, at, isActive, onRun, onPoint }: OptionProps) => {
  const t = useText();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and hands its keys to the active option
    // biome-ignore lint/a11y/useFocusableInteractive: as above, named by aria-activedescendant
    <div ref={row} id={optionId(at)} role="option" aria-selected={isActive} className="found" onClick={onRun} onPointerMove={onPoint}>
      <Icon name={entry.icon} size={15} />
      <span className="clip">{entry.title}</span>
      {entry.detail !== undefined && <span className="faint num cap nowrap">{entry.detail}</span>}
      <span className="end row gap8 cap faint nowrap">
        {t(`palette.kind.${entry.kind}`)}
        {entry.caps !== undefined && <span className="kbd">{entry.caps}</span>}
      </span>
    </div>
  );
};
type OptionProps = {
  readonly entry: Entry;
  readonly at: number;
  readonly isActive: boolean;
  readonly onRun: () => void;
  readonly onPoint: () => void;
};

export const Palette = () => {
  const t = useText();
  const session = useSession();
  const dialog = useModal();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [recent] = useState(recentIds);
  const all = useMemo(() => entriesOf(appState()), []);
  const found = useMemo(() => {
    const moment = typedMoment(query, appState());
    return [...(moment === undefined ? [] : [moment]), ...findEntries(query, all, recent, SHOWN)];
  }, [all, recent, query]);

  const close = (): void => setApp({ sheet: undefined });
  const run = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    close();
    remember("recent-finds", JSON.stringify([entry.id, ...recent.filter((id) => id !== entry.id)].slice(0, REMEMBERED)));
    // Places and moments are seen on the stage, wherever they were asked for.
    if (entry.kind !== "command") setApp({ screen: "stage" });
    entry.run(session);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return; // the key belongs to the syllable under way
    const last = found.length - 1;
    const to = {
      ArrowDown: active === last ? 0 : active + 1,
      ArrowUp: active === 0 ? last : active - 1,
      PageDown: Math.min(last, active + PAGE),
      PageUp: Math.max(0, active - PAGE),
    }[event.key];
    if (event.key === "Enter") run(found[active]);
    else if (to !== undefined) setActive(to);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; a click beside it is the pointer's way
    <dialog
      ref={dialog}
      className="sheet palette"
      aria-label={t("palette.title")}
      onClose={close}
      onClick={({ target }) => target === dialog.current && close()}
    >
      <div className="palette-field">
        <Icon name="search" size={16} />
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found.length === 0 ? undefined : optionId(active)}
          aria-autocomplete="list"
          aria-label={t("palette.title")}
          placeholder={t("palette.hint")}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <span className="kbd">Esc</span>
      </div>
      <div id="palette-list" role="listbox" aria-label={t("palette.results")} className="palette-list">
        {found.map((entry, at) => (
          <Option
            key={entry.id}
            entry={entry}
            at={at}
            isActive={at === active}
            onRun={() => run(entry)}
            onPoint={() => at !== active && setActive(at)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="palette-none muted">{t("palette.none")}</p>}
      <div className="hidden-text" role="status">
        {t("palette.count", { count: found.length })}
      </div>
    </dialog>
  );
};
