/** Runs beyond the comparison: asked for, their cost said, then computed or dropped. */
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { countText } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { type ExtraKind, useExperiment } from "./experiment-store.ts";
import type { ResultView } from "./use-result-view.ts";

const Announced = ({ runs, seconds }: { readonly runs: number; readonly seconds: number | undefined }) => {
  const t = useText();
  const session = useSession();
  return (
    <div className="note" role="status">
      <Icon name="info" />
      <span className="grow">
        {t("extra.cost", { runs: countText(runs) })} {seconds !== undefined && t("extra.seconds", { seconds: countText(seconds) })}
      </span>
      <button type="button" className="btn" onClick={() => void session.computeExtra()}>
        {t("extra.start")}
      </button>
      <button type="button" className="btn gh" onClick={() => session.dropExtra()}>
        {t("extra.drop")}
      </button>
    </div>
  );
};

export const ExtraRequest = ({ of, view, children }: { readonly of: ExtraKind; readonly view: ResultView; readonly children: string }) => {
  const t = useText();
  const session = useSession();
  const extra = useExperiment((state) => state.extra);
  const isRunning = useApp((state) => state.experiment.kind === "running");
  if (extra.kind === "announced" && extra.of === of) return <Announced runs={extra.runs} seconds={extra.seconds} />;
  if (extra.kind !== "idle" && extra.of === of) {
    const isCounting = extra.kind === "counting";
    return (
      <div className="note" role="status">
        <span className="grow num">
          {isCounting
            ? t("extra.counting")
            : t("extra.progress", { done: extra.kind === "running" ? extra.done : 0, total: extra.kind === "running" ? extra.total : 0 })}
        </span>
        <button type="button" className="btn" onClick={() => session.dropExtra()}>
          <Icon name="square" size={12} />
          {t("experiment.cancel")}
        </button>
      </div>
    );
  }
  return (
    <div>
      <button
        type="button"
        className="btn"
        disabled={!view.isSame || isRunning || extra.kind !== "idle"}
        onClick={() => void session.countExtra(of)}
      >
        <Icon name="flask" />
        {children}
      </button>
      {!view.isSame && <p className="cap faint">{t("extra.notOpen")}</p>}
    </div>
  );
};
