/** Puts a SimService behind a worker's port. Frames leave as transferred buffers: the page gets the memory itself, not a copy. */
import * as Comlink from "comlink";
import type { SimService } from "../../sim-core/contract/sim-service.ts";

export const exposeSimService = (service: SimService, endpoint?: Comlink.Endpoint): void => {
  const transferring: SimService = {
    ...service,
    frame: async (run, atMs, buffer) => {
      const filled = await service.frame(run, atMs, buffer);
      return Comlink.transfer(filled, [filled]);
    },
  };
  Comlink.expose(transferring, endpoint);
};
