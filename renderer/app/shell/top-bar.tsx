import { useRef } from "react";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { type Screen, setApp, useApp } from "../store/app-store.ts";
import { armLook, armTitle, listedRuns, planArm } from "../store/arms.ts";
import { choose } from "../store/choose.ts";
import { useText } from "../text/use-text.ts";
import { ArmLine } from "./arm-line.tsx";
import { Choice } from "./choice.tsx";
import { IconButton } from "./icon-button.tsx";

const Logo = () => (
  <svg className="brand" viewBox="0 0 24 24" aria-hidden="true">
    <rect width="24" height="24" rx="6" fill="var(--ink)" />
    <path d="M6 16.5V13l4-4h4l4-2.5" fill="none" stroke="var(--surface)" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    <circle cx="6" cy="17" r="2" fill="var(--surface)" />
    <circle cx="12" cy="9" r="2" fill="var(--surface)" />
    <circle cx="18" cy="6.5" r="2.4" fill="var(--plan)" stroke="var(--ink)" />
  </svg>
);

/** No arm has an empty id. */
const BOTH = "";

const Both = () => {
  const t = useText();
  return (
    <>
      <Icon name="columns" />
      <span className="arm-name">{t("split.compare")}</span>
    </>
  );
};

/** The two arms that everything is about, the one on stage or both compared; all others are in the list beside them, and in the left panel. */
const ArmSwitch = () => {
  const t = useText();
  const session = useSession();
  const project = useApp((state) => state.project);
  const arm = useApp((state) => state.arm);
  const isSplit = useApp((state) => state.split !== undefined);
  if (project === undefined) return null;
  const shown = [project.baseline, planArm(project), arm].filter((id, at, all): id is string => id !== undefined && all.indexOf(id) === at);
  const runs = listedRuns(project).map(({ run }) => run);
  return (
    <>
      <Choice
        label={t("arms.switch")}
        value={isSplit ? BOTH : arm}
        onChange={(next) => {
          if (next === BOTH) return isSplit ? undefined : session.toggleSplit();
          session.layBeside(undefined);
          session.setArm(next);
        }}
        options={[
          ...shown.map((id) => ({
            value: id,
            label: (
              <>
                <ArmLine look={armLook(project, id)} />
                <span className="arm-name">{t(armTitle(project, id))}</span>
              </>
            ),
          })),
          ...(project.arms.length > 1 ? [{ value: BOTH, label: <Both /> }] : []),
        ]}
      />
      {!isSplit && runs.length > shown.length && (
        <select className="arm-more" aria-label={t("arms.all")} value={arm} onChange={(event) => session.setArm(event.target.value)}>
          {[...new Set([...runs, arm])].map((run) => (
            <option key={run} value={run}>
              {t(armTitle(project, run))}
            </option>
          ))}
        </select>
      )}
    </>
  );
};

const SCREENS = [
  ["stage", "map", "app.stage"],
  ["experiment", "flask", "app.experiment"],
] as const satisfies readonly (readonly [Screen, "map" | "flask", string])[];

const OpenButton = () => {
  const t = useText();
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="folderOpen" says={t("app.open")} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".json,.gz,.yaml,.yml"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) void session.openFiles(files);
        }}
      />
    </>
  );
};

export const TopBar = () => {
  const t = useText();
  const session = useSession();
  const language = useApp((state) => state.language);
  const theme = useApp((state) => state.theme);
  const screen = useApp((state) => state.screen);
  const isReady = useApp((state) => state.project !== undefined);
  const title = useApp((state) => state.project?.city.title);
  const otherTheme = theme === "light" ? "dark" : "light";
  const otherLanguage = language === "ko" ? "en" : "ko";
  return (
    <header className="top">
      <button
        type="button"
        className="door"
        aria-label={t("start.door")}
        title={t("start.door")}
        onClick={() => {
          session.player.pause();
          setApp({ screen: "start" });
        }}
      >
        <Logo />
      </button>
      <b className="clip">{title === undefined ? t("app.name") : t(title)}</b>
      {isReady && (
        <nav className="tabs" aria-label={t("app.views")}>
          {SCREENS.map(([name, icon, key]) => (
            <button key={name} type="button" aria-current={screen === name ? "page" : undefined} onClick={() => setApp({ screen: name })}>
              <Icon name={icon} />
              {t(key)}
            </button>
          ))}
        </nav>
      )}
      <div className="grow" />
      {screen !== "start" && <ArmSwitch />}
      <button type="button" className="find" title={t("palette.title")} onClick={() => setApp({ sheet: "palette" })}>
        <Icon name="search" size={14} />
        <span className="grow clip">{t("palette.title")}</span>
        <span className="kbd">Ctrl K</span>
      </button>
      <OpenButton />
      <button
        type="button"
        className="btn gh"
        lang={otherLanguage}
        title={t("app.language")}
        onClick={() => choose("language", otherLanguage)}
      >
        <Icon name="languages" size={15} />
        {t("app.language.short")}
        <span className="hidden-text">{t("app.language")}</span>
      </button>
      <IconButton
        icon={theme === "light" ? "moon" : "sun"}
        says={t(`app.theme.${otherTheme}`)}
        onClick={() => choose("themeChoice", otherTheme)}
      />
      <IconButton icon="circleHelp" says={t("app.help")} onClick={() => setApp({ sheet: "keys" })} />
      <IconButton icon="settings" says={t("settings.title")} onClick={() => setApp({ sheet: "settings" })} />
    </header>
  );
};
