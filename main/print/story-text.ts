/** One incident's story for a terminal: how long, where the time went (beside the baseline), and what happened when. */
import type { Language } from "../../sim-core/model/units.ts";
import { timeText } from "../../sim-core/run/measure-words.ts";
import type { PartName } from "../../sim-core/run/response-parts.ts";
import type { IncidentStory } from "../../sim-core/run/story.ts";
import type { Rerun } from "../commands/rerun.ts";
import { armTitle } from "./result-report.ts";
import { textTable, textWidth, wrapText } from "./text-table.ts";

export type StoryInputs = {
  readonly rerun: Rerun;
  readonly arm: string;
  readonly mine: IncidentStory;
  readonly baseline: IncidentStory | undefined;
  readonly language: Language;
};

const WIDTH = 100;

export const storyText = (inputs: StoryInputs): string =>
  `${[heading(inputs), answer(inputs), partsTable(inputs), courseText(inputs)].join("\n\n")}\n`;

const heading = ({ rerun, arm, mine, language }: StoryInputs): string => {
  const { scenario, city } = rerun.rehearsal;
  const title = `${scenario.scenario.title[language]} — ${city.title[language]}`;
  const named = armTitle(
    scenario.arms.find(({ id }) => id === arm),
    arm,
    language,
  );
  const place = `${mine.title[language]}, ${mine.place[language]}`;
  const which =
    language === "ko"
      ? `반복 ${rerun.replication} · ${place} · 시드 ${rerun.seed} · 안 ${named}`
      : `replication ${rerun.replication} · ${place} · seed ${rerun.seed} · arm ${named}`;
  return [title, "═".repeat(60), which].join("\n");
};

const answer = ({ rerun, mine, baseline, language }: StoryInputs): string => {
  const first = wrapText(mine.summary[language], WIDTH);
  if (baseline === undefined) return first;
  const gainMs = lengthMs(baseline) - lengthMs(mine);
  const [gain, theirs] = [timeText(Math.abs(gainMs))[language], timeText(lengthMs(baseline))[language]];
  const name = rerun.rehearsal.scenario.baseline;
  const ko = Math.abs(gainMs) < 100 ? "차이 없음" : gainMs > 0 ? `${gain} 더 늦음` : `${gain} 더 빠름`;
  const en = Math.abs(gainMs) < 100 ? "no difference" : gainMs > 0 ? `${gain} later` : `${gain} earlier`;
  const open = baseline.response.hasArrived ? "" : language === "ko" ? ", 끝까지 도착 못 함" : ", and nobody had arrived";
  const second =
    language === "ko" ? `같은 사건이 ${name}에서는 ${theirs}${open}: ${ko}.` : `The same incident in ${name}: ${theirs}${open}, ${en}.`;
  return `${first}\n${wrapText(second, WIDTH)}`;
};

const lengthMs = ({ response }: IncidentStory): number => response.endMs - response.receivedMs;

const partsTable = ({ rerun, arm, mine, baseline, language }: StoryInputs): string => {
  const ko = language === "ko";
  const stories = baseline === undefined ? [mine] : [baseline, mine];
  const names = [...new Set(stories.flatMap(({ response }) => response.parts.map((one) => one.part)))];
  const ordered = PART_ORDER.filter((name) => names.includes(name));
  const partOf = (story: IncidentStory, name: string) => story.response.parts.find((one) => one.part === name);
  const rows = ordered.map((name) => {
    const found = stories.map((story) => partOf(story, name));
    const shown = found.at(-1) ?? found[0];
    const cause = shown?.cause[language] ?? "";
    return [shown?.title[language] ?? name, ...stories.map((story) => clock(shownMs(story, ordered, name))), cause];
  });
  const total = [ko ? "신고부터 도착까지" : "Call to arrival", ...stories.map((story) => clock(lengthMs(story))), ""];
  const right = { align: "right" as const };
  const columns = [
    { title: ko ? "시간이 간 곳" : "Where the time went" },
    ...(baseline === undefined ? [] : [{ title: rerun.rehearsal.scenario.baseline, ...right }]),
    { title: arm, ...right },
    { title: ko ? `까닭 (${arm})` : `cause (${arm})` },
  ];
  return textTable(columns, [...rows, "", total]);
};

/** Cut to tenths along the running sum, so that what is shown adds up as exactly as the milliseconds behind it. */
const shownMs = ({ response }: IncidentStory, ordered: readonly PartName[], name: PartName): number => {
  let beforeMs = 0;
  for (const one of ordered) {
    const ms = response.parts.find(({ part }) => part === one)?.ms ?? 0;
    if (one === name) return Math.floor((beforeMs + ms) / 100) * 100 - Math.floor(beforeMs / 100) * 100;
    beforeMs += ms;
  }
  return 0;
};

const PART_ORDER = [
  "handling",
  "desk",
  "no-unit",
  "later-order",
  "turnout",
  "driving",
  "signals",
  "queues",
  "cars",
  "walking",
] as const satisfies readonly PartName[];

/** 0:00.0 since the call; before it with a minus. */
const clock = (ms: number): string => {
  const tenths = Math.floor(Math.abs(ms) / 100);
  const seconds = Math.floor((tenths % 600) / 10);
  return `${ms < 0 ? "−" : ""}${Math.floor(tenths / 600)}:${seconds < 10 ? "0" : ""}${seconds}.${tenths % 10}`;
};

const courseText = ({ rerun, mine, language }: StoryInputs): string => {
  const { city } = rerun.rehearsal;
  const nameOf = (id: string): string => city.agencies.find((agency) => agency.id === id)?.name[language] ?? id;
  const lines = mine.sentences.map((one) => ({
    time: clock(one.atMs - mine.response.receivedMs),
    agency: nameOf(one.agency),
    text: one.text[language],
  }));
  const timeWidth = Math.max(...lines.map(({ time }) => time.length));
  const agencyWidth = Math.max(...lines.map(({ agency }) => textWidth(agency)));
  const indent = " ".repeat(timeWidth + agencyWidth + 4);
  const title = language === "ko" ? "무슨 일이 언제 있었나 (신고 접수부터 분:초)" : "What happened when (minutes:seconds since the call)";
  return [
    title,
    ...lines.map(({ time, agency, text }) => {
      const head = `${time.padStart(timeWidth)}  ${agency}${" ".repeat(agencyWidth - textWidth(agency))}  `;
      return wrapText(head + text, Math.max(WIDTH, indent.length + 40), indent);
    }),
  ].join("\n");
};
