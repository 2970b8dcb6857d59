/** Two arms side by side: the edge between them, moved by hand or by keys, and which arm lies on which side. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { appState, setApp, useApp } from "../store/app-store.ts";
import { armLook } from "../store/arms.ts";
import type { MessageKey } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { cutEdge, edgeAfter } from "./edge.ts";

type SideProps = {
  readonly side: "left" | "right";
  readonly arm: string;
  /** The arm that is on the other side already. */
  readonly taken: string;
  readonly onChoose: (arm: string) => void;
};

/** Whose run this is, what its unit for the incident in focus does, and which other run could be here. */
const Side = ({ side, arm, taken, onChoose }: SideProps) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const doing = useApp((state) => state.summaries[arm]?.units.find(({ incident }) => incident === state.focus)?.state);
  if (project === undefined) return null;
  const label: MessageKey = `split.${side}`;
  return (
    <div className={`hud side-name ${side}`}>
      <ArmLine look={armLook(project, arm)} />
      <select aria-label={t(label)} value={arm} onChange={(event) => onChoose(event.target.value)}>
        {project.arms
          .filter(({ id }) => id !== taken)
          .map(({ id, title }) => (
            <option key={id} value={id}>
              {t(title)}
            </option>
          ))}
      </select>
      {doing !== undefined && <span className="faint nowrap">{t(`unit.${doing}`)}</span>}
    </div>
  );
};

const moveTo = (edgeP: number): void => {
  const { split } = appState();
  if (split !== undefined) setApp({ split: { ...split, edgeP: cutEdge(edgeP) } });
};

export const SplitEdge = () => {
  const t = useText();
  const session = useSession();
  const split = useApp((state) => state.split);
  const arm = useApp((state) => state.arm);
  const line = useRef<HTMLDivElement>(null);
  if (split === undefined) return null;
  const { edgeP } = split;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = edgeAfter(edgeP, event.key, event.shiftKey);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const box = line.current?.parentElement?.getBoundingClientRect();
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || box === undefined || box.width === 0) return;
    moveTo((event.clientX - box.left) / box.width);
  };
  return (
    <div className="split" style={{ "--edge-p": `${edgeP * 100}%` } as CSSProperties}>
      <Side side="left" arm={split.arm} taken={arm} onChoose={(next) => session.layBeside(next)} />
      <Side side="right" arm={arm} taken={split.arm} onChoose={(next) => session.setArm(next)} />
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this is the window splitter of the ARIA practices */}
      <div
        ref={line}
        className="split-edge"
        role="separator"
        aria-orientation="vertical"
        aria-label={t("split.edge")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(edgeP * 100)}
        aria-valuetext={t("split.share", { percent: Math.round(edgeP * 100) })}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
      >
        <i aria-hidden="true" />
      </div>
    </div>
  );
};
