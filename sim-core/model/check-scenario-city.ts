/** Whether a city has what a scenario needs. What is missing is named before the run, not found in the middle of one. */
import type { AssetKind, City } from "./city.ts";
import { suggestion } from "./did-you-mean.ts";
import { neighbourhoodsOf } from "./neighbourhoods.ts";
import type { Problem } from "./problem.ts";
import type { CityRequirement, PartyRef, Scenario } from "./scenario.ts";
import type { Text } from "./units.ts";

const ASSETS: Readonly<
  Record<Exclude<CityRequirement, "signals" | "ambulances" | "parked-cars">, { readonly kind: AssetKind; readonly name: Text }>
> = {
  "fire-stations": { kind: "fire-station", name: { ko: "소방서", en: "fire station" } },
  hospitals: { kind: "hospital", name: { ko: "병원", en: "hospital" } },
  cameras: { kind: "camera", name: { ko: "CCTV", en: "camera" } },
  gauges: { kind: "gauge", name: { ko: "수위계", en: "gauge" } },
  "car-parks": { kind: "car-park", name: { ko: "주차장", en: "car park" } },
  hydrants: { kind: "hydrant", name: { ko: "소화전", en: "hydrant" } },
};

const NAMES: Readonly<Record<CityRequirement, Text>> = {
  signals: { ko: "신호", en: "signal" },
  ambulances: { ko: "구급차가 있는 119안전센터", en: "fire station with an ambulance" },
  "parked-cars": { ko: "골목에 주차한 차", en: "car parked along an alley" },
  "fire-stations": ASSETS["fire-stations"].name,
  hospitals: ASSETS.hospitals.name,
  cameras: ASSETS.cameras.name,
  gauges: ASSETS.gauges.name,
  "car-parks": ASSETS["car-parks"].name,
  hydrants: ASSETS.hydrants.name,
};

const cityHas = (city: City, need: CityRequirement): boolean => {
  if (need === "signals") return city.signals.length > 0;
  if (need === "parked-cars") return city.parkedCars.length > 0;
  if (need === "ambulances")
    return city.assets.some((asset) => asset.kind === "fire-station" && (asset.attributes["ambulances"] ?? 0) >= 1);
  const { kind } = ASSETS[need];
  return city.assets.some((asset) => asset.kind === kind && (need !== "fire-stations" || (asset.attributes["units"] ?? 0) >= 1));
};

