import { useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { cutSpeed, FASTEST, SLOWEST } from "../playback/clock.ts";
import { useSession } from "../project/session-context.ts";
import { BranchButton } from "../runs/branch-button.tsx";
import { Choice } from "../shell/choice.tsx";
import { IconButton } from "../shell/icon-button.tsx";
import { OutcomeLegend } from "../shell/outcome.tsx";
import { setApp, useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { Clock } from "./clock-field.tsx";
import { goToEvent, toggleLoop } from "./time-verbs.ts";

const QUICK_SPEEDS: readonly string[] = ["1", "4", "20"];

const Speed = () => {
  const t = useText();
  const { player } = useSession();
  const speed = useApp((state) => state.speed);
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const take = (): void => {
    if (typed !== undefined && typed.trim() !== "") player.setSpeed(cutSpeed(Number(typed)));
    setTyped(undefined);
  };
  return (
    <span className="row gap4" style={{ margin: "0 6px 0 8px" }}>
      <Choice
        className="seg small"
        label={t("transport.speed")}
        value={String(speed)}
        options={QUICK_SPEEDS.map((quick) => ({ value: quick, label: `${quick}×` }))}
        onChange={(quick) => player.setSpeed(Number(quick))}
      />
      <input
        className="field speed-field num"
        type="number"
        min={SLOWEST}
        max={FASTEST}
        step="any"
        aria-label={t("transport.speed")}
        title={t("transport.speed")}
        value={typed ?? String(speed)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) event.currentTarget.blur();
        }}
      />
      <span aria-hidden="true">×</span>
    </span>
  );
};

export const Transport = () => {
  const t = useText();
  const session = useSession();
  const { player } = session;
  const isPlaying = useApp((state) => state.isPlaying);
  const isWholeRun = useApp((state) => state.isWholeRun);
  const hasSingleKeys = useApp((state) => state.singleKeys === "on");
  const isLooped = useApp((state) => state.loop !== undefined);
  const areRuns = useApp((state) => state.split !== undefined && !state.hasAllLanes);
  const withKey = (words: string, key: string): string => (hasSingleKeys ? `${words} (${key})` : words);
  const playLabel = t(isPlaying ? "transport.pause" : "transport.play");
  return (
    <div className="transport">
      <IconButton icon="skipForward" says={t("transport.start")} flip onClick={() => player.seek(0)} />
      <button
        type="button"
        className="btn pri ic round"
        aria-label={playLabel}
        title={`${playLabel} (Space)`}
        onClick={() => player.toggle()}
      >
        <Icon name={isPlaying ? "pause" : "play"} />
      </button>
      <IconButton icon="stepForward" says={t("transport.step")} onClick={() => player.seek(player.nowMs() + 1000)} />
      <IconButton
        icon="chevronFirst"
        says={t("transport.event.previous")}
        hint={withKey(t("transport.event.previous"), ",")}
        onClick={() => goToEvent(session, -1)}
      />
      <IconButton
        icon="chevronLast"
        says={t("transport.event.next")}
        hint={withKey(t("transport.event.next"), ".")}
        onClick={() => goToEvent(session, 1)}
      />
      <IconButton
        icon="repeat"
        says={t("transport.loop")}
        hint={withKey(t("transport.loop"), "R")}
        size={14}
        aria-pressed={isLooped}
        onClick={() => toggleLoop(player)}
      />
      <Clock />
      <Speed />
      <IconButton icon="chevronLeft" says={t("command.previous")} onClick={() => session.step(-1)} />
      <button type="button" className="btn gh" onClick={() => session.step(1)}>
        <Icon name="chevronRight" />
        {t("transport.next")}
        {hasSingleKeys && <span className="kbd">N</span>}
      </button>
      <button
        type="button"
        className="btn gh"
        aria-pressed={isWholeRun}
        onClick={() => setApp({ isWholeRun: !isWholeRun, zoom: undefined })}
      >
        {t(isWholeRun ? "transport.incident" : "transport.whole")}
        {hasSingleKeys && <span className="kbd">W</span>}
      </button>
      <BranchButton />
      <span className="grow" />
      {areRuns ? <span className="faint one-clock clip">{t("timeline.oneClock")}</span> : <OutcomeLegend />}
    </div>
  );
};
