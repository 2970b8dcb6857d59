/** How the two runs are looked at, with what the colours of the streets mean in that way. */
import { Choice } from "../shell/choice.tsx";
import { setApp, useApp } from "../store/app-store.ts";
import { armTitle } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";
import { COMPARE_MODES } from "./modes.ts";

const Legend = () => {
  const t = useText();
  const mode = useApp((state) => state.compareMode);
  const isSpeedShown = useApp((state) => state.layers.speed);
  const project = useApp((state) => state.project);
  const arm = useApp((state) => state.arm);
  if (mode === "difference")
    return (
      <>
        <span className="muted">{t("split.difference.of", { arm: t(armTitle(project, arm)) })}</span>
        <span className="faint">{t("split.difference.less")}</span>
        <i className="ramp difference" />
        <span className="faint">{t("split.difference.more")}</span>
      </>
    );
  if (!isSpeedShown) return null;
  return (
    <>
      <span className="muted">{t("layers.speed")}</span>
      <i className="ramp" />
      <span className="faint">0 → {t("layers.limit")}</span>
    </>
  );
};

export const ModeSwitch = () => {
  const t = useText();
  const isCompared = useApp((state) => state.split !== undefined);
  const mode = useApp((state) => state.compareMode);
  if (!isCompared) return null;
  return (
    <div className="hud mode-switch cap">
      <span className={`mode-legend is-${mode}`}>
        <Legend />
      </span>
      <Choice
        className="seg small"
        label={t("split.mode")}
        value={mode}
        onChange={(compareMode) => setApp({ compareMode })}
        options={COMPARE_MODES.map((value) => ({ value, label: t(`split.mode.${value}`) }))}
      />
    </div>
  );
};
