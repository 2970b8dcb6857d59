/** Institutions of a scenario, key by key: agreements with their two gates, approvals, and desks with their people. */
import {
  checked,
  converted,
  defaulted,
  either,
  group,
  id,
  integer,
  list,
  number,
  oneOf,
  optional,
  type Report,
  required,
  type Shape,
  text,
} from "./document-shape.ts";
import type { Agreement, Approval, Desk } from "./scenario.ts";
import { DATA_CLASSES, dateShape, distributionShape, partyShape, SERVICE_CLASSES, textShape } from "./scenario-words.ts";

const AUTO: Approval = { mode: "auto", latency: { constantS: 0 }, refuseP: 0 };
const approvalShape: Shape<Approval> = group(
  {
    mode: required(oneOf(["auto", "manual"], "auto = a machine answers; manual = a person does.")),
    latency: defaulted(distributionShape("From request to answer."), { constantS: 0 }),
    refuseP: defaulted(number(0, 1, "Share of requests that are refused."), 0),
    desk: optional(id("Desk whose people answer: the latency is their work, and requests queue.")),
  },
  "How a request is answered.",
);

export const agreementShape: Shape<Agreement> = checked(
  group(
    {
      id: required(id("Name of the agreement.")),
      data: required(list(oneOf(DATA_CLASSES, "Class of data."), 20, "What may be passed on.")),
      from: required(partyShape("Who gives.")),
      to: required(partyShape("Who receives.")),
      law: required(
        group(
          {
            basis: required(text("Legal basis.")),
            status: defaulted(oneOf(["permitted", "forbidden"], "Whether the law permits it."), "permitted"),
            since: optional(dateShape),
          },
          "First gate: is it permitted at all.",
        ),
      ),
      mou: required(
        group(
          {
            status: required(oneOf(["none", "pending", "signed", "expired", "suspended", "sandbox"], "signed and sandbox open the gate.")),
            validFrom: optional(dateShape),
            validTo: optional(dateShape),
          },
          "Second gate: have the parties signed. Checked by date at the moment of the request.",
        ),
      ),
      approval: defaulted(approvalShape, AUTO),
      purpose: optional(text("What it is for.")),
      purposes: defaulted(list(id("Kind of incident."), 50, "Kinds of incident it covers; empty = all."), []),
      area: defaulted(list(id("Neighbourhood."), 200, "Neighbourhoods of the city it covers; empty = all."), []),
      hours: optional(
        group(
          { from: required(number(0, 24, "From this local hour.")), to: required(number(0, 24, "To this one; may be after midnight.")) },
          "Hours of the day in which it holds.",
        ),
      ),
      dailyLimit: optional(integer(0, 1_000_000, "Requests a day at most.")),
      retentionH: defaulted(number(0, 87_600, "Personal data are deleted after so many hours."), 24),
      sandbox: optional(
        group(
          { approver: required(text("Who approved it.", 400)), riskLimit: required(text("What is watched, and when it ends early.", 400)) },
          "Regulatory sandbox (status: sandbox).",
        ),
      ),
    },
    "An agreement between two agencies.",
  ),
  ({ mou, sandbox, area }, path, report) => {
    if (mou.status === "sandbox") return sandboxIsWhole({ mou, sandbox, area }, path, report);
    if (mou.validFrom === undefined || mou.validTo === undefined || mou.validTo >= mou.validFrom) return true;
    report.add({
      code: "scenario.ends-before-begin",
      path: `${path}.mou.validTo`,
      message: {
        ko: `협약이 ${mou.validFrom}에 시작하는데 그 전인 ${mou.validTo}에 끝납니다.`,
        en: `The agreement begins on ${mou.validFrom} and ends before that, on ${mou.validTo}.`,
      },
      hint: { ko: "validFrom과 validTo를 확인하세요.", en: "Check validFrom and validTo." },
    });
    return false;
  },
);

