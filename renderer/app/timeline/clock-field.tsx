/** Simulated time since the call in focus, and the time of day. A click turns it into a field for any moment. */
import { useEffect, useId, useRef, useState } from "react";
import { useSession } from "../project/session-context.ts";
import { setApp, useApp } from "../store/app-store.ts";
import { minutesSeconds, sinceCall, timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { readTime, type TypedTime } from "./typed-time.ts";
import { useTimeline } from "./use-timeline.ts";

type Fault = Extract<TypedTime, { ok: false }>["fault"];

const Field = ({ first }: { readonly first: string }) => {
  const t = useText();
  const { player } = useSession();
  const { focus } = useTimeline();
  const startsAt = useApp((state) => state.project?.startsAt ?? "");
  const durationMs = useApp((state) => state.project?.durationMs ?? 0);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [typed, setTyped] = useState(first);
  const field = useRef<HTMLInputElement>(null);
  const faultId = useId();
  useEffect(() => field.current?.select(), []);
  /** Whoever came by the key goes on where they were; by the button, that takes the focus back itself. */
  const [cameFrom] = useState(() => document.activeElement);
  const leave = (): void => setApp({ isTimeTyped: false });
  const goBack = (): void => {
    leave();
    if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
  };
  const take = (): void => {
    const time = readTime(typed, { startsAt, durationMs, callMs: focus?.callMs });
    if (!time.ok) {
      setFault(time.fault);
      return;
    }
    player.seek(time.atMs);
    goBack();
  };
  const times = { from: timeOfDay(startsAt, 0), to: timeOfDay(startsAt, durationMs) };
  return (
    <span className="clock-typing">
      <input
        ref={field}
        className="field clock num"
        type="text"
        // biome-ignore lint/a11y/noAutofocus: whoever asked for the field wants to type into it
        autoFocus
        aria-label={t("clock.type")}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : faultId}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setFault(undefined);
        }}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") {
            event.preventDefault(); // else the same press would open the field again, from the button that takes its place
            take();
          }
          if (event.key !== "Escape") return;
          event.stopPropagation(); // it closes this field and nothing else
          goBack();
        }}
      />
      <span
        className={`clock-says cap ${fault === undefined ? "" : "is-fault"}`}
        id={faultId}
        role={fault === undefined ? undefined : "alert"}
      >
        {fault === undefined ? t("clock.hint") : t(fault, times)}
      </span>
    </span>
  );
};

/** Five to ten times a second. */
export const Clock = () => {
  const t = useText();
  const atMs = useApp((state) => state.atMs);
  const startsAt = useApp((state) => state.project?.startsAt ?? "");
  const isTyped = useApp((state) => state.isTimeTyped);
  const hasSingleKeys = useApp((state) => state.singleKeys === "on");
  const { focus } = useTimeline();
  const button = useRef<HTMLButtonElement>(null);
  const isByButton = useRef<boolean>(false);
  useEffect(() => {
    if (isTyped) return;
    if (isByButton.current && document.activeElement === document.body) button.current?.focus();
    isByButton.current = false;
  }, [isTyped]);
  const time = focus === undefined ? minutesSeconds(atMs) : sinceCall(atMs - focus.callMs);
  return (
    <>
      {isTyped ? (
        <Field first={time} />
      ) : (
        <button
          ref={button}
          type="button"
          className="clock num"
          aria-label={t("clock.change", { time })}
          title={`${t("clock.type")}${hasSingleKeys ? " (G)" : ""}`}
          onClick={() => {
            isByButton.current = true;
            setApp({ isTimeTyped: true });
          }}
        >
          {time}
        </button>
      )}
      <span className="faint num">{timeOfDay(startsAt, atMs)}</span>
    </>
  );
};
