/** The course of one incident in words, as the page asks for it: a part of the story that run/explain.ts tells. */
import type { Text } from "../model/units.ts";
import type { TimelineItem } from "./sim-service.ts";

export type IncidentTale = {
  readonly incident: number;
  readonly place: Text;
  /** First arrival, or the end of what has been computed: `summary` is true from here on. */
  readonly endMs: number;
  readonly summary: Text;
  /** In order of time. */
  readonly sentences: readonly {
    readonly atMs: number;
    readonly agency: string;
    readonly text: Text;
    readonly outcome?: TimelineItem["outcome"];
  }[];
};
