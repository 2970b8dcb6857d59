/** The runs of the day that is open: its arms, under each its branches; and another morning to lay beside. */
import { type FormEvent, useState } from "react";
import { parentOf, readRunName } from "../../../sim-core/contract/run-name.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { Choice } from "../shell/choice.tsx";
import { type Project, useApp } from "../store/app-store.ts";
import { armLook, armTitle, listedRuns } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";

/** Replications are numbered from 0; more than this nobody has run. */
const LAST_REPLICATION = 99_999;

export const RunList = ({ project }: { readonly project: Project }) => {
  const t = useText();
  const session = useSession();
  const run = useApp((state) => state.arm);
  const beside = useApp((state) => state.split?.arm);
  const listed = listedRuns(project);
  return (
    <div className="runs">
      <Choice
        className="arms"
        itemClassName="arm"
        label={t("arms.title")}
        value={run}
        onChange={session.setArm}
        options={listed.map(({ run: name, depth }) => ({
          value: name,
          label: (
            <>
              {depth > 0 && <i className="branch-of" style={{ width: 10 * depth }} aria-hidden="true" />}
              <ArmLine look={armLook(project, name)} />
              <span className="grow clip" title={t(armTitle(project, name))}>
                {t(armTitle(project, name))}
              </span>
              {name === beside && (
                <span className="row faint" title={t("run.beside")}>
                  <Icon name="columns" size={13} />
                  <span className="hidden-text">{t("run.beside")}</span>
                </span>
              )}
            </>
          ),
        }))}
      />
      {project.branches.length > 0 && (
        <div className="run-verbs">
          {listed.map(({ run: name }) =>
            parentOf(name) === undefined ? (
              <span key={name} />
            ) : (
              <button
                key={name}
                type="button"
                className="btn gh sm ic"
                aria-label={t("branch.remove", { run: t(armTitle(project, name)) })}
                title={t("branch.remove.short")}
                onClick={() => session.removeBranch(name)}
              >
                <Icon name="x" size={13} />
              </button>
            ),
          )}
        </div>
      )}
    </div>
  );
};

/** The same arm on another morning: other fires, other chance, one clock. */
export const OtherDay = ({ project }: { readonly project: Project }) => {
  const t = useText();
  const session = useSession();
  const own = useApp((state) => readRunName(state.arm).replication) ?? project.replication;
  const [typed, setTyped] = useState("");
  const number = Number(typed);
  const isGood = typed.trim() !== "" && Number.isInteger(number) && number >= 0 && number <= LAST_REPLICATION && number !== own;
  const lay = (event: FormEvent): void => {
    event.preventDefault();
    if (isGood) session.layOtherDayBeside(number);
  };
  return (
    <form className="other-day row gap6" onSubmit={lay}>
      <label className="row gap6 grow">
        <span className="clip" title={t("run.otherDay.hint")}>
          {t("run.otherDay.label")}
        </span>
        <input
          className="field num"
          type="number"
          inputMode="numeric"
          min={0}
          max={LAST_REPLICATION}
          step={1}
          placeholder={String(own + 1)}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" className="btn gh sm" disabled={!isGood} title={t("run.otherDay.hint")}>
        <Icon name="columns" size={13} />
        {t("run.otherDay.lay")}
      </button>
    </form>
  );
};
