/** What `rehearse run` was asked for: every option checked before anything is read or computed. */
import type { Scenario } from "../../sim-core/model/scenario.ts";
import { BadInput, problem } from "../bad-input.ts";
import { unknownArm } from "./unknown-arm.ts";

export type RunOptions = {
  readonly city?: string;
  readonly demand?: string;
  readonly tripsPerHour?: string;
  readonly arms?: string;
  readonly replications?: string;
  readonly seed: string;
  readonly workers?: string;
  readonly json?: string;
  readonly sensitivity?: boolean;
  readonly contributions?: boolean;
  readonly tornado?: boolean;
};

export type CheckedRunOptions = {
  readonly replications?: number | "auto";
  readonly workers?: number;
  readonly tripsPerHour?: number;
};

export const checkRunOptions = (options: RunOptions): CheckedRunOptions => {
  const problems = [];
  const count = (name: string, value: string | undefined, most: number): number | undefined => {
    if (value === undefined) return undefined;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= 1 && number <= most) return number;
    problems.push(wrongOption(name, value, { ko: `1부터 ${most}까지의 정수`, en: `a whole number from 1 to ${most}` }));
    return undefined;
  };
  if (!isSeed(options.seed)) {
    problems.push(wrongOption("--seed", options.seed, { ko: "0 이상 2^64 미만의 정수", en: "a whole number below 2^64" }));
  }
  const replications = options.replications === "auto" ? "auto" : count("--replications", options.replications, 10_000);
  const workers = count("--workers", options.workers, 256);
  const tripsPerHour = count("--trips-per-hour", options.tripsPerHour, 500_000);
  if (problems.length > 0) throw new BadInput(problems);
  return {
    ...(replications === undefined ? {} : { replications }),
    ...(workers === undefined ? {} : { workers }),
    ...(tripsPerHour === undefined ? {} : { tripsPerHour }),
  };
};

/** A decimal u64. */
export const isSeed = (value: string): boolean => /^\d{1,20}$/.test(value) && BigInt(value) < 2n ** 64n;

/** The number, or the end of the command. */
export const wholeNumber = (name: string, value: string, least: number, most: number): number => {
  const number = Number(value);
  if (/^\d{1,9}$/.test(value) && number >= least && number <= most) return number;
  throw new BadInput([wrongOption(name, value, { ko: `${least}부터 ${most}까지의 정수`, en: `a whole number from ${least} to ${most}` })]);
};

export const wrongOption = (name: string, value: string, expected: { ko: string; en: string }) =>
  problem(
    "option.wrong-value",
    undefined,
    { ko: `${name} ${value}: 쓸 수 없는 값입니다.`, en: `${name} ${value} cannot be used.` },
    { ko: `${expected.ko}를 주십시오.`, en: `Give ${expected.en}.` },
  );

/** In the scenario's order, the baseline always among them: every comparison needs it. */
export const chooseArms = (scenario: Scenario, list: string | undefined, file: string): readonly string[] => {
  const all = scenario.arms.map(({ id }) => id);
  if (list === undefined) return all;
  const wanted = list.split(",").map((id) => id.trim());
  const unknown = wanted.filter((id) => !all.includes(id));
  if (unknown.length > 0) {
    throw new BadInput(unknown.map((id) => unknownArm(id, all, file)));
  }
  return all.filter((id) => id === scenario.baseline || wanted.includes(id));
};
