/** Input that cannot be used: ends a command with exit code 2, one line per problem and nothing written. */
import type { Outcome, Problem } from "../sim-core/model/problem.ts";
import type { Text } from "../sim-core/model/units.ts";

export class BadInput extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems[0]?.message.en ?? "bad input");
    this.name = "BadInput";
    this.problems = problems;
  }
}

export const problem = (code: string, file: string | undefined, message: Text, hint: Text): Problem => ({
  code,
  message,
  hint,
  ...(file === undefined ? {} : { file }),
});

/** The value, or the end of the command. */
export const accepted = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new BadInput(outcome.problems);
};
