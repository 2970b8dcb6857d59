import { beforeEach, expect, test } from "vitest";
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import type { Problem } from "../../../sim-core/model/problem.ts";
import { appState, type Project, setApp } from "../store/app-store.ts";
import { sameInBoth } from "../text/messages.ts";
import { makeComparing } from "./comparing.ts";

const arm = (id: string) => ({ id, title: sameInBoth(id) });
const PROJECT = {
  arms: [arm("today"), arm("plan"), arm("drones")],
  baseline: "today",
  branches: [],
  seed: "1",
  replication: 0,
  startsAt: "2026-03-02T08:00:00+09:00",
  durationMs: 5_400_000,
} as unknown as Project;

const REFUSED: Problem = { code: "branch.other-world", message: sameInBoth("other vehicles"), hint: sameInBoth("none") };

const setup = (why?: Problem) => {
  const shown: [RunName, RunName | undefined][] = [];
  const { verbs } = makeComparing({
    client: { whyNoBranch: async () => why },
    player: { setArm: (run, ghost) => shown.push([run, ghost]), pair: () => undefined },
    view: () => undefined,
  });
  return { verbs, shown };
};

const onStage = () => ({ arm: appState().arm, beside: appState().split?.arm, branches: appState().project?.branches });

beforeEach(() => setApp({ project: PROJECT, arm: "plan", armBefore: undefined, split: undefined, toasts: [] }));

test("a branch is listed and laid beside its past, which stays on stage", async () => {
  const { verbs } = setup();
  await verbs.branch(1000, "today");
  expect(onStage()).toEqual({ arm: "plan", beside: "plan>1000>today", branches: ["plan>1000>today"] });
  // The same again is the same branch.
  await verbs.branch(1000, "today");
  expect(appState().project?.branches).toEqual(["plan>1000>today"]);
});

test("a branch of a branch lies beside the branch; before its own moment it is its parent that branches", async () => {
  const { verbs, shown } = setup();
  await verbs.branch(1000, "today");
  verbs.setArm("plan>1000>today");
  await verbs.branch(2000, "drones");
  expect(onStage()).toMatchObject({ arm: "plan>1000>today", beside: "plan>1000>today>2000>drones" });
  await verbs.branch(500, "drones");
  expect(onStage()).toMatchObject({ arm: "plan", beside: "plan>500>drones" });
  expect(shown.at(-1)).toEqual(["plan", "today"]);
});

test("what cannot be branched is said and not listed", async () => {
  await setup(REFUSED).verbs.branch(1000, "today");
  await setup().verbs.branch(1000, "plan");
  expect(onStage()).toEqual({ arm: "plan", beside: undefined, branches: [] });
  expect(appState().toasts.map(({ text }) => text.en)).toEqual(["other vehicles", "That arm rules already: nothing would branch."]);
});

test("a branch that is removed takes its own branches along and leaves the stage to its past; one press brings all back", async () => {
  const { verbs } = setup();
  await verbs.branch(1000, "today");
  verbs.setArm("plan>1000>today");
  await verbs.branch(2000, "drones");
  verbs.removeBranch("plan>1000>today");
  expect(onStage()).toEqual({ arm: "plan", beside: undefined, branches: [] });
  appState().toasts.at(-1)?.undo?.();
  expect(appState().project?.branches).toEqual(["plan>1000>today", "plan>1000>today>2000>drones"]);
});

test("nothing of another day comes back when a removal is undone there", async () => {
  const { verbs } = setup();
  await verbs.branch(1000, "today");
  verbs.removeBranch("plan>1000>today");
  setApp({ project: { ...PROJECT, replication: 3 } });
  appState().toasts.at(-1)?.undo?.();
  expect(appState().project?.branches).toEqual([]);
});

test("another morning of the arm on stage is laid beside it, of a branch that of the arm that rules in it", async () => {
  const { verbs } = setup();
  verbs.layOtherDayBeside(7);
  expect(onStage()).toMatchObject({ arm: "plan", beside: "plan#7" });
  verbs.setArm("plan#7");
  expect(onStage()).toMatchObject({ arm: "plan#7", beside: "plan" });
  await verbs.branch(1000, "today");
  expect(onStage()).toMatchObject({ arm: "plan#7", beside: "plan>1000>today#7" });
  verbs.setArm("plan>1000>today#7");
  verbs.layOtherDayBeside(0);
  expect(onStage()).toMatchObject({ arm: "plan>1000>today#7", beside: "today" });
});
