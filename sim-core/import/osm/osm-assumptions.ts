/** What the OSM importer took for granted, in sentences a planner reads. */
import type { Assumption } from "../../model/city.ts";
import { DEFAULT_STOREYS, STOREY_MM, type Surfaces } from "./areas-and-buildings.ts";
import type { RoadNetwork } from "./graph-to-links.ts";
import type { RoadGraph, RoadWay } from "./road-graph.ts";
import type { SignalledJunctions } from "./signalled-junctions.ts";

export type Findings = {
  readonly roads: readonly RoadWay[];
  readonly graph: RoadGraph;
  readonly network: RoadNetwork;
  readonly signalled: SignalledJunctions;
  readonly surfaces: Surfaces;
};

export const osmAssumptions = ({ roads, graph, network, signalled, surfaces }: Findings): readonly Assumption[] => {
  const lanes = roads.filter(({ road }) => road.assumedLanes).length;
  const speeds = roads.filter(({ road }) => road.assumedSpeed).length;
  const storeyM = STOREY_MM / 1000;
  return [
    assumed("osm.lanes", { ways: lanes, of: roads.length }, [
      `도로 ${roads.length}개 가운데 ${lanes}개는 차로 수가 없어 등급별 기본값을 썼습니다(방향별 간선 3, 보조간선·집산 2, 그 밖 1).`,
      `${lanes} of ${roads.length} roads give no lanes; defaults by class were used (per direction: primary and above 3, secondary and tertiary 2, others and ramps 1).`,
    ]),
    assumed("osm.speeds", { ways: speeds, of: roads.length }, [
      `도로 ${speeds}개는 제한속도가 없어 기본값을 썼습니다(도시고속 80, 간선·집산 50, 생활도로 30 km/h).`,
      `${speeds} roads give no speed limit; defaults were used (trunk 80, larger streets 50, side streets 30 km/h).`,
    ]),
    assumed("osm.alleys", {}, [
      "이름이 '길'로 끝나거나 차로가 하나인 주거지 도로는 골목으로 보았습니다. 주차장 진입로 등 highway=service는 가져오지 않았습니다.",
      "Residential streets whose name ends in -gil, or with one lane, are alleys. Driveways and other highway=service were not taken.",
    ]),
    assumed("osm.clusters", { joined: graph.clustered, pieces: network.insidePieces }, [
      `분리된 차도 사이 45 m 이하의 짧은 구간으로 이어진 교차점은 하나의 교차로(폭 75 m 이하)로 합쳤습니다(${graph.clustered}회).`,
      `Junctions joined by a one-way piece of up to 45 m of a larger road were gathered into one, up to 75 m wide (${graph.clustered} times).`,
    ]),
    assumed("osm.gateways", { edge: network.edgeGateways, oneWay: network.oneWayGateways }, [
      `막다른 끝 ${network.edgeGateways}곳(간선·집산 도로, 또는 경계 150 m 이내)과 일방통행 끝 ${network.oneWayGateways}곳을 관문으로 보았습니다. 관문으로 나간 차량은 어느 관문으로든 다시 들어올 수 있습니다.`,
      `${network.edgeGateways} dead ends (of larger roads, or within 150 m of the edge) and ${network.oneWayGateways} ends of one-way roads are gateways. Who leaves by a gateway may come back by any gateway.`,
    ]),
    assumed("osm.signals", { mapped: signalled.fromSignals, crossings: signalled.fromCrossings, assumed: signalled.assumed }, [
      `신호교차로: 지도에 신호가 있는 곳 ${signalled.fromSignals}, 60 m 안에 신호 횡단보도가 있는 집산 이상 교차로 ${signalled.fromCrossings}, 간선과 집산 이상이 만나 신호가 있다고 본 곳 ${signalled.assumed}.`,
      `Signalled junctions: ${signalled.fromSignals} mapped, ${signalled.fromCrossings} where a signalled crossing lies within 60 m of a junction of collectors or larger, ${signalled.assumed} assumed where an arterial meets a collector or larger.`,
    ]),
    assumed("osm.signal-plans", { minCycleS: 90, maxCycleS: 150 }, [
      "신호 계획은 생성한 것입니다: 주기 90~150초(접근로 차로 수), 황색 3초(4차로 이상 4초), 보행 1.0 m/s, 녹색은 도로 등급에 따른 예상 교통량 비율, 연동 없음. 실제 신호 계획이 아닙니다.",
      "Signal plans are generated: cycles of 90 to 150 s by lanes, yellow 3 s (4 s from four lanes), people on foot at 1.0 m/s, greens by the volumes expected of the roads' classes, no coordination. They are not the city's plans.",
    ]),
    assumed("osm.ramps", {}, [
      "연결로와 우회전 전용 차로가 합류하는 곳에서는 번갈아 합류합니다(가속 차로는 지도에 없음). 갈림길에서는 바깥 차로가 오른쪽, 안쪽 차로가 왼쪽으로 갑니다.",
      "Where ramps and slip lanes join, traffic merges in turn (the map has no acceleration lanes). At forks the kerb lanes take the right branch, the inner lanes the left one.",
    ]),
    assumed("osm.right-turn-on-red", {}, [
      "적신호 우회전은 일시정지 후 허용됩니다(금지 표지는 지도에 없음).",
      "Right turns on red after a stop are permitted (the map has no signs that forbid them).",
    ]),
    assumed("osm.building-heights", { buildings: surfaces.withoutHeight, storeyM, defaultStoreys: DEFAULT_STOREYS }, [
      `층고는 ${storeyM} m입니다. 높이와 층수가 모두 없는 건물 ${surfaces.withoutHeight}채는 ${DEFAULT_STOREYS}층으로 보았습니다.`,
      `A storey is ${storeyM} m. ${surfaces.withoutHeight} buildings with neither height nor levels have ${DEFAULT_STOREYS} storeys.`,
    ]),
  ];
};

const assumed = (code: string, params: Assumption["params"], [ko, en]: readonly [string, string]): Assumption => ({
  code,
  params,
  text: { ko, en },
});
