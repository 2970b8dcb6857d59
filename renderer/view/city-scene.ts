/** Everything three draws of one city in one theme and one quality. A theme is a new scene: colours live in the vertices. */
import {
  AdditiveBlending,
  BufferAttribute,
  BufferGeometry,
  DirectionalLight,
  Fog,
  Group,
  HemisphereLight,
  type Material,
  Mesh,
  MeshLambertMaterial,
  type Object3D,
  Points,
  PointsMaterial,
  Scene,
} from "three";
import type { City } from "../../sim-core/model/city.ts";
import type { CityViewIndexes } from "./city-view-types.ts";
import { AnalyticsLayers } from "./draw/analytics-layers.ts";
import { buildBuildings } from "./draw/buildings.ts";
import { ChainCars } from "./draw/chain-cars.ts";
import { boundsM, buildGround } from "./draw/ground.ts";
import { Hoses } from "./draw/hoses.ts";
import { Incidents } from "./draw/incidents.ts";
import { drawLaneArrows } from "./draw/lane-arrows.ts";
import { bakeLightField, type LightField } from "./draw/light-field.ts";
import { farMaterial, groundMaterial, lightUniforms, litMaterial } from "./draw/lit-material.ts";
import { drawMarkings } from "./draw/markings.ts";
import { parkedCars, stalledCars } from "./draw/parking.ts";
import { lampPlaces, makeGroves, plantTrees } from "./draw/planting.ts";
import { drawBridges, drawPavements, drawRoadSurfaces } from "./draw/roads.ts";
import { RouteRibbons } from "./draw/route-ribbon.ts";
import { SignalMarks } from "./draw/signal-marks.ts";
import { ridges, skyDome } from "./draw/sky.ts";
import { StillCars } from "./draw/still-cars.ts";
import { streetFurniture } from "./draw/street-furniture.ts";
import { TileMesh } from "./draw/tile-mesh.ts";
import { Units } from "./draw/units.ts";
import { Vehicles } from "./draw/vehicles.ts";
import { waterMaterial } from "./draw/water-material.ts";
import { chunked } from "./geometry/chunks.ts";
import { Mesher } from "./geometry/mesher.ts";
import type { RoadGraph } from "./geometry/road-graph.ts";
import type { Quality } from "./quality.ts";
import type { Style } from "./style.ts";

/** Texels along the longer side of the light field. */
const FIELD_TEXELS: Readonly<Record<Quality, number>> = { full: 3072, low: 1536 };
const MARGIN_M = 60;
/** Camera distance for which the style's fog was chosen. */
const HAZE_AT_M = 1560;

/** What one run shows: all that moves or changes. A second run in the same city is a second set of these, and one set is drawn at a time. */
export type RunParts = {
  readonly vehicles: Vehicles;
  readonly units: Units;
  readonly signals: SignalMarks;
  readonly incidents: Incidents;
  readonly cars: ChainCars;
  readonly hoses: Hoses;
  /** Parked cars that were moved away are no longer there. */
  parkWithout(gone: readonly number[]): void;
  readonly routes: RouteRibbons;
  readonly analytics: AnalyticsLayers;
  /** Whether these are in the picture that is drawn next. */
  setShown(isShown: boolean): void;
  dispose(): void;
};

export type CityScene = {
  readonly solid: Scene;
  readonly transparent: Scene;
  /** The parts of one more run; the scene lets go of them with itself. */
  addRun(): RunParts;
  readonly tiles: readonly TileMesh[];
  /** Reduced mode: windows, every tree and the cars in the alleys only from near. */
  seenFromNear(near: boolean): void;
  readonly style: Style;
  readonly bakeMs: number;
  dispose(): void;
};

