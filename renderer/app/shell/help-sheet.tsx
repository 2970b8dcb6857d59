import { isSingleKey, SHORTCUTS } from "../keyboard/shortcuts.ts";
import { useApp } from "../store/app-store.ts";
import { choose } from "../store/choose.ts";
import { useText } from "../text/use-text.ts";
import { Switch } from "./choice.tsx";
import { SheetFrame } from "./sheet.tsx";

const GROUPS = ["time", "map", "window"] as const;

/** Every key, straight from the table that the keyboard itself reads. */
export const HelpSheet = () => {
  const t = useText();
  const hasSingleKeys = useApp((state) => state.singleKeys === "on");
  return (
    <SheetFrame title={t("keys.title")}>
      <div className="key-groups">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3 className="h3">{t(`keys.group.${group}`)}</h3>
            <dl className="keys">
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => (
                <div key={shortcut.says} className={isSingleKey(shortcut) && !hasSingleKeys ? "off" : undefined}>
                  <dt>{t(shortcut.says)}</dt>
                  <dd className={`kbd ${isSingleKey(shortcut) ? "single" : ""}`}>{shortcut.caps}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="cap faint" style={{ margin: "12px 0 8px" }}>
        {t("keys.single.note")}
      </p>
      <Switch isOn={hasSingleKeys} onChange={(isOn) => choose("singleKeys", isOn ? "on" : "off")}>
        {t("settings.singleKeys")}
      </Switch>
    </SheetFrame>
  );
};
