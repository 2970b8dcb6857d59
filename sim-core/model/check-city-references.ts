/** Everything in a city that refers to something else, checked: a city that passes can be compiled without another look. */
import { attributeOf } from "./asset-attribute.ts";
import type { Asset, City, Link, Movement, SignalPlan } from "./city.ts";
import type { Problem } from "./problem.ts";
import { maskPersonal } from "./pseudonym.ts";
import type { Text } from "./units.ts";

const MAX_PROBLEMS = 20;

type Report = (path: string, code: string, found: Text, hint?: Text) => void;
type Lookup = {
  readonly nodes: ReadonlySet<string>;
  readonly links: ReadonlyMap<string, Link>;
  readonly movements: ReadonlyMap<string, Movement>;
  readonly signals: ReadonlySet<string>;
  readonly agencies: ReadonlySet<string>;
};

/** At most 20; none when every reference holds. */
export const checkCityReferences = (city: City, file: string): readonly Problem[] => {
  const problems: Problem[] = [];
  const report: Report = (path, code, message, hint = DEFAULT_HINT) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code: `city.${code}`, file, path, message, hint });
  };
  const lookup: Lookup = {
    nodes: new Set(city.nodes.map((node) => node.id)),
    links: new Map(city.links.map((link) => [link.id, link])),
    movements: new Map(city.movements.map((movement) => [movement.id, movement])),
    signals: new Set(city.signals.map((signal) => signal.id)),
    agencies: new Set(city.agencies.map((agency) => agency.id)),
  };
  checkIds(city, report);
  checkLinks(city, lookup, report);
  checkMovements(city, lookup, report);
  checkSignals(city, lookup, report);
  checkAreas(city, report);
  checkAssets(city, lookup, report);
  return problems;
};

const DEFAULT_HINT: Text = { ko: "id를 고치거나 빠진 항목을 넣으십시오.", en: "Correct the id or add what is missing." };

const unknown = (kind: Text, id: string): Text => ({
  ko: `없는 ${kind.ko} "${maskPersonal(id)}"을(를) 가리킵니다.`,
  en: `Refers to ${kind.en} "${maskPersonal(id)}", which does not exist.`,
});
const NODE: Text = { ko: "교차점", en: "node" };
const LINK: Text = { ko: "링크", en: "link" };
const MOVEMENT: Text = { ko: "이동류", en: "movement" };
const SIGNAL: Text = { ko: "신호", en: "signal" };
const AGENCY: Text = { ko: "기관", en: "agency" };

const checkIds = (city: City, report: Report): void => {
  const lists = {
    nodes: city.nodes,
    links: city.links,
    movements: city.movements,
    signals: city.signals,
    buildings: city.buildings,
    water: city.water,
    areas: city.areas,
    assets: city.assets,
    ownership: city.ownership,
    agencies: city.agencies,
    neighbourhoods: city.neighbourhoods ?? [],
  };
  for (const [name, list] of Object.entries(lists)) {
    const seen = new Set<string>();
    list.forEach(({ id }, index) => {
      if (seen.has(id)) {
        report(
          `${name}[${index}].id`,
          "duplicate-id",
          { ko: `id "${id}"이(가) 두 번 있습니다.`, en: `The id "${id}" stands there twice.` },
          {
            ko: "id는 목록 안에서 하나뿐이어야 합니다.",
            en: "An id stands once in its list.",
          },
        );
      }
      seen.add(id);
    });
  }
  const [minX, minY, maxX, maxY] = city.boundsMm;
  if (minX > maxX || minY > maxY) {
    report("boundsMm", "bounds", { ko: "범위의 최솟값이 최댓값보다 큽니다.", en: "The bounds' minimum is above their maximum." });
  }
};

const checkLinks = (city: City, { nodes }: Lookup, report: Report): void => {
  city.links.forEach((link, index) => {
    const path = `links[${index}]`;
    for (const end of ["from", "to"] as const) {
      if (!nodes.has(link[end])) report(`${path}.${end}`, "unknown-node", unknown(NODE, link[end]));
    }
    checkPairs(`${path}.shapeMm`, link.shapeMm, report);
  });
};

const checkPairs = (path: string, numbers: readonly number[], report: Report): void => {
  if (numbers.length % 2 !== 0) {
    report(
      path,
      "odd-coordinates",
      { ko: `좌표가 ${numbers.length}개로 홀수입니다.`, en: `${numbers.length} coordinates, an odd number.` },
      {
        ko: "x와 y를 짝지어 적으십시오.",
        en: "Coordinates come in pairs x, y.",
      },
    );
  }
};

