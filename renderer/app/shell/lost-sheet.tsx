/** The simulation died: what happened, and the way back to the same moment. It stays until one of its buttons was pressed. */
import { useState } from "react";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { useModal } from "./use-modal.ts";

export const LostSheet = ({ reason }: { readonly reason: string }) => {
  const t = useText();
  const session = useSession();
  const project = useApp((state) => state.project);
  const atMs = useApp((state) => state.atMs);
  const dialog = useModal();
  const [isWaiting, setIsWaiting] = useState(false);
  const act = async (verb: () => Promise<void>): Promise<void> => {
    setIsWaiting(true);
    await verb();
    setIsWaiting(false); // still here: the fresh one was lost too, and the reason says why
  };
  return (
    <dialog ref={dialog} className="sheet" role="alertdialog" aria-labelledby="lost-title" onCancel={(event) => event.preventDefault()}>
      <h2 id="lost-title">{t("lost.title")}</h2>
      <p className="muted" style={{ marginBottom: 14 }}>
        {t("lost.text", { reason })}
      </p>
      <div className="row gap8">
        {project === undefined ? (
          <button type="button" className="btn pri" disabled={isWaiting} onClick={() => void act(() => session.openDefault())}>
            {t(isWaiting ? "lost.waiting" : "lost.again")}
          </button>
        ) : (
          <>
            <button type="button" className="btn pri" disabled={isWaiting} onClick={() => void act(() => session.resume("moment"))}>
              {isWaiting ? t("lost.waiting") : t("lost.resume", { time: timeOfDay(project.startsAt, atMs) })}
            </button>
            <button type="button" className="btn" disabled={isWaiting} onClick={() => void act(() => session.resume("start"))}>
              {t("lost.start")}
            </button>
          </>
        )}
      </div>
    </dialog>
  );
};
