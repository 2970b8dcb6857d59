import { useRef } from "react";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { type Project, setApp, useApp } from "../store/app-store.ts";
import { armTitle } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";
import { type ChosenRun, setExperiment, useExperiment } from "./experiment-store.ts";

const MOST_PAIRS = 200;
const COMPACT_PAIRS = 10;

/** Seeds are whole numbers of 64 bits: eighteen digits always fit. */
const SEED = /^\d{1,18}$/;

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
        aria-valuemax={Math.max(total, done)}
        aria-valuenow={done}
      >
        <i style={{ width: `${(done / Math.max(1, total)) * 100}%` }} />
      </span>
      <span className="num nowrap cap">
        {total === 0 ? "" : `${t("experiment.progress", { done, total })} · `}
        {leftS === undefined ? t("experiment.starting") : t("experiment.left", { seconds: leftS })}
      </span>
      <button type="button" className="btn" onClick={() => session.cancelExperiment()}>
        <Icon name="square" size={12} />
        {t("experiment.cancel")}
      </button>
    </span>
  );
};

const OpenResult = () => {
  const t = useText();
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="btn gh" onClick={() => input.current?.click()}>
        <Icon name="folderOpen" />
        {t("experiment.load")}
      </button>
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
    </>
  );
};

const Failure = () => {
  const t = useText();
  const experiment = useApp((state) => state.experiment);
  if (experiment.kind !== "failed") return null;
  return (
    <span className="cap" role="alert" style={{ color: "var(--bad)" }}>
      {t("experiment.failed", { reason: experiment.reason })}
    </span>
  );
};

/** Goes on from the replications that are there already. */
const Resume = () => {
  const t = useText();
  const session = useSession();
  const stopped = useExperiment((state) => state.stopped);
  if (stopped === undefined) return null;
  return (
    <button type="button" className="btn" onClick={() => void session.runExperiment(stopped)}>
      <Icon name="play" size={12} />
      {t("experiment.resume")}
    </button>
  );
};

const Choices = ({
  project,
  value,
  onChange,
}: {
  readonly project: Project;
  readonly value: ChosenRun;
  readonly onChange: (value: ChosenRun) => void;
}) => {
  const t = useText();
  const plan = project.scenario.experiment;
  return (
    <details className="choices">
      <summary className="btn gh">
        <Icon name="settings" />
        {t("experiment.choices", { count: value.arms.length })}
      </summary>
      <div className="choices-body">
        <fieldset>
          <legend>{t("experiment.arms")}</legend>
          {project.arms.map(({ id }) => (
            <label key={id} className="row gap6">
              <input
                type="checkbox"
                checked={value.arms.includes(id)}
                disabled={id === project.baseline}
                onChange={({ target }) => {
                  const wanted = (one: string): boolean => (one === id ? target.checked : value.arms.includes(one));
                  onChange({ ...value, arms: project.arms.map((one) => one.id).filter(wanted) });
                }}
              />
              {t(armTitle(project, id))}
            </label>
          ))}
        </fieldset>
        <label className="row gap6">
          <input type="checkbox" checked={value.isAuto} onChange={({ target }) => onChange({ ...value, isAuto: target.checked })} />
          {t("experiment.auto", { most: plan.maxReplications })}
        </label>
        <label className="row gap6">
          {t("status.seed")}
          <input
            className="field num"
            style={{ width: 150 }}
            value={value.seed}
            aria-invalid={!SEED.test(value.seed)}
            onChange={({ target }) => onChange({ ...value, seed: target.value.trim() })}
          />
        </label>
        {value.arms.length < 2 && <p className="cap">{t("experiment.arms.few")}</p>}
      </div>
    </details>
  );
};

const firstChoices = ({ scenarioHash, arms, seed }: Project): ChosenRun => ({
  scenarioHash,
  pairs: 10,
  arms: arms.map(({ id }) => id),
  seed,
  isAuto: false,
});

const Setup = ({ project }: { readonly project: Project }) => {
  const t = useText();
  const session = useSession();
  const kept = useExperiment((state) => state.choices);
  const choices = kept?.scenarioHash === project.scenarioHash ? kept : firstChoices(project);
  const setChoices = (next: ChosenRun): void => setExperiment({ choices: next });
  const { pairs, arms, seed, isAuto } = choices;
  const isPossible = (isAuto || (pairs >= 2 && pairs <= MOST_PAIRS)) && arms.length >= 2 && SEED.test(seed);
  return (
    <>
      <label className="row gap6 cap muted nowrap">
        {t("experiment.count")}
        <input
          className="field num"
          style={{ width: 64 }}
          type="number"
          min={2}
          max={MOST_PAIRS}
          value={pairs}
          disabled={isAuto}
          onChange={(event) => setChoices({ ...choices, pairs: Math.round(Number(event.target.value)) })}
        />
      </label>
      <Choices project={project} value={choices} onChange={setChoices} />
      <button
        type="button"
        className="btn pri"
        disabled={!isPossible}
        onClick={() => void session.runExperiment({ pairs: isAuto ? "auto" : pairs, arms, seed })}
      >
        <Icon name="flask" />
        {isAuto ? t("experiment.run.auto") : t("experiment.run", { count: pairs })}
      </button>
      <Resume />
    </>
  );
};

/** Runs pairs on this machine, or opens a result that was made elsewhere. */
export const ExperimentControls = () => {
  const experiment = useApp((state) => state.experiment);
  const project = useApp((state) => state.project);
  if (experiment.kind === "running") return <Progress {...experiment} />;
  return (
    <span className="row gap8 wrap">
      {project !== undefined && <Setup key={project.scenarioHash} project={project} />}
      <OpenResult />
      <Failure />
    </span>
  );
};

/** On the stage: one button, or the progress. */
export const CompactControls = () => {
  const t = useText();
  const session = useSession();
  const experiment = useApp((state) => state.experiment);
  if (experiment.kind === "running") return <Progress {...experiment} />;
  return (
    <span className="row gap8">
      <span className="muted nowrap">{t("experiment.title")}</span>
      <button type="button" className="btn" onClick={() => void session.runExperiment(COMPACT_PAIRS)}>
        <Icon name="flask" />
        {t("experiment.run", { count: COMPACT_PAIRS })}
      </button>
      <button type="button" className="btn gh" onClick={() => setApp({ screen: "experiment" })}>
        {t("experiment.more")}
      </button>
      <Failure />
    </span>
  );
};