const checkMovements = (city: City, { links, movements, signals }: Lookup, report: Report): void => {
  city.movements.forEach((movement, index) => {
    const path = `movements[${index}]`;
    const from = links.get(movement.from);
    const to = links.get(movement.to);
    if (from === undefined) report(`${path}.from`, "unknown-link", unknown(LINK, movement.from));
    if (to === undefined) report(`${path}.to`, "unknown-link", unknown(LINK, movement.to));
    if (movement.id !== `${movement.from}>${movement.to}`) {
      report(`${path}.id`, "movement-id", {
        ko: `id "${movement.id}"이(가) "from>to"와 다릅니다.`,
        en: `The id "${movement.id}" is not "from>to".`,
      });
    }
    if (from !== undefined && to !== undefined && from.to !== to.from) {
      report(path, "not-adjacent", {
        ko: `"${from.id}"의 끝 교차점과 "${to.id}"의 시작 교차점이 다릅니다.`,
        en: `"${from.id}" ends at node "${from.to}", but "${to.id}" begins at "${to.from}".`,
      });
    }
    for (const lane of movement.lanes) {
      if (from !== undefined && lane >= from.laneCount) {
        report(`${path}.lanes`, "unknown-lane", {
          ko: `차로 ${lane}이(가) 없습니다. "${from.id}"의 차로는 ${from.laneCount}개입니다.`,
          en: `Lane ${lane} does not exist: "${from.id}" has ${from.laneCount}.`,
        });
      }
    }
    for (const list of ["yieldsTo", "conflictsWith"] as const) {
      movement[list].forEach((other, at) => {
        if (!movements.has(other)) report(`${path}.${list}[${at}]`, "unknown-movement", unknown(MOVEMENT, other));
      });
    }
    if (movement.signal !== undefined && !signals.has(movement.signal))
      report(`${path}.signal`, "unknown-signal", unknown(SIGNAL, movement.signal));
  });
};

const checkSignals = (city: City, { nodes, movements }: Lookup, report: Report): void => {
  city.signals.forEach((signal, index) => {
    signal.nodes.forEach((node, at) => {
      if (!nodes.has(node)) report(`signals[${index}].nodes[${at}]`, "unknown-node", unknown(NODE, node));
    });
    signal.plans.forEach((plan, at) => {
      const path = `signals[${index}].plans[${at}]`;
      const before = signal.plans[at - 1];
      if (before !== undefined && before.fromMsOfDay >= plan.fromMsOfDay) {
        report(`${path}.fromMsOfDay`, "plan-order", {
          ko: "신호 계획이 시각 순서가 아닙니다.",
          en: "Plans are not in order of their time of day.",
        });
      }
      checkPlan(path, plan, signal.id, movements, report);
    });
  });
};

const checkPlan = (path: string, plan: SignalPlan, signal: string, movements: ReadonlyMap<string, Movement>, report: Report): void => {
  const sumMs = plan.stages.reduce((sum, stage) => sum + stage.greenMs + stage.yellowMs + stage.allRedMs, 0);
  if (sumMs !== plan.cycleMs) {
    report(`${path}.cycleMs`, "cycle", {
      ko: `주기 ${plan.cycleMs} ms가 현시의 합 ${sumMs} ms와 다릅니다.`,
      en: `The cycle is ${plan.cycleMs} ms, but its stages add up to ${sumMs} ms.`,
    });
  }
  plan.stages.forEach((stage, index) => {
    const at = `${path}.stages[${index}]`;
    stage.green.forEach((id, position) => {
      const movement = movements.get(id);
      if (movement === undefined) report(`${at}.green[${position}]`, "unknown-movement", unknown(MOVEMENT, id));
      else if (movement.signal !== signal) {
        report(`${at}.green[${position}]`, "other-signal", {
          ko: `이동류 "${id}"은(는) 신호 "${signal}"의 것이 아닙니다.`,
          en: `The movement "${id}" is not controlled by signal "${signal}".`,
        });
      }
    });
    stage.permissive.forEach((id, position) => {
      if (!stage.green.includes(id)) {
        report(`${at}.permissive[${position}]`, "permissive-without-green", {
          ko: `"${id}"이(가) green에 없습니다.`,
          en: `"${id}" is permissive but not among the stage's green.`,
        });
      }
    });
    if (stage.minGreenMs > stage.greenMs) {
      report(`${at}.minGreenMs`, "minimum-green", {
        ko: `최소 녹색 ${stage.minGreenMs} ms가 녹색 ${stage.greenMs} ms보다 깁니다.`,
        en: `The minimum green ${stage.minGreenMs} ms is longer than the green ${stage.greenMs} ms.`,
      });
    }
  });
};

