/** The words of an explanation: an incident's story is sentences in order of time, and where the time went. */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import type { Text } from "../model/units.ts";
import type { ResponseSplit, SplitSource } from "./response-parts.ts";

export type Outcome = TimelineItem["outcome"];

export type Sentence = {
  readonly atMs: number;
  /** "" = nobody's: what the streets did. */
  readonly agency: string;
  readonly incident: number;
  readonly kind: "call" | "step" | "unit" | "signal" | "car" | "water" | "people" | "look-up";
  readonly text: Text;
  /** How a step or a request ended, for whoever gives outcomes a colour. */
  readonly outcome?: Outcome;
};

export type IncidentStory = {
  readonly incident: number;
  readonly title: Text;
  readonly place: Text;
  readonly response: ResponseSplit;
  /** One or two sentences: how long it took, and what took longest. */
  readonly summary: Text;
  readonly sentences: readonly Sentence[];
};

/** What a sentence may look back on. */
export type Telling = SplitSource & {
  readonly incident: number;
  /** Of the incident, in order of time. */
  readonly own: readonly InstitutionalFact[];
  readonly receivedMs: number;
  /** The last earlier fact of one of these kinds about the same step, unit, car or patient. */
  readonly before: (fact: InstitutionalFact, ...kinds: readonly InstitutionalFact["kind"][]) => InstitutionalFact | undefined;
};

export type Told = Pick<Sentence, "kind" | "text"> & { readonly outcome?: Outcome };
