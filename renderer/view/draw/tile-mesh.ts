/**
 * A tile of houses as meshes. Walls are sorted by the way they face, so that backs of houses are not even sent; those that look onto a
 * near neighbour are a mesh of their own, which the reduced mode leaves out from afar.
 */
import { Box3, type Material, Mesh } from "three";
import { joined, Mesher } from "../geometry/mesher.ts";

/** Ways a wall can face. */
const SIDES = 8;
const TURN = 2 * Math.PI;

/** Walls that face one way, and between which directions, radians counter-clockwise from east. */
export type Side = { readonly mesher: Mesher; fromRad: number; toRad: number };

export type BuildingTile = {
  readonly walls: readonly Side[];
  /** Walls that look onto a neighbour two or three steps away. */
  readonly gaps: readonly Side[];
  readonly roofs: Mesher;
};
export const noSides = (): readonly Side[] =>
  Array.from({ length: SIDES }, () => ({ mesher: new Mesher({ seed: true }), fromRad: Infinity, toRad: -Infinity }));

/** The side for a wall that faces (nx, ny), which from now on counts this direction as one of its own. */
export const sideFacing = (sides: readonly Side[], nx: number, ny: number): Side => {
  const facingRad = Math.atan2(ny, nx);
  const nearest = Math.round((facingRad / TURN) * SIDES);
  const k = (nearest + SIDES) % SIDES;
  const side = sides[k] as Side;
  // measured from the middle of the side, so that west, where the angle jumps, is a range like any other
  const fromMiddle = facingRad - nearest * (TURN / SIDES);
  side.fromRad = Math.min(side.fromRad, k * (TURN / SIDES) + fromMiddle);
  side.toRad = Math.max(side.toRad, k * (TURN / SIDES) + fromMiddle);
  return side;
};

/** Indices of the walls stand twice in a row, so that any run of neighbouring sides is one range. */
class SidedMesh {
  readonly mesh: Mesh;
  readonly box: Box3;
  readonly #sides: readonly Side[];
  readonly #starts: readonly number[];

  constructor(sides: readonly Side[], material: Material) {
    const { geometry, starts } = joined(
      sides.map((side) => side.mesher),
      2,
    );
    this.#sides = sides;
    this.#starts = starts;
    this.mesh = new Mesh(geometry, material);
    geometry.computeBoundingBox();
    this.box = geometry.boundingBox ?? new Box3();
  }

  /** Draws only the sides that some point of the tile can turn to a camera in this direction; `slackRad` = half the tile as seen from there. */
  seenFrom(towardsRad: number, slackRad: number): void {
    const total = this.#starts[SIDES] as number;
    const isSeen = (k: number): boolean => {
      const { fromRad, toRad } = this.#sides[k % SIDES] as Side;
      if (fromRad > toRad) return false;
      const middle = (fromRad + toRad) / 2;
      const off = Math.abs(((((middle - towardsRad) % TURN) + 1.5 * TURN) % TURN) - TURN / 2);
      return off <= Math.PI / 2 + (toRad - fromRad) / 2 + slackRad;
    };
    // the longest run of sides that are not seen is left out: all others are one range
    let [from, count] = [0, SIDES];
    for (let first = 0; first < SIDES; first++) {
      let hidden = 0;
      while (hidden < SIDES && !isSeen(first + hidden)) hidden++;
      if (SIDES - hidden < count) [from, count] = [(first + hidden) % SIDES, SIDES - hidden];
    }
    const at = (k: number): number => (this.#starts[k % SIDES] as number) + (k >= SIDES ? total : 0);
    this.mesh.geometry.setDrawRange(at(from), at(from + count) - at(from));
  }

  seenFromWithin(): void {
    this.mesh.geometry.setDrawRange(0, this.#starts[SIDES] as number);
  }
}

/** A tile as meshes. */
export class TileMesh {
  readonly roofs: Mesh;
  readonly #walls: SidedMesh;
  readonly #gaps: SidedMesh;

  constructor(tile: BuildingTile, material: Material, roof = material) {
    this.#walls = new SidedMesh(tile.walls, material);
    this.#gaps = new SidedMesh(tile.gaps, material);
    this.roofs = new Mesh(tile.roofs.geometry(), roof);
  }

  get meshes(): readonly Mesh[] {
    return [this.#walls.mesh, this.#gaps.mesh, this.roofs];
  }

  /** Numbers of triangles of walls drawn. */
  get wallTriangles(): number {
    const drawn = ({ mesh }: SidedMesh): number => (mesh.visible ? mesh.geometry.drawRange.count / 3 : 0);
    return drawn(this.#walls) + drawn(this.#gaps);
  }

  set material(material: Material) {
    this.#walls.mesh.material = material;
    this.#gaps.mesh.material = material;
  }

  set showsGaps(value: boolean) {
    this.#gaps.mesh.visible = value;
  }

  /** Draws only the walls that some point of the tile can turn to a camera at this place. */
  seenFrom(cameraX: number, cameraY: number): void {
    const { min, max } = this.#walls.box;
    const [mx, my] = [(min.x + max.x) / 2 - cameraX, (min.y + max.y) / 2 - cameraY];
    const away = Math.hypot(mx, my);
    const radius = Math.hypot(max.x - min.x, max.y - min.y) / 2;
    for (const sided of [this.#walls, this.#gaps]) {
      if (away <= radius * 1.05) sided.seenFromWithin();
      else sided.seenFrom(Math.atan2(-my, -mx), Math.asin(radius / away));
    }
  }
}
