/** The worker that runs what is on stage. */
import type { OpenRequest } from "../../sim-core/contract/sim-service.ts";
import { exposeSimService } from "./expose-sim-service.ts";
import { loadEngineModule } from "./load-engine-module.ts";
import { makeOpenProject } from "./open-project.ts";
import { makeSimService } from "./sim-service.ts";
import { holdLifeLine } from "./worker-handle.ts";

holdLifeLine();

/** A turn of the event loop without the four milliseconds that nested timers cost. Several may wait: first come, first served. */
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(0);
  });

/** Loading begins with the worker; one that failed is tried again with the next project. */
let engine: ReturnType<typeof loadEngineModule> | undefined = loadEngineModule();
const openProject = async (request: OpenRequest) => {
  engine ??= loadEngineModule();
  try {
    return await makeOpenProject(await engine)(request);
  } catch (error) {
    engine = undefined;
    throw error;
  }
};
engine.catch(() => undefined); // said when a project is opened

exposeSimService(
  makeSimService({
    openProject,
    breathe,
    checkpointBudgetBytes: 384 * 1024 * 1024,
  }),
);
