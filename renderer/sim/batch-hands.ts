/** The workers of an experiment as hands that take the next piece of work when they are free; first come, first served. */
import * as Comlink from "comlink";
import type { BatchService } from "./batch-service.ts";
import type { SimWorkerHandle } from "./worker-handle.ts";

export type Hand = {
  /** Rejects when the worker dies or is ended, which a call of its own never would. */
  readonly call: <T>(ask: (remote: BatchService) => Promise<T>) => Promise<T>;
  readonly end: (reason: string) => void;
};

export const makeHand = (handle: SimWorkerHandle): Hand => {
  const remote = Comlink.wrap<BatchService>(handle.endpoint) as unknown as BatchService;
  let end: (reason: string) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = (reason) => {
      handle.terminate();
      reject(new Error(reason));
    };
  });
  ended.catch(() => undefined); // with no call pending nobody waits for it
  handle.onDeath(end);
  return { call: (ask) => Promise.race([ask(remote), ended]), end: (reason) => end(reason) };
};

export type Dealer = <T>(ask: (remote: BatchService) => Promise<T>, isStopped: () => boolean) => Promise<T>;

export const makeDealer = (hands: readonly Hand[]): Dealer => {
  const free = [...hands];
  const waiting: ((hand: Hand) => void)[] = [];
  const take = (): Promise<Hand> => {
    const hand = free.pop();
    return hand === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(hand);
  };
  const giveBack = (hand: Hand): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(hand);
    else next(hand);
  };
  return async (ask, isStopped) => {
    const hand = await take();
    try {
      if (isStopped()) throw new Error("stopped");
      return await hand.call(ask);
    } finally {
      giveBack(hand);
    }
  };
};