/** A sandbox is a permission for a place, a time and a risk: without one of them it is none. */
const sandboxIsWhole = (
  { mou, sandbox, area }: Pick<Agreement, "mou" | "area"> & { readonly sandbox: Agreement["sandbox"] | undefined },
  path: string,
  report: Report,
): boolean => {
  const missing = [
    ...(mou.validTo === undefined ? ["mou.validTo"] : []),
    ...(area.length === 0 ? ["area"] : []),
    ...(sandbox === undefined ? ["sandbox"] : []),
  ];
  if (missing.length === 0) return true;
  report.add({
    code: "scenario.sandbox-incomplete",
    path,
    message: {
      ko: `규제 샌드박스(status: sandbox)인데 ${missing.join(", ")}이(가) 없습니다.`,
      en: `A sandbox (status: sandbox) lacks ${missing.join(", ")}.`,
    },
    hint: {
      ko: "기간(mou.validTo), 지역(area), 승인 기관과 위험 한도(sandbox)를 적으세요.",
      en: "Give its end (mou.validTo), its area, and who approved it within which limits (sandbox).",
    },
  });
  return false;
};

const seatsOfDay: Shape<Desk["seats"]> = checked(
  list(
    group({ fromHour: required(number(0, 24, "From this local hour.")), seats: required(integer(0, 1000, "People on duty.")) }, "A shift."),
    48,
    "People by time of day, in order of the hours.",
  ),
  (value, path, report) => {
    if (value.length > 0 && value.every(({ fromHour }, i) => i === 0 || fromHour > (value[i - 1]?.fromHour ?? 0))) return true;
    report.add({
      code: "scenario.odd-shifts",
      path,
      message: { ko: "근무표가 비었거나 fromHour가 차례대로가 아닙니다.", en: "Found no shift, or shifts whose fromHour do not rise." },
      hint: {
        ko: "예: [{fromHour: 8, seats: 3}, {fromHour: 20, seats: 1}]",
        en: "Like [{fromHour: 8, seats: 3}, {fromHour: 20, seats: 1}].",
      },
    });
    return false;
  },
);

const seatsAlways: Shape<Desk["seats"]> = converted(integer(0, 1000, "People on duty at any hour."), (seats) => [{ fromHour: 0, seats }]);

const hoursOfDay: Shape<readonly number[]> = checked(
  list(number(0, 100, "Factor."), 24, "Factor of each hour of the day, local, on `perHour`: 24 of them; empty = always the same."),
  (value, path, report) => {
    if (value.length === 0 || value.length === 24) return true;
    report.add({
      code: "scenario.odd-hours",
      path,
      message: { ko: `시간대 배수가 ${value.length}개입니다.`, en: `Found ${value.length} factors for the 24 hours of a day.` },
      hint: { ko: "0시부터 23시까지 24개를 적으세요.", en: "Give 24, from the hour after midnight to the one before." },
    });
    return false;
  },
);

export const deskShape: Shape<Desk> = group(
  {
    id: required(id("Name of the desk.")),
    class: required(oneOf(SERVICE_CLASSES, "Service class; its operator sits there.")),
    title: optional(textShape("Title.")),
    seats: required(
      either(
        [seatsAlways, seatsOfDay],
        (value) => (Array.isArray(value) ? seatsOfDay : seatsAlways),
        { ko: "인원 수 또는 근무표", en: "a number of people or a list of shifts" },
        "People on duty.",
      ),
    ),
    otherWork: optional(
      group(
        {
          perHour: required(number(0, 10_000, "Pieces of other work an hour.")),
          byHour: defaulted(hoursOfDay, []),
          work: required(distributionShape("How long one takes.")),
          priority: defaulted(integer(1, 9, "1 goes before 2."), 5),
        },
        "Other work that comes to this desk by chance.",
      ),
    ),
  },
  "People of limited number; what needs them waits in line.",
);
