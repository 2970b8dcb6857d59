/** `rehearse explain`: the course of one incident of one replication in plain words, and where the time went, beside the baseline. */
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { makeScenarioRun } from "../../sim-core/run/make-scenario-run.ts";
import type { ScenarioRun } from "../../sim-core/run/scenario-run.ts";
import type { IncidentStory } from "../../sim-core/run/story.ts";
import { BadInput, problem } from "../bad-input.ts";
import { storyText } from "../print/story-text.ts";
import { chooseArm, prepareRerun, type Rerun, type RerunOptions } from "./rerun.ts";
import { wholeNumber } from "./run-options.ts";

export type ExplainOptions = RerunOptions & { readonly incident?: string; readonly arm?: string };

const MAX_INCIDENT = 999_999;

export const explainCommand = (given: string, options: ExplainOptions, language: Language): number => {
  const asked = options.incident === undefined ? undefined : wholeNumber("--incident", options.incident, 0, MAX_INCIDENT);
  const rerun = prepareRerun(given, options);
  const { scenario } = rerun.rehearsal;
  const arm = chooseArm(rerun, options.arm, given);
  const mine = told(rerun, arm, given, (run) => run.explain(asked));
  if (mine === undefined) throw new BadInput([noIncident(rerun, asked, given)]);
  const baseline = arm === scenario.baseline ? undefined : told(rerun, scenario.baseline, given, (run) => run.explain(mine.incident));
  process.stdout.write(storyText({ rerun, arm, mine, baseline, language }));
  return 0;
};

/** One arm's replication from its beginning to its end. Replication 0 is named by a hash in the result: it must be that very run. */
const told = (
  { rehearsal, seed, replication, result }: Rerun,
  arm: string,
  file: string,
  tell: (run: ScenarioRun) => IncidentStory | undefined,
): IncidentStory | undefined => {
  const { city, network, arms, engineWasm } = rehearsal;
  const inputs = arms.find(({ id }) => id === arm);
  if (inputs === undefined) throw new Error(`no arm ${arm}`);
  const run = makeScenarioRun({ engine: loadEngine(engineWasm), city, network, scenario: inputs.scenario, arm, seed, replication });
  try {
    run.runTo(run.durationMs);
    const expected = result?.arms.find(({ id }) => id === arm)?.physicalHash;
    if (replication === 0 && expected !== undefined && expected !== run.physicalHash()) throw new BadInput([notThatRun(arm, file)]);
    return tell(run);
  } finally {
    run.free();
  }
};

const notThatRun = (arm: string, file: string) =>
  problem(
    "result.not-reproduced",
    file,
    {
      ko: `${arm} 안의 반복 0을 다시 돌리니 결과에 적힌 것과 다르게 흘러갔습니다.`,
      en: `Replication 0 of the arm ${arm} took another course than the result says.`,
    },
    { ko: "결과 파일이 고쳐지지 않았는지 확인하십시오.", en: "Check that the result file was not edited." },
  );

const noIncident = ({ replication }: Rerun, incident: number | undefined, file: string) =>
  problem(
    "explain.no-incident",
    file,
    incident === undefined
      ? { ko: `반복 ${replication}에 신고가 하나도 없습니다.`, en: `Not a single call comes in in replication ${replication}.` }
      : {
          ko: `반복 ${replication}에 사건 ${incident}의 신고가 없습니다.`,
          en: `No call about incident ${incident} comes in in replication ${replication}.`,
        },
    { ko: "--incident를 빼면 가장 늦은 사건을 설명합니다.", en: "Leave --incident out to explain the slowest one." },
  );
