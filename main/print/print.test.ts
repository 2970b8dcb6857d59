import { describe, expect, test } from "vitest";
import type { ExperimentResult, Verdict } from "../../sim-core/contract/result.ts";
import type { Kpi, Scenario } from "../../sim-core/model/scenario.ts";
import { amount, change, intervalText, percentChange } from "./figures.ts";
import { durationText, makeProgressLine } from "./progress-line.ts";
import { textTable, textWidth, wrapText } from "./text-table.ts";
import { verdictSentence } from "./verdict-sentence.ts";

describe("tables", () => {
  test("a Korean syllable takes two columns, composed or not", () => {
    expect(textWidth("소방차 A")).toBe(8);
    expect(textWidth("소방차".normalize("NFD"))).toBe(6);
    expect(textWidth("−41.3 s")).toBe(7);
  });

  test("columns stay in line whatever the language of a cell", () => {
    const table = textTable(
      [{ title: "지표" }, { title: "mean", align: "right" }],
      [["response", "412.3 s"], "한 줄 전체를 쓰는 제목", ["도착", "9 s"]],
    );
    expect(table.split("\n")).toEqual([
      "지표         mean",
      "────────  ───────",
      "response  412.3 s",
      "한 줄 전체를 쓰는 제목",
      "도착          9 s",
    ]);
  });

  test("long sentences wrap at blanks with an indent", () => {
    expect(wrapText("one two three four", 9, "  ")).toBe("one two\n  three\n  four");
    expect(wrapText("  · 가나 다라", 9, "    ")).toBe("  · 가나\n    다라");
  });
});

describe("figures", () => {
  test("carry unit and sign, with a real minus", () => {
    expect(amount(412.345, "s")).toBe("412.3 s");
    expect(amount(0.8123, "share")).toBe("81.2 %");
    expect(change(-41.26, "s")).toBe("−41.3 s");
    expect(change(0.021, "share")).toBe("+2.1 %p");
    expect(change(-0.0004, "s")).toBe("0.00 s");
    expect(intervalText(-48.9, -33.2, "s", true)).toBe("−48.9 … −33.2 s");
    expect(intervalText(null, null, "s")).toBe("");
    expect(percentChange(0.0248, 0.0199, 0.0294)).toBe("+2.5 %, +2.0 … +2.9 %");
    expect(percentChange(-0.01, null, null)).toBe("−1.0 %");
  });
});

describe("progress", () => {
  test("says nothing in the first second, then the time left", () => {
    let clockMs = 0;
    let shown = "";
    const line = makeProgressLine("replications", "en", { isTTY: true, write: (text) => (shown += text) }, () => clockMs);
    clockMs = 900;
    line.show(3, 30);
    expect(shown).toBe("");
    clockMs = 3000;
    line.show(3, 30);
    expect(shown).toContain("replications 3/30 · about 27 s left");
    line.end();
    expect(shown.endsWith("\r\u001b[2K")).toBe(true);
  });

  test("durations read like a person says them", () => {
    expect(durationText(48_400, "en")).toBe("48 s");
    expect(durationText(200_000, "ko")).toBe("3분 20초");
    expect(durationText(3_900_000, "en")).toBe("1 h 5 min");
  });
});

describe("the verdict sentence", () => {
  const kpi = (id: string, fields: Partial<Kpi>): Kpi => ({
    id,
    measure: "mean",
    better: "lower",
    smallestThatMatters: 5,
    primary: false,
    ...fields,
  });
  const primary = kpi("response", { title: { ko: "신고 접수부터 도착까지", en: "Call received to arrival" }, primary: true });
  const share = kpi("within7", { measure: "share", better: "higher", title: { ko: "7분 안 도착", en: "Arrived within 7 minutes" } });
  const cross = kpi("cross", { measure: "meanDelay", title: { ko: "교차 방향 지체", en: "Delay of the cross streets" } });
  const result = (verdicts: { readonly [id: string]: readonly [number, number, number, Verdict] }): ExperimentResult => {
    const value = (mean: number, unit: string) => ({
      mean,
      low: mean,
      high: mean,
      n: 30,
      count: 240,
      unit,
      target: null,
      guard: null,
      distribution: null,
    });
    const arm = (id: string, within7: number) => ({
      id,
      kpis: { response: value(400, "s"), within7: value(within7, "share"), cross: value(30, "s") },
      steps: [],
      stateHash: "",
      physicalHash: "",
    });
    const part = { id: "", version: "", hash: "" };
    return {
      schemaVersion: 2,
      scenario: part,
      city: part,
      demand: part,
      feed: null,
      engine: part,
      seed: "1",
      confidence: 0.95,
      replications: 30,
      complete: true,
      arms: [arm("today", 0.63), arm("plan", 0.81)],
      comparisons: Object.entries(verdicts).map(([id, [difference, low, high, verdict]]) => ({
        arm: "plan",
        baseline: "today",
        kpi: id,
        difference,
        low,
        high,
        verdict,
        moreRuns: verdict === "undecided" ? 116 : null,
        role: id === "response" ? "primary" : "exploratory",
        simultaneous: null,
        pHolm: null,
        quantiles: [],
      })),
      multiplicity: null,
      neighbourhoods: [],
      contributions: [],
      linkCurve: [],
      tornado: [],
      uncertainty: [],
      quarantine: [],
      assumptions: [],
    };
  };
  const scenario = { kpis: [primary, share, cross], baseline: "today" } as unknown as Scenario;
  const sentence = (verdicts: Parameters<typeof result>[0], language: "ko" | "en") =>
    verdictSentence({ result: result(verdicts), scenario, arm: "plan", primary, language });

  test("says the gain, how many of a hundred calls, and who pays", () => {
    const found = { response: [-41.3, -49, -33.6, "better"], cross: [6.2, 4.1, 8.3, "worse"] } as const;
    expect(sentence(found, "en")).toBe(
      "‘Call received to arrival’ falls by 41.3 s on average (95 %: 33.6 … 49.0; better). ‘Arrived within 7 minutes’: 81 of 100 calls (63 in today). It is paid for by: ‘Delay of the cross streets’ +6.20 s (4.10 … 8.30).",
    );
    expect(sentence(found, "ko")).toBe(
      "‘신고 접수부터 도착까지’ 평균 41.3초 줄어듭니다(95 %: 33.6 … 49.0, 개선). ‘7분 안 도착’: 100건 가운데 81건(기준 today: 63건). 그 대가: ‘교차 방향 지체’ +6.20초 (4.10 … 8.30).",
    );
  });

  test("does not guess when it cannot tell", () => {
    expect(sentence({ response: [-10, -25, 5, "undecided"], cross: [0, -3, 3, "undecided"] }, "en")).toContain(
      "undecided (95 %: −25.0 … +5.00 s). About 116 more runs would tell.",
    );
  });

  test("with several arms it goes by what holds for all of them together, as the window and the report do", () => {
    const alone = result({ response: [-10, -19, -1, "better"] });
    const together = { low: -22, high: 2, verdict: "undecided" } as const;
    const several = { ...alone, comparisons: alone.comparisons.map((one) => ({ ...one, simultaneous: together })) };
    expect(verdictSentence({ result: several, scenario, arm: "plan", primary, language: "en" })).toContain(
      "undecided (95 %, all arms together: −22.0 … +2.00 s).",
    );
  });

  test("an arm without any difference says exactly that", () => {
    expect(sentence({ response: [0, 0, 0, "same"] }, "ko")).toContain("아무 차이도 없습니다(정확히 0)");
  });
});
