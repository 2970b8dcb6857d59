/**
 * Closed forms of a desk with Poisson arrivals and exponential service (Erlang 1917; Kleinrock 1975, Queueing Systems I, 3.4 and 3.6).
 * `load` = arrival rate x mean service time, in erlangs. What a desk would do if its day were steady and its work exponential: a
 * yardstick beside a run, not a forecast.
 */
import { exponential } from "./elementary.ts";

/** Share of calls lost where nobody may wait. By the recursion B(n) = a B(n - 1) / (n + a B(n - 1)), stable for any number of seats. */
export const lossShare = (seats: number, load: number): number => {
  let share = 1;
  for (let n = 1; n <= seats; n++) share = (load * share) / (n + load * share);
  return share;
};

/** Share of calls that wait where everybody may; 1 at or beyond saturation. */
export const waitShare = (seats: number, load: number): number => {
  if (load >= seats) return 1;
  const lost = lossShare(seats, load);
  return lost / (1 - (load / seats) * (1 - lost));
};

/** Mean wait in mean service times; infinite at or beyond saturation. */
export const meanWait = (seats: number, load: number): number =>
  load >= seats ? Number.POSITIVE_INFINITY : waitShare(seats, load) / (seats - load);

/** Mean number in line, by Little's law. */
export const meanLine = (seats: number, load: number): number => load * meanWait(seats, load);

/** Share of calls that wait longer than `wait` mean service times. */
export const longWaitShare = (seats: number, load: number, wait: number): number =>
  load >= seats ? 1 : waitShare(seats, load) * exponential(-(seats - load) * wait);
