/** What the import of a SUMO network says of itself: labels, assumptions and problems. */
import type { Assumption } from "../../model/city.ts";
import type { Problem } from "../../model/problem.ts";
import type { Text } from "../../model/units.ts";
import type { NetEdge } from "./read-net.ts";

type NetLabel =
  | "links"
  | "junctions"
  | "movements"
  | "signals"
  | "replaced"
  | "edgesWithoutCars"
  | "lanesWithoutCars"
  | "withoutProgram"
  | "neverGreen";

export const netAssumptions = (counts: {
  readonly raised: number;
  readonly opened: number;
  readonly lostYellows: number;
  readonly actuated: number;
}): readonly Assumption[] => {
  const { raised, opened, lostYellows, actuated } = counts;
  const assumptions: Assumption[] = [];
  assumptions.push({
    code: "sumo.length-without-junction",
    params: {},
    text: {
      ko: "링크 길이는 SUMO 간선의 길이이며 교차로 내부는 포함하지 않습니다.",
      en: "Link lengths are SUMO's edge lengths; the inside of junctions is not in them.",
    },
  });
  assumptions.push({
    code: "sumo.minimum-green",
    params: { minGreenMs: 7000 },
    text: {
      ko: "최소 녹색이 적혀 있지 않은 현시는 7초를 최소 녹색으로 봅니다.",
      en: "Where the program gives no minimum green, 7 s is taken (or the whole green if shorter).",
    },
  });
  assumptions.push({
    code: "sumo.no-pedestrians",
    params: {},
    text: { ko: "보행 신호는 가져오지 않았습니다.", en: "Pedestrian signals were not taken from SUMO." },
  });
  if (raised > 0) {
    assumptions.push({
      code: "sumo.short-links",
      params: { count: raised },
      text: { ko: `1 m보다 짧은 링크 ${raised}개를 1 m로 늘렸습니다.`, en: `${raised} links shorter than 1 m were made 1 m long.` },
    });
  }
  if (opened > 0) {
    assumptions.push({
      code: "sumo.opened-edges",
      params: { count: opened },
      text: {
        ko: `버스 전용 간선 ${opened}개는 주어진 경로가 지나므로 모든 차량에 열었습니다.`,
        en: `${opened} edges reserved for buses are open to everybody, because the routes given use them.`,
      },
    });
  }
  if (lostYellows > 0) {
    assumptions.push({
      code: "sumo.overlapping-yellow",
      params: { count: lostYellows },
      text: {
        ko: `다른 녹색과 겹치는 황색 ${lostYellows}개는 생략했습니다.`,
        en: `${lostYellows} yellows that overlap the start of another's green are not shown.`,
      },
    });
  }
  if (actuated > 0) {
    assumptions.push({
      code: "sumo.actuated-as-fixed",
      params: { count: actuated },
      text: {
        ko: `감응 신호 ${actuated}개를 적힌 길이의 고정 신호로 보았습니다.`,
        en: `${actuated} actuated programs run as fixed-time with the durations written.`,
      },
    });
  }
  return assumptions;
};

export const NET_LABELS: Readonly<Record<NetLabel, Text>> = {
  links: { ko: "링크", en: "links" },
  junctions: { ko: "교차점", en: "nodes" },
  movements: { ko: "이동류", en: "movements" },
  signals: { ko: "신호", en: "signals" },
  replaced: { ko: "나중에 읽은 신호 계획으로 바뀐 신호", en: "signals whose program was replaced by one read later" },
  edgesWithoutCars: { ko: "승용차가 다닐 수 없는 간선", en: "edges that cars may not use" },
  lanesWithoutCars: { ko: "승용차가 다닐 수 없는 차로(보도, 버스 차로 등)", en: "lanes that cars may not use (footways, bus lanes)" },
  withoutProgram: { ko: "신호 계획이 없거나 꺼진 신호", en: "signals without a program, or switched off" },
  neverGreen: { ko: "녹색이 없는 신호", en: "signals that never show green" },
};

export const noRoads = (file: string): Problem => ({
  code: "sumo.no-roads",
  file,
  message: { ko: "승용차가 다닐 수 있는 도로가 없습니다.", en: "No road that cars may use was found." },
  hint: { ko: "도로가 있는 .net.xml을 주십시오.", en: "Give a .net.xml that has roads." },
});

export const missingJunction = (file: string, edge: NetEdge, junction: string): Problem => ({
  code: "sumo.missing-junction",
  file,
  line: edge.line,
  message: {
    ko: `간선 "${edge.id}"이(가) 없는 교차점 "${junction}"을(를) 가리킵니다.`,
    en: `Edge "${edge.id}" refers to junction "${junction}", which the file does not have.`,
  },
  hint: { ko: "netconvert로 파일을 다시 만드십시오.", en: "Write the file again with netconvert." },
});

export const duplicateEdge = (file: string, line: number, edge: string): Problem => ({
  code: "sumo.duplicate-edge",
  file,
  line,
  message: { ko: `간선 id "${edge}"이(가) 두 번 있습니다.`, en: `The edge id "${edge}" stands there twice.` },
  hint: { ko: "하나를 지우거나 이름을 바꾸십시오.", en: "Remove or rename one." },
});
