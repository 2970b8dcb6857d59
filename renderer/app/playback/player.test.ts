import { expect, test } from "vitest";
import { FRAME_HEADER_BYTES, FRAME_MAGIC, FRAME_VERSION } from "../../../sim-core/contract/frame.ts";
import type { RunSummary } from "../../../sim-core/contract/sim-service.ts";
import { makePlayer, type PlayerState } from "./player.ts";

/** A worker whose pictures hold nothing but their time, a hand that turns the clock, and a list of what was drawn. */
const setup = () => {
  let wallMs = 0;
  let frameCallback: () => void = () => undefined;
  const asked: string[] = [];
  const shown: number[] = [];
  const summaries: string[] = [];
  const seeks: number[] = [];
  let state: PlayerState = { atMs: 0, isPlaying: false, speed: 0, loop: undefined };
  let isBroken = false;
  const faults: unknown[] = [];
  const others: string[] = [];
  const gone = new Set<string>();
  let summaryGate = Promise.resolve();
  const player = makePlayer({
    wallMs: () => wallMs,
    nextFrame: (callback) => {
      frameCallback = callback;
    },
    onState: (next) => {
      state = next;
    },
    onSummary: (summary, ghosts) => summaries.push(`${summary.arm}@${summary.atMs}+${ghosts.length}`),
    onOtherSummary: (summary) => others.push(summary.arm),
    onFault: (error) => faults.push(error),
    onSeekDone: (tookMs) => seeks.push(tookMs),
    service: {
      frame: async (arm, atMs) => {
        if (isBroken) throw new Error("lost");
        asked.push(`${arm}@${atMs}`);
        const buffer = new ArrayBuffer(FRAME_HEADER_BYTES);
        new Int32Array(buffer).set([FRAME_MAGIC, FRAME_VERSION, atMs]);
        return buffer;
      },
      summary: async (arm, atMs) => {
        await summaryGate;
        if (gone.has(arm)) throw new Error(`no arm ${arm}`);
        return { arm, atMs } as RunSummary;
      },
      units: async () => [{ unit: 0, xM: 0, yM: 0, headingRad: 0, state: "driving" as const, incident: 0 }],
      precompute: async () => undefined,
    },
  });
  const pairs: (readonly [number, number | undefined])[] = [];
  player.show({
    show: (frame, _, other) => {
      shown.push(frame.atMs);
      pairs.push([frame.atMs, other?.atMs]);
    },
    mix: () => undefined,
  });
  const run = async (forMs: number, tickMs = 16): Promise<void> => {
    for (const endMs = wallMs + forMs; wallMs < endMs; ) {
      wallMs += tickMs;
      frameCallback();
      for (let turn = 0; turn < 8; turn++) await Promise.resolve();
    }
  };
  const breakWorker = (): void => {
    isBroken = true;
  };
  /** Summaries wait from now on; answers how to let them go. */
  const holdSummaries = (): (() => void) => {
    let release = (): void => undefined;
    summaryGate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  };
  return { player, run, gone, holdSummaries, asked, shown, summaries, seeks, faults, others, pairs, breakWorker, state: () => state };
};

const PLAN = { durationMs: 5_400_000, arm: "plan", ghostOf: "today", atMs: 0 };

test("a paused run asks for its picture once, and for the ghost of today with it", async () => {
  const { player, run, asked, summaries, others } = setup();
  player.load(PLAN);
  await run(400);
  expect([asked, summaries, others]).toEqual([["plan@0"], ["plan@0+1"], ["today"]]);
});

test("at four times real time ten pictures a second are enough, each later than the one before", async () => {
  const { player, run, shown } = setup();
  player.load(PLAN);
  player.setSpeed(4);
  player.toggle();
  await run(2000);
  expect(shown.length).toBeGreaterThan(15);
  expect(shown.length).toBeLessThan(30);
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
  expect(player.nowMs()).toBeGreaterThan(7_000);
  expect(player.nowMs()).toBeLessThanOrEqual(8_000);
});

test("where drawing takes half a second the clock still keeps its speed", async () => {
  const { player, run, shown } = setup();
  player.load(PLAN);
  player.setSpeed(4);
  await run(5000, 500);
  player.toggle();
  await run(10_000, 500);
  expect(player.nowMs()).toBeGreaterThan(37_000);
  expect(shown.length).toBeGreaterThan(15);
});

test("another arm keeps the clock", async () => {
  const { player, run, asked, state } = setup();
  player.load(PLAN);
  player.seek(1_234_567);
  await run(100);
  player.setArm("today", undefined);
  await run(300);
  expect([asked.at(-1), state().atMs]).toEqual(["today@1234567", 1_234_567]);
});

test("two runs on one clock: every picture comes with that of the other arm at the same moment, until it is alone again", async () => {
  const { player, run, pairs, others } = setup();
  player.load({ ...PLAN, arm: "drones" });
  player.pair("plan");
  player.setSpeed(4);
  player.toggle();
  await run(1000);
  expect(pairs.length).toBeGreaterThan(5);
  expect(pairs.every(([own, other]) => other === own)).toBe(true);
  expect(new Set(others)).toEqual(new Set(["plan", "today"]));
  player.pair(undefined);
  await run(100);
  expect(pairs.at(-1)?.[1]).toBeUndefined();
});

test("a seek shows exactly the moment asked for, and says how long that took", async () => {
  const { player, run, shown, seeks } = setup();
  player.load(PLAN);
  await run(100);
  player.seek(3_000_000);
  player.seek(2_000_000);
  await run(100);
  expect([shown.at(-1), seeks.length]).toEqual([2_000_000, 1]);
});

