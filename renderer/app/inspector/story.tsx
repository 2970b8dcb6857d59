/**
 * The course of an incident in plain words, asked of the simulation when it is looked at: who acted, what, how it ended. A line goes to its
 * moment; up and down walk from line to line.
 */
import { type KeyboardEvent, useRef } from "react";
import type { IncidentTale } from "../../../sim-core/contract/incident-tale.ts";
import { inspectedRun } from "../compare/inspected.ts";
import { useSession } from "../project/session-context.ts";
import { AgencyBadge, Outcome } from "../shell/outcome.tsx";
import { useApp } from "../store/app-store.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { stepFocus } from "./step-focus.ts";
import { useAsked } from "./use-asked.ts";

/** Asked again while the run is still being computed, at most once per ten simulated minutes. */
const STEP_MS = 600_000;

type Sentence = IncidentTale["sentences"][number];

type LineProps = { readonly sentence: Sentence; readonly callMs: number; readonly isFirstStop: boolean };

const Line = ({ sentence, callMs, isFirstStop }: LineProps) => {
  const t = useText();
  const session = useSession();
  const agency = useApp((state) => state.project?.city.agencies.find(({ id }) => id === sentence.agency));
  const { outcome } = sentence;
  return (
    <li className={`is-${outcome ?? "planned"}`}>
      <button type="button" tabIndex={isFirstStop ? 0 : -1} onClick={() => session.player.seek(sentence.atMs)}>
        <span className="when num">{minutesSeconds(sentence.atMs - callMs)}</span>
        <span className="who" title={agency === undefined ? undefined : t(agency.name)}>
          {agency !== undefined && <AgencyBadge kind={agency.kind} />}
        </span>
        <span>{t(sentence.text)}</span>
        {outcome !== undefined && (
          <span title={t(`outcome.${outcome}`)}>
            <Outcome outcome={outcome} />
            <span className="hidden-text">{t(`outcome.${outcome}`)}</span>
          </span>
        )}
      </button>
    </li>
  );
};

export const Story = ({ incident, callMs }: { readonly incident: number; readonly callMs: number }) => {
  const t = useText();
  const session = useSession();
  const run = useApp(inspectedRun);
  const atMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  const computed = useApp((state) => Math.floor((state.summaries[inspectedRun(state)]?.computedMs ?? 0) / STEP_MS));
  const lines = useRef<HTMLOListElement>(null);
  const tale = useAsked(`${run} ${incident}`, computed, () => session.sim.explain(run, incident));
  const told = tale?.sentences.filter((sentence) => sentence.atMs <= atMs) ?? [];
  if (tale === undefined || told.length === 0) return null;
  const isOver = tale.endMs <= atMs;
  const walk = (event: KeyboardEvent): void => stepFocus(event, lines.current);
  return (
    <div className="sec detail">
      <h3>{t("story.title")}</h3>
      <div className="faint cap">{t(tale.place)}</div>
      {isOver && <p className="said">{t(tale.summary)}</p>}
      <ol className="story" ref={lines} onKeyDown={walk}>
        {told.map((sentence, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the log only grows, and two sentences of it may say the same
          <Line key={at} sentence={sentence} callMs={callMs} isFirstStop={at === 0} />
        ))}
      </ol>
    </div>
  );
};
