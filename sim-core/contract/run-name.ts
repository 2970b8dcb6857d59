/**
 * How a run is named wherever one is meant: on stage, in a list, between page and worker. An arm on the day that is open is called by
 * the arm's id: `plan`. `plan#7` is the same arm in replication 7, another morning. `today>1098000>plan` is a branch: today's run up to
 * 1,098,000 ms, from then on the plan's rules; branches of branches go on the same way, and `#7` may stand behind. Equal runs have
 * equal names, and a name says all that is needed to make the run again.
 */

export type RunName = string;

/** Rules that held up to and including a moment. */
export type EarlierArm = { readonly arm: string; readonly untilMs: number };

export type NamedRun = {
  /** Whose rules hold in the end. */
  readonly arm: string;
  /** undefined = the one of the day that is open. */
  readonly replication: number | undefined;
  /** Whose rules held before, in order of time; empty = an arm from beginning to end. */
  readonly before: readonly EarlierArm[];
};

export const runName = ({ arm, replication, before }: NamedRun): RunName =>
  `${before.map((earlier) => `${earlier.arm}>${earlier.untilMs}>`).join("")}${arm}${replication === undefined ? "" : `#${replication}`}`;

/** Only of names that `runName` wrote, or arm ids. */
export const readRunName = (name: RunName): NamedRun => {
  const [course = "", replication] = name.split("#");
  const parts = course.split(">");
  const before: EarlierArm[] = [];
  for (let at = 0; at + 2 < parts.length; at += 2) before.push({ arm: parts[at] ?? "", untilMs: Number(parts[at + 1]) });
  return { arm: parts.at(-1) ?? "", replication: replication === undefined ? undefined : Number(replication), before };
};

/** The run that this one was branched from; undefined = none. */
export const parentOf = (name: RunName): RunName | undefined => {
  const { before, replication } = readRunName(name);
  const last = before.at(-1);
  return last === undefined ? undefined : runName({ arm: last.arm, replication, before: before.slice(0, -1) });
};

/** Whose rules hold at a moment, or held: the moment of a branch is its past's. */
export const rulingArm = (name: RunName, atMs: number): string => {
  const { arm, before } = readRunName(name);
  return before.find(({ untilMs }) => atMs <= untilMs)?.arm ?? arm;
};

/**
 * What a run becomes when `arm` rules from `atMs` on. Before a branch's own moment it is still its parent, so that is what branches
 * there; and the arm that rules already changes nothing.
 */
export const branchOf = (name: RunName, atMs: number, arm: string): RunName => {
  const run = readRunName(name);
  const kept = run.before.filter(({ untilMs }) => untilMs < atMs);
  const ruling = rulingArm(name, atMs);
  return runName({ ...run, arm, before: ruling === arm ? kept : [...kept, { arm: ruling, untilMs: atMs }] });
};

/** A plain arm of the same day. */
export const armOnDayOf = (arm: string, run: RunName): RunName => runName({ arm, replication: readRunName(run).replication, before: [] });
