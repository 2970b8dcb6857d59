/** Known answers of desks through the hours: how many are busy, calls that follow the clock, seats in fixed order, desks without a steady state. */
import { stabilityOf } from "../experiment/statistics/stability.ts";
import { newArrivals, nextArrivalMs, type RateTable } from "../scenario/arrivals.ts";
import { askDesk, leaveDesk, newDesk } from "../scenario/desk.ts";
import { atMostBusy, lineOverTime, runDesk, utilisationOf, WARM_UP_CALLS } from "./desk-run.ts";
import { serviceMs } from "./dispatch-desk-cases.ts";
import { PlainCalendar } from "./plain-calendar.ts";
import { type Dice, meanRow, probabilityRow, replicate, replicateSized } from "./plain-replications.ts";
import { same, type VerifyCase } from "./verify-case.ts";

const HOUR_MS = 3_600_000;

/** So many that nobody ever waits: P(more than 60 of Poisson(5) or of Poisson(28)) is below 1e-7. */
const PLENTY = 100;

const plenty: VerifyCase = {
  id: "dispatch.seats-for-all",
  source:
    "M/G/infinity (Kleinrock 1975; Ross, Introduction to Probability Models, 5.3): busy seats are Poisson(5) whatever the service law",
  run: ({ engine, long }) =>
    (["exponential", "constant", "erlang-2", "lognormal-cv2-4"] as const).flatMap((law) => {
      const id = `dispatch.seats-for-all.${law}`;
      const runs = replicateSized(engine, id, { calls: law === "lognormal-cv2-4" ? 700_000 : 350_000 }, long, (dice, calls) =>
        runDesk({
          desk: newDesk(PLENTY),
          calls,
          longMs: 0,
          gapMs: (k) => dice.exponentialMs("g", k, HOUR_MS / 5),
          serviceMs: (k) => serviceMs[law](dice, k),
        }),
      );
      const row = (name: string, expected: number, seats: number) =>
        probabilityRow(
          `${id}.${name}`,
          expected,
          runs.map((run) => atMostBusy(run, seats)),
          { long },
        );
      return [row("none", 0.006738, 0), row("at-most-5", 0.615961, 5), row("at-most-10", 0.986305, 10)];
    }),
};

const TURN = 6.283185307179586;
/** sin x by its series, for |x| <= 2 pi to 1e-12. */
const sine = (x: number): number => {
  let term = x;
  let sum = x;
  for (let n = 2; n < 40; n += 2) {
    term *= (-x * x) / (n * (n + 1));
    sum += term;
  }
  return sum;
};

/** 10 + 5 sin(2 pi t / 24 h) calls an hour, by the minute (at its middle: the mean rate is right to 1e-6). */
const DAILY_WAVE: RateTable = {
  spanMs: 60_000,
  fromMs: 0,
  perH: Array.from({ length: 1440 }, (_, minute) => 10 + 5 * sine((TURN * (minute + 0.5)) / 1440)),
};
const CLOCK_HOURS = [0, 6, 12, 18] as const;
const DAY_MS = 24 * HOUR_MS;
/** Work of 2 h has forgotten the empty start after three days. */
const DAYS_TO_FORGET = 3;

const ARRIVAL = -1;
const LEAVING = -2;

/** Mean number of busy seats at 0, 6, 12 and 18 o'clock. */
const busyByTheClock = (dice: Dice, days: number): readonly number[] => {
  const [desk, calendar, calls] = [newDesk(PLENTY), new PlainCalendar(), newArrivals()];
  const sums = CLOCK_HOURS.map(() => 0);
  const nextCall = (): void =>
    calendar.add(nextArrivalMs(calls, DAILY_WAVE, dice.draw, "verify.daily-wave") ?? Number.POSITIVE_INFINITY, ARRIVAL);
  for (const [index, hour] of CLOCK_HOURS.entries()) calendar.add(DAYS_TO_FORGET * DAY_MS + hour * HOUR_MS, index);
  nextCall();
  for (let call = 0; calendar.nowMs < (days + DAYS_TO_FORGET) * DAY_MS; ) {
    const what = calendar.take();
    if (what === LEAVING) leaveDesk(desk);
    else if (what === ARRIVAL) {
      if (askDesk(desk, { id: call, priority: 0, sinceMs: calendar.nowMs }) !== "served")
        throw new Error("a seat was expected for everybody");
      calendar.add(calendar.nowMs + dice.exponentialMs("s", call, 2 * HOUR_MS), LEAVING);
      call += 1;
      nextCall();
    } else if (calendar.nowMs < (days + DAYS_TO_FORGET) * DAY_MS) {
      sums[what] = (sums[what] ?? 0) + desk.busy;
      calendar.add(calendar.nowMs + DAY_MS, what);
    }
  }
  return sums.map((sum) => sum / days);
};

const dailyWave: VerifyCase = {
  id: "dispatch.calls-by-the-hour",
  source:
    "Eick, Massey and Whitt 1993, Mgmt. Sci. 39, 241-252: sinusoidal arrivals 10 + 5 sin(2 pi t / 24) an hour, exponential work of 2 h",
  run: ({ engine, long }) => {
    const id = "dispatch.calls-by-the-hour";
    const runs = replicate(engine, id, (dice) => busyByTheClock(dice, long ? 700 : 28));
    const expected = [15.8906, 27.8483, 24.1094, 12.1517];
    return CLOCK_HOURS.map((hour, index) =>
      meanRow(
        `${id}.at-${hour}`,
        expected[index] ?? Number.NaN,
        runs.map((run) => run[index] ?? Number.NaN),
        { long },
      ),
    );
  },
};

const STEADY_CALLS = 20_000;
/** Load of one seat with exponential work in the first and in the second half of the calls; what the report must say of it. */
const STEADINESS: readonly { readonly name: string; readonly loads: readonly [number, number]; readonly expected: string }[] = [
  { name: "half-busy", loads: [0.5, 0.5], expected: "steady" },
  { name: "four-fifths-busy", loads: [0.8, 0.8], expected: "steady" },
  { name: "almost-always-busy", loads: [0.95, 0.95], expected: "unstable, utilisation" },
  { name: "overrun-in-the-second-half", loads: [0.4, 1.5], expected: "unstable, growing-line" },
];

const steadiness: VerifyCase = {
  id: "dispatch.no-steady-state",
  source:
    "A line is steady only below utilisation 1 (Kleinrock 1975, 3.2); from .9 on, and where it grows over the second half, it is flagged",
  run: ({ engine }) =>
    STEADINESS.map(({ name, loads: [first, second], expected }) => {
      const id = `dispatch.no-steady-state.${name}`;
      const verdicts = replicate(engine, id, (dice) => {
        const run = runDesk({
          desk: newDesk(1),
          calls: STEADY_CALLS,
          longMs: 0,
          gapMs: (k) => dice.exponentialMs("g", k, HOUR_MS / (k < WARM_UP_CALLS + STEADY_CALLS / 2 ? first : second)),
          serviceMs: (k) => dice.exponentialMs("s", k, HOUR_MS),
        });
        const found = stabilityOf({ utilisationP: utilisationOf(run), seats: 1, lineOverTime: lineOverTime(run) });
        return found.kind === "steady" ? "steady" : `unstable, ${found.because}`;
      });
      return same(id, expected, [...new Set(verdicts)].join("; "));
    }),
};

export const DAY_CASES: readonly VerifyCase[] = [plenty, dailyWave, steadiness];