const checkAreas = (city: City, report: Report): void => {
  city.buildings.forEach((building, index) => {
    checkPairs(`buildings[${index}].ringMm`, building.ringMm, report);
  });
  city.neighbourhoods?.forEach(({ ringMm }, index) => {
    checkPairs(`neighbourhoods[${index}].ringMm`, ringMm, report);
  });
  for (const list of ["water", "areas"] as const) {
    city[list].forEach((area, index) => {
      checkPairs(`${list}[${index}].ringMm`, area.ringMm, report);
      area.holesMm?.forEach((hole, at) => {
        checkPairs(`${list}[${index}].holesMm[${at}]`, hole, report);
      });
    });
  }
};

const COUNTS: readonly string[] = ["ambulances", "emergencyBeds", "freeBeds", "trauma", "burn", "cardiac", "stroke"];

/** Numbers that a run would stumble over: half an ambulance, more free beds than beds, a camera half steerable. */
const checkAttributes = (asset: Asset, path: string, report: Report): void => {
  const { kind, attributes } = asset;
  const wrong = (name: string, ko: string, en: string): void => {
    const found = attributes[name];
    report(
      `${path}.attributes.${name}`,
      "attribute",
      { ko: `찾은 값: ${found}. 필요한 것: ${ko}.`, en: `Found ${found}; expected ${en}.` },
      { ko: "이 값을 고치십시오.", en: "Correct this value." },
    );
  };
  if (kind === "fire-station" || kind === "hospital") {
    for (const name of COUNTS) {
      const value = attributes[name];
      if (value !== undefined && (!Number.isInteger(value) || value < 0)) wrong(name, "0 이상의 정수", "a whole number, 0 or more");
    }
    const emergencyBeds = attributeOf(asset, "emergencyBeds") ?? Number.POSITIVE_INFINITY;
    if ((attributeOf(asset, "freeBeds") ?? 0) > emergencyBeds)
      wrong("freeBeds", `응급 병상 수 ${emergencyBeds} 이하`, `at most the emergency beds, ${emergencyBeds}`);
  }
  if (kind === "camera" && ![undefined, 0, 1].includes(attributes["steerable"])) wrong("steerable", "0 또는 1", "0 or 1");
};

const checkAssets = (city: City, { links, agencies }: Lookup, report: Report): void => {
  const checkPlace = (path: string, place: { readonly link: string; readonly offsetMm: number }): void => {
    const link = links.get(place.link);
    if (link === undefined) report(`${path}.link`, "unknown-link", unknown(LINK, place.link));
    else if (place.offsetMm > link.lengthMm) {
      report(`${path}.offsetMm`, "beyond-link", {
        ko: `위치 ${place.offsetMm} mm가 링크 길이 ${link.lengthMm} mm를 넘습니다.`,
        en: `The offset ${place.offsetMm} mm is beyond the link's length ${link.lengthMm} mm.`,
      });
    }
  };
  city.assets.forEach((asset, index) => {
    const path = `assets[${index}]`;
    checkAttributes(asset, path, report);
    if (asset.access !== undefined) checkPlace(`${path}.access`, asset.access);
    else if (asset.kind === "fire-station" || asset.kind === "hospital") {
      report(
        path,
        "no-access",
        { ko: `"${asset.id}"에 도로 접속점이 없습니다.`, en: `"${asset.id}" has no access to a road.` },
        {
          ko: "access에 링크와 위치를 적으십시오.",
          en: "Give `access`: a link and an offset.",
        },
      );
    }
  });
  city.parkedCars.forEach((car, index) => {
    checkPlace(`parkedCars[${index}]`, car);
  });
  city.ownership.forEach((map, index) => {
    for (const [service, party] of Object.entries(map.owners)) {
      for (const role of ["owner", "operator"] as const) {
        if (!agencies.has(party[role]))
          report(`ownership[${index}].owners.${service}.${role}`, "unknown-agency", unknown(AGENCY, party[role]));
      }
    }
  });
};
