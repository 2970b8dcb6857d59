/** The runs that the tables have columns of: one, or the two that are compared. */
import { ArmLine } from "../shell/arm-line.tsx";
import { useApp } from "../store/app-store.ts";
import { armLook, armTitle } from "../store/arms.ts";
import type { MessageKey } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";

/** The run on stage; while two are compared the other one first, as it lies on the stage. */
export const useShownRuns = () => {
  const project = useApp((state) => state.project);
  const arm = useApp((state) => state.arm);
  const beside = useApp((state) => state.split?.arm);
  const summaries = useApp((state) => state.summaries);
  const ids = beside === undefined ? [arm] : [beside, arm];
  return ids.map((id) => ({
    id,
    look: project === undefined ? ("plan" as const) : armLook(project, id),
    title: armTitle(project, id),
    summary: summaries[id],
  }));
};

export type ShownRun = ReturnType<typeof useShownRuns>[number];

/** What the column is of; whose, where there are two. */
export const RunHeads = ({ runs, says }: { readonly runs: readonly ShownRun[]; readonly says: MessageKey }) => {
  const t = useText();
  return runs.map(({ id, look, title }) => (
    <th key={id} scope="col">
      {runs.length === 1 ? (
        t(says)
      ) : (
        <span className="row gap6">
          <ArmLine look={look} />
          {t(title)}: {t(says)}
        </span>
      )}
    </th>
  ));
};
