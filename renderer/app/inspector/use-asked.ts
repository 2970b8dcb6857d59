/** What a component asks the simulation for while it is looked at, outside of the store: kept until something else is asked for. */
import { useEffect, useRef, useState } from "react";

/** One question under way; `isStale` = it must be asked again when the answer is there. */
type Asking = { readonly what: string; isAsking: boolean; isStale: boolean };

/**
 * `what` names the question; undefined = nothing to ask. `version` changes when the same question may have another answer by now: the
 * old one stays until the new one is there. However fast it changes, one question is under way at a time.
 */
export const useAsked = <T>(what: string | undefined, version: number | string, ask: () => Promise<T>): T | undefined => {
  const [told, setTold] = useState<{ readonly what: string; readonly answer: T } | undefined>(undefined);
  const latest = useRef(ask);
  latest.current = ask;
  const current = useRef<Asking | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is a reason to ask again
  useEffect(() => {
    if (what === undefined) return;
    if (current.current?.what === what && current.current.isAsking) {
      current.current.isStale = true;
      return;
    }
    const own: Asking = { what, isAsking: true, isStale: false };
    current.current = own;
    const askOnce = async (): Promise<void> => {
      // The simulation is gone: a sheet of its own says so.
      const answer = await latest.current().catch(() => undefined);
      if (current.current !== own) return;
      if (answer !== undefined) setTold({ what, answer });
      if (own.isStale) {
        own.isStale = false;
        await askOnce();
      } else own.isAsking = false;
    };
    void askOnce();
  }, [what, version]);
  useEffect(
    () => () => {
      current.current = undefined;
    },
    [],
  );
  return told !== undefined && told.what === what ? told.answer : undefined;
};
