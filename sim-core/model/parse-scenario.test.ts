import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseScenario, patchScenario, scenarioHash } from "./parse-scenario.ts";
import { describeProblem } from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import { compileWhen } from "./when-expression.ts";

const GOOD = `schemaVersion: 1
scenario: {id: fire, version: 1.0.0, title: {ko: 화재, en: Fire}}
city: {default: riverside-district, requires: [signals]}
run: {startsAt: "2026-03-02T08:00:00+09:00", warmUpMin: 15, durationMin: 90}
incidents: [{kind: fire, perRun: 8, place: by-floor-area, fromMin: 15, toMin: 60}]
agreements:
  - id: signal-command
    data: [signal-command]
    from: {class: facilities}
    to: {agency: fire}
    law: {basis: "도로교통법"}
    mou: {status: signed, validFrom: 2018-01-01}
    approval: {mode: auto, latency: {medianS: 3, p90S: 8}}
triggers: [{id: call, source: incident, when: "incident.kind == 'fire'", mode: parallel}]
steps:
  - {id: dispatch, class: disaster, after: [{trigger: call}], do: unit.dispatch}
  - id: green
    class: facilities
    needs: [signal-command]
    after: [{step: dispatch}]
    do: signal.preempt
    with: {aheadM: 300}
baseline: today
arms:
  today: {without: [green]}
  plan: {}
  slow: {set: {agreements.signal-command.approval: {mode: manual, latency: {medianS: 240, p90S: 900}}}}
kpis:
  - {id: response, measure: mean, from: CallReceived, to: UnitArrived, better: lower, smallestThatMatters: 5, primary: true}
`;

const parsed = (text: string): Scenario => {
  const result = parseScenario(text, "scenario.yaml");
  if (!result.ok) throw new Error(result.problems.map((problem) => describeProblem(problem, "en")).join("\n"));
  return result.value;
};

/** The lines a person sees for GOOD with one thing replaced. */
const faults = (from: string | RegExp, to: string, language: "ko" | "en" = "en"): readonly string[] => {
  const text = GOOD.replace(from, to);
  if (text === GOOD) throw new Error(`nothing to replace: ${String(from)}`);
  const result = parseScenario(text, "scenario.yaml");
  return result.ok ? [] : result.problems.map((problem) => describeProblem(problem, language));
};

describe("a scenario as a planner writes it", () => {
  it("is read with every default filled in and the unit of its steps found", () => {
    const scenario = parsed(GOOD);
    expect(scenario.steps.map(({ with: inputs }) => inputs)).toEqual([
      {
        fleet: "fire-engine",
        nearest: "live-travel-time",
        units: 1,
        turnout: { medianS: 65, p90S: 95 },
        nightFromHour: 22,
        nightToHour: 6,
        route: "usual",
        fromTheRoad: true,
        crossRed: true,
        redispatchGainS: 0,
        moveUp: false,
        onFootM: 60,
        onFootMps: 1.2,
        patienceS: 180,
        ownerOnFootP: 0.6,
        ownerOnFoot: { medianS: 300, p90S: 900 },
        pushAsideP: 0.1,
        pushAside: { medianS: 180, p90S: 420 },
        handOver: { medianS: 900, p90S: 1800 },
      },
      { units: "$dispatch.units", aheadM: 300, aheadS: 0, holdS: 40, exit: "dwell", successP: 0.9, maxSignals: 3 },
    ]);
    expect(scenario.experiment).toEqual({ replications: "auto", maxReplications: 200, confidence: 0.95 });
  });
  it("keeps its hash when comments, order of keys and spacing change, and loses it when a number does", () => {
    const hash = scenarioHash(parsed(GOOD));
    const reordered = GOOD.replace("with: {aheadM: 300}", "with:  { aheadM: 300 } # metres").replace(
      "{id: call, source: incident,",
      "{source: incident, id: call,",
    );
    expect(scenarioHash(parsed(reordered))).toBe(hash);
    expect(scenarioHash(parsed(GOOD.replace("300", "301")))).not.toBe(hash);
  });
  it("is patched by an arm and by nothing else", () => {
    const slow = patchScenario(parsed(GOOD), "slow");
    expect(slow.ok && slow.value.agreements[0]?.approval).toEqual({ mode: "manual", latency: { medianS: 240, p90S: 900 }, refuseP: 0 });
    expect(parsed(GOOD).agreements[0]?.approval.mode).toBe("auto");
  });
  it("knows no YAML 1.1 booleans", () => {
    expect(parsed(GOOD.replace('basis: "도로교통법"', "basis: no")).agreements[0]?.law.basis).toBe("no");
  });
});

