/** Why the thing that is looked at stands, asked again as the clock goes on. */
import type { Look, Looked } from "../../../sim-core/contract/closer-look.ts";
import type { UnitDuty } from "../../../sim-core/contract/unit-duty.ts";
import { inspectedRun } from "../compare/inspected.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { type Project, useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { signalName, streetName } from "./place-names.ts";
import { useAsked } from "./use-asked.ts";
import { isStanding, lookName, type WhyNames, whyText } from "./why.ts";

const LOOK_AGAIN_MS = 1000;

/** One thing as it is at the moment of the picture, at most a second old. */
export const useLook = (what: Look | undefined): Looked | undefined => {
  const session = useSession();
  const run = useApp(inspectedRun);
  const second = useApp((state) => Math.floor(state.atMs / LOOK_AGAIN_MS));
  // The run may have moved with the summary after the clock did: what was told of another moment is asked again.
  const toldMs = useApp((state) => state.summaries[inspectedRun(state)]?.atMs ?? 0);
  const name = what === undefined ? undefined : `${run} ${lookName(what)}`;
  return useAsked(name, `${second} ${Math.floor(toldMs / LOOK_AGAIN_MS)}`, () => session.sim.look(run, what ?? { kind: "link", link: 0 }));
};

export const whyNames = (project: Project): WhyNames => ({
  street: (link) => streetName(project, link),
  signal: (position) => ({ ko: signalName(project, position, "ko"), en: signalName(project, position, "en") }),
  unit: (unit) => project.unitNames[unit] ?? { ko: String(unit + 1), en: String(unit + 1) },
});

export const WhySection = ({ looked, duty }: { readonly looked: Looked | undefined; readonly duty: UnitDuty }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const text = looked === undefined || project === undefined ? undefined : whyText(looked, duty, whyNames(project));
  if (looked === undefined || text === undefined) return null;
  const stands = isStanding(looked);
  return (
    <div className="sec">
      <h3>{t(stands ? "why.title" : "why.title.moves")}</h3>
      <p className={`said why-said ${stands ? "stands" : ""}`}>
        {stands && <Icon name="clockAlert" size={14} />}
        <span>{t(text)}</span>
      </p>
    </div>
  );
};
