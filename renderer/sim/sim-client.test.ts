import { expect, test } from "vitest";
import type { OpenAnswer, OpenRequest, RunSummary, SimService } from "../../sim-core/contract/sim-service.ts";
import { exposeSimService } from "./expose-sim-service.ts";
import { createSimClient, LostWorker } from "./sim-client.ts";
import type { SimWorkerHandle } from "./worker-handle.ts";

/** A service that answers frames and never finishes computing ahead; the link is a real message channel. */
const service = (opened: OpenRequest[], adopted: string[]): SimService => ({
  open: async (request) => {
    opened.push(request);
    return { ok: true } as OpenAnswer;
  },
  replay: async () => undefined,
  frame: async (_arm, atMs, buffer) => {
    new Float64Array(buffer)[0] = atMs;
    return buffer;
  },
  units: async () => [],
  // An arm called "silent" never answers.
  summary: (arm, atMs) => (arm === "silent" ? new Promise(() => undefined) : Promise.resolve({ arm, atMs } as RunSummary)),
  explain: () => Promise.resolve(undefined),
  look: async () => ({ kind: "vehicle", atMs: 0, why: { state: "arrived", link: -1 } }),
  unitTrace: async (_run, _unit, fromMs) => ({ fromMs, speedsMPerS: [] }),
  linkMinutes: async () => [],
  assetCourses: async () => ({ looks: [], beds: [] }),
  whyNoBranch: () => Promise.resolve(undefined),
  precompute: () => new Promise(() => undefined),
  checkpoint: async (_arm, atMs) => ({ minute: Math.floor(atMs / 60_000), bytes: new Uint8Array([Math.floor(atMs / 60_000)]) }),
  adopt: async (arm, { minute, bytes }) => void adopted.push(`${arm} ${minute} ${bytes.join()}`),
  dispose: async () => undefined,
});

const REQUEST: OpenRequest = {
  cityJson: new Uint8Array([1]),
  demandJson: new Uint8Array([2]),
  scenarioYaml: "schemaVersion: 1",
  files: { city: "c", demand: "d", scenario: "s" },
  seed: "1",
  replication: 0,
};

const setup = (deadlinesMs = {}) => {
  const opened: OpenRequest[] = [];
  const adopted: string[] = [];
  const kill: ((reason: string) => void)[] = [];
  let spawned = 0;
  const client = createSimClient({
    deadlinesMs,
    spawn: (): SimWorkerHandle => {
      spawned++;
      const { port1, port2 } = new MessageChannel();
      exposeSimService(service(opened, adopted), port2);
      return {
        endpoint: port1,
        terminate: () => {
          port1.close();
          port2.close();
        },
        onDeath: (listener) => void kill.push(listener),
      };
    },
  });
  return { client, opened, adopted, kill, spawned: () => spawned };
};

test("a picture travels to the worker and back as the same memory, not as a copy", async () => {
  const { client } = setup();
  const buffer = new ArrayBuffer(16);
  const answer = await client.frame("plan", 90_000, buffer);
  expect([buffer.byteLength, answer.byteLength, new Float64Array(answer)[0]]).toEqual([0, 16, 90_000]);
  await client.dispose();
});

test("a pending call rejects when its worker dies, and the project can be opened again", async () => {
  const { client, kill, opened, spawned } = setup();
  const reasons: string[] = [];
  client.onLost((reason) => reasons.push(reason));
  await client.open(REQUEST);
  const pending = [client.precompute("plan"), client.summary("silent", 0)];
  kill[0]?.("out of memory");
  for (const call of pending) await expect(call).rejects.toBeInstanceOf(LostWorker);
  await client.reopen();
  expect([reasons, opened.length, opened[1]?.seed, spawned()]).toEqual([["out of memory"], 2, "1", 2]);
  await client.dispose();
});

test("a worker that is silent beyond the deadline counts as dead", async () => {
  const { client } = setup({ summary: 30 });
  const computing = client.precompute("plan");
  await expect(client.summary("silent", 0)).rejects.toThrow("no answer within 30 ms");
  await expect(computing).rejects.toBeInstanceOf(LostWorker);
});

test("the checkpoint before the moment that was looked at last outlives the worker, for each arm its own", async () => {
  const { client, adopted, kill } = setup();
  await client.open(REQUEST);
  const look = async (arm: string, atMs: number): Promise<void> => {
    await client.summary(arm, atMs);
    await client.units(arm, atMs); // the checkpoint was asked for before this and is there when it is answered
  };
  for (const atMs of [61_000, 119_000, 30 * 60_000 + 5]) await look("plan", atMs);
  await look("today", 12 * 60_000);
  kill[0]?.("killed");
  await client.reopen();
  expect(adopted).toEqual(["plan 30 30", "today 12 12"]);
  kill[1]?.("killed again before anything was looked at");
  await client.reopen();
  expect(adopted.slice(2)).toEqual(["plan 30 30", "today 12 12"]);
  await client.open({ ...REQUEST, seed: "2" });
  kill[2]?.("killed in another project");
  await client.reopen();
  expect(adopted).toHaveLength(4);
  await client.dispose();
});
