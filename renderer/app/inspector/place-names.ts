/** Names of places for people: the place's own name, else the roads that meet there, else its number. */
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { City } from "../../../sim-core/model/city.ts";
import type { Language, Text } from "../../../sim-core/model/units.ts";
import type { Project } from "../store/app-store.ts";
import { fill, MESSAGES } from "../text/messages.ts";

/** The names of the roads into a junction, each once, at most two. */
const roadsAt = (city: City, nodes: readonly string[], language: Language): readonly string[] => {
  const names = city.links.flatMap((link) => (nodes.includes(link.to) && link.name !== undefined ? [link.name[language]] : []));
  return [...new Set(names)].slice(0, 2);
};

const cache = new WeakMap<City, Map<string, string>>();

export const signalName = (project: Pick<Project, "city" | "signalIds">, position: number, language: Language): string => {
  const id = project.signalIds[position] ?? "";
  const names = cache.get(project.city) ?? new Map<string, string>();
  cache.set(project.city, names);
  const key = `${language} ${id}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const signal = project.city.signals.find((one) => one.id === id);
  const own = signal?.name?.[language];
  const roads = signal === undefined ? [] : roadsAt(project.city, signal.nodes, language);
  const name = own ?? (roads.length > 0 ? roads.join(" × ") : language === "ko" ? `교차로 ${position + 1}` : `Jn ${position + 1}`);
  names.set(key, name);
  return name;
};

/** A street's own name, else what kind of road it is. */
export const streetName = ({ city }: Pick<Project, "city">, link: number): Text => {
  const street = city.links[link];
  return street?.name ?? (street === undefined ? { ko: "–", en: "–" } : MESSAGES[`road.${street.roadClass}`]);
};

type Named = Pick<Project, "city" | "signalIds" | "unitNames">;

const LEGS = { scene: "unit.drive.out", home: "unit.drive.back", hospital: "unit.drive.hospital", standby: "unit.drive.standby" } as const;

/** What a unit does, as a sentence with its name; undefined for everything that is not a unit's doing. */
const unitMessage = ({ kind, leg }: TimelineItem): Text | undefined => {
  switch (kind) {
    case "drive":
      return MESSAGES[LEGS[leg ?? "scene"]];
    case "turnout":
      return MESSAGES["unit.turnout"];
    case "on-scene":
      return MESSAGES["unit.works"];
    case "obstruction":
      return MESSAGES["unit.blocked"];
    default:
      return undefined;
  }
};

/** Units and hospitals by their names, a signal that gives way by its junction, everything else by its own title. */
export const itemTitle = (project: Named, item: TimelineItem): Text => {
  const unit = item.unit === undefined ? undefined : project.unitNames[item.unit];
  const message = unitMessage(item);
  if (unit !== undefined && message !== undefined) {
    return { ko: fill(message.ko, { name: unit.ko }), en: fill(message.en, { name: unit.en }) };
  }
  const hospital = item.hospital === undefined ? undefined : project.city.assets.find(({ id }) => id === item.hospital)?.name;
  if (hospital !== undefined) return { ko: `${hospital.ko} · ${item.title.ko}`, en: `${hospital.en}: ${item.title.en}` };
  const position = item.kind === "preemption" ? project.signalIds.indexOf(item.id) : -1;
  if (position < 0) return item.title;
  return { ko: signalName(project, position, "ko"), en: signalName(project, position, "en") };
};