export const buildCityScene = (city: City, graph: RoadGraph, indexes: CityViewIndexes, style: Style, quality: Quality): CityScene => {
  const coarse = quality === "low";
  const solid = new Scene();
  const transparent = new Scene();
  solid.fog = new Fog(style.fog, style.fogNearM, style.fogFarM);
  const bounds = boundsM(city);

  const buildings = buildBuildings(city, style, coarse);
  const trees = plantTrees(city, graph);
  const lamps = lampPlaces(graph);
  const started = performance.now();
  const field = bakeLightField({
    box: [bounds[0] - MARGIN_M, bounds[1] - MARGIN_M, bounds[2] + MARGIN_M, bounds[3] + MARGIN_M],
    buildings: buildings.occluders,
    trees: trees.map((t) => ({ x: t.x, y: t.y, radiusM: t.heightM * 0.4, heightM: t.heightM * 1.1 })),
    lamps: style.glowP > 0 ? lamps : [],
    sunAzimuthDeg: style.sunAzimuthDeg,
    sunElevationDeg: style.sunElevationDeg,
    resolution: FIELD_TEXELS[quality],
  });
  const bakeMs = performance.now() - started;
  const light = lightUniforms(style, field);

  const add = (object: Object3D, order: number): void => {
    object.renderOrder = order;
    object.frustumCulled = false;
    solid.add(object);
  };
  const addTransparent = (object: Object3D, order: number): void => {
    object.renderOrder = order;
    object.frustumCulled = false;
    transparent.add(object);
  };
  lights(solid, style);
  lights(transparent, style);

  const ground = buildGround(city, style);
  const walks = new Mesher();
  const roads = new Mesher();
  const marks = new Mesher();
  const fineMarks = new Mesher();
  const bridges = new Mesher();
  const bridgeMarks = new Mesher();
  drawPavements(walks, graph, style, coarse);
  drawRoadSurfaces(roads, graph, style, coarse);
  drawMarkings(marks, graph, style, coarse, false, (rank) => rank >= 2);
  drawMarkings(fineMarks, graph, style, coarse, false, (rank) => rank < 2);
  drawLaneArrows(fineMarks, city, graph, style);
  drawMarkings(bridgeMarks, graph, style, coarse, true, () => true);
  drawBridges(bridges, graph, style, coarse);
  const stalls = new Mesher();
  const inCarParks = stalledCars(city, stalls, style, coarse);
  const stills: StillCars[] = [];

  // Houses first, so that what they hide is never lit; then the ground and its paint from bottom to top. Paint is tested against
  // houses but writes no depth: it all lies in one plane, where only the order can decide and nothing can flicker.
  const slope = litMaterial("prop", light);
  slope.side = 2;
  add(new Mesh(ground.slopes.geometry(), slope), 12);
  add(new Mesh(ground.water.geometry(), waterMaterial(style, light)), 12);
  add(skyDome(style), 13);
  const paint = groundMaterial(style, light);
  // Roads cover one another by rank and stay one piece; pavements and markings lie beside each other and are cut into squares.
  for (const [m, order] of [
    [ground.ground, 14],
    [ground.areas, 15],
    [stalls, 16],
    [roads, 18],
  ] as const) {
    if (m.triangles > 0) add(new Mesh(m.geometry(), paint), order);
  }
  const addSquares = (squares: readonly BufferGeometry[], order: number, material: Material): readonly Mesh[] =>
    squares.map((geometry) => {
      const mesh = new Mesh(geometry, material);
      add(mesh, order);
      mesh.frustumCulled = true;
      return mesh;
    });
  addSquares(chunked(walks), 17, paint);
  addSquares(chunked(marks), 19, paint);
  const prop = litMaterial("prop", light);
  const furniture = streetFurniture(city, style).map((square) => square.geometry());
  const fine = [...addSquares(chunked(fineMarks), 19, paint), ...addSquares(furniture, 11, prop)];
  for (const [r, ridge] of ridges(style, bounds).entries()) add(ridge, 20 - r);
  const deckMaterial = litMaterial("prop", light);
  deckMaterial.side = 2;
  add(new Mesh(bridges.geometry(), deckMaterial), 9);
  if (bridgeMarks.triangles > 0) add(new Mesh(bridgeMarks.geometry(), litMaterial("prop", light, { offset: 3 })), 10);
  const windows = litMaterial("wall", light);
  const plain = farMaterial(style, light);
  const tiles = buildings.tiles.map((t) => new TileMesh(t, windows, coarse ? plain : windows));
  const seenFromNear = (near: boolean): void => {
    for (const tile of tiles) {
      // what is lit at night is seen from anywhere; by day windows from afar are a tone anyway
      tile.material = near || style.dark ? windows : plain;
      tile.showsGaps = near;
    }
    for (const mesh of fine) mesh.visible = near;
    for (const grove of groves) grove.seenFromNear(near);
    for (const still of stills) still.seenFromNear(near);
  };
  for (const tile of tiles) {
    for (const mesh of tile.meshes) {
      add(mesh, 11);
      mesh.frustumCulled = true;
    }
  }
  const groves = makeGroves(trees, prop, style, coarse);
  for (const { mesh } of groves) {
    add(mesh, 11);
    mesh.frustumCulled = true;
  }

  if (style.dark && !coarse) addTransparent(lampLights(lamps), 15);

  const runs: RunParts[] = [];
  const addRun = (): RunParts => {
    const isFirst = runs.length === 0;
    const [below, above] = [new Group(), new Group()];
    solid.add(below);
    transparent.add(above);
    const put = (group: Group, object: Object3D, order: number): void => {
      object.renderOrder = order;
      object.frustumCulled = false;
      group.add(object);
    };
    const signals = new SignalMarks(city, graph, indexes, style);
    if (isFirst && !coarse && signals.masts.triangles > 0) add(new Mesh(signals.masts.geometry(), prop), 11);
    put(below, signals.bars, 13);
    put(above, signals.rings, 21);
    const parked = (): Vehicles => {
      const some = new Vehicles(style, light, coarse ? "coarse" : "full", false);
      some.mesh.renderOrder = 12;
      return some;
    };
    const still = new StillCars(parked, inCarParks, parkedCars(city, graph));
    stills.push(still);
    below.add(still.group);
    let gone = "";
    const vehicles = new Vehicles(style, light, coarse ? "coarse" : "full", style.dark);
    put(below, vehicles.mesh, 12);
    if (vehicles.lights) put(above, vehicles.lights, 14);
    const cars = new ChainCars(city, graph, style, prop);
    const hoses = new Hoses(city, style);
    const units = new Units(style, prop, indexes.ambulances);
    const incidents = new Incidents(city, graph, style);
    const routes = new RouteRibbons(graph, style);
    for (const { group } of [cars, hoses, units, incidents, routes]) above.add(group);
    const run: RunParts = {
      vehicles,
      units,
      signals,
      incidents,
      cars,
      hoses,
      routes,
      parkWithout: (cars) => {
        if (cars.join() === gone) return;
        gone = cars.join();
        still.set(inCarParks, parkedCars(city, graph, new Set(cars)));
      },
      analytics: new AnalyticsLayers(city, graph, style),
      setShown: (isShown) => {
        below.visible = isShown;
        above.visible = isShown;
      },
      dispose: () => {
        for (const part of [still, vehicles, units, signals, incidents, cars, hoses, routes]) part.dispose();
      },
    };
    runs.push(run);
    return run;
  };

  return {
    solid,
    transparent,
    addRun,
    tiles,
    seenFromNear,
    style,
    bakeMs,
    dispose: () => {
      for (const run of runs) run.dispose();
      for (const material of [windows, plain]) material.dispose(); // one of the two is on no mesh
      free(solid);
      free(transparent);
      freeField(field);
    },
  };
};

