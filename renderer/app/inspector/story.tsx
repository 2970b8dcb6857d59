/** The course of an incident in plain words, asked of the simulation when it is looked at. A click goes to the moment. */
import { useEffect, useState } from "react";
import type { IncidentTale } from "../../../sim-core/contract/incident-tale.ts";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";

type Asked = { readonly arm: string; readonly incident: number; readonly tale: IncidentTale | undefined };

/** Asked again while the run is still being computed, at most once per ten simulated minutes. */
const STEP_MS = 600_000;

export const Story = ({ incident, callMs }: { readonly incident: number; readonly callMs: number }) => {
  const t = useText();
  const session = useSession();
  const arm = useApp((state) => state.arm);
  const atMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  const computed = useApp((state) => Math.floor((state.summaries[state.arm]?.computedMs ?? 0) / STEP_MS));
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has been computed further is a reason to ask again
  useEffect(() => {
    let isWanted = true;
    void session.sim.explain(arm, incident).then(
      (tale) => isWanted && setAsked({ arm, incident, tale }),
      () => isWanted && setAsked(undefined), // the simulation is gone: a sheet of its own says so
    );
    return () => {
      isWanted = false;
    };
  }, [session, arm, incident, computed]);
  const tale = asked?.arm === arm && asked.incident === incident ? asked.tale : undefined;
  const told = tale?.sentences.filter((sentence) => sentence.atMs <= atMs) ?? [];
  if (tale === undefined || told.length === 0) return null;
  const isOver = tale.endMs <= atMs;
  return (
    <div className="sec detail">
      <h3>{t("story.title")}</h3>
      <div className="faint cap">{t(tale.place)}</div>
      {isOver && <p className="said">{t(tale.summary)}</p>}
      <ol className="story">
        {told.map((sentence, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the log only grows, and two sentences of it may say the same
          <li key={at} className={`is-${sentence.outcome ?? "planned"}`}>
            <button type="button" onClick={() => session.player.seek(sentence.atMs)}>
              <span className="when num">{minutesSeconds(sentence.atMs - callMs)}</span>
              <span>{t(sentence.text)}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
};