describe("every mistake is one line with its place, what was found and how to mend it", () => {
  const one = (from: string | RegExp, to: string): string => {
    const lines = faults(from, to);
    expect(lines).toHaveLength(1);
    return lines[0] ?? "";
  };

  it("wrong key", () => {
    expect(one("aheadM: 300", "aheadN: 300")).toBe(
      'scenario.yaml:22:12 steps[1].with.aheadN: Found the unknown key "aheadN". Did you mean "aheadM"? [scenario.unknown-key]',
    );
    expect(one("needs: [signal", "neds: [signal")).toMatch(/^scenario\.yaml:19:5 steps\[1\]\.neds: .*Did you mean "needs"/);
  });
  it("unknown class, action, step, agreement, trigger, KPI event", () => {
    expect(one("class: facilities\n    needs", "class: facility\n    needs")).toBe(
      'scenario.yaml:18:12 steps[1].class: Found "facility", expected one of crime-prevention, traffic, facilities, administration, health, environment, disaster. Did you mean "facilities"? [scenario.unknown-word]',
    );
    expect(one("signal.preempt", "signal.premept")).toMatch(/there is no action of that name\. Did you mean "signal\.preempt"/);
    expect(one("[{step: dispatch}]", "[{step: dispach}]")).toMatch(/scenario\.yaml:20:20 .*Did you mean "dispatch"/);
    expect(one("needs: [signal-command]", "needs: [signal-comand]")).toMatch(/there is no agreement.*Did you mean "signal-command"/);
    expect(one("{trigger: call}", "{trigger: cal}")).toMatch(/there is no trigger.*Did you mean "call"/);
    expect(one("to: UnitArrived", "to: UnitArived")).toMatch(/there is no event.*Did you mean "UnitArrived"/);
    expect(one("baseline: today", "baseline: tody")).toMatch(/scenario\.yaml:23:11 .*Did you mean "today"/);
  });
  it("a circle of steps names the circle", () => {
    expect(one("after: [{trigger: call}], do", "after: [{trigger: call}, {step: green}], do")).toMatch(
      /The steps wait for each other in a circle: dispatch → green → dispatch\./,
    );
  });
  it("an expression that is no CEL, at its character", () => {
    expect(one("incident.kind == 'fire'", "incident.kind = 'fire'")).toMatch(
      /^scenario\.yaml:14:62 triggers\[0\]\.when: .*Unexpected character: =/,
    );
    expect(one("incident.kind == 'fire'", "incident.kin == 'fire'")).toMatch(/No such key: kin/);
    expect(one("incident.kind == 'fire'", "incident.kind.matches('f')")).toMatch(/\.matches\(\) is not allowed/);
    expect(one("incident.kind == 'fire'", "incident.kind")).toMatch(/expected true or false/);
  });
  it("readings in a row that are none, or asked of what is no reading", () => {
    const asked = "source: incident, when";
    expect(one(asked, "source: incident, inARow: 2, when")).toMatch(/triggers\[0\].*unknown key "inARow"/);
    expect(one(asked, "source: incident, inARow: 0, when")).toMatch(/triggers\[0\]\.inARow: .*1/);
  });
  it("an agreement that ends before it begins", () => {
    expect(one("validFrom: 2018-01-01}", "validFrom: 2018-01-01, validTo: 2017-12-31}")).toBe(
      "scenario.yaml:12:59 agreements[0].mou.validTo: The agreement begins on 2018-01-01 and ends before that, on 2017-12-31. Check validFrom and validTo. [scenario.ends-before-begin]",
    );
    expect(one("2018-01-01", "2018-02-30")).toMatch(/a day that exists/);
  });
  it("another version of the format", () => {
    expect(one("schemaVersion: 1", "schemaVersion: 2")).toBe(
      "scenario.yaml:1:16 schemaVersion: Found schemaVersion 2; this program reads version 1. Use a newer release of the program. [scenario.other-version]",
    );
    expect(one("schemaVersion: 1\n", "")).toMatch(/Found no schemaVersion/);
  });
  it("aliases that multiply, and prototype keys", () => {
    const bomb = Array.from(
      { length: 12 },
      (_, index) =>
        `x${index}: &a${index} [${
          index === 0
            ? "1"
            : Array(10)
                .fill(`*a${index - 1}`)
                .join(", ")
        }]`,
    ).join("\n");
    expect(one(/^/, `${bomb}\n`)).toMatch(/^scenario\.yaml:\d+:\d+: Found more than 100 aliases/);
    expect(one("with: {aheadM: 300}", "with: {__proto__: {aheadM: 300}}")).toBe(
      'scenario.yaml:22:12: The key "__proto__" is not allowed. Remove or rename the key. [yaml.dangerous-key]',
    );
    expect(one("baseline: today", "baseline: today\nbaseline: plan")).toMatch(/scenario\.yaml:24:1: Found the same key twice/);
  });
  it("a path that leaves its folder", () => {
    expect(one("default: riverside-district", "default: ../../etc/passwd")).toMatch(
      /Found the file path "\.\.\/\.\.\/etc\/passwd", expected a name/,
    );
  });
  it("a distribution that cannot be", () => {
    expect(one("medianS: 3, p90S: 8", "medianS: 8, p90S: 3")).toMatch(/expected p90S above medianS/);
  });
  it("an arm whose changes lead nowhere, to the world, or to nonsense", () => {
    expect(one("set: {agreements.signal-command.approval", "set: {agreements.signal-comand.approval")).toMatch(
      /^scenario\.yaml:27:16 .*Did you mean "signal-command"/,
    );
    expect(one("set: {agreements.signal-command.approval", "set: {incidents.0.perRun: 3, agreements.signal-command.approval")).toMatch(
      /expected a value of one of agreements, triggers or steps/,
    );
    expect(one("{medianS: 240, p90S: 900}", "{medianS: 240, p90S: 90}")).toMatch(
      /^scenario\.yaml:27:52 .*With this arm applied \(agreements\[0\]\.approval\.latency\).*p90S/,
    );
    expect(one("without: [green]", "without: [gren]")).toMatch(/Did you mean "green"/);
  });
  it("files that are no scenario", () => {
    expect(parseScenario("\0".repeat(1_000_000), "zeros").ok).toBe(false);
    expect(parseScenario("", "empty").ok).toBe(false);
    expect(parseScenario("[".repeat(50_000), "deep").ok).toBe(false);
    expect(parseScenario("<osm></osm>", "map.osm").ok).toBe(false);
    // Each of these once kept the YAML reader busy for ten seconds to minutes.
    const many = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join("\n");
    for (const text of ["[".repeat(900_000), "- ".repeat(450_000), "a: ".repeat(300_000), "&a ".repeat(300_000), many]) {
      expect(parseScenario(text, "hostile").ok).toBe(false);
    }
    expect(one("schemaVersion: 1", "%YAML 1.1\n---\nschemaVersion: 1")).toMatch(/expected YAML 1\.2/);
  });
  it("says it in Korean as well", () => {
    expect(faults("aheadM: 300", "aheadN: 300", "ko")).toEqual([
      'scenario.yaml:22:12 steps[1].with.aheadN: 모르는 키 "aheadN"입니다. "aheadM"을(를) 뜻했나요? [scenario.unknown-key]',
    ]);
  });
  it("a dispatch that nothing gives a place, a step that never starts, two primary KPIs", () => {
    expect(one("source: incident, when: \"incident.kind == 'fire'\"", "source: time, atMin: 20")).toMatch(/has no place to go to/);
    expect(one("after: [{trigger: call}], do", "do")).toMatch(/would never start/);
  });
  it("whatever a stranger writes: problems, never a crash", () => {
    fc.assert(
      fc.property(fc.nat(GOOD.length - 1), fc.nat(40), fc.string({ maxLength: 12 }), (at, cut, put) => {
        const result = parseScenario(GOOD.slice(0, at) + put + GOOD.slice(at + cut), "x");
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe("expressions", () => {
  const incident = { kind: "fire", severity: 3, number: 0, link: "a", building: "" };
  const holds = (written: string): boolean => {
    const compiled = compileWhen(written, "incident");
    if ("fault" in compiled) throw new Error(compiled.fault.found.en);
    return compiled.expression({ nowS: 90, incident });
  };
  it("reads every number as double", () => {
    expect(holds("incident.severity + 1 >= 4 && nowS / 4 == 22.5")).toBe(true);
    expect(holds("incident.kind in ['gas', 'fire'] && !incident.link.startsWith('b')")).toBe(true);
    expect(holds("nowS > 100 ? false : incident.number == 0")).toBe(true);
  });
  it("refuses what could run long", () => {
    for (const written of [
      "[1, 2].all(x, x > 0)",
      `${"(".repeat(40)}nowS > 1${")".repeat(40)}`,
      `nowS in [${Array(60).fill("1.0").join(",")}]`,
      Array(200).fill("nowS > 1").join(" && "),
    ]) {
      expect(compileWhen(written, "incident")).toHaveProperty("fault");
    }
  });
});

it("500 steps are checked within a second, arms included", () => {
  const steps = Array.from(
    { length: 500 },
    (_, index) =>
      `  - {id: s${index}, class: traffic, after: [${index < 5 ? "{trigger: call}" : `{step: s${index - 1}}, {step: s${index - 5}}`}], do: notify, with: {to: {class: disaster}}}`,
  );
  const text = GOOD.replace("baseline:", `${steps.join("\n")}\nbaseline:`);
  const before = performance.now();
  expect(parsed(text).steps).toHaveLength(502);
  expect(performance.now() - before).toBeLessThan(5000);
});

describe("the shipped scenarios", () => {
  const folder = new URL("../../scenarios/", import.meta.url);
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const read = (path: string): string => readFileSync(new URL(path, folder), "utf8");

  it.each(names)("%s has no mistakes, and its two guides name every arm, step and KPI", (name) => {
    const scenario = parsed(read(`${name}/scenario.yaml`));
    expect(scenario.scenario.id).toBe(name);
    for (const guide of ["README.md", "README.ko.md"]) {
      const text = read(`${name}/${guide}`);
      for (const { id } of [...scenario.arms, ...scenario.steps, ...scenario.kpis]) expect(text).toContain(`\`${id}\``);
    }
  });
});

it("a scenario of format version 1 is still read", () => {
  expect(parsed(readFileSync(new URL("old-formats/scenario-1.yaml", import.meta.url), "utf8")).steps.map(({ id }) => id)).toEqual([
    "dispatch",
    "route",
    "green",
  ]);
});
