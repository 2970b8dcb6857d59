/** A worker of the page that computes replications of an experiment. */
import * as Comlink from "comlink";
import { makeBatchService } from "./batch-service.ts";
import { loadEngineModule } from "./load-engine-module.ts";
import { holdLifeLine } from "./worker-handle.ts";

holdLifeLine();
Comlink.expose(makeBatchService(loadEngineModule));
