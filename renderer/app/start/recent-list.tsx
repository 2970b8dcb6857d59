import { useEffect, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { forgetRecent, listRecent, type RecentHead } from "../project/recent-files.ts";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { toast } from "../store/toasts.ts";
import { daysAgo } from "../text/days-ago.ts";
import { MESSAGES } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";

/** What is left of them. */
const forget = async (): Promise<readonly RecentHead[]> => {
  await forgetRecent().catch(() => toast(MESSAGES["recent.notForgotten"], "trouble"));
  return listRecent();
};

export const RecentList = () => {
  const t = useText();
  const session = useSession();
  const language = useApp((state) => state.language);
  const [recent, setRecent] = useState<readonly RecentHead[] | undefined>(undefined);
  useEffect(() => void listRecent().then(setRecent), []);
  return (
    <section aria-label={t("recent.title")}>
      <div className="row sb start-title">
        <h2>{t("recent.title")}</h2>
        <span className="cap faint">{t("recent.note")}</span>
        {recent !== undefined && recent.length > 0 && (
          <button type="button" className="btn gh sm" onClick={() => void forget().then(setRecent)}>
            <Icon name="trash" size={13} />
            {t("recent.forget")}
          </button>
        )}
      </div>
      {recent?.length === 0 ? (
        <div className="card recent-none muted">{t("recent.none")}</div>
      ) : (
        <ul className="card recent">
          {recent?.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => void session.openRecent(one)}>
                <span className="recent-icon">
                  <Icon name="folderOpen" size={16} />
                </span>
                <span className="grow">
                  <b className="clip">{t(one.title)}</b>
                  <span className="cap faint clip">{t(one.about)}</span>
                </span>
                <span className="cap faint num">{daysAgo(one.openedAtEpochMs, Date.now(), language)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