test("the run stops at its end, and play begins again at the start", async () => {
  const { player, run, state } = setup();
  player.load(PLAN);
  player.seek(PLAN.durationMs - 1000);
  player.toggle();
  await run(2000);
  expect([state().isPlaying, state().atMs]).toEqual([false, PLAN.durationMs]);
  player.toggle();
  expect(state()).toEqual({ atMs: 0, isPlaying: true, speed: 4, loop: undefined });
});

test("a lost worker pauses the clock and is reported once", async () => {
  const { player, run, faults, state, breakWorker } = setup();
  player.load(PLAN);
  player.toggle();
  await run(200);
  breakWorker();
  await run(1000);
  expect([faults.length, state().isPlaying]).toEqual([1, false]);
});

test("a question about an arm of the project before is no fault once another project is on stage", async () => {
  const { player, run, gone, holdSummaries, faults, shown, summaries } = setup();
  player.load(PLAN);
  await run(100);
  const release = holdSummaries();
  player.seek(60_000);
  await run(100); // its picture is there, its summary is still being asked for
  gone.add("plan");
  player.load({ ...PLAN, arm: "chain", ghostOf: undefined, atMs: 5000 });
  release();
  await run(400);
  expect(faults).toEqual([]);
  expect([shown.at(-1), summaries.at(-1)]).toEqual([5000, "chain@5000+0"]);
});

test("a loop of one second at a thousand times real time shows its end in every round, and jumps at most once a picture", async () => {
  const { player, run, asked, shown, state } = setup();
  player.load(PLAN);
  player.setLoop({ fromMs: 60_000, toMs: 61_000 });
  player.seek(60_000);
  player.setSpeed(1000);
  player.toggle();
  await run(100);
  shown.length = 0;
  asked.length = 0;
  await run(1000);
  const jumps = shown.filter((atMs, at) => at > 0 && atMs < (shown[at - 1] ?? 0)).length;
  expect(jumps).toBeGreaterThan(10);
  expect(Math.max(...shown)).toBe(61_000);
  // Every jump leads from the very end to the very beginning: one picture for each.
  expect(shown.every((atMs, at) => at === 0 || atMs > (shown[at - 1] ?? 0) || (shown[at - 1] === 61_000 && atMs === 60_000))).toBe(true);
  expect(asked.filter((one) => one.startsWith("plan@60000")).length).toBeLessThanOrEqual(jumps + 1);
  expect(state().isPlaying).toBe(true);
});

test("a loop at four times real time plays its range from end to end, and goes on where it is let go", async () => {
  const { player, run, shown, seeks, state } = setup();
  player.load(PLAN);
  player.setLoop({ fromMs: 60_000.4, toMs: 67_999.5 });
  player.seek(60_000);
  player.toggle();
  await run(100);
  const sought = seeks.length;
  shown.length = 0;
  await run(6000);
  expect([Math.min(...shown), Math.max(...shown), seeks.length - sought]).toEqual([60_000, 68_000, 0]);
  player.setLoop(undefined);
  await run(3000);
  expect(state().atMs).toBeGreaterThan(68_000);
});

test("where drawing takes half a second a loop still goes from its first to its last moment", async () => {
  const { player, run, shown } = setup();
  const ticks: number[] = [];
  player.load(PLAN);
  player.setLoop({ fromMs: 60_000, toMs: 68_906 });
  player.seek(64_000);
  player.setSpeed(10);
  await run(5000, 500);
  player.toggle();
  player.onTick((atMs) => ticks.push(atMs));
  shown.length = 0;
  await run(20_000, 500);
  const rounds = ticks.filter((atMs, at) => at > 0 && atMs < (ticks[at - 1] ?? 0)).length;
  expect(rounds).toBeGreaterThan(5);
  expect([Math.min(...ticks), Math.max(...ticks), Math.min(...shown), Math.max(...shown)]).toEqual([60_000, 68_906, 60_000, 68_906]);
});

test("another run knows nothing of the loop of the one before", async () => {
  const { player, state } = setup();
  player.load(PLAN);
  player.setLoop({ fromMs: 60_000, toMs: 61_000 });
  expect(state().loop).toEqual({ fromMs: 60_000, toMs: 61_000 });
  player.load(PLAN);
  expect(state().loop).toBeUndefined();
});

test("a tick tells whether somebody has sought since the one before", async () => {
  const { player, run } = setup();
  const jumps: boolean[] = [];
  player.load(PLAN);
  player.onTick((_, hasJumped) => jumps.push(hasJumped));
  await run(16);
  player.seek(1000);
  await run(32);
  expect(jumps).toEqual([false, true, false]);
});

test("a clock that waits for its next picture goes on when the speed leaves nothing to mix", async () => {
  const { player, run } = setup();
  player.load(PLAN);
  await run(400);
  player.toggle();
  await run(16); // one picture, and the clock stands at it
  player.toggle();
  await run(100);
  player.setSpeed(10);
  player.toggle();
  const fromMs = player.nowMs();
  await run(4000);
  expect(player.nowMs() - fromMs).toBeGreaterThan(35_000);
});

test("a clock that waits for its next picture goes on when drawing becomes too slow to mix, and fast again, and never turns back", async () => {
  const { player, run, shown } = setup();
  player.load(PLAN);
  player.setSpeed(4);
  player.toggle();
  for (let n = 0; n < 12; n++) {
    const fromMs = player.nowMs();
    await run(n % 2 === 0 ? 960 : 2000, n % 2 === 0 ? 16 : 200);
    expect(player.nowMs() - fromMs).toBeGreaterThan(2500);
  }
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
});
