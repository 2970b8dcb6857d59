/** The refusal of an arm that is not there, with those that are. */
import type { Problem } from "../../sim-core/model/problem.ts";
import { problem } from "../bad-input.ts";

export const unknownArm = (id: string, known: readonly string[], file: string): Problem =>
  problem(
    "scenario.unknown-arm",
    file,
    { ko: `"${id}"(이)라는 비교안(arm)이 없습니다.`, en: `There is no arm "${id}".` },
    { ko: `있는 것: ${known.join(", ")}.`, en: `There are: ${known.join(", ")}.` },
  );
