/** The world of a scenario, key by key: incidents, what burns, who is hurt, how cars stand in alleys. The same in all arms. */
import {
  byKey,
  checked,
  converted,
  defaulted,
  either,
  group,
  id,
  integer,
  isGroup,
  list,
  number,
  oneOf,
  optional,
  type Report,
  required,
  type Shape,
  text,
} from "./document-shape.ts";
import type { Casualties, Distribution, FireGrowth, IncidentRule, Need, StreetParking } from "./scenario.ts";
import { distributionShape, minutes } from "./scenario-words.ts";

const byFloorArea: Shape<IncidentRule["place"]> = oneOf(["by-floor-area", "uniform-on-links"], "Rule of chance.");
const atBuilding: Shape<IncidentRule["place"]> = group({ building: required(text("Building id of the city.", 200)) }, "At one building.");
const atLink: Shape<IncidentRule["place"]> = group({ link: required(text("Link id of the city.", 200)) }, "On one link.");

/** Works on the scene of a first unit; kitchens and bin fires are short, buildings long. Assumption. */
const ON_SCENE = { medianS: 1200, p90S: 2700 };

const NEEDS: readonly [Need, ...Need[]] = ["none", "trauma", "burn", "cardiac", "stroke"];

/** Shares must sum to 1; what is missing or too much would be a silent guess. */
const sumsToOne = (shares: readonly number[], path: string, report: Report): boolean => {
  let sum = 0;
  for (const share of shares) sum += share;
  if (Math.abs(sum - 1) < 1e-6) return true;
  report.add({
    code: "scenario.shares-do-not-sum",
    path,
    message: { ko: `비율의 합이 ${sum}인데 1이어야 합니다.`, en: `Found shares that sum to ${sum}, expected 1.` },
    hint: { ko: "모든 비율을 더하면 1이 되게 하세요.", en: "Let all shares together be 1." },
  });
  return false;
};

const share = (doc: string): Shape<number> => number(0, 1, doc);

const fireShape: Shape<FireGrowth> = group(
  {
    growth: defaulted(
      oneOf(["slow", "medium", "fast", "ultra-fast"], "How fast it grows: 1,055 kW after 600, 300, 150 or 75 s (NFPA 72)."),
      "medium",
    ),
    burningBeforeCall: defaulted(distributionShape("From ignition to the call."), { medianS: 120, p90S: 360 }),
  },
  "A fire that grows with the square of time until there is water on it.",
);

const casualtiesShape: Shape<Casualties> = group(
  {
    countP: required(
      checked(list(share("Chance of so many people."), 20, "Chance of 0, 1, 2 … people to be carried; sums to 1."), sumsToOne),
    ),
    needP: defaulted(
      checked(
        converted(
          byKey(oneOf(NEEDS, "Specialist."), share("Share of people."), "Share of people by the specialist they need; sums to 1."),
          (entries) => Object.fromEntries(entries) as Casualties["needP"],
        ),
        (value, path, report) =>
          sumsToOne(
            NEEDS.map((need) => value[need] ?? 0),
            path,
            report,
          ),
      ),
      { none: 1 },
    ),
    severeP: defaulted(share("Share of severe cases."), 0.1),
    callerKnowsP: defaulted(share("The caller says that somebody is hurt; else it is known when somebody sees it."), 0.5),
    care: defaulted(distributionShape("First care before the ambulance can leave."), { medianS: 480, p90S: 900 } as Distribution),
  },
  "People to be carried to a hospital.",
);

export const streetParkingShape: Shape<StreetParking> = group(
  {
    doubleParkedP: required(share("Share of the cars parked along alleys that have another one opposite.")),
    carWidthM: defaulted(number(1, 3, "Width of a parked car."), 1.85),
    wallGapM: defaulted(number(0, 1, "Gap between a parked car and the edge of the street."), 0.15),
  },
  "Badly parked cars, the same in all arms of a replication.",
);

export const incidentShape: Shape<IncidentRule> = checked(
  group(
    {
      kind: required(id("Kind of incident.")),
      perRun: defaulted(integer(1, 10_000, "How many per run."), 1),
      place: required(
        either(
          [byFloorArea, atBuilding, atLink],
          (value) => (typeof value === "string" ? byFloorArea : isGroup(value) ? ("link" in value ? atLink : atBuilding) : undefined),
          {
            ko: "by-floor-area, uniform-on-links, {building: …} 또는 {link: …}",
            en: "by-floor-area, uniform-on-links, {building: …} or {link: …}",
          },
          "Where.",
        ),
      ),
      fromMin: required(minutes("Earliest, minutes after the start.")),
      toMin: required(minutes("Latest.")),
      onScene: defaulted(distributionShape("How long a unit works on the scene."), ON_SCENE),
      severity: defaulted(number(1, 5, "1 (small) to 5 (catastrophe)."), 1),
      fire: optional(fireShape),
      casualties: optional(casualtiesShape),
      repeatCallsMean: defaulted(number(0, 50, "Mean number of further calls about the same incident."), 0),
    },
    "A rule that makes incidents. They are the same in all arms of a replication.",
  ),
  (value, path, report) => {
    if (value.toMin >= value.fromMin) return true;
    report.add({
      code: "scenario.ends-before-begin",
      path: `${path}.toMin`,
      message: {
        ko: `toMin ${value.toMin}이(가) fromMin ${value.fromMin}보다 앞섭니다.`,
        en: `Found toMin ${value.toMin} before fromMin ${value.fromMin}.`,
      },
      hint: { ko: "두 값을 바꾸세요.", en: "Swap the two." },
    });
    return false;
  },
);
