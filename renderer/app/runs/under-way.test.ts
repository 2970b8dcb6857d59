import { expect, test } from "vitest";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { sameInBoth } from "../text/messages.ts";
import { underWay } from "./under-way.ts";

const item = (kind: TimelineItem["kind"], startMs: number, endMs?: number, leg?: TimelineItem["leg"]): TimelineItem => ({
  kind,
  id: kind,
  incident: 0,
  agency: "",
  title: sameInBoth(kind),
  startMs,
  outcome: "running",
  ...(endMs === undefined ? {} : { endMs }),
  ...(leg === undefined ? {} : { leg }),
});

const TIMELINE = [
  item("incident", 0),
  item("step", 0, 100),
  item("step", 50),
  item("queue", 60, 90),
  item("turnout", 100, 160),
  item("drive", 160, 400, "scene"),
  item("drive", 160, 500, "home"),
];

test("a step from its request to its end and a crew from its order to its goal are under way; a way home is not", () => {
  expect([49, 50, 99, 100, 159, 160, 399, 400].map((atMs) => Object.values(underWay(TIMELINE, atMs)).join(" "))).toEqual([
    "1 0",
    "2 0",
    "2 0",
    "1 1",
    "1 1",
    "1 1",
    "1 1",
    "1 0",
  ]);
});
