/** What a signal shows now, and how long its plan shows it; under a preemption, whom it serves and for how long already. */
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { useLook } from "./why-section.tsx";

export const SignalNow = ({ signal }: { readonly signal: number }) => {
  const t = useText();
  const names = useApp((state) => state.project?.unitNames);
  const looked = useLook(signal < 0 ? undefined : { kind: "signal", signal });
  if (looked?.kind !== "signal") return null;
  const { atMs, state } = looked;
  const since = Math.round((atMs - state.sinceMs) / 1000);
  const shown = t(`signal.${state.shade}`, { stage: state.stage + 1 });
  const isPlanned = state.untilMs >= 0;
  const unit = names?.[state.unit];
  return (
    <div className="sec">
      <span className="muted cap">{t("signal.now")}</span>
      <span className={`row gap8 signal-now is-${state.shade}`}>
        <i aria-hidden="true" />
        <b className="num">{shown}</b>
        {isPlanned && <span className="num muted">{t("signal.left", { seconds: Math.ceil((state.untilMs - atMs) / 1000) })}</span>}
      </span>
      {!isPlanned && (
        <span className="num muted cap">
          {unit === undefined ? t("signal.back", { seconds: since }) : t("signal.serves", { unit: t(unit), seconds: since })}
        </span>
      )}
    </div>
  );
};
