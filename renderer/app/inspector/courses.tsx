/** Charts of places over the whole run, this run beside today: delay at a signal, speed on a street, beds of a hospital, units of a station. */
import { useMemo } from "react";
import type { BedsAt, LinkMinute } from "../../../sim-core/contract/closer-look.ts";
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import type { ChartPoint, ChartSeries, ChartShape } from "../charts/chart-model.ts";
import { type ChartMark, TimeChart } from "../charts/time-chart.tsx";
import { inspectedRun } from "../compare/inspected.ts";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { armLook, armTitle, todayOf } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";
import { approachesOf, bedPoints, delayPoints, speedPoints, unitsInPoints } from "./course-model.ts";
import { itemTitle } from "./place-names.ts";
import { useAsked } from "./use-asked.ts";

/** Asked again while a run is still being computed. */
const STEP_MS = 300_000;

/** The run on stage, and today beside it where it is another one. */
export const useTwoRuns = (): { readonly run: RunName; readonly today: RunName | undefined } => {
  const run = useApp(inspectedRun);
  const today = useApp((state) => (state.project === undefined ? undefined : todayOf(state.project, inspectedRun(state))));
  return { run, today: today === run ? undefined : today };
};

const useComputed = (run: RunName | undefined): number =>
  useApp((state) => Math.floor((run === undefined ? 0 : (state.summaries[run]?.computedMs ?? 0)) / STEP_MS));

const useLinkMinutes = (run: RunName | undefined, links: readonly number[]): readonly LinkMinute[] | undefined => {
  const session = useSession();
  const version = useComputed(run);
  const what = run === undefined || links.length === 0 ? undefined : `${run} ${links.join()}`;
  return useAsked(what, version, () => session.sim.linkMinutes(run ?? "", links));
};

const useBeds = (run: RunName | undefined): readonly BedsAt[] | undefined => {
  const session = useSession();
  const version = useComputed(run);
  return useAsked(run, version, async () => (await session.sim.assetCourses(run ?? "")).beds);
};

type CourseProps = {
  readonly title: string;
  readonly unit: string;
  readonly own: readonly ChartPoint[] | undefined;
  readonly today: readonly ChartPoint[] | undefined;
  readonly leastTop: number;
  readonly shape?: ChartShape;
  readonly digits?: number;
  readonly marks?: readonly ChartMark[];
};

const Course = ({ own, today, ...rest }: CourseProps) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const runs = useTwoRuns();
  const series = useMemo((): readonly ChartSeries[] => {
    if (project === undefined) return [];
    const of = (run: RunName | undefined, points: readonly ChartPoint[] | undefined): readonly ChartSeries[] =>
      run === undefined || points === undefined ? [] : [{ look: armLook(project, run), label: t(armTitle(project, run)), points }];
    return [...of(runs.run, own), ...of(runs.today, today)];
  }, [project, runs.run, runs.today, own, today, t]);
  if (own === undefined || project === undefined) return null;
  return <TimeChart {...rest} series={series} window={{ fromMs: 0, toMs: project.durationMs }} />;
};

export const SignalCourse = ({ id }: { readonly id: string }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const items = useApp((state) => state.summaries[inspectedRun(state)]?.timeline);
  const { run, today } = useTwoRuns();
  const links = useMemo(() => (project === undefined ? [] : approachesOf(project.city, project.linkIds, id)), [project, id]);
  const own = useLinkMinutes(run, links);
  const theirs = useLinkMinutes(today, links);
  const [points, todayPoints] = useMemo(() => [own && delayPoints(own), theirs && delayPoints(theirs)], [own, theirs]);
  const marks = useMemo(
    () =>
      (items ?? []).flatMap((item): readonly ChartMark[] =>
        item.kind === "preemption" && item.id === id && project !== undefined
          ? [{ atMs: item.startMs, toMs: item.endMs ?? item.startMs, label: `${t(item.title)} · ${t(itemTitle(project, item))}` }]
          : [],
      ),
    [items, id, project, t],
  );
  return (
    <Course title={t("signal.delay")} unit={t("signal.seconds")} own={points} today={todayPoints} leastTop={20} digits={0} marks={marks} />
  );
};

export const LinkCourse = ({ id }: { readonly id: string }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const speedUnit = useApp((state) => state.speedUnit);
  const { run, today } = useTwoRuns();
  const link = project?.linkIds.indexOf(id) ?? -1;
  const links = useMemo(() => (link < 0 ? [] : [link]), [link]);
  const limit = ((project?.city.links[link]?.speedMmPerS ?? 0) / 1000) * (speedUnit === "kmh" ? 3.6 : 1);
  const own = useLinkMinutes(run, links);
  const theirs = useLinkMinutes(today, links);
  const [points, todayPoints] = useMemo(() => [own && speedPoints(own, limit), theirs && speedPoints(theirs, limit)], [own, theirs, limit]);
  return (
    <Course
      title={t("link.speed")}
      unit={speedUnit === "kmh" ? "km/h" : "m/s"}
      own={points}
      today={todayPoints}
      leastTop={limit}
      digits={0}
    />
  );
};

export const BedCourse = ({ hospital }: { readonly hospital: string }) => {
  const t = useText();
  const { run, today } = useTwoRuns();
  const own = useBeds(run);
  const theirs = useBeds(today);
  const [points, todayPoints] = useMemo(
    () => [own && bedPoints(own, hospital), theirs && bedPoints(theirs, hospital)],
    [own, theirs, hospital],
  );
  return <Course title={t("hospital.course")} unit={t("hospital.unit")} own={points} today={todayPoints} leastTop={4} shape="steps" />;
};

export const StationCourse = ({ units }: { readonly units: readonly number[] }) => {
  const t = useText();
  const { run, today } = useTwoRuns();
  const items = useApp((state) => state.summaries[run]?.timeline);
  const theirs = useApp((state) => (today === undefined ? undefined : state.summaries[today]?.timeline));
  const [points, todayPoints] = useMemo(
    () => [items && unitsInPoints(items, units), theirs && unitsInPoints(theirs, units)],
    [items, theirs, units],
  );
  return <Course title={t("station.in")} unit={t("station.unit")} own={points} today={todayPoints} leastTop={units.length} shape="steps" />;
};
