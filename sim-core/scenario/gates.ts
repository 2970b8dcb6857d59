/** The two gates of an agreement, at the moment of a request: does the law permit it, have the parties signed. By calendar day. */
import type { Agreement } from "../model/scenario.ts";
import { daysOfDate } from "../model/scenario-words.ts";
import type { Office } from "./office.ts";

const DAY_MS = 86_400_000;

/** Why the gate is closed; undefined = open. Reasons are stable words: `law-forbids`, `mou-none`, `mou-not-yet` … */
export const closedGate = (agreement: Agreement, dayLocal: number): string | undefined => {
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
