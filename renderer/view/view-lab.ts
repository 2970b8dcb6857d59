/**
 * A page with nothing but the city, for tests and for looking. `?city=URL` loads a City, `city=empty` one with a fire station and nothing else, otherwise a tiny one is made up;
 * `theme`, `quality`, `view`, `vehicles`, `lang` as in the options. Everything is reached through `window.lab`; with `?seam` only the
 * seam between three and deck.gl is opened, as `window.seam`.
 */
import { readFrame } from "../../sim-core/contract/frame.ts";
import type { City } from "../../sim-core/model/city.ts";
import { createCityView } from "./city-view.ts";
import type { ViewName, ViewQuality, ViewTheme } from "./city-view-types.ts";
import { buildRoadGraph } from "./geometry/road-graph.ts";
import { emptyCity, labCity } from "./view-lab-city.ts";
import { openSeam } from "./view-lab-seam.ts";
import { type LabTraffic, labFrame, labIndexes } from "./view-lab-traffic.ts";

const asked = new URLSearchParams(location.search);

const start = async (): Promise<void> => {
  if (asked.has("seam")) {
    const place = document.getElementById("city");
    if (place) Object.assign(window, { seam: await openSeam(place) });
    return;
  }
  const url = asked.get("city");
  const city: City = url === "empty" ? emptyCity() : url ? ((await (await fetch(url)).json()) as City) : labCity();
  const graph = buildRoadGraph(city);
  const indexes = labIndexes(city);
  const notices: unknown[] = [];
  const container = document.getElementById("city");
  if (!container) return;
  const answer = await createCityView(container, city, indexes, {
    theme: (asked.get("theme") ?? "light") as ViewTheme,
    language: asked.get("lang") === "en" ? "en" : "ko",
    reducedMotion: true,
    quality: (asked.get("quality") ?? "auto") as ViewQuality,
    onNotice: (n) => notices.push(n),
  });
  if (!answer.ok) {
    Object.assign(window, { lab: { problem: answer.problem } });
    return;
  }
  const { view } = answer;
  const route = wander(graph, 14);
  const goal = route.at(-1) ?? 0;
  const traffic: LabTraffic = {
    vehicles: Number(asked.get("vehicles") ?? 300),
    unitRoute: route,
    preempted: signalOn(city, graph, route, 1),
    requested: signalOn(city, graph, route, 2),
  };
  const frameAt = (atMs: number, vehicles = traffic.vehicles) => labFrame(city, graph, indexes, { ...traffic, vehicles }, atMs);
  const atMs = Number(asked.get("at") ?? 25_000);
  if (asked.get("story") !== "none") {
    const goalOffsetMm = Math.round((graph.links[goal]?.line.lengthM ?? 100) * 600);
    view.setOverlay({
      unitRoutes: [{ unit: 0, arm: asked.get("arm") === "today" ? "today" : "plan", route, goalLink: goal, goalOffsetMm, incident: 0 }],
      incidents: [{ incident: 0, link: goal, offsetMm: goalOffsetMm, title: { ko: "주택 화재", en: "House fire" }, isFire: true }],
      pins: [
        {
          anchor: { kind: "unit", number: 0 },
          title: { ko: "펌프차 121", en: "Pump 121" },
          figure: { ko: "43 km/h · 도착까지 1:43", en: "43 km/h · 1:43 to go" },
        },
        { anchor: { kind: "incident", number: 0 }, title: { ko: "주택 화재", en: "House fire" } },
      ],
    });
  }
  view.show(frameAt(atMs));
  const name = asked.get("view") as ViewName | null;
  if (name) view.view(name);
  Object.assign(window, { lab: { view, city, graph, frameAt, readFrame, notices, traffic } });
};

/** Signal passed by the route, counted from its middle. */
const signalOn = (city: City, graph: ReturnType<typeof buildRoadGraph>, route: readonly number[], nth: number): string | undefined => {
  const passed = route.flatMap((index, i) => {
    const m = city.movements.find((q) => q.from === graph.links[index]?.link.id && q.to === graph.links[route[i + 1] ?? -1]?.link.id);
    return m?.signal ? [m.signal] : [];
  });
  return passed[Math.floor(passed.length / 3) + nth - 1];
};

/** A way that keeps to wide roads and turns now and then; the same every time. */
const wander = (graph: ReturnType<typeof buildRoadGraph>, links: number): number[] => {
  const from = asked.get("from");
  const first = from ? graph.byId.get(from) : (graph.links.find((l) => l.link.laneCount > 1) ?? graph.links[0]);
  const route: number[] = [];
  const seen = new Set<string>();
  let at = first;
  while (at && route.length < links) {
    route.push(at.index);
    seen.add(at.link.from);
    const here = at;
    const heading = Math.atan2(here.line.points.at(-1) as number, here.line.points.at(-2) as number);
    const next = graph.links
      .filter((l) => l.link.from === here.link.to && !seen.has(l.link.to))
      .sort((a, b) => b.link.laneCount - a.link.laneCount || Math.abs(a.line.lengthM - heading) - Math.abs(b.line.lengthM - heading));
    at = next[0];
  }
  return route;
};

void start();
