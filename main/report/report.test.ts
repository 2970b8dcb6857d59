/** The report as a document: nothing foreign becomes markup, nothing is loaded, twelve points in order, readable colours. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readResult } from "../../sim-core/contract/read-result.ts";
import type { Comparison, ExperimentResult, KpiResult } from "../../sim-core/contract/result.ts";
import { parseScenario } from "../../sim-core/model/parse-scenario.ts";
import type { Scenario } from "../../sim-core/model/scenario.ts";
import { escapeHtml, html } from "./html.ts";
import { reportHtml } from "./report-html.ts";
import type { ReportPage } from "./report-page.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { csvCell, resultCsv } from "./result-csv.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const FIRE = readFileSync(join(ROOT, "scenarios/fire-preemption/scenario.yaml"), "utf8");

const scenarioOf = (text: string): Scenario => {
  const parsed = parseScenario(text, "scenario.yaml");
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message.en).join("\n"));
  return parsed.value;
};

const ATTACK = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;

/** Every optional part filled, every text of a stranger replaced by `strange`. */
const madeResult = (scenario: Scenario, strange: string): ExperimentResult => {
  const value = (mean: number): KpiResult => ({
    mean,
    low: mean - 1,
    high: mean + 1,
    n: 30,
    count: 240,
    unit: "s",
    target: { relation: "<=", value: 420, met: "no" },
    guard: { maxIncreaseP: 0.03, holds: "no", increaseP: 0.05, low: 0.04, high: 0.06 },
    distribution: {
      over: "cases",
      unit: "s",
      count: 240,
      censored: 2,
      quantiles: [{ p: 0.5, value: mean, low: mean - 2, high: mean + 2, isLowerBound: true, isFewBeyond: true }],
      ecdf: { value: [mean - 60, mean, mean + 60], shareP: [0.3, 0.6, 1] },
      exceedance: { limit: 420, count: 12, of: 240, shareP: 0.05, low: 0.02, high: 0.08 },
    },
  });
  const kpis = (mean: number) => Object.fromEntries(scenario.kpis.map(({ id }) => [id, value(mean)]));
  const comparison = (arm: string, kpi: string, primary: boolean): Comparison => ({
    arm,
    baseline: "today",
    kpi,
    difference: -20,
    low: -30,
    high: -10,
    verdict: "better",
    moreRuns: null,
    role: primary ? "primary" : "exploratory",
    simultaneous: primary ? { low: -32, high: -8, verdict: "better" } : null,
    pHolm: primary ? null : 0.01,
    quantiles: [{ p: 0.5, difference: -18, low: -25, high: -11 }],
  });
  const arms = ["plan", "signals-only"];
  const part = (id: string) => ({ id: `${id}${strange}`, version: strange, hash: strange });
  const end = (input: number) => ({ input, difference: -20, low: -25, high: -15, verdict: "better" as const });
  const share = { value: -10, low: -14, high: -6, replications: 30 };
  return {
    schemaVersion: 2,
    scenario: part("fire"),
    city: part("city"),
    demand: part("demand"),
    feed: part("feed"),
    engine: part("engine"),
    seed: strange,
    confidence: 0.95,
    replications: 30,
    complete: false,
    arms: ["today", ...arms].map((id, i) => ({ id, kpis: kpis(300 - 20 * i), steps: [], stateHash: strange, physicalHash: strange })),
    comparisons: arms.flatMap((arm) => scenario.kpis.map(({ id, primary }) => comparison(arm, id, primary))),
    multiplicity: { primary: "response", arms: 2, method: "bonferroni", confidenceEach: 0.975, exploratory: 14 },
    neighbourhoods: [
      {
        id: strange,
        arm: "plan",
        kpi: "response",
        cases: 9,
        replications: 5,
        baselineMean: 300,
        armMean: 290,
        difference: -10,
        low: -15,
        high: -5,
      },
    ],
    contributions: [
      { kind: "whole", id: "all", kpi: "response", method: "all-or-none", ...share },
      { kind: "step", id: "route", kpi: "response", method: "shapley", ...share },
      { kind: "step", id: "green", kpi: "response", method: "shapley", ...share },
      { kind: "agreement", id: strange, kpi: "response", method: strange, ...share },
      { kind: "owner", id: strange, kpi: "response", method: "leave-one-out", ...share },
    ],
    linkCurve: [
      {
        kpi: "response",
        links: 1,
        mean: -10,
        low: -12,
        high: -8,
        best: { steps: [strange], value: -15, low: -18, high: -12 },
        agreements: 1,
        owners: 1,
        gates: 2,
      },
    ],
    tornado: [
      {
        path: strange,
        quantity: "factor",
        base: 1,
        arm: "plan",
        kpi: "response",
        low: end(0.5),
        high: end(2),
        swing: 4,
        swingLow: 2,
        swingHigh: 6,
      },
    ],
    uncertainty: [{ arm: "plan", kpi: "response", replications: 10, difference: -20, noise: 5, inputs: 8 }],
    quarantine: [{ source: strange, count: 3, reason: strange }],
    assumptions: [
      { code: strange, params: { what: strange } },
      { code: "flag.units-short", params: { arm: "plan", calls: 100, late: 40, limitS: 300 } },
      { code: "measure.drive-time-change", params: { arm: "plan", changeP: -0.2, lowP: -0.25, highP: -0.15 } },
      { code: "sensitivity.passing-speed", params: { arm: "plan", kpi: "response", factor: 0.5, verdict: strange, difference: strange } },
    ],
  };
};

