/** What an import took, what it assumed and what it left out: printed to whoever handed over the files, both languages. */
import type { Assumption } from "../model/city.ts";
import type { Text } from "../model/units.ts";

export type ReportLine = {
  /** Stable, dotted: `osm.left-out.footway`. */
  readonly code: string;
  readonly count: number;
  readonly label: Text;
  /** First places, `file:line` or ids, so that a person can look. */
  readonly examples: readonly string[];
};

export type ImportReport = {
  readonly took: readonly ReportLine[];
  readonly assumptions: readonly Assumption[];
  readonly leftOut: readonly ReportLine[];
  readonly connectivity: Connectivity;
};

/** Shares of junctions in the largest strongly connected part. `withGatewaysP`: a vehicle that leaves by a gateway may come back by any. */
export type Connectivity = { readonly junctions: number; readonly aloneP: number; readonly withGatewaysP: number };

const MAX_EXAMPLES = 3;

/** Counts by code, in the order of first use. */
export type Tally = {
  readonly add: (code: string, label: Text, example?: string, count?: number) => void;
  readonly lines: () => readonly ReportLine[];
};

export const makeTally = (): Tally => {
  const byCode = new Map<string, { count: number; readonly label: Text; readonly examples: string[] }>();
  return {
    add: (code, label, example, count = 1) => {
      const line = byCode.get(code) ?? { count: 0, label, examples: [] };
      line.count += count;
      if (example !== undefined && line.examples.length < MAX_EXAMPLES) line.examples.push(example);
      byCode.set(code, line);
    },
    lines: () => [...byCode].map(([code, line]) => ({ code, count: line.count, label: line.label, examples: line.examples })),
  };
};
