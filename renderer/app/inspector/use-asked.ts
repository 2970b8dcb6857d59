/** What a component asks the simulation for while it is looked at, outside of the store: kept until something else is asked for. */
import { useEffect, useState } from "react";

/**
 * `what` names the question; undefined = nothing to ask. `version` changes when the same question may have another answer by now: the
 * old one stays until the new one is there.
 */
export const useAsked = <T>(what: string | undefined, version: number | string, ask: () => Promise<T>): T | undefined => {
  const [told, setTold] = useState<{ readonly what: string; readonly answer: T } | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `what` names all that the question depends on
  useEffect(() => {
    let isWanted = what !== undefined;
    if (what === undefined) return;
    void ask().then(
      (answer) => isWanted && setTold({ what, answer }),
      () => undefined, // the simulation is gone: a sheet of its own says so
    );
    return () => {
      isWanted = false;
    };
  }, [what, version]);
  return told !== undefined && told.what === what ? told.answer : undefined;
};
