/** From local metres to CSS pixels, without allocating: what labels, picking and the public projectToScreen share. */
import { Matrix4, type PerspectiveCamera } from "three";

export class Projector {
  width = 1;
  height = 1;
  /** Of the last point. */
  x = 0;
  y = 0;
  readonly #matrix = new Matrix4();

  update(camera: PerspectiveCamera): void {
    this.#matrix.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
  }

  /** False behind the camera; else `x` and `y` hold the place. */
  project(px: number, py: number, pz: number): boolean {
    const e = this.#matrix.elements as unknown as Float64Array;
    const w = (e[3] as number) * px + (e[7] as number) * py + (e[11] as number) * pz + (e[15] as number);
    if (w <= 0.1) return false;
    this.x = ((((e[0] as number) * px + (e[4] as number) * py + (e[8] as number) * pz + (e[12] as number)) / w) * 0.5 + 0.5) * this.width;
    this.y = (0.5 - (((e[1] as number) * px + (e[5] as number) * py + (e[9] as number) * pz + (e[13] as number)) / w) * 0.5) * this.height;
    return true;
  }

  distancePx(px: number, py: number, pz: number, toX: number, toY: number): number {
    return this.project(px, py, pz) ? Math.hypot(this.x - toX, this.y - toY) : Infinity;
  }
}