/** The mist keeps its place in the picture: it begins behind the middle, wherever the camera stands. */
export const setHaze = (city: CityScene, cameraM: number): void => {
  const { fog } = city.solid;
  if (!(fog instanceof Fog)) return;
  const reach = Math.max(0.6, cameraM / HAZE_AT_M);
  fog.near = city.style.fogNearM * reach;
  fog.far = city.style.fogFarM * reach;
};

const lights = (scene: Scene, style: Style): void => {
  const hemisphere = new HemisphereLight(style.hemisphereSky, style.hemisphereGround, style.hemisphereIntensity);
  hemisphere.position.set(0, 0, 1);
  const sun = new DirectionalLight(style.sun, style.sunIntensity);
  const a = (style.sunAzimuthDeg * Math.PI) / 180;
  sun.position.set(Math.sin(a), Math.cos(a), Math.tan((style.sunElevationDeg * Math.PI) / 180)).multiplyScalar(1000);
  scene.add(hemisphere, sun);
};

const lampLights = (lamps: readonly (readonly [number, number])[]): Points => {
  const g = new BufferGeometry();
  g.setAttribute("position", new BufferAttribute(new Float32Array(lamps.flatMap(([x, y]) => [x, y, 8])), 3));
  const material = new PointsMaterial({
    color: "#FFD9A0",
    size: 3,
    sizeAttenuation: true,
    transparent: true,
    opacity: 0.75,
    blending: AdditiveBlending,
    depthWrite: false,
  });
  return new Points(g, material);
};

const free = (scene: Scene): void => {
  scene.traverse((o) => {
    if (!(o instanceof Mesh || o instanceof Points)) return;
    o.geometry.dispose();
    const materials: readonly Material[] = Array.isArray(o.material) ? o.material : [o.material as Material];
    for (const m of materials) if (m instanceof MeshLambertMaterial || m.dispose) m.dispose();
  });
};

const freeField = (field: LightField): void => {
  field.fine.dispose();
  field.coarse.dispose();
};
