/**
 * The two gates of an agreement, at the moment of a request: does the law permit it, have the parties signed; and within the signed text:
 * for this purpose, data, place, hour and so many times a day. By local calendar day.
 */

import type { Agreement, PartyRef, Step } from "../model/scenario.ts";
import { ACTIONS, type ActionName } from "../model/scenario-actions.ts";
import { daysOfDate } from "../model/scenario-words.ts";
import type { Office } from "./office.ts";
import type { Rules } from "./rules.ts";
import type { Setup } from "./setup.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Why law or signature close the gate; undefined = open. Reasons are stable words: `law-forbids`, `mou-none`, `mou-not-yet` … */
export const closedGate = (agreement: Pick<Agreement, "law" | "mou">, dayLocal: number): string | undefined => {
  const { law, mou } = agreement;
  if (law.status === "forbidden") return "law-forbids";
  if (law.since !== undefined && dayLocal < (daysOfDate(law.since) ?? 0)) return "law-not-yet";
  if (mou.status !== "signed" && mou.status !== "sandbox") return `mou-${mou.status}`;
  if (mou.validFrom !== undefined && dayLocal < (daysOfDate(mou.validFrom) ?? 0)) return "mou-not-yet";
  if (mou.validTo !== undefined && dayLocal > (daysOfDate(mou.validTo) ?? 0)) return "mou-over";
  return undefined;
};

/** Local calendar day now, days since 1970-01-01. */
export const today = (office: Office): number => office.plan.dayLocal + Math.floor((office.plan.msOfDay + office.world.nowMs()) / DAY_MS);

export type Closed = { readonly agreement: string; readonly reason: string };

/** The first agreement of the step that is closed for this incident now; undefined = all are open, or it needs none. */
export const closedFor = (office: Office, rules: Rules, step: Step, incident: number): Closed | undefined => {
  const day = today(office);
  const agreements = agreementsOf(rules, step);
  for (const agreement of agreements) {
    const isAbsent = isGiverAbsent(rules.setup, agreement.from);
    const reason = closedGate(agreement, day) ?? (isAbsent ? "owner-absent" : closedByText(office, agreement, incident, day));
    if (reason !== undefined) return { agreement: agreement.id, reason };
  }
  const [first] = agreements;
  if (first === undefined) return undefined;
  const missing = ACTIONS[step.do as ActionName].data.find((classes) => !classes.some((name) => covers(agreements, name)));
  return missing === undefined ? undefined : { agreement: first.id, reason: "data-not-covered" };
};

export const agreementsOf = ({ plan }: Rules, { needs }: Step): readonly Agreement[] =>
  needs.flatMap((name) => plan.agreements.get(name) ?? []);

export const covers = (agreements: readonly Agreement[], dataClass: string): boolean =>
  agreements.some(({ data }) => data.includes(dataClass));

/** The request is sent: it counts against the day's limit. */
export const countRequest = (office: Office, agreements: readonly Agreement[]): void => {
  for (const { id, dailyLimit } of agreements) {
    if (dailyLimit === undefined) continue;
    const key = `${id} ${today(office)}`;
    office.state.requestsOfDay.set(key, (office.state.requestsOfDay.get(key) ?? 0) + 1);
  }
};

const closedByText = (office: Office, agreement: Agreement, incident: number, day: number): string | undefined => {
  const about = office.setup.incidents[incident];
  if (agreement.purposes.length > 0 && (about === undefined || !agreement.purposes.includes(about.kind))) return "purpose-not-covered";
  if (agreement.area.length > 0 && (about === undefined || !agreement.area.includes(about.neighbourhood))) return "outside-area";
  if (agreement.hours !== undefined && !isWithin(agreement.hours, hourNow(office))) return "outside-hours";
  const asked = office.state.requestsOfDay.get(`${agreement.id} ${day}`) ?? 0;
  return agreement.dailyLimit !== undefined && asked >= agreement.dailyLimit ? "daily-limit" : undefined;
};

/** Who owns it and who runs it must both be there: city and police for signals in Seoul. */
const isGiverAbsent = ({ scenario, owners, operators, agencyKinds }: Setup, from: PartyRef): boolean => {
  const absent = scenario.absentOwners ?? [];
  if (absent.length === 0) return false;
  const givers = "agency" in from ? [from.agency] : [owners[from.class], operators[from.class]];
  return givers.some((agency) => absent.includes(agency) || absent.includes(agencyKinds.get(agency) ?? ""));
};

const hourNow = (office: Office): number => ((office.plan.msOfDay + office.world.nowMs()) % DAY_MS) / HOUR_MS;

/** From inclusive, to exclusive; 22 to 6 runs over midnight; equal ends = the whole day. */
export const isWithin = ({ from, to }: { readonly from: number; readonly to: number }, hour: number): boolean =>
  from < to ? hour >= from && hour < to : hour >= from || hour < to;

export const isNight = (office: Office, from: number, to: number): boolean => from !== to && isWithin({ from, to }, hourNow(office));
