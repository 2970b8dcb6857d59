/**
 * The seam between three and deck.gl alone, for tests: one tower by three, one magenta dot and one path by deck, through the product's
 * own SceneCompositor. Pixels are read in the tick that drew them.
 */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { PathLayer, ScatterplotLayer } from "@deck.gl/layers";
import { BoxGeometry, Color, Mesh, MeshBasicMaterial, PerspectiveCamera, Scene, Vector3, WebGLRenderer } from "three";
import { openContext } from "./live-city-view.ts";
import { attachDeck } from "./scene-compositor.ts";

const DOT: [number, number, number] = [40, 25, 12];
/** Runs behind the tower as seen from the south. */
const PATH: [number, number, number][] = [
  [-120, 40, 15],
  [120, 40, 15],
];

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
  const empty = new Scene();
  let xRay = false;
  let edgeP: number | undefined;
  /** Which of deck's layers either side of the edge shows. */
  let only = { left: "", right: "" };
  const layers = (): Layer[] => [
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
    camera.updateMatrixWorld();
    if (edgeP === undefined) return compositor.draw(solid, empty, camera, 400);
    const isLeftUnfinished = compositor.draw(solid, empty, camera, 400, { fromP: 0, toP: edgeP, layers: only.left });
    return compositor.draw(solid, empty, camera, 400, { fromP: edgeP, toP: 1, layers: only.right }) || isLeftUnfinished;
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
    camera.aspect = width / height;
    camera.updateProjectionMatrix();
    compositor.resized();
  };
  size(600, 400, 1);
  await ready.promise;
  compositor.setLayers(layers());
  await settle();
  return {
    size,
    /** Where deck's dot is drawn and where three projects it, in pixels of the drawing buffer. */
    dot: (): { readonly drawn: Found; readonly expected: { readonly x: number; readonly y: number } } => {
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
      return {
        drawn: { x: sx / n, y: sy / n, pixels: n },
        expected: { x: (p.x * 0.5 + 0.5) * gl.drawingBufferWidth, y: (0.5 - p.y * 0.5) * gl.drawingBufferHeight },
      };
    },
    /** Two strips from now on, each with those of deck's layers whose name begins so. */
    split: (nextP: number | undefined, left = "", right = ""): void => {
      edgeP = nextP;
      only = { left, right };
    },
    /** Is the path's colour on the screen at a point of the world? */
    pathShowsAt: (x: number, y: number, z: number): boolean => {
      const all = pixels();
      const p = new Vector3(x, y, z).project(camera);
      const [px, py] = [Math.round((p.x * 0.5 + 0.5) * gl.drawingBufferWidth), Math.round((p.y * 0.5 + 0.5) * gl.drawingBufferHeight)];
      const i = (py * gl.drawingBufferWidth + px) * 4;
      return (all[i + 1] as number) > 200 && (all[i] as number) < 80;
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
