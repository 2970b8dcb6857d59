import { useEffect, useRef } from "react";
import { Icon } from "../icons/icon.tsx";
import { remember, setApp, useApp } from "../store/app-store.ts";
import type { MessageKey } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { Switch } from "./choice.tsx";

const KEYS: readonly (readonly [MessageKey, string])[] = [
  ["keys.space", "Space"],
  ["keys.arrows", "← →"],
  ["keys.digits", "1 … 6"],
  ["keys.speed", "[ ]"],
  ["keys.next", "N"],
  ["keys.arm", "A"],
  ["keys.follow", "F"],
  ["keys.whole", "W"],
  ["keys.home", "Home End"],
  ["keys.zoom", "+ −"],
  ["keys.pan", "I J K L"],
  ["keys.turn", "Q E"],
  ["keys.sheet", "?"],
];

export const HelpSheet = () => {
  const t = useText();
  const hasSingleKeys = useApp((state) => state.hasSingleKeys);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => setApp({ isHelpOpen: false });
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby="keys-title" onClose={close}>
      <h2 id="keys-title">
        <span className="grow">{t("keys.title")}</span>
        <button type="button" className="btn gh ic" aria-label={t("app.close")} onClick={close}>
          <Icon name="x" size={15} />
        </button>
      </h2>
      <div className="keys">
        {KEYS.map(([key, caps]) => (
          <div key={key}>
            <span>{t(key)}</span>
            <span className="kbd">{caps}</span>
          </div>
        ))}
      </div>
      <div style={{ marginTop: 14 }}>
        <Switch
          isOn={hasSingleKeys}
          onChange={(isOn) => {
            remember("single-keys", isOn ? "on" : "off");
            setApp({ hasSingleKeys: isOn });
          }}
        >
          {t("keys.single")}
        </Switch>
      </div>
    </dialog>
  );
};
