/**
 * An arm's changes to the text: `agreements` (the wildcard * first, then by name; merged key by key) and `set` (values by path, list
 * entries by their id or number). An arm changes institutions, never the world: incidents, run, KPIs are the same in all arms, or the
 * comparison would compare two worlds.
 */
import { suggestion } from "./did-you-mean.ts";
import { isGroup, type Json, type Report } from "./document-shape.ts";
import type { Arm } from "./scenario.ts";

const CHANGEABLE: readonly string[] = ["agreements", "triggers", "steps"];

/** The document with the arm's changes; undefined and a report if a path leads nowhere. Does not judge the new values. */
export const patchDocument = (document: Json, arm: Arm, report: Report): Json | undefined => {
  if (!isGroup(document)) return undefined;
  let patched: Json | undefined = document;
  for (const [name, change] of [...Object.entries(arm.agreements)].sort(([a], [b]) => Number(b === "*") - Number(a === "*"))) {
    patched = isGroup(patched) ? patchAgreements(patched, name, change as Json) : patched;
  }
  for (const [path, value] of Object.entries(arm.set)) {
    const at = `arms.${arm.id}.set.${path}`;
    if (patched === undefined) return undefined;
    patched = setPath(patched, path, value as Json, at, report);
  }
  return patched;
};

const patchAgreements = (document: { readonly [key: string]: Json }, name: string, change: Json): Json => {
  const agreements = document["agreements"];
  if (!Array.isArray(agreements)) return document;
  return {
    ...document,
    agreements: (agreements as readonly Json[]).map((agreement) =>
      isGroup(agreement) && (name === "*" || agreement["id"] === name) ? merge(agreement, change) : agreement,
    ),
  };
};

const merge = (old: Json, change: Json): Json => {
  if (!isGroup(old) || !isGroup(change)) return change;
  const result: Record<string, Json> = { ...old };
  for (const [key, value] of Object.entries(change)) result[key] = Object.hasOwn(old, key) ? merge(old[key] ?? null, value) : value;
  return result;
};

const setPath = (document: Json, path: string, value: Json, at: string, report: Report): Json | undefined => {
  const parts = path.split(".");
  const [first = ""] = parts;
  if (!CHANGEABLE.includes(first) || parts.length < 3) {
    report.add({
      code: "scenario.arm-changes-world",
      path: at,
      onKey: true,
      message: {
        ko: `set 경로 "${path}"이(가) 있는데 agreements, triggers, steps 가운데 한 항목의 값이어야 합니다.`,
        en: `Found the set path "${path}", expected a value of one of agreements, triggers or steps.`,
      },
      hint: {
        ko: "예: steps.green.with.aheadM. 상황, 실행 시간, KPI는 모든 비교안에서 같아야 비교가 됩니다.",
        en: "Like steps.green.with.aheadM. Incidents, run and KPIs must be the same in all arms, or nothing is compared.",
      },
    });
    return undefined;
  }
  return setAt(document, parts, value, { at, done: "", report });
};

type Where = { readonly at: string; readonly done: string; readonly report: Report };

const setAt = (target: Json, [part = "", ...rest]: readonly string[], value: Json, where: Where): Json | undefined => {
  const below = { ...where, done: where.done === "" ? part : `${where.done}.${part}` };
  if (Array.isArray(target)) {
    const entries = target as readonly Json[];
    const index = entries.findIndex((entry, position) => (isGroup(entry) ? entry["id"] === part : String(position) === part));
    if (index < 0)
      return leadsNowhere(
        part,
        entries.map((entry, position) => (isGroup(entry) ? String(entry["id"]) : String(position))),
        where,
      );
    const changed = rest.length === 0 ? value : setAt(entries[index] ?? null, rest, value, below);
    return changed === undefined ? undefined : entries.map((entry, position) => (position === index ? changed : entry));
  }
  if (!isGroup(target)) return leadsNowhere(part, [], where);
  // The last key may be new: whether the format knows it is judged when the patched text is read again.
  if (rest.length === 0) return { ...target, [part]: value };
  if (!Object.hasOwn(target, part)) return leadsNowhere(part, Object.keys(target), where);
  const changed = setAt(target[part] ?? null, rest, value, below);
  return changed === undefined ? undefined : { ...target, [part]: changed };
};

const leadsNowhere = (part: string, known: readonly string[], { at, done, report }: Where): undefined => {
  report.add({
    code: "scenario.path-leads-nowhere",
    path: at,
    onKey: true,
    message: {
      ko: `set 경로에 "${part}"이(가) 있는데 "${done}" 아래에 그런 것이 없습니다.`,
      en: `The set path names "${part}", but "${done}" has nothing of that name.`,
    },
    hint: suggestion(part, known),
  });
  return undefined;
};
