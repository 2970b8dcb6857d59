/** The worker that runs what is on stage. */
import { exposeSimService } from "./expose-sim-service.ts";
import { loadEngineModule } from "./load-engine-module.ts";
import { makeOpenProject } from "./open-project.ts";
import { makeSimService } from "./sim-service.ts";

/** A turn of the event loop without the four milliseconds that nested timers cost. */
const { port1, port2 } = new MessageChannel();
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(0);
  });

const engine = loadEngineModule();
exposeSimService(
  makeSimService({
    openProject: async (request) => makeOpenProject(await engine)(request),
    breathe,
    checkpointBudgetBytes: 384 * 1024 * 1024,
  }),
);
