/**
 * SimService on real runs: opens a project, keeps one track per arm, answers pictures and summaries for any moment. Pull only: it
 * does nothing that was not asked for, and hands over the processor between slices of what was.
 */
import { readFrame } from "../../sim-core/contract/frame.ts";
import type { OpenAnswer, OpenRequest, RunSummary, SimService, UnitPosition } from "../../sim-core/contract/sim-service.ts";
import type { Outcome } from "../../sim-core/model/problem.ts";
import type { ScenarioRun } from "../../sim-core/run/scenario-run.ts";
import { makeRunTrack, type RunTrack } from "./run-track.ts";

export type Day = Pick<OpenRequest, "seed" | "replication">;

/** A project ready to run. Made by open-project.ts; tests make small ones. */
export type OpenProject = {
  readonly answer: Extract<OpenAnswer, { ok: true }>;
  makeRun(arm: string, day: Day): ScenarioRun;
};

export type SimServiceParts = {
  readonly openProject: (request: OpenRequest) => Promise<Outcome<OpenProject>>;
  /** Resolves after everything that is already waiting has had its turn. */
  readonly breathe: () => Promise<void>;
  /** Memory for checkpoints, all arms together. */
  readonly checkpointBudgetBytes: number;
};

/** What a unit does on the road. */
const ROLLING: ReadonlySet<UnitPosition["state"]> = new Set(["driving", "transporting", "returning", "moving-up"]);

/** Simulated time computed ahead at one go: some 10 ms of work at the speed of a district of 2,000 vehicles. */
const SLICE_MS = 5_000;

export const makeSimService = ({ openProject, breathe, checkpointBudgetBytes }: SimServiceParts): SimService => {
  let project: OpenProject | undefined;
  let day: Day = { seed: "0", replication: 0 };
  const tracks = new Map<string, RunTrack>();

  const forgetRuns = (): void => {
    for (const track of tracks.values()) track.free();
    tracks.clear();
  };

  const close = (): void => {
    forgetRuns();
    project = undefined;
  };

  const trackOf = (arm: string): RunTrack => {
    if (project === undefined) throw new Error("no project is open");
    const { makeRun, answer } = project;
    const existing = tracks.get(arm);
    if (existing !== undefined) return existing;
    if (!answer.arms.some(({ id }) => id === arm)) throw new Error(`no arm ${arm}`);
    const track = makeRunTrack(() => makeRun(arm, day), Math.floor(checkpointBudgetBytes / Math.max(2, answer.arms.length)));
    tracks.set(arm, track);
    return track;
  };

  const pictureOf = (run: ScenarioRun, buffer: ArrayBuffer): ArrayBuffer => {
    const needed = run.frameSize();
    // Room to spare, so that a growing crowd does not want a new buffer for every picture.
    const target = buffer.byteLength >= needed ? buffer : new ArrayBuffer(Math.ceil(needed * 1.25));
    run.frame(new Uint8Array(target));
    return target;
  };

  const unitPositions = (run: ScenarioRun): readonly UnitPosition[] => {
    const { units, unitWords, unitCount } = readFrame(pictureOf(run, new ArrayBuffer(0)));
    const views = new Map(run.units().map((view) => [view.unit, view]));
    return Array.from({ length: unitCount }, (_, at) => {
      const unit = unitWords[at * 6 + 4] ?? 0;
      const view = views.get(unit);
      return {
        unit,
        xM: units[at * 6] ?? 0,
        yM: units[at * 6 + 1] ?? 0,
        headingRad: units[at * 6 + 3] ?? 0,
        state: view?.state ?? "at-station",
        incident: view?.incident ?? -1,
      };
    });
  };

  return {
    async open(request) {
      const opened = await openProject(request);
      // A broken file costs nothing: what was open before stays open.
      if (!opened.ok) return { ok: false, problems: opened.problems };
      close();
      project = opened.value;
      day = { seed: request.seed, replication: request.replication };
      return project.answer;
    },

    async replay(seed, replication) {
      if (project === undefined) throw new Error("no project is open");
      forgetRuns();
      day = { seed, replication };
    },

    async frame(arm, atMs, buffer) {
      return pictureOf(trackOf(arm).at(atMs), buffer);
    },

    async units(arm, atMs) {
      return unitPositions(trackOf(arm).at(atMs));
    },

    async summary(arm, atMs): Promise<RunSummary> {
      const track = trackOf(arm);
      const run = track.at(atMs);
      const { running, waitingToEnter, arrived } = run.counts();
      const furthest = track.furthest();
      return {
        arm,
        atMs: run.nowMs(),
        computedMs: furthest.nowMs(),
        running,
        waitingToEnter,
        arrived,
        timeline: furthest.timeline(),
        ...track.facts(),
        ...run.chain(),
        units: run.units().map(({ unit, state, route, goalLink, goalOffsetMm, incident }) => ({
          unit,
          name: project?.answer.unitNames[unit] ?? { ko: String(unit), en: String(unit) },
          driving: ROLLING.has(state),
          state,
          route,
          goalLink,
          goalOffsetMm,
          incident,
        })),
        stateHash: run.stateHash(),
        physicalHash: run.physicalHash(),
      };
    },

    async explain(arm, incident) {
      const story = trackOf(arm).furthest().explain(incident);
      if (story === undefined) return undefined;
      const { place, summary, sentences, response } = story;
      return { incident, place, summary, sentences, endMs: response.endMs };
    },

    async precompute(arm) {
      const track = trackOf(arm);
      while (tracks.get(arm) === track && !track.goAhead(SLICE_MS)) await breathe();
    },

    async checkpoint(arm, atMs) {
      return trackOf(arm).checkpoint(atMs);
    },

    async adopt(arm, checkpoint) {
      trackOf(arm).adopt(checkpoint);
    },

    async dispose() {
      close();
    },
  };
};
