/** One bar of a lane: a stretch from request to answer, a drive with what stopped it, or a moment (several at once: with a count). */
import type { CSSProperties, MouseEvent } from "react";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { Asset } from "../../../sim-core/model/city.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import { itemTitle } from "../inspector/place-names.ts";
import { useSession } from "../project/session-context.ts";
import { OUTCOME_ICONS, Outcome } from "../shell/outcome.tsx";
import { useApp } from "../store/app-store.ts";
import { minutesSeconds, sinceCall } from "../text/format.ts";
import { type Translate, useText } from "../text/use-text.ts";
import type { Bar } from "./lane-rows.ts";
import { moveAlong } from "./move-along.ts";
import { outcomeAt, placeP, type ShownOutcome, type Window } from "./timeline-model.ts";

export type BarView = {
  readonly window: Window;
  readonly atMs: number;
  readonly isToday: boolean;
  /** The call in focus, for times since it. */
  readonly callMs: number | undefined;
};

/** Below these shares of the window a bar has no room for words inside, or beside it. */
const INSIDE_P = 0.05;
const BESIDE_P = 0.045;
const ROW_PX = 21;

export const barTopPx = (row: number): number => 4 + row * ROW_PX;
export const laneHeightPx = (rows: number): number => 28 + (rows - 1) * ROW_PX;

const KIND_ICONS: Readonly<Partial<Record<TimelineItem["kind"], IconName>>> = {
  drive: "truck",
  obstruction: "car",
  turnout: "activity",
};

const iconOf = (item: TimelineItem, outcome: ShownOutcome): IconName =>
  item.kind === "preemption" && outcome === "running" ? "signal" : (KIND_ICONS[item.kind] ?? OUTCOME_ICONS[outcome]);

/** Everything that the picture says, in one sentence that begins with its words: what, how it ended, when, how long, why, and what lay on it. */
const sentence = (bar: Bar, words: string, title: string, outcome: ShownOutcome, { atMs, callMs }: BarView, t: Translate): string => {
  const [item] = bar.items;
  if (item === undefined) return "";
  const lengthMs = item.endMs === undefined ? 0 : item.endMs - item.startMs;
  const reasons = bar.items.flatMap(({ note }) => (note === undefined ? [] : [t(note)]));
  const over = bar.over
    .filter(({ startMs }) => startMs <= atMs)
    .map((one) => `${t(one.title)}${one.note === undefined ? "" : `: ${t(one.note)}`}`);
  return [
    words,
    title === words || bar.items.length > 1 ? "" : title,
    t(`outcome.${outcome}`),
    callMs === undefined ? "" : sinceCall(item.startMs - callMs),
    lengthMs > 0 ? t("timeline.lasts", { time: minutesSeconds(lengthMs) }) : "",
    ...new Set(reasons),
    ...over,
  ]
    .filter((part) => part !== "")
    .join(", ");
};

/** As few words as say it in a lane that is named already. Whose turn-out it is, the drive beside it says. */
const shortTitle = (item: TimelineItem, title: string, assets: readonly Asset[], t: Translate): string => {
  if (item.kind === "turnout") return t("unit.turningOut");
  if (item.kind === "car" && isCarEvent(item.id)) return t(`car.${item.id}`);
  const hospital = item.endMs === item.startMs ? undefined : assets.find(({ id }) => id === item.hospital)?.name;
  return hospital === undefined ? title : t(hospital);
};

const CAR_EVENTS = ["PlateRead", "PlateNotRead", "OwnerFound", "OwnerNotFound", "OwnerReached", "OwnerNotReached", "CarMoved"] as const;
const isCarEvent = (id: string): id is (typeof CAR_EVENTS)[number] => (CAR_EVENTS as readonly string[]).includes(id);

/** What lies on a bar: the wait for a seat on a step, a car in the way on a drive. */
const Over = ({ item, bar, window, atMs }: BarView & { readonly item: TimelineItem; readonly bar: Bar }) => {
  const t = useText();
  if (item.startMs > atMs) return null;
  const widthP = bar.toP - bar.fromP;
  if (widthP <= 0) return null;
  const fromP = Math.max(0, placeP(item.startMs, window) - bar.fromP) / widthP;
  const toP = Math.min(1, (placeP(Math.min(item.endMs ?? atMs, atMs), window) - bar.fromP) / widthP);
  return (
    <i className={`over ${item.kind}`} style={{ left: `${fromP * 100}%`, width: `${Math.max(0, toP - fromP) * 100}%` }}>
      {item.kind === "obstruction" && (toP - fromP) * widthP > 0.014 && (
        <>
          <Icon name="car" size={12} />
          {/* Drawn, not written: the bar's own name says it already, in another order. */}
          {(toP - fromP) * widthP > 0.1 && <span className="drawn-words" data-words={t("unit.stopped")} />}
        </>
      )}
    </i>
  );
};

