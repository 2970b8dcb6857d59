/** Who looked through which camera, and what hospitals had free: the states of the chain (chain-at.ts), told over time. Pure. */
import type { AssetCourses, BedsAt, CameraLook } from "../contract/closer-look.ts";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { beginStory, type ChainSetting, camerasInUse, tell } from "./chain-at.ts";

/** In order of beginning, beds from 0 ms on. `facts` in order of time. */
export const assetCoursesOf = (setting: ChainSetting, facts: readonly InstitutionalFact[]): AssetCourses => {
  const story = beginStory(setting);
  const looks: CameraLook[] = [];
  /** Positions in `looks`, by who looks through what. */
  const open = new Map<string, number>();
  const beds: BedsAt[] = [];
  let nowMs = 0;

  const countBeds = (): void => {
    for (const [hospital, { freeBeds }] of story.hospitals) {
      const known = beds.findLast((one) => one.hospital === hospital);
      if (known?.free !== freeBeds) beds.push({ hospital, atMs: nowMs, free: freeBeds });
    }
  };

  /** What changed within one millisecond is one change. */
  const settle = (): void => {
    countBeds();
    const uses = new Map(camerasInUse(story).map((use) => [`${use.camera} ${use.incident} ${use.step}`, use]));
    for (const [key, at] of [...open]) {
      const look = looks[at];
      if (uses.has(key) || look === undefined) continue;
      looks[at] = { ...look, toMs: nowMs };
      open.delete(key);
    }
    for (const [key, use] of uses) {
      if (open.has(key)) continue;
      open.set(key, looks.length);
      looks.push({ ...use, fromMs: nowMs });
    }
  };

  for (const fact of facts) {
    if (fact.atMs !== nowMs) settle();
    nowMs = fact.atMs;
    tell(story, fact);
  }
  settle();
  return { looks, beds };
};
