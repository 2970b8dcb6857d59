/** The engine's WebAssembly in a worker of the page: fetched from our own origin, by a name that carries its hash. */

import type { EngineModule } from "../../sim-core/engine/engine.ts";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import wasmUrl from "../../sim-core/engine/pkg/rehearsal_engine_bg.wasm?url";

export const loadEngineModule = async (): Promise<EngineModule> => {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`the engine could not be fetched: ${response.status}`);
  return loadEngine(await WebAssembly.compileStreaming(response));
};
