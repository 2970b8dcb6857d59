/** Demand file to Demand: caps, version, schema, then lengths, order and every index. */
import type { City } from "./city.ts";
import { DEMAND_FORMAT_VERSION, type Demand } from "./demand.ts";
import { demandSchema } from "./demand-schema.ts";
import { type MigrationSteps, migrate } from "./format-version.ts";
import { checkJsonValue, parseJsonText } from "./json-text.ts";
import { good, type Outcome, type Problem } from "./problem.ts";
import { problemsOfSchema } from "./schema-problems.ts";
import type { Text } from "./units.ts";

/** Version 1 is the first. */
const DEMAND_STEPS: MigrationSteps = {};
const MAX_PROBLEMS = 20;

/** `source`: the text of a demand file, or the value that was read from one. */
export const parseDemand = (source: unknown, file: string): Outcome<Demand> => {
  const value = typeof source === "string" ? parseJsonText(source, file) : checkJsonValue(source, file);
  if (!value.ok) return value;
  const current = migrate(value.value, "demand", DEMAND_FORMAT_VERSION, DEMAND_STEPS, file);
  if (!current.ok) return current;
  const parsed = demandSchema.safeParse(current.value);
  if (!parsed.success) return { ok: false, problems: problemsOfSchema(parsed.error.issues, current.value, file, "demand") };
  const [first, ...rest] = checkColumns(parsed.data, file);
  return first === undefined ? good(parsed.data) : { ok: false, problems: [first, ...rest] };
};

/** Whether a demand fits a city: its id and every link. None when it does. */
export const checkDemandFitsCity = (demand: Demand, city: City, file: string): readonly Problem[] => {
  const { problems, report } = reporter(file);
  if (demand.city !== city.id) {
    report(
      "city",
      "other-city",
      {
        ko: `이 수요는 도시 "${demand.city}"의 것입니다. 불러온 도시는 "${city.id}"입니다.`,
        en: `This demand is for the city "${demand.city}"; the city loaded is "${city.id}".`,
      },
      { ko: "그 도시의 수요 파일을 고르십시오.", en: "Choose the demand file of that city." },
    );
    return problems;
  }
  const links = new Set(city.links.map((link) => link.id));
  demand.linkIds.forEach((id, index) => {
    if (!links.has(id)) {
      report(
        `linkIds[${index}]`,
        "unknown-link",
        { ko: `링크 "${id}"이(가) 도시에 없습니다.`, en: `The city has no link "${id}".` },
        FIT_HINT,
      );
    }
  });
  return problems;
};

const FIT_HINT: Text = {
  ko: "같은 원본에서 도시와 수요를 함께 가져오십시오.",
  en: "Import city and demand from the same source together.",
};
const COLUMN_HINT: Text = { ko: "파일을 다시 만드십시오.", en: "Make the file again." };

type Report = (path: string, code: string, message: Text, hint?: Text) => void;

const reporter = (file: string): { readonly problems: Problem[]; readonly report: Report } => {
  const problems: Problem[] = [];
  const report: Report = (path, code, message, hint = COLUMN_HINT) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code: `demand.${code}`, file, path, message, hint });
  };
  return { problems, report };
};

const checkColumns = (demand: Demand, file: string): readonly Problem[] => {
  const { problems, report } = reporter(file);
  const { trips, linkIds } = demand;
  const count = trips.id.length;
  for (const column of ["departMs", "vehicleClass", "origin", "destination", "routeStart"] as const) {
    const expected = column === "routeStart" ? count + 1 : count;
    const found = trips[column].length;
    if (found !== expected) {
      report(`trips.${column}`, "column-length", {
        ko: `항목이 ${found}개입니다. ${expected}개여야 합니다.`,
        en: `${found} items; expected ${expected}.`,
      });
    }
  }
  if (problems.length > 0) return problems;
  if (new Set(linkIds).size !== linkIds.length) {
    report("linkIds", "duplicate-id", { ko: "같은 링크가 두 번 있습니다.", en: "A link stands there twice." });
  }
  if (new Set(trips.id).size !== count)
    report("trips.id", "duplicate-id", { ko: "같은 통행 id가 두 번 있습니다.", en: "A trip id stands there twice." });
  for (const column of ["origin", "destination", "routeLinks"] as const) {
    const at = trips[column].findIndex((link) => link >= linkIds.length);
    if (at >= 0) {
      report(`trips.${column}[${at}]`, "unknown-link", {
        ko: `linkIds에 ${trips[column][at]}번이 없습니다.`,
        en: `linkIds has no position ${trips[column][at]}.`,
      });
    }
  }
  for (let trip = 0; trip < count; trip++) checkTrip(demand, trip, report);
  if ((trips.routeStart[0] ?? 0) !== 0 || trips.routeStart[count] !== trips.routeLinks.length) {
    report("trips.routeStart", "route-bounds", {
      ko: "경로의 시작과 끝이 routeLinks와 맞지 않습니다.",
      en: "The routes do not span routeLinks.",
    });
  }
  return problems;
};

const checkTrip = ({ trips }: Demand, trip: number, report: Report): void => {
  const start = trips.routeStart[trip] ?? 0;
  const end = trips.routeStart[trip + 1] ?? 0;
  if (end < start) {
    report(`trips.routeStart[${trip + 1}]`, "route-bounds", { ko: "routeStart가 줄어듭니다.", en: "routeStart decreases." });
  } else if (end > start && (trips.routeLinks[start] !== trips.origin[trip] || trips.routeLinks[end - 1] !== trips.destination[trip])) {
    report(`trips.routeLinks[${start}]`, "route-ends", {
      ko: `통행 ${trips.id[trip]}의 경로가 출발지나 도착지와 다릅니다.`,
      en: `The route of trip ${trips.id[trip]} does not run from its origin to its destination.`,
    });
  }
  if (trip > 0) {
    const before = trips.departMs[trip - 1] ?? 0;
    const now = trips.departMs[trip] ?? 0;
    if (now < before || (now === before && (trips.id[trip] ?? 0) < (trips.id[trip - 1] ?? 0))) {
      report(`trips.departMs[${trip}]`, "order", {
        ko: "통행이 출발 시각 순서가 아닙니다.",
        en: "Trips are not in order of departure, then id.",
      });
    }
  }
};