const pageOf = (scenario: Scenario, result: ExperimentResult, language: "ko" | "en" = "en"): ReportPage => ({
  scenario,
  result,
  language,
  city: undefined,
  sentenceOf: () => undefined,
});

describe("foreign text", () => {
  test("never becomes markup, wherever it stands", () => {
    const strange = FIRE.replace("en: Fire-truck signal preemption", `en: ${JSON.stringify(ATTACK)}`)
      .replace("en: Call received to arrival", `en: ${JSON.stringify(ATTACK)}`)
      .replace("en: The plan (signals and route)", `en: ${JSON.stringify(ATTACK)}`)
      .replace("en: Green wave", `en: ${JSON.stringify(ATTACK)}`);
    expect(strange.split("alert(1)")).toHaveLength(5);
    const scenario = scenarioOf(strange);
    const document = reportHtml(pageOf(scenario, madeResult(scenario, ATTACK)));
    // It is there to be read, some thirty times …
    expect(document.split("&lt;script&gt;alert(1)").length).toBeGreaterThan(30);
    // … and never as an element or an attribute.
    expect(/<script|<img|<iframe|<object|<embed|<link|<base/i.exec(document)).toBeNull();
    // What stands inside quotes is escaped and cannot end them.
    expect(/<[^>]*\son\w+\s*=/i.exec(document.replaceAll(/"[^"]*"/g, '""'))).toBeNull();
  });

  test("a template escapes what it is given, and lists and nested templates stay whole", () => {
    expect(html`<b title="${`"><i>`}">${["<", html`<i>&amp;</i>`, 7, undefined, false]}</b>`.html).toBe(
      '<b title="&quot;&gt;&lt;i&gt;">&lt;<i>&amp;</i>7</b>',
    );
    expect(escapeHtml("a\u0000\u202eb'")).toBe("ab&#39;");
  });

  test("a cell of the table never begins a formula, and numbers stay numbers", () => {
    expect(["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"].map(csvCell)).toEqual([
      '"\'=1+1"',
      '"\'+1"',
      '"\'-1"',
      '"\'@x"',
      '"\' =1"',
      '"\' =1"',
      '"\'＝1"',
    ]);
    expect([-12.5, 0, Number.NaN, null, undefined].map(csvCell)).toEqual(["-12.5", "0", "", "", ""]);
    expect(csvCell('two\nlines, "quoted"')).toBe('"two lines, ""quoted"""');
    const scenario = scenarioOf(FIRE.replace("en: Call received to arrival", 'en: "=HYPERLINK(1)"'));
    const lines = resultCsv(pageOf(scenario, madeResult(scenario, "")))
      .trimEnd()
      .split("\r\n");
    expect(lines).toHaveLength(1 + 3 * scenario.kpis.length);
    expect(lines[1]).toBe(`response,"'=HYPERLINK(1)",primary,s,today,300,299,301,30,240,,,,,,`);
    expect(lines[2]).toBe(`response,"'=HYPERLINK(1)",primary,s,plan,280,279,281,30,240,-20,-30,-10,better,,`);
  });
});

describe("the document", () => {
  const scenario = scenarioOf(FIRE);
  const full = madeResult(scenario, "x");

  test("loads nothing, runs nothing, names its language", () => {
    for (const language of ["ko", "en"] as const) {
      const document = reportHtml(pageOf(scenario, full, language));
      expect(document).toContain(`<html lang="${language}">`);
      expect(/\s(src|href|srcset|action)=|url\(|@import|https?:/i.exec(document)).toBeNull();
      expect(document).toContain("default-src 'none'");
    }
  });

  test("answers twelve points in order, in both languages, and every chart has its figures as a table", () => {
    for (const language of ["ko", "en"] as const) {
      const document = reportHtml(pageOf(scenario, full, language));
      const numbers = [...document.matchAll(/<h2><i>(\d+)<\/i>/g)].map(([, number]) => Number(number));
      expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      const figures = [...document.matchAll(/<figure>(.*?)<\/figure>/gs)].map(([, inside]) => inside ?? "");
      expect(figures.length).toBeGreaterThanOrEqual(7);
      for (const figure of figures) {
        expect(figure).toMatch(/role="img" aria-label="[^"]+"/);
        expect(figure).toMatch(/<table>\s*<caption>[^<]+/);
      }
    }
  });

  test("speaks Korean without a word of English prose where both are given", () => {
    const document = reportHtml(pageOf(scenario, full, "ko"));
    expect(/Who pays|interval|replications,|Not modelled|better</.exec(document)).toBeNull();
  });

  test("what was not computed is said, never left blank", () => {
    const bare = { ...full, contributions: [], tornado: [], uncertainty: [], linkCurve: [], neighbourhoods: [] };
    const document = reportHtml(pageOf(scenario, bare));
    expect(document).toContain("Not computed; ask with --contributions.");
    expect(document).toContain("--tornado");
    const empty = reportHtml(pageOf(scenario, { ...bare, replications: 0, arms: [], comparisons: [] }));
    expect(empty).toContain("nothing can be said yet");
    expect(/NaN|undefined|Infinity/.exec(empty)).toBeNull();
  });

  test("a result of the first schema version is still readable", () => {
    const text = readFileSync(join(ROOT, "sim-core/model/old-formats/result-1.json"), "utf8");
    const old = readResult(text, "result-1.json");
    if (!old.ok) throw new Error(old.problems[0].message.en);
    const document = reportHtml(pageOf(scenario, old.value));
    expect(document).toContain("This result holds no distribution.");
    expect(/NaN|undefined|Infinity/.exec(document)).toBeNull();
  });

  test("a number that cannot be shown is a dash, and none is made up", () => {
    const gaps = {
      ...full,
      comparisons: full.comparisons.map((one) => ({ ...one, difference: null, low: null, high: null, simultaneous: null })),
      arms: full.arms.map((arm) => ({
        ...arm,
        kpis: Object.fromEntries(Object.entries(arm.kpis).map(([id, kpi]) => [id, { ...kpi, mean: null, low: null, high: null }])),
      })),
    };
    expect(/NaN|undefined|Infinity/.exec(reportHtml(pageOf(scenario, gaps)))).toBeNull();
  });
});

describe("colours", () => {
  /** WCAG 2.2: relative luminance and contrast ratio; 4.5 for text (1.4.3), 3 for parts of a chart (1.4.11). */
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const tokens = new Map([...REPORT_STYLE.matchAll(/--([a-z0-9-]+):(#[0-9A-F]{6})/gi)].map(([, name = "", hex = ""]) => [name, hex]));
  const token = (name: string): string => tokens.get(name) ?? "";

  test("text reaches 4.5 to 1 on its own ground, parts of charts 3 to 1 on white", () => {
    for (const [text, ground] of [
      ["good", "good-bg"],
      ["bad", "bad-bg"],
      ["undecided", "undecided-bg"],
      ["same", "same-bg"],
    ] as const) {
      expect(contrast(token(text), token(ground)), text).toBeGreaterThanOrEqual(4.5);
    }
    for (const text of ["ink", "ink-2", "ink-3", "plan-ink", "golden", "good"]) {
      expect(contrast(token(text), "#FFFFFF"), text).toBeGreaterThanOrEqual(4.5);
    }
    for (const part of ["plan", "today", "alt-1", "alt-2", "delta-n", "delta-p"]) {
      expect(contrast(token(part), "#FFFFFF"), part).toBeGreaterThanOrEqual(3);
    }
  });
});
