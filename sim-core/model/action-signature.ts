/** What the published table says of every action: what it takes, what it gives to later steps, which data it passes on. */
import { patterned, type Shape } from "./document-shape.ts";
import type { Text } from "./units.ts";

/** Units sent; badly parked cars; owners of such cars with a phone. As numbers of the run. */
export type OutputKind = "units" | "cars" | "owners";

export type ActionSignature = {
  readonly title: Text;
  readonly inputs: Shape<object>;
  /** Inputs that take an output of an earlier step; left out = the nearest earlier step that has one of this kind. */
  readonly references: Readonly<Record<string, OutputKind>>;
  readonly outputs: Readonly<Record<string, { readonly kind: OutputKind; readonly doc: Text }>>;
  readonly effect: Text;
  /** Data that come from another agency: of each group one class must be covered by an agreement the step needs (if it needs any). */
  readonly data: readonly (readonly string[])[];
};

/** A table by theme: every action with inputs of its own type. */
export type ActionTable<Inputs> = {
  readonly [A in keyof Inputs]: ActionSignature & { readonly inputs: Shape<Partial<Inputs[A]>> };
};

export const reference: Shape<string> = patterned(
  /^\$[a-z0-9-]+\.[A-Za-z]+$/,
  { ko: "앞 단계의 출력($단계.출력)", en: "an output of an earlier step ($step.output)" },
  "Output of an earlier step, e.g. $dispatch.units. Left out: the nearest earlier step that has one.",
);

export const ofUnits: { readonly units: "units" } = { units: "units" };
