/**
 * The seam between three and deck.gl alone, for tests: one tower by three, one magenta dot and one path by deck, through the product's
 * own SceneCompositor. Pixels are read in the tick that drew them.
 */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { ColumnLayer, PathLayer, ScatterplotLayer } from "@deck.gl/layers";
import { BoxGeometry, Color, Mesh, MeshBasicMaterial, PerspectiveCamera, PlaneGeometry, Scene, Vector3, WebGLRenderer } from "three";
import type { PictureSplit } from "./city-view-types.ts";
import { openContext } from "./graphics.ts";
import { boxOf, panesOf } from "./panes.ts";
import { attachDeck, STANDING } from "./scene-compositor.ts";

const DOT: [number, number, number] = [40, 25, 12];
/** Runs behind the tower as seen from the south. */
const PATH: [number, number, number][] = [
  [-120, 40, 15],
  [120, 40, 15],
];

/** Stands in the water, as wide as it is high above it. */
const COLUMN: [number, number, number] = [-60, -60, -20];
const COLUMN_M = 40;

type Found = { readonly x: number; readonly y: number; readonly pixels: number };

export const openSeam = async (container: HTMLElement) => {
  const canvas = document.createElement("canvas");
  container.append(canvas);
  const gl = openContext(canvas, "low");
  if (!gl) throw new Error("no WebGL2");
  const renderer = new WebGLRenderer({ canvas, context: gl });
  const ready = Promise.withResolvers<void>();
  const compositor = attachDeck(renderer, ready.resolve);
  const solid = new Scene();
  solid.background = new Color("#202830");
  const tower = new Mesh(new BoxGeometry(30, 30, 60), new MeshBasicMaterial({ color: "#808890" }));
  tower.position.z = 30;
  solid.add(tower);
  const camera = new PerspectiveCamera(30, 1, 20, 12_000);
  camera.up.set(0, 0, 1);
  camera.position.set(60, -380, 160);
  camera.lookAt(0, 0, 10);
  const transparent = new Scene();
  const water = new Mesh(
    new PlaneGeometry(600, 600),
    new MeshBasicMaterial({ color: "#0000FF", transparent: true, opacity: 0.5, depthWrite: false }),
  );
  transparent.add(water);
  water.visible = false;
  let xRay = false;
  let [widthPx, heightPx] = [1, 1];
  let split: PictureSplit | undefined;
  /** Which of deck's layers either side of the edge shows. */
  let only = { left: "", right: "" };
  let isStanding = true;
  const column = (): Layer[] =>
    water.visible
      ? [
          new ColumnLayer<[number, number, number]>({
            id: `column-${isStanding}`,
            data: [COLUMN],
            coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
            getPosition: (p) => p,
            radius: 12,
            radiusUnits: "common",
            getElevation: COLUMN_M,
            getFillColor: [255, 160, 0],
            material: false,
            parameters: isStanding ? STANDING : {},
          }),
        ]
      : [];
  const layers = (): Layer[] => [
    ...column(),
    new ScatterplotLayer<[number, number, number]>({
      id: "dot",
      data: [DOT],
      coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
      getPosition: (p) => p,
      getRadius: 6,
      radiusUnits: "pixels",
      billboard: true,
      getFillColor: [255, 0, 255],
    }),
    new PathLayer<[number, number, number][]>({
      id: xRay ? "path-x-ray" : "path",
      data: [PATH],
      coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
      getPath: (p) => p,
      getWidth: 10,
      widthUnits: "common",
      getColor: [0, 255, 0],
      parameters: { depthCompare: xRay ? "always" : "less-equal" },
    }),
  ];
  const draw = (): boolean => {
    const { main, other } = panesOf(split);
    camera.aspect = boxOf(main, widthPx).width / heightPx;
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
    if (other === undefined) return compositor.draw(solid, transparent, camera, 400);
    const isLeftUnfinished = compositor.draw(solid, transparent, camera, 400, { ...other, layers: only.left });
    return compositor.draw(solid, transparent, camera, 400, { ...main, layers: only.right }) || isLeftUnfinished;
  };
  /** Red, green and blue on the screen at a point of the world. */
  const colourAt = (x: number, y: number, z: number): number[] => {
    const all = pixels();
    const p = new Vector3(x, y, z).project(camera);
    const [px, py] = [Math.floor((p.x * 0.5 + 0.5) * gl.drawingBufferWidth), Math.floor((p.y * 0.5 + 0.5) * gl.drawingBufferHeight)];
    return Array.from(all.subarray((py * gl.drawingBufferWidth + px) * 4).subarray(0, 3));
  };
  /** Until deck has nothing left to finish. */
  const settle = async (): Promise<void> => {
    while (draw()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const pixels = (): Uint8Array => {
    draw();
    const out = new Uint8Array(gl.drawingBufferWidth * gl.drawingBufferHeight * 4);
    gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE, out);
    return out;
  };
  const size = (width: number, height: number, ratio: number): void => {
    renderer.setPixelRatio(ratio);
    renderer.setSize(width, height);
    [widthPx, heightPx] = [width, height];
    compositor.resized();
  };
  size(600, 400, 1);
  await ready.promise;
  compositor.setLayers(layers());
  await settle();
  return {
    size,
    /** Where deck's dot is drawn and where three projects it, in the main part or in the left one, in pixels of the drawing buffer. */
    dot: (side?: "left"): { readonly drawn: Found; readonly expected: { readonly x: number; readonly y: number } } => {
      const all = pixels();
      let [sx, sy, n] = [0, 0, 0];
      for (let i = 0; i < all.length; i += 4) {
        const strength = Math.min(all[i] as number, all[i + 2] as number) - (all[i + 1] as number);
        if (strength < 60) continue;
        const k = i / 4;
        sx += ((k % gl.drawingBufferWidth) + 0.5) * strength;
        sy += (gl.drawingBufferHeight - Math.floor(k / gl.drawingBufferWidth) - 0.5) * strength;
        n += strength;
      }
      const p = new Vector3(...DOT).project(camera);
      const { main, other } = panesOf(split);
      const box = boxOf(side === "left" && other !== undefined ? other : main, widthPx);
      const ratio = renderer.getPixelRatio();
      return {
        drawn: { x: sx / n, y: sy / n, pixels: n },
        expected: { x: (box.x + (p.x * 0.5 + 0.5) * box.width) * ratio, y: (0.5 - p.y * 0.5) * gl.drawingBufferHeight },
      };
    },
    /** Two parts from now on, each with those of deck's layers whose name begins so. */
    split: (next: PictureSplit | undefined, left = "", right = ""): void => {
      split = next;
      only = { left, right };
    },
    /** Side by side: how many of the right half's pixels are not what they are at the same place of the left half, and those of deck's dot. */
    halves: (): { readonly different: number; readonly left: number; readonly right: number } => {
      const all = pixels();
      const { drawingBufferWidth: wide, drawingBufferHeight: high } = gl;
      const half = Math.round(boxOf(panesOf(split).main, widthPx).width * renderer.getPixelRatio());
      const isDot = (i: number): boolean => Math.min(all[i] as number, all[i + 2] as number) - (all[i + 1] as number) >= 60;
      let [different, left, right] = [0, 0, 0];
      for (let y = 0; y < high; y++)
        for (let x = 0; x < half; x++) {
          const [l, r] = [(y * wide + x) * 4, (y * wide + wide - half + x) * 4];
          if ([0, 1, 2].some((c) => all[l + c] !== all[r + c])) different++;
          if (isDot(l)) left++;
          if (isDot(r)) right++;
        }
      return { different, left, right };
    },
    /** Is the path's colour on the screen at a point of the world? */
    pathShowsAt: (x: number, y: number, z: number): boolean => {
      const [red, green] = colourAt(x, y, z) as [number, number];
      return green > 200 && red < 80;
    },
    /** A column that stands half in water: its colour above the surface, and below. */
    columnInWater: async (standing: boolean): Promise<{ readonly above: number[]; readonly below: number[] }> => {
      water.visible = true;
      isStanding = standing;
      compositor.setLayers(layers());
      await settle();
      const [x, y, z] = COLUMN;
      return { above: colourAt(x, y - 12, z + COLUMN_M * 0.75), below: colourAt(x, y - 12, z + COLUMN_M * 0.25) };
    },
    /** The picture with these of deck's layers, drawn in this order. */
    picture: async (ids: readonly string[]): Promise<Uint8Array> => {
      const made = layers();
      compositor.setLayers(ids.flatMap((id) => made.filter((layer) => layer.id === id)));
      await settle();
      return pixels();
    },
    setXRay: async (on: boolean): Promise<void> => {
      xRay = on;
      compositor.setLayers(layers());
      await settle();
    },
    programs: (): number => renderer.info.programs?.length ?? 0,
    depthMode: (): readonly [boolean, boolean] => [renderer.capabilities.logarithmicDepthBuffer, renderer.capabilities.reversedDepthBuffer],
    error: (): number => gl.getError(),
  };
};
