/** From this moment on as in another arm: which one, and what becomes of everything that is under way. */
import { useState } from "react";
import { rulingArm } from "../../../sim-core/contract/run-name.ts";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { Choice } from "../shell/choice.tsx";
import { SheetFrame } from "../shell/sheet.tsx";
import { type Project, setApp, useApp } from "../store/app-store.ts";
import { armLook, armTitle, planArm } from "../store/arms.ts";
import { timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { underWay } from "./under-way.ts";

const NO_ITEMS: readonly TimelineItem[] = [];

/** The other of the pair: the plan where today rules, today everywhere else. */
const firstChoice = (project: Project, ruling: string): string => {
  const other = ruling === project.baseline ? planArm(project) : project.baseline;
  return other ?? project.baseline;
};

/** Opening a dialog gives the focus to what says so in the document itself: Enter does what the key B began. */
const takesFocus = (button: HTMLButtonElement | null): void => button?.setAttribute("autofocus", "");

const Question = ({ project }: { readonly project: Project }) => {
  const t = useText();
  const session = useSession();
  const run = useApp((state) => state.arm);
  // The clock stands while this is asked.
  const atMs = useApp((state) => Math.floor(state.atMs));
  const ruling = rulingArm(run, atMs);
  const timeline = useApp((state) => state.summaries[run]?.timeline ?? NO_ITEMS);
  const { steps, drives } = underWay(timeline, atMs);
  const [arm, setArm] = useState(() => firstChoice(project, ruling));
  const time = timeOfDay(project.startsAt, atMs);
  const branch = (): void => {
    setApp({ sheet: undefined });
    void session.branch(atMs, arm);
  };
  return (
    <>
      <p>{t("branch.question", { time, run: t(armTitle(project, run)) })}</p>
      <Choice
        className="arms branch-arms"
        itemClassName="arm"
        label={t("branch.arms")}
        value={arm}
        onChange={setArm}
        options={project.arms
          .filter(({ id }) => id !== ruling)
          .map(({ id, title }) => ({
            value: id,
            label: (
              <>
                <ArmLine look={armLook(project, id)} />
                <span className="grow clip">{t(title)}</span>
              </>
            ),
          }))}
      />
      <p className="cap faint">{steps + drives === 0 ? t("branch.nothing") : t("branch.underWay", { steps, drives })}</p>
      <p className="cap faint">{t("branch.notMadeUp")}</p>
      <div className="row gap8 branch-verbs">
        <button type="button" className="btn pri" ref={takesFocus} onClick={branch}>
          {t("branch.go", { time })}
        </button>
        <button type="button" className="btn" onClick={() => setApp({ sheet: undefined })}>
          {t("app.cancel")}
        </button>
      </div>
    </>
  );
};

export const BranchSheet = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  return <SheetFrame title={t("branch.here")}>{project !== undefined && <Question project={project} />}</SheetFrame>;
};
