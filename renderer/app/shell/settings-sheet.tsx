import { LAYOUT_NAMES, type LayoutName, nameOf } from "../layout/layout.ts";
import { takeLayout } from "../layout/use-layout.ts";
import { useApp } from "../store/app-store.ts";
import { choose } from "../store/choose.ts";
import { SETTING_VALUES, type Settings } from "../store/settings.ts";
import type { MessageKey } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { Choice } from "./choice.tsx";
import { SheetFrame } from "./sheet.tsx";

type SettingName = keyof Settings;

const Row = ({ name }: { readonly name: SettingName }) => {
  const t = useText();
  const value: string = useApp((state) => state[name]);
  const values: readonly string[] = SETTING_VALUES[name];
  return (
    <div className="setting">
      <span>{t(`settings.${name}`)}</span>
      <Choice
        label={t(`settings.${name}`)}
        value={value}
        options={values.map((one) => ({ value: one, label: t(`settings.${name}.${one}` as MessageKey) }))}
        onChange={(one) => choose(name, one as Settings[SettingName])}
      />
    </div>
  );
};

const NAMES = Object.keys(SETTING_VALUES) as SettingName[];

export const SettingsSheet = () => {
  const t = useText();
  const layoutName = useApp((state) => nameOf(state.layout));
  return (
    <SheetFrame title={t("settings.title")}>
      {NAMES.map((name) => (
        <Row key={name} name={name} />
      ))}
      <div className="setting">
        <span>{t("layout.title")}</span>
        <span className="row gap8">
          <Choice
            label={t("layout.title")}
            value={layoutName ?? ""}
            options={LAYOUT_NAMES.map((name) => ({ value: name as string, label: t(`layout.${name}`) }))}
            onChange={(name) => takeLayout(name as LayoutName)}
          />
          <button type="button" className="btn" disabled={layoutName === "planner"} onClick={() => takeLayout("planner")}>
            {t("layout.reset")}
          </button>
        </span>
      </div>
      <p className="cap faint" style={{ marginTop: 10 }}>
        {t("settings.note")}
      </p>
    </SheetFrame>
  );
};
