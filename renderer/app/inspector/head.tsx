/** The head of every selection: what it is, and the way back. */
import type { Picked } from "../../view/city-view-types.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { setApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";

type HeadProps = { readonly icon: IconName; readonly look?: string; readonly title: string; readonly subtitle?: string };

export const Head = ({ icon, look = "", title, subtitle }: HeadProps) => {
  const t = useText();
  return (
    <div className="sec row gap8">
      <span className={`tile ${look}`}>
        <Icon name={icon} size={17} />
      </span>
      <span className="grow">
        <h2 className="two-lines" style={{ fontSize: 16, lineHeight: "20px", fontWeight: 640 }}>
          {title}
        </h2>
        {subtitle !== undefined && <span className="faint cap">{subtitle}</span>}
      </span>
      <button type="button" className="btn gh sm ic" aria-label={t("app.close")} onClick={() => setApp({ selection: undefined })}>
        <Icon name="x" />
      </button>
    </div>
  );
};

export const GoThere = ({ picked }: { readonly picked: Picked }) => {
  const t = useText();
  const session = useSession();
  return (
    <button type="button" className="btn" onClick={() => session.view()?.flyTo(picked)}>
      <Icon name="locate" />
      {t("inspector.find")}
    </button>
  );
};
