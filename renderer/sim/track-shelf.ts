/**
 * The runs that the worker holds, by name. Together their checkpoints stay within one memory budget: what was asked for longest ago
 * is let go first and made again when somebody asks, never what is on stage with what stands beside it and its ghost of today.
 */
import type { RunTrack } from "./run-track.ts";

/** The run on stage, the one beside it, and today as the ghost in it: they are asked for with every picture. */
const ON_STAGE = 3;
/** Each holds two engines beside its checkpoints. */
const MOST_TRACKS = 9;

export type TrackShelf = {
  /** The run of this name, made if it is not there; from now on the one that was asked for last. */
  take(name: string, make: (checkpointBudgetBytes: number) => RunTrack): RunTrack;
  /** Without asking for it. */
  find(name: string): RunTrack | undefined;
  /** Lets go of what is too much. */
  trim(): void;
  clear(): void;
};

export const makeTrackShelf = (checkpointBudgetBytes: number): TrackShelf => {
  /** In the order in which they were asked for last. */
  const tracks = new Map<string, RunTrack>();

  const isTooMuch = (): boolean => {
    let bytes = 0;
    for (const track of tracks.values()) bytes += track.checkpointBytes();
    return tracks.size > MOST_TRACKS || bytes > checkpointBudgetBytes;
  };

  const shelf: TrackShelf = {
    take(name, make) {
      const track = tracks.get(name) ?? make(Math.floor(checkpointBudgetBytes / ON_STAGE));
      tracks.delete(name);
      tracks.set(name, track);
      shelf.trim();
      return track;
    },
    find: (name) => tracks.get(name),
    trim() {
      for (const [name, track] of tracks) {
        if (tracks.size <= ON_STAGE || !isTooMuch()) return;
        tracks.delete(name);
        track.free();
      }
    },
    clear() {
      for (const track of tracks.values()) track.free();
      tracks.clear();
    },
  };
  return shelf;
};
