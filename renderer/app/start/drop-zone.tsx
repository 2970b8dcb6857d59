import { useRef } from "react";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";

const NEEDED = ["city", "demand", "scenario"] as const;

/** Own files: dropped anywhere on the window, or picked here. Says what is there already and what is still missing. */
export const DropZone = () => {
  const t = useText();
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  useApp((state) => state.phase); // what is gathered changes with it
  const has = NEEDED.filter((kind) => session.has(kind));
  return (
    <section aria-label={t("start.own")}>
      <div className="row sb start-title">
        <h2>{t("start.own")}</h2>
      </div>
      <div className="drop-zone">
        <Icon name="upload" size={24} />
        <b>{t("start.drop")}</b>
        <span className="muted cap">{t("start.drop.kinds")}</span>
        {has.length > 0 && (
          <span className="row gap6 cap" role="status">
            {NEEDED.map((kind) => (
              <span key={kind} className={`chip ${has.includes(kind) ? "is-done" : ""}`}>
                <Icon name={has.includes(kind) ? "check" : "circleDashed"} size={12} />
                {t(`open.file.${kind}`)}
              </span>
            ))}
          </span>
        )}
        <button type="button" className="btn" onClick={() => input.current?.click()}>
          <Icon name="folderOpen" />
          {t("open.empty.browse")}
        </button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            if (files.length > 0) void session.openFiles(files);
          }}
        />
      </div>
    </section>
  );
};
