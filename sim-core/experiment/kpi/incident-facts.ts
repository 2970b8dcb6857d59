/** Facts by incident: the first of a kind (and step), of incidents of the kind that the KPI asks for. */
import type { InstitutionalFact } from "../../contract/institutional-facts.ts";
import type { Kpi } from "../../model/scenario.ts";
import type { RunDigest } from "./run-digest.ts";

/** `Kind` or `Kind:step`. */
export const matches = (fact: InstitutionalFact, event: string): boolean => {
  const [kind, step] = event.split(":");
  return fact.kind === kind && (step === undefined || ("step" in fact && fact.step === step));
};

/** Whether a fact is of a kind of incident, and of a fleet, that the KPI asks for; of no incident: only KPIs about all kinds count it. */
export const isAskedFor = (kpi: Kpi, digest: RunDigest): ((fact: InstitutionalFact) => boolean) => {
  const { kind, fleet } = kpi;
  const isOfFleet = (fact: InstitutionalFact): boolean => fleet === undefined || !("fleet" in fact) || fact.fleet === fleet;
  if (kind === undefined) return isOfFleet;
  const ofKind = new Set(
    digest.institutional.flatMap((fact) => (fact.kind === "IncidentHappened" && fact.incidentKind === kind ? [fact.incident] : [])),
  );
  return (fact) => ofKind.has(fact.incident) && isOfFleet(fact);
};

/** In the order of incidents. */
export const firstPerIncident = (kpi: Kpi, digest: RunDigest, event: string): ReadonlyMap<number, InstitutionalFact> => {
  const asked = isAskedFor(kpi, digest);
  const first = new Map<number, InstitutionalFact>();
  for (const fact of digest.institutional) {
    if (fact.incident >= 0 && matches(fact, event) && !first.has(fact.incident) && asked(fact)) first.set(fact.incident, fact);
  }
  return new Map([...first].sort(([a], [b]) => a - b));
};
