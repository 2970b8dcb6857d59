/** The run's figures beside published ones, for a terminal: who measured what, on which clock, and where ours is larger than all of them. */
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import { type Beside, besidePublished } from "../../sim-core/experiment/beside-published.ts";
import type { PublishedChange, PublishedShare } from "../../sim-core/experiment/published-effects.ts";
import type { Scenario } from "../../sim-core/model/scenario.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { percentChange, percentText } from "./figures.ts";
import { wrapText } from "./text-table.ts";

const WIDTH = 100;

export const publishedText = (result: ExperimentResult, scenario: Scenario, language: Language): string => {
  const found = besidePublished(result, scenario.kpis);
  if (found.length === 0) return "";
  const ko = language === "ko";
  const title = ko
    ? "공개된 값과 나란히 (대부분 기관의 발표이며 구간과 대조군이 없음)"
    : "Beside published figures (mostly agencies' own, without interval or control)";
  return [title, ...found.flatMap((one) => linesOf(one, language)).map((line) => wrapText(line, WIDTH, "    "))].join("\n");
};

const linesOf = (beside: Beside, language: Language): readonly string[] => {
  const ko = language === "ko";
  const published = ko ? "공개된 값" : "published";
  if (beside.kind === "preemption") {
    const own = beside.own.map(({ arm, shareP, lowP, highP, isBeyond }) => {
      const mark = isBeyond ? (ko ? " ‼ 공개된 어떤 값보다 큼" : " ‼ larger than any of them") : "";
      return `${arm} ${percentChange(shareP, lowP, highP)}${mark}`;
    });
    return [
      `  · ${ko ? "주행시간의 변화" : "Change of driving time"} (${beside.clock[language]}): ${own.join("; ")}`,
      `  · ${published} (${beside.publishedClock[language]}): ${beside.published.map((one) => changeOf(one, language)).join(", ")}`,
    ];
  }
  const what =
    beside.kind === "seven-minutes" ? (ko ? "7분 안 도착" : "Within 7 minutes") : ko ? "30분을 넘긴 이송" : "Transports over 30 minutes";
  const own = beside.own.map(({ arm, shareP }) => `${arm} ${percentText(shareP)}`);
  return [
    `  · ${what} (${beside.clock[language]}): ${own.join(", ")}`,
    `  · ${published} (${beside.publishedClock[language]}): ${latest(beside.published)
      .map(({ place, year, shareP }) => `${place[language]} ${percentText(shareP)} (${year})`)
      .join(", ")}`,
    ...(beside.claim === undefined
      ? []
      : [
          `  · ${ko ? "주장" : "claimed"}: ${beside.claim.place[language]} ${percentText(beside.claim.beforeP)} → ${percentText(beside.claim.afterP)}; ${beside.claim.caution[language]}`,
        ]),
  ];
};

const changeOf = ({ place, years, fromP, toP, note }: PublishedChange, language: Language): string => {
  const range = fromP === toP ? percentText(fromP) : `${percentText(fromP).replace(/ %$/, "")} … ${percentText(toP)}`;
  return [place[language], years, fromP === 0 ? (note?.[language] ?? range) : range].filter((part) => part !== "").join(" ");
};

/** The newest figure of each place: the list is in order of time. */
const latest = (figures: readonly PublishedShare[]): readonly PublishedShare[] => [
  ...new Map(figures.map((figure) => [figure.place.en, figure])).values(),
];
