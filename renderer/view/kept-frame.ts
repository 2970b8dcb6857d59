/**
 * What a run showed last, kept by the view itself. The frame that is handed to `show` lies in a buffer that goes back to the worker at
 * once; whoever reads it later reads nothing. Vehicles are kept by their slots, so only the small sections are copied here, into
 * arrays that are made anew only when a section changes its length.
 */
import type { FrameView } from "../../sim-core/contract/frame.ts";

type Section = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

export type KeptParts = Pick<FrameView, "unitCount" | "units" | "unitWords" | "movementStates" | "linkSpeeds" | "linkQueuesDm">;

export class KeptFrame implements KeptParts {
  unitCount = 0;
  units = new Float32Array(0);
  unitWords = new Uint32Array(0);
  movementStates = new Uint8Array(0);
  linkSpeeds = new Uint8Array(0);
  linkQueuesDm = new Uint16Array(0);

  take(frame: FrameView): void {
    this.unitCount = frame.unitCount;
    this.units = copied(this.units, frame.units);
    this.unitWords = copied(this.unitWords, frame.unitWords);
    this.movementStates = copied(this.movementStates, frame.movementStates);
    this.linkSpeeds = copied(this.linkSpeeds, frame.linkSpeeds);
    this.linkQueuesDm = copied(this.linkQueuesDm, frame.linkQueuesDm);
  }
}

const copied = <S extends Section>(into: S, from: ArrayLike<number> & { readonly length: number }): S => {
  const target = into.length === from.length ? into : (new (into.constructor as new (length: number) => S)(from.length) as S);
  target.set(from);
  return target;
};
