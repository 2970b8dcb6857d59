/** From the bytes a person opened to a project that can run: unpacked, prepared, with a maker of its runs. */
import { type RunName, readRunName } from "../../sim-core/contract/run-name.ts";
import type { OpenRequest } from "../../sim-core/contract/sim-service.ts";
import type { EngineModule } from "../../sim-core/engine/engine.ts";
import { type PreparedRehearsal, prepareRehearsal } from "../../sim-core/experiment/prepare-rehearsal.ts";
import { good, type Outcome } from "../../sim-core/model/problem.ts";
import type { Text } from "../../sim-core/model/units.ts";
import { makeScenarioRun } from "../../sim-core/run/make-scenario-run.ts";
import { unitNamesOf } from "../../sim-core/run/run-names.ts";
import { whyNoBranch } from "../../sim-core/run/why-no-branch.ts";
import { readText } from "./read-text.ts";
import type { Day, OpenProject } from "./sim-service.ts";

export const prepareRequest = async (
  request: Pick<OpenRequest, "cityJson" | "demandJson" | "scenarioYaml" | "files">,
  engine: EngineModule,
): Promise<Outcome<PreparedRehearsal>> => {
  const { files } = request;
  const city = await readText(request.cityJson, files.city);
  if (!city.ok) return city;
  const demand = await readText(request.demandJson, files.demand);
  if (!demand.ok) return demand;
  return prepareRehearsal(
    {
      scenario: { text: request.scenarioYaml, file: files.scenario },
      city: { text: city.value, file: files.city },
      demand: { text: demand.value, file: files.demand },
    },
    engine,
  );
};

const armTitleOf = (id: string, title: Text | undefined): Text => title ?? ARM_TITLES[id] ?? { ko: id, en: id };

/** For scenarios that leave their arms unnamed: the ids that every shipped scenario uses. */
const ARM_TITLES: Readonly<Record<string, Text>> = {
  today: { ko: "오늘", en: "Today" },
  plan: { ko: "연계안", en: "Plan" },
  "no-agreements": { ko: "협약 없이", en: "Without agreements" },
  "manual-approval": { ko: "담당자 승인", en: "Manual approval" },
  "signals-only": { ko: "우선신호만", en: "Signals only" },
  "route-only": { ko: "길 안내만", en: "Route only" },
};

export const makeOpenProject =
  (engine: EngineModule) =>
  async (request: OpenRequest): Promise<Outcome<OpenProject>> => {
    const prepared = await prepareRequest(request, engine);
    if (!prepared.ok) return prepared;
    const { scenario, city, network, arms, parts, demand } = prepared.value;
    const rulesOf = (arm: string) => {
      const inputs = arms.find(({ id }) => id === arm);
      if (inputs === undefined) throw new Error(`no arm ${arm}`);
      return { arm, scenario: inputs.scenario };
    };
    /** The rules of a run, one after another. */
    const courseOf = (run: RunName) => {
      const { arm, before } = readRunName(run);
      return { ...rulesOf(arm), before: before.map((earlier) => ({ ...rulesOf(earlier.arm), untilMs: earlier.untilMs })) };
    };
    const makeRun = (run: RunName, { seed, replication }: Day) =>
      makeScenarioRun({ engine, city, network, ...courseOf(run), seed, replication });
    const first = makeRun(scenario.baseline, request);
    const { durationMs, warmUpMs } = first;
    const units = first.units();
    first.free();
    return good({
      answer: {
        ok: true,
        durationMs,
        warmUpMs,
        arms: scenario.arms.map(({ id, title }) => ({ id, title: armTitleOf(id, title) })),
        baseline: scenario.baseline,
        startsAt: scenario.run.startsAt,
        cityHash: parts.city.hash,
        demandHash: parts.demand.hash,
        scenarioHash: parts.scenario.hash,
        engineHash: engine.hash,
        engineVersion: engine.version,
        city,
        scenario,
        linkIds: network.linkIds,
        movementIds: network.movementIds,
        signalIds: network.signalIds,
        frameMovements: network.frameMovements,
        trips: demand.trips.id.length,
        unitNames: unitNamesOf(city, units),
        unitFleets: units.map(({ fleet }) => fleet),
        unitStations: units.map(({ station }) => station),
        assumptions: network.assumptions,
      },
      makeRun,
      whyNoBranch: (run) => whyNoBranch(courseOf(run)),
    });
  };
