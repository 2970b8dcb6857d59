import { useRef, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";

const MOST_PAIRS = 200;

const Progress = ({ done, total, leftS }: { readonly done: number; readonly total: number; readonly leftS: number | undefined }) => {
  const t = useText();
  const session = useSession();
  return (
    <span className="row gap8">
      <span
        className="progress"
        role="progressbar"
        aria-label={t("experiment.title")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <i style={{ width: `${(done / Math.max(1, total)) * 100}%` }} />
      </span>
      <span className="num nowrap cap">
        {t("experiment.progress", { done, total })} ·{" "}
        {leftS === undefined ? t("experiment.starting") : t("experiment.left", { seconds: leftS })}
      </span>
      <button type="button" className="btn" onClick={() => session.cancelExperiment()}>
        <Icon name="square" size={12} />
        {t("experiment.cancel")}
      </button>
    </span>
  );
};

/** Runs pairs on this machine, or opens a result that was made elsewhere. */
export const ExperimentControls = ({ isCompact = false }: { readonly isCompact?: boolean }) => {
  const t = useText();
  const session = useSession();
  const experiment = useApp((state) => state.experiment);
  const result = useApp((state) => state.result);
  const [pairs, setPairs] = useState(10);
  const input = useRef<HTMLInputElement>(null);
  if (experiment.kind === "running") return <Progress {...experiment} />;
  return (
    <span className="row gap8">
      {isCompact ? (
        <span className="muted nowrap">{t("experiment.title")}</span>
      ) : (
        <label className="row gap6 cap muted nowrap">
          {t("experiment.count")}
          <input
            className="field num"
            style={{ width: 64 }}
            type="number"
            min={2}
            max={MOST_PAIRS}
            value={pairs}
            onChange={(event) => setPairs(Math.round(Number(event.target.value)))}
          />
        </label>
      )}
      <button
        type="button"
        className={isCompact ? "btn" : "btn pri"}
        disabled={!(pairs >= 2 && pairs <= MOST_PAIRS)}
        onClick={() => void session.runExperiment(pairs)}
      >
        <Icon name="flask" />
        {t("experiment.run", { count: pairs })}
      </button>
      <button type="button" className="btn gh" onClick={() => input.current?.click()}>
        <Icon name="folderOpen" />
        {t("experiment.load")}
      </button>
      {!isCompact && result !== undefined && (
        <button type="button" className="btn gh" onClick={() => session.saveResult()}>
          <Icon name="download" />
          {t("experiment.save")}
        </button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept=".json"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) void session.openFiles(files);
        }}
      />
      {experiment.kind === "failed" && (
        <span className="cap" role="alert" style={{ color: "var(--bad)" }}>
          {t("experiment.failed", { reason: experiment.reason })}
        </span>
      )}
    </span>
  );
};