export const checkScenarioFitsCity = (scenario: Scenario, city: City, file = "scenario.yaml"): readonly Problem[] => {
  const problems: Problem[] = [];
  const add = (code: string, path: string, message: Text, hint: Text): void => {
    problems.push({ code, file, path, message, hint });
  };
  scenario.city.requires.forEach((need, index) => {
    const name = NAMES[need];
    if (cityHas(city, need)) return;
    add(
      "scenario.city-lacks",
      `city.requires[${index}]`,
      {
        ko: `도시 "${city.id}"에 ${name.ko}이(가) 없는데 시나리오에 필요합니다.`,
        en: `The city "${city.id}" has no ${name.en}, which the scenario requires.`,
      },
      { ko: "다른 도시를 --city로 고르거나 도시 파일에 더하세요.", en: "Choose another city with --city, or add it to the city file." },
    );
  });
  const maps = city.ownership.map(({ id }) => id);
  if (city.ownership.length === 0 || (scenario.city.ownership !== undefined && !maps.includes(scenario.city.ownership))) {
    const written = scenario.city.ownership;
    add(
      "scenario.unknown-ownership",
      "city.ownership",
      written === undefined
        ? { ko: `도시 "${city.id}"에 소유 지도가 없습니다.`, en: `The city "${city.id}" has no ownership map.` }
        : {
            ko: `도시 "${city.id}"에 소유 지도 "${written}"이(가) 없습니다.`,
            en: `The city "${city.id}" has no ownership map "${written}".`,
          },
      suggestion(written ?? "", maps),
    );
  }
  const agencies = city.agencies.map(({ id }) => id);
  const checkParty = (party: PartyRef, path: string): void => {
    if (!("agency" in party) || agencies.includes(party.agency)) return;
    add(
      "scenario.unknown-agency",
      `${path}.agency`,
      { ko: `도시 "${city.id}"에 기관 "${party.agency}"이(가) 없습니다.`, en: `The city "${city.id}" has no agency "${party.agency}".` },
      suggestion(party.agency, agencies),
    );
  };
  const areas = new Set(neighbourhoodsOf(city).all.map(({ id }) => id));
  scenario.agreements.forEach((agreement, index) => {
    checkParty(agreement.from, `agreements[${index}].from`);
    checkParty(agreement.to, `agreements[${index}].to`);
    agreement.area.forEach((name, at) => {
      if (areas.has(name)) return;
      add(
        "scenario.unknown-neighbourhood",
        `agreements[${index}].area[${at}]`,
        { ko: `도시 "${city.id}"에 동네 "${name}"이(가) 없습니다.`, en: `The city "${city.id}" has no neighbourhood "${name}".` },
        suggestion(name, [...areas]),
      );
    });
  });
  const owners = [...new Set(city.agencies.flatMap(({ id, kind }) => [id, kind]))];
  for (const { id, withoutOwners = [] } of scenario.arms) {
    withoutOwners.forEach((name, index) => {
      if (owners.includes(name)) return;
      add(
        "scenario.unknown-agency",
        `arms.${id}.withoutOwners[${index}]`,
        { ko: `도시 "${city.id}"에 기관 "${name}"이(가) 없습니다.`, en: `The city "${city.id}" has no agency "${name}".` },
        suggestion(name, owners),
      );
    });
  }
  scenario.steps.forEach((step, index) => {
    const to = step.with["to"] as PartyRef | undefined;
    if (step.do === "notify" && to !== undefined) checkParty(to, `steps[${index}].with.to`);
    if (step.do !== "unit.dispatch") return;
    const attribute = step.with["fleet"] === "ambulance" ? "ambulances" : "units";
    const canSend = city.assets.some(
      (asset) => asset.kind === "fire-station" && asset.access !== undefined && (asset.attributes[attribute] ?? 0) >= 1,
    );
    if (canSend) return;
    add(
      "scenario.city-lacks",
      `steps[${index}].do`,
      {
        ko: `도시 "${city.id}"에 ${attribute === "units" ? "차량" : "구급차"}이(가) 있고 도로에 이어진 소방서가 없어 출동할 수 없습니다.`,
        en: `The city "${city.id}" has no fire station with ${attribute} and access to a road, so nothing can be sent.`,
      },
      {
        ko: `소방서 자산에 access와 attributes.${attribute}를 넣으세요.`,
        en: `Give a fire-station asset its access and attributes.${attribute}.`,
      },
    );
  });
  scenario.incidents.forEach(({ place }, index) => {
    const path = `incidents[${index}].place`;
    if (typeof place === "string") {
      if (place === "by-floor-area" && !city.buildings.some(({ floorAreaM2 }) => floorAreaM2 > 0)) {
        add(
          "scenario.city-lacks",
          path,
          {
            ko: `도시 "${city.id}"에 연면적이 있는 건물이 없어 by-floor-area로 상황을 놓을 수 없습니다.`,
            en: `The city "${city.id}" has no building with floor area, so by-floor-area has nowhere to place an incident.`,
          },
          { ko: "place: uniform-on-links를 쓰세요.", en: "Use place: uniform-on-links." },
        );
      }
    } else if (
      "link" in place ? !city.links.some(({ id }) => id === place.link) : !city.buildings.some(({ id }) => id === place.building)
    ) {
      const found = "link" in place ? place.link : place.building;
      add(
        "scenario.unknown-place",
        path,
        { ko: `도시 "${city.id}"에 "${found}"이(가) 없습니다.`, en: `The city "${city.id}" has no "${found}".` },
        { ko: "도시 파일의 id를 확인하세요.", en: "Check the id in the city file." },
      );
    }
  });
  return problems;
};
