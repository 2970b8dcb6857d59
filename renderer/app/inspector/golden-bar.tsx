/** Time since the call on a bar that shows the seven minutes, the arrival to come as a full dot and today's as an open one. */

import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { GOLDEN_TIME_MS } from "../timeline/timeline-model.ts";

/** All times since the call. */
type GoldenBarProps = {
  readonly isGolden?: boolean;
  readonly look: string;
  readonly nowMs: number;
  /** Left out once it is there. */
  readonly expectedMs?: number | undefined;
  readonly todayMs: number | undefined;
};

export const GoldenBar = ({ isGolden = true, look, nowMs, expectedMs, todayMs }: GoldenBarProps) => {
  const t = useText();
  const endMs = Math.ceil(Math.max(540_000, nowMs, expectedMs ?? 0, todayMs ?? 0) / 60_000) * 60_000;
  const spanMs = endMs * 1.02;
  const left = (ms: number): string => `${(Math.max(0, ms) / spanMs) * 100}%`;
  return (
    <>
      <div
        className={`golden-bar ${look === "today" ? "today" : ""}`}
        role="img"
        aria-label={isGolden ? `${minutesSeconds(nowMs)} / ${t("timeline.golden")} 7:00` : minutesSeconds(nowMs)}
      >
        <i className="fill" style={{ width: left(nowMs) }} />
        {isGolden && <i className="mark" style={{ left: left(GOLDEN_TIME_MS) }} />}
        {expectedMs !== undefined && <i className="dot expected" style={{ left: left(expectedMs) }} />}
        {todayMs !== undefined && <i className="dot" style={{ left: left(todayMs) }} />}
      </div>
      <div className="golden-bar-legend num" aria-hidden="true">
        <span>{t("table.call")}</span>
        {isGolden && (
          <span className="gold" style={{ left: left(GOLDEN_TIME_MS) }}>
            7:00
          </span>
        )}
        <span className="end" style={{ left: left(endMs) }}>
          {minutesSeconds(endMs)}
        </span>
      </div>
    </>
  );
};
