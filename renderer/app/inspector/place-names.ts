/** Names of places for people: the place's own name, else the roads that meet there, else its number. */
import type { City } from "../../../sim-core/model/city.ts";
import type { Language } from "../../../sim-core/model/units.ts";
import type { Project } from "../store/app-store.ts";

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
