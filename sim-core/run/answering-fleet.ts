/** Whose arrival answers an incident: a fire engine's where one was sent, else that of whoever was. */
import type { InstitutionalFact, UnitFact } from "../contract/institutional-facts.ts";

/** By number: whether an engine was sent. One pass over the log. */
export const answeredByEngines = (facts: readonly InstitutionalFact[]): ReadonlySet<number> =>
  new Set(
    facts.flatMap((fact) => (fact.kind === "UnitDispatched" && fact.incident >= 0 && fact.fleet === "fire-engine" ? [fact.incident] : [])),
  );

/** Facts of units that answer their incident; an ambulance that reaches a fire before the engine does not. */
export const answers = ({ fleet, incident }: UnitFact, byEngines: ReadonlySet<number>): boolean =>
  fleet !== "ambulance" || !byEngines.has(incident);