type EventBarProps = BarView & { readonly bar: Bar; readonly isFirst: boolean };

export const EventBar = ({ bar, isFirst, ...view }: EventBarProps) => {
  const t = useText();
  const session = useSession();
  const { window, atMs, isToday } = view;
  const selection = useApp((state) => state.selection);
  const project = useApp((state) => state.project);
  const [item] = bar.items;
  if (item === undefined) return null;
  const title = t(project === undefined ? item.title : itemTitle(project, item));
  const outcome = outcomeAt(item, atMs);
  const isMoment = item.endMs === item.startMs;
  const isDrive = item.kind === "drive";
  // A bar whose end is not known yet grows with the clock.
  const toP = item.endMs === undefined ? Math.max(bar.fromP, Math.min(1, placeP(atMs, window))) : bar.toP;
  const widthP = toP - bar.fromP;
  const isInside = !isMoment && widthP > INSIDE_P;
  const isBeside = !isInside && bar.roomP - (isMoment ? 0 : widthP) > BESIDE_P;
  const doneP = widthP <= 0 ? 1 : Math.max(0, Math.min(1, (placeP(atMs, window) - bar.fromP) / widthP));
  const isSelected = isDrive && selection?.kind === "unit" && selection.id === item.unit;
  const short = shortTitle(item, title, project?.city.assets ?? [], t);
  const words = bar.items.length > 1 ? t("timeline.times", { title: short, count: bar.items.length }) : short;
  const name = sentence(bar, words, title, outcome, view, t);
  const classes = ["ev", `is-${outcome}`, `k-${item.kind}`, isMoment ? "moment" : "", isDrive && isToday ? "today" : ""];
  if (!isInside && !isMoment) classes.push("tiny");
  if (bar.isCut) classes.push("cut");
  if (isSelected) classes.push("selected");
  const style = {
    left: `${bar.fromP * 100}%`,
    top: barTopPx(bar.row),
    width: isMoment ? undefined : `${widthP * 100}%`,
    maxWidth: isMoment ? `${bar.roomP * 100}%` : undefined,
    "--done-p": `${doneP * 100}%`,
  } as CSSProperties;
  /** The moment under the pointer of a drive, and of what began out of sight; its beginning for everything else, and for the keyboard. */
  const go = (event: MouseEvent<HTMLButtonElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const isBeginning = event.detail === 0 || box.width === 0 || !(isDrive || bar.isCut);
    const p = bar.fromP + (widthP * (event.clientX - box.left)) / box.width;
    session.goToItem(item, isBeginning ? item.startMs : window.fromMs + p * (window.toMs - window.fromMs));
  };
  return (
    <>
      <button
        type="button"
        tabIndex={isFirst ? 0 : -1}
        className={classes.filter((one) => one !== "").join(" ")}
        style={style}
        title={name}
        aria-label={name}
        onKeyDown={moveAlong}
        onClick={go}
      >
        {isMoment ? (
          <Outcome outcome={outcome} />
        ) : (
          <>
            {isDrive && outcome !== "planned" && (
              // The part that is driven lies over the whole bar with the same words in the other colour.
              <span className="driven" aria-hidden="true" data-words={isInside ? words : ""}>
                <Icon name="truck" size={12} />
              </span>
            )}
            {widthP > 0.014 && <Icon name={iconOf(item, outcome)} size={12} />}
            {isInside && <span>{words}</span>}
          </>
        )}
        {isMoment && isBeside && <span>{words}</span>}
        {isMoment && !isBeside && bar.items.length > 1 && <span className="num">{bar.items.length}</span>}
        {bar.over.map((one) => (
          <Over key={`${one.kind} ${one.startMs}`} item={one} bar={{ ...bar, toP }} {...view} />
        ))}
      </button>
      {!isMoment && isBeside && (
        <span
          className={`beside is-${outcome}`}
          aria-hidden="true"
          style={{ left: `${toP * 100}%`, top: barTopPx(bar.row), maxWidth: `${Math.max(0, bar.roomP - widthP) * 100}%` }}
        >
          {words}
        </span>
      )}
    </>
  );
};

/** Belongs to another incident than the one in focus: a line at the lower edge. */
export const OtherBar = ({ item, window, atMs }: BarView & { readonly item: TimelineItem }) => {
  const fromP = Math.max(0, placeP(item.startMs, window));
  const toP = Math.min(1, placeP(item.endMs ?? Math.max(atMs, item.startMs), window));
  return (
    <i
      className={`ev other is-${outcomeAt(item, atMs)} k-${item.kind}`}
      style={{ left: `${fromP * 100}%`, width: `${Math.max(0, toP - fromP) * 100}%` }}
    />
  );
};
