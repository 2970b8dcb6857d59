import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";

/** The simulation died: what happened, and the way back to the same moment. */
export const LostSheet = ({ reason }: { readonly reason: string }) => {
  const t = useText();
  const session = useSession();
  const hasProject = useApp((state) => state.project !== undefined);
  return (
    <div className="sheet-back">
      <div className="sheet" role="alertdialog" aria-modal="true" aria-labelledby="lost-title">
        <h2 id="lost-title">{t("lost.title")}</h2>
        <p className="muted" style={{ marginBottom: 14 }}>
          {t("lost.text", { reason })}
        </p>
        <button type="button" className="btn pri" onClick={() => void (hasProject ? session.resume() : session.openDefault())}>
          {t("lost.resume")}
        </button>
      </div>
    </div>
  );
};
