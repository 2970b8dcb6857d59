/** The district as a plan: water, parks, buildings, streets, and who drives from where. Drawn from the city file, nothing else. */
import type { Area, City, Link, RoadClass } from "../../sim-core/model/city.ts";
import { type Html, html, NOTHING } from "./html.ts";
import { type ReportPage, say } from "./report-page.ts";

const WIDTH = 900;
/** A district much taller than wide is drawn smaller, not cut. */
const MAX_HEIGHT = 900;
/** Beyond these a drawing would be megabytes and black: smaller streets, then buildings, are left out and that is said. */
const MOST_LINKS = 9000;
const MOST_BUILDINGS = 12_000;
/** Bends flatter than this are not seen at this scale [px]. */
const FLAT_PX = 0.7;

export const cityMap = (page: ReportPage): Html => {
  const { city, language } = page;
  if (city === undefined) return NOTHING;
  const [minX, minY, maxX, maxY] = city.boundsMm;
  if (!(maxX > minX && maxY > minY)) return NOTHING;
  const scale = Math.min(WIDTH / (maxX - minX), MAX_HEIGHT / (maxY - minY));
  const height = Math.round((maxY - minY) * scale);
  const left = (WIDTH - (maxX - minX) * scale) / 2;
  const at: Place = (x, y) => [round(left + (x - minX) * scale), round((maxY - y) * scale)];
  const shown =
    city.links.length <= MOST_LINKS ? city.links : city.links.filter(({ roadClass }) => roadClass !== "alley" && roadClass !== "local");
  const roads = ROADS.map(({ roadClass, colour, width }) => ({ colour, width, d: roadPath(shown, roadClass, at) }));
  const title = say(page, `지도: ${city.title.ko}`, `Map of ${city.title.en}`);
  return html`<figure class="map"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">
<rect width="${WIDTH}" height="${height}" fill="#EDEBE5"/>
${city.areas.filter((area) => GREEN[area.kind] !== undefined).map((area) => html`<path d="${ringPath(area.ringMm, at)}" fill="${GREEN[area.kind]}"/>`)}
${city.water.map((water) => html`<path d="${ringPath(water.ringMm, at)}" fill="#A9CCD6"/>`)}
${city.buildings.length > MOST_BUILDINGS ? "" : html`<path d="${city.buildings.map(({ ringMm }) => ringPath(ringMm, at)).join("")}" fill="#DAD5CB"/>`}
${roads.map(({ colour, width, d }) => html`<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"/>`)}
${city.water.flatMap((water) => waterName(water, language, at))}
${markers(city, page, at)}
${scaleBar(scale, height)}
</svg><figcaption>${say(page, `${city.title.ko}: 도로, 건물, 소방서(빨강)와 병원(자주), 신호 교차로(점)`, `${city.title.en}: streets, buildings, fire stations (red), hospitals (purple), signals (dots)`)}</figcaption></figure>`;
};

type Place = (x: number, y: number) => readonly [number, number];

const round = (value: number): number => Math.round(value * 10) / 10;

const ROADS: readonly { readonly roadClass: RoadClass; readonly colour: string; readonly width: number }[] = [
  { roadClass: "alley", colour: "#FFFFFF", width: 1.2 },
  { roadClass: "local", colour: "#FFFFFF", width: 2.2 },
  { roadClass: "collector", colour: "#C6CBD2", width: 4 },
  { roadClass: "arterial", colour: "#AEB5BE", width: 6 },
  { roadClass: "motorway", colour: "#9AA3AD", width: 8 },
];

const GREEN: Readonly<Partial<Record<Area["kind"], string>>> = {
  park: "#BFD0A6",
  lawn: "#D3DAC4",
  bank: "#C6D2B0",
  "school-yard": "#E3D9C0",
};

/** One direction of each street is enough: they share their centre line. */
const roadPath = (links: readonly Link[], roadClass: RoadClass, at: Place): string => {
  const seen = new Set<string>();
  const parts: string[] = [];
  for (const link of links) {
    if (link.roadClass !== roadClass || seen.has(`${link.to} ${link.from}`)) continue;
    seen.add(`${link.from} ${link.to}`);
    parts.push(linePath(link.shapeMm, at));
  }
  return parts.join("");
};

const linePath = (shapeMm: readonly number[], at: Place): string => {
  const points: (readonly [number, number])[] = [];
  for (let i = 0; i + 1 < shapeMm.length; i += 2) points.push(at(shapeMm[i] ?? 0, shapeMm[i + 1] ?? 0));
  return points.map(([x, y], i) => (isBend(points, i) ? `${i === 0 ? "M" : "L"}${x} ${y}` : "")).join("");
};

const isBend = (points: readonly (readonly [number, number])[], i: number): boolean => {
  const [before, here, after] = [points[i - 1], points[i], points[i + 1]];
  if (before === undefined || here === undefined || after === undefined) return true;
  const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
  const length = Math.hypot(dx, dy);
  return length > 0 && Math.abs(dx * (before[1] - here[1]) - dy * (before[0] - here[0])) / length > FLAT_PX;
};

const ringPath = (ringMm: readonly number[], at: Place): string => {
  let path = "";
  for (let i = 0; i + 1 < ringMm.length; i += 2) {
    const [x, y] = at(ringMm[i] ?? 0, ringMm[i + 1] ?? 0);
    path += `${i === 0 ? "M" : "L"}${x} ${y}`;
  }
  return `${path}Z`;
};

const waterName = (water: Area, language: "ko" | "en", at: Place): readonly Html[] => {
  if (water.name === undefined) return [];
  let [x, y] = [0, 0];
  const corners = water.ringMm.length / 2;
  for (let i = 0; i + 1 < water.ringMm.length; i += 2) {
    x += (water.ringMm[i] ?? 0) / corners;
    y += (water.ringMm[i + 1] ?? 0) / corners;
  }
  const [atX, atY] = at(x, y);
  return [html`<text class="water" x="${atX}" y="${atY + 6}" text-anchor="middle">${water.name[language]}</text>`];
};

const markers = (city: City, { language }: ReportPage, at: Place): readonly Html[] => {
  const nodes = new Map(city.nodes.map(({ id, xyMm }) => [id, xyMm]));
  const signals = city.signals.flatMap(({ nodes: [node = ""] }) => {
    const place = nodes.get(node);
    return place === undefined ? [] : [place];
  });
  const dots = signals.map(([x, y]) => at(x, y)).map(([x, y]) => `M${x - 2.5} ${y}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0`);
  const named = city.assets.filter(({ kind }) => kind === "fire-station" || kind === "hospital").slice(0, 40);
  return [
    html`<path d="${dots.join("")}" fill="#5E6873"/>`,
    ...named.map(({ kind, name, id, xyMm }) => {
      const [x, y] = at(xyMm[0], xyMm[1]);
      const colour = kind === "fire-station" ? "#C4261D" : "#7B3358";
      const text = name?.[language] ?? id;
      const anchor = x > WIDTH - 220 ? "end" : "start";
      return html`<circle cx="${x}" cy="${y}" r="8" fill="${colour}" stroke="#fff" stroke-width="2.5"/><text class="pin" x="${x + (anchor === "end" ? -13 : 13)}" y="${y + 6}" text-anchor="${anchor}" fill="${colour}">${text}</text>`;
    }),
  ];
};

/** The largest of 1, 2, 5 times a power of ten that is not above. */
const roundBelow = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([5, 2, 1].find((factor) => factor * power <= value) ?? 1) * power;
};

/** A round length below a fifth of the width; north is up. */
const scaleBar = (pxPerMm: number, height: number): Html => {
  const metres = roundBelow(WIDTH / 5 / pxPerMm / 1000);
  const length = round(metres * 1000 * pxPerMm);
  const [x, y] = [WIDTH - 34 - length, height - 20];
  const text = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  return html`<rect x="${x - 16}" y="${y - 26}" width="${length + 46}" height="40" rx="6" fill="#fff" opacity=".9"/><path d="M${x} ${y - 6}V${y}H${x + length}V${y - 6}" fill="none" stroke="#47525E" stroke-width="2"/><text class="scale" x="${x + length / 2}" y="${y - 8}" text-anchor="middle">${text} · N ↑</text>`;
};
