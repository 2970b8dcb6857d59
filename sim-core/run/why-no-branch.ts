/** Why a run cannot change its rules in its course: the moments do not fit, or the arms do not live in the same world. */
import { canonicalJson } from "../model/canonical-json.ts";
import type { Problem } from "../model/problem.ts";
import type { Scenario } from "../model/scenario.ts";
import type { EarlierRules, RunInputs } from "./scenario-run.ts";
import { sendsAmbulances } from "./setup-of-run.ts";

export type BranchQuestion = Pick<RunInputs, "arm" | "scenario"> & { readonly before?: readonly EarlierRules[] };

/** undefined = it can. */
export const whyNoBranch = ({ arm, scenario, before = [] }: BranchQuestion): Problem | undefined => {
  let fromMs = -1;
  for (const [at, { untilMs, arm: earlier }] of before.entries()) {
    if (!Number.isSafeInteger(untilMs) || untilMs <= fromMs) return badMoment(untilMs);
    if (untilMs >= Math.round(scenario.run.durationMin * 60_000)) return AT_THE_END;
    const next = before[at + 1] ?? { arm, scenario };
    if (next.arm === earlier) return sameRules(earlier);
    fromMs = untilMs;
  }
  const worldOfIts = worldOf(scenario);
  const other = before.find((earlier) => worldOf(earlier.scenario) !== worldOfIts);
  return other === undefined ? undefined : otherWorld(other.arm, arm);
};

/** What must be the same for one arm to go on where another stopped: incidents, streets, crews, and what things are called. */
const worldOf = (scenario: Scenario): string =>
  canonicalJson({
    run: scenario.run,
    city: scenario.city,
    incidents: scenario.incidents,
    streetParking: scenario.streetParking ?? null,
    desks: scenario.desks,
    ambulances: sendsAmbulances(scenario),
    names: [scenario.steps, scenario.triggers, scenario.agreements].map((list) => list.map(({ id }) => id)),
  });

const badMoment = (untilMs: number): Problem => ({
  code: "branch.bad-moment",
  message: {
    ko: `갈라질 순간 ${untilMs}이(가) 정수 밀리초가 아니거나 앞의 순간보다 늦지 않습니다.`,
    en: `Found the moment ${untilMs}, expected whole milliseconds after the moment before it.`,
  },
  hint: { ko: "더 늦은 순간에서 가르십시오.", en: "Branch at a later moment." },
});

const AT_THE_END: Problem = {
  code: "branch.at-the-end",
  message: {
    ko: "실행이 끝난 순간에서는 가를 수 없습니다. 뒤에 올 일이 없습니다.",
    en: "A run cannot branch at its end: nothing comes after it.",
  },
  hint: { ko: "시계를 앞으로 돌려 가르십시오.", en: "Go back with the clock and branch there." },
};

const sameRules = (arm: string): Problem => ({
  code: "branch.same-arm",
  message: { ko: `이미 "${arm}" 안대로 가고 있습니다.`, en: `The rules of "${arm}" hold already.` },
  hint: { ko: "다른 안을 고르십시오.", en: "Choose another arm." },
});

const otherWorld = (a: string, b: string): Problem => ({
  code: "branch.other-world",
  message: {
    ko: `"${a}" 안과 "${b}" 안은 차량 배치가 달라 하나가 다른 하나를 이어 갈 수 없습니다.`,
    en: `The arms "${a}" and "${b}" keep different vehicles ready: one cannot go on where the other stopped.`,
  },
  hint: {
    ko: "같은 종류의 차량을 보내는 안끼리 가르십시오.",
    en: "Branch between arms that send the same kinds of vehicles.",
  },
});
