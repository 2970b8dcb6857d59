/**
 * SimService on real runs: opens a project, keeps one track per run, answers pictures and summaries for any moment. Pull only: it
 * does nothing that was not asked for, and hands over the processor between slices of what was.
 */
import { readFrame } from "../../sim-core/contract/frame.ts";
import { parentOf, type RunName, readRunName, runName } from "../../sim-core/contract/run-name.ts";
import type { OpenAnswer, OpenRequest, RunSummary, SimService, UnitPosition } from "../../sim-core/contract/sim-service.ts";
import type { Outcome, Problem } from "../../sim-core/model/problem.ts";
import type { ScenarioRun } from "../../sim-core/run/scenario-run.ts";
import { approachesOf, readApproaches } from "./approaches.ts";
import { makeRunTrack, type RunTrack } from "./run-track.ts";
import { makeTrackShelf } from "./track-shelf.ts";

export type Day = Pick<OpenRequest, "seed" | "replication">;

/** A project ready to run. Made by open-project.ts; tests make small ones. */
export type OpenProject = {
  readonly answer: Extract<OpenAnswer, { ok: true }>;
  /** By a name of the day that is meant: its replication, if any, is not looked at. */
  makeRun(run: RunName, day: Day): ScenarioRun;
  whyNoBranch(run: RunName): Problem | undefined;
};

export type SimServiceParts = {
  readonly openProject: (request: OpenRequest) => Promise<Outcome<OpenProject>>;
  /** Resolves after everything that is already waiting has had its turn. */
  readonly breathe: () => Promise<void>;
  /** Memory for checkpoints, all runs together. */
  readonly checkpointBudgetBytes: number;
};

/** What a unit does on the road. */
const ROLLING: ReadonlySet<UnitPosition["state"]> = new Set(["driving", "transporting", "returning", "moving-up"]);

/** Simulated time computed ahead at one go: some 10 ms of work at the speed of a district of 2,000 vehicles. */
const SLICE_MS = 5_000;

export const makeSimService = ({ openProject, breathe, checkpointBudgetBytes }: SimServiceParts): SimService => {
  let project: OpenProject | undefined;
  let day: Day = { seed: "0", replication: 0 };
  const shelf = makeTrackShelf(checkpointBudgetBytes);
  let approaches: readonly number[] = [];
  /** For looking at a picture without handing it out. */
  let ownPicture = new ArrayBuffer(0);

  const close = (): void => {
    shelf.clear();
    project = undefined;
  };

  const openProjectOf = (): OpenProject => {
    if (project === undefined) throw new Error("no project is open");
    return project;
  };

  /** A name that means the same run whatever day is open. */
  const keyOf = (run: RunName): string => {
    const named = readRunName(run);
    return `${day.seed} ${runName({ ...named, replication: named.replication ?? day.replication })}`;
  };

  const trackOf = (run: RunName): RunTrack => {
    const { makeRun, answer } = openProjectOf();
    const { arm, before, replication = day.replication } = readRunName(run);
    for (const name of [arm, ...before.map((earlier) => earlier.arm)]) {
      if (!answer.arms.some(({ id }) => id === name)) throw new Error(`no arm ${name}`);
    }
    const itsDay = { seed: day.seed, replication };
    return shelf.take(keyOf(run), (budgetBytes) => {
      const track = makeRunTrack(() => makeRun(run, itsDay), budgetBytes);
      // Up to its moment a branch is its parent, to the byte: what the parent has computed of that past is taken over.
      const parent = parentOf(run);
      const past = parent === undefined ? undefined : shelf.find(keyOf(parent))?.checkpoint(before.at(-1)?.untilMs ?? 0);
      if (past !== undefined) track.adopt(past);
      return track;
    });
  };

  const pictureOf = (run: ScenarioRun, buffer: ArrayBuffer): ArrayBuffer => {
    const needed = run.frameSize();
    // Room to spare, so that a growing crowd does not want a new buffer for every picture.
    const target = buffer.byteLength >= needed ? buffer : new ArrayBuffer(Math.ceil(needed * 1.25));
    run.frame(new Uint8Array(target));
    return target;
  };

  const unitPositions = (run: ScenarioRun): readonly UnitPosition[] => {
    ownPicture = pictureOf(run, ownPicture);
    const { units, unitWords, unitCount } = readFrame(ownPicture);
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
      approaches = approachesOf(project.answer.city);
      day = { seed: request.seed, replication: request.replication };
      return project.answer;
    },

    async replay(seed, replication) {
      openProjectOf();
      day = { seed, replication };
    },

    async frame(run, atMs, buffer) {
      return pictureOf(trackOf(run).at(atMs), buffer);
    },

    async units(run, atMs) {
      return unitPositions(trackOf(run).at(atMs));
    },

    async summary(run, atMs): Promise<RunSummary> {
      const track = trackOf(run);
      const there = track.at(atMs);
      const { running, waitingToEnter, arrived } = there.counts();
      const furthest = track.furthest();
      ownPicture = pictureOf(there, ownPicture);
      return {
        arm: run,
        atMs: there.nowMs(),
        computedMs: furthest.nowMs(),
        running,
        waitingToEnter,
        arrived,
        timeline: furthest.timeline(),
        ...track.facts(),
        approaches: readApproaches(approaches, readFrame(ownPicture), track.counts(there.nowMs())),
        ...there.chain(),
        units: there.units().map((one) => ({
          unit: one.unit,
          name: project?.answer.unitNames[one.unit] ?? { ko: String(one.unit), en: String(one.unit) },
          driving: ROLLING.has(one.state),
          state: one.state,
          incident: one.incident,
          link: one.link,
          offsetMm: one.offsetMm,
          route: one.route,
          goalLink: one.goalLink,
          goalOffsetMm: one.goalOffsetMm,
          phase: one.phase,
          speedMmPerS: one.speedMmPerS,
          freeMmPerS: one.freeMmPerS,
          signal: one.signal,
        })),
        stateHash: there.stateHash(),
        physicalHash: there.physicalHash(),
      };
    },

    async explain(run, incident) {
      const story = trackOf(run).furthest().explain(incident);
      if (story === undefined) return undefined;
      const { place, summary, sentences, response } = story;
      return { incident, place, summary, sentences, endMs: response.endMs };
    },

    async look(run, what) {
      return trackOf(run).standing().look(what);
    },

    async unitTrace(run, unit, fromMs, toMs) {
      return trackOf(run).unitTrace(unit, fromMs, toMs);
    },

    async linkMinutes(run, links) {
      return trackOf(run).linkMinutes(links);
    },

    async assetCourses(run) {
      return trackOf(run).furthest().assetCourses();
    },

    async whyNoBranch(run) {
      return openProjectOf().whyNoBranch(run);
    },

    async precompute(run) {
      const track = trackOf(run);
      const key = keyOf(run);
      while (shelf.find(key) === track && !track.goAhead(SLICE_MS)) {
        shelf.trim();
        await breathe();
      }
    },

    async checkpoint(run, atMs) {
      return trackOf(run).checkpoint(atMs);
    },

    async adopt(run, checkpoint) {
      trackOf(run).adopt(checkpoint);
    },

    async dispose() {
      close();
    },
  };
};
