/**
 * Every agreement on one day: who gives what to whom, whether its two gates (law, signature) are open, which steps hang on it, and, on
 * request, what it costs to be without it, or what it would bring if a closed gate were opened: the whole with and without it over
 * the same replications.
 */
import type { City } from "../model/city.ts";
import type { Agreement, Arm, Kpi, Scenario } from "../model/scenario.ts";
import { daysOfDate } from "../model/scenario-words.ts";
import { applyArm } from "../scenario/apply-arm.ts";
import { closedGate } from "../scenario/gates.ts";
import { compareKpi, type Doubt, type PairComparison } from "./compare.ts";
import { type Owner, ownershipMap, ownersOf, partyOn } from "./grantors.ts";
import type { KpiSample } from "./kpi/kpi-sample.ts";
import type { ArmInputs, ReplicationOutcome } from "./replication.ts";

/** Why it is closed (`law-forbids`, `mou-not-yet` …); undefined = open. */
export type Gates = { readonly law: string | undefined; readonly mou: string | undefined };

export type AgreementRow = {
  readonly agreement: Agreement;
  /** Giver and receiver on every ownership map of the city; the scenario's own first. */
  readonly parties: readonly { readonly map: string; readonly from: string; readonly to: string }[];
  readonly gates: Gates;
  readonly steps: readonly string[];
};

/** The day, or undefined where it is not one. */
export const dayOf = (date: string): number | undefined => daysOfDate(date);

export const agreementRows = (scenario: Scenario, city: City, day: number): readonly AgreementRow[] => {
  const own = ownershipMap(city, scenario);
  const maps = own === undefined ? [] : [own, ...city.ownership.filter(({ id }) => id !== own.id)];
  return scenario.agreements.map((agreement) => ({
    agreement,
    parties: maps.map((map) => ({ map: map.id, from: partyOn(map, agreement.from), to: partyOn(map, agreement.to) })),
    gates: gatesOn(agreement, day),
    steps: scenario.steps.filter(({ needs }) => needs.includes(agreement.id)).map(({ id }) => id),
  }));
};

/** Each gate as if the other were open. */
const gatesOn = (agreement: Agreement, day: number): Gates => ({
  law: closedGate({ ...agreement, mou: { status: "signed" } }, day),
  mou: closedGate({ ...agreement, law: { basis: agreement.law.basis, status: "permitted" } }, day),
});

export type AgreementQuestion = {
  readonly kind: "absence" | "opening" | "owner-absence";
  /** An agreement, or an agency. */
  readonly id: string;
  readonly arm: number;
};

export type AgreementPlan = {
  readonly owners: readonly Owner[];
  /** The whole as the text has it comes first. */
  readonly arms: readonly ArmInputs[];
  readonly questions: readonly AgreementQuestion[];
};

const EVER = { since: "1900-01-01", validFrom: "1900-01-01", validTo: "9999-12-31" };

/** Agreements that no step needs cost nothing and are not run. `startsAt` moves the whole run to the asked day. */
export const planAgreements = (scenario: Scenario, city: City, rows: readonly AgreementRow[], startsAt: string): AgreementPlan => {
  const needed = rows.filter(({ steps }) => steps.length > 0);
  const owners = ownersOf(
    ownershipMap(city, scenario),
    needed.map(({ agreement }) => agreement),
  );
  const asked = [
    ...needed.map(({ agreement: { id }, gates }) =>
      isOpen(gates)
        ? { kind: "absence" as const, id, agreements: { [id]: { mou: { status: "none" } } }, withoutOwners: [] }
        : {
            kind: "opening" as const,
            id,
            withoutOwners: [],
            agreements: {
              [id]: {
                law: { status: "permitted", since: EVER.since },
                mou: { status: "signed", validFrom: EVER.validFrom, validTo: EVER.validTo },
              },
            },
          },
    ),
    ...owners.map(({ id }) => ({ kind: "owner-absence" as const, id, agreements: {}, withoutOwners: [id] })),
  ];
  const armOf = (id: string, agreements: Arm["agreements"], withoutOwners: readonly string[]): ArmInputs => {
    const applied = applyArm({ ...scenario, arms: [{ id, without: [], withoutOwners, agreements, set: {} }] }, id);
    if (!applied.ok) throw new Error(`${id}: ${applied.problems[0].message.en}`);
    return { id, scenario: { ...applied.value, run: { ...applied.value.run, startsAt } }, standsAlone: false };
  };
  return {
    owners,
    arms: [
      armOf("whole", {}, []),
      ...asked.map(({ kind, id, agreements, withoutOwners }) => armOf(`${kind}:${id}`, agreements, withoutOwners)),
    ],
    questions: asked.map(({ kind, id }, i) => ({ kind, id, arm: i + 1 })),
  };
};

export const isOpen = ({ law, mou }: Gates): boolean => law === undefined && mou === undefined;

export type AgreementEffect = Omit<AgreementQuestion, "arm"> & {
  /** Against the whole, KPI by KPI: positive seconds of an absence = that much later without it. */
  readonly comparisons: readonly PairComparison[];
};

export const agreementEffects = (
  plan: AgreementPlan,
  kpis: readonly Kpi[],
  outcomes: readonly ReplicationOutcome[],
  doubt: Doubt,
): readonly AgreementEffect[] => {
  const samplesOf = (arm: number, k: number): readonly KpiSample[] =>
    outcomes.map((outcome) => outcome.arms[arm]?.samples[k] ?? { value: undefined, count: 0, censored: 0 });
  return plan.questions.map(({ kind, id, arm }) => {
    const areIdentical = outcomes.every(({ arms }) => arms[arm]?.physicalHash === arms[0]?.physicalHash);
    const comparisons = kpis.map((kpi, k) =>
      compareKpi(
        kpi,
        { arm: { id: `${kind}:${id}`, samples: samplesOf(arm, k) }, baseline: { id: "whole", samples: samplesOf(0, k) }, areIdentical },
        doubt,
      ),
    );
    return { kind, id, comparisons };
  });
};
