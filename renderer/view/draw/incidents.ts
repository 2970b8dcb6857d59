/** A fire: the burning house in orange, three rings on the ground seen through everything, a column of smoke. Else: rings alone. */
import { CanvasTexture, Color, Group, Mesh, MeshBasicMaterial, PlaneGeometry, ShaderMaterial, Sprite, SpriteMaterial } from "three";
import type { City } from "../../../sim-core/model/city.ts";
import type { IncidentMark } from "../city-view-types.ts";
import { Mesher } from "../geometry/mesher.ts";
import { boxOf, distanceToEdge, inside, metres, type Ring, x, y } from "../geometry/polygon.ts";
import { placeAt } from "../geometry/polyline.ts";
import type { RoadGraph } from "../geometry/road-graph.ts";
import { rgb, type Style } from "../style.ts";

/** How far from the road a house may stand to be the one that burns. */
const REACH_M = 45;
const RADIUS_M = 34;
const PUFFS = 16;

type Shown = { readonly mark: IncidentMark; readonly group: Group; readonly x: number; readonly y: number; readonly topM: number };

export class Incidents {
  readonly group = new Group();
  readonly #shown = new Map<number, Shown>();
  readonly #city: City;
  readonly #graph: RoadGraph;
  readonly #style: Style;
  readonly #rings: ShaderMaterial;
  readonly #quietRings: ShaderMaterial;
  readonly #puff: CanvasTexture;

  constructor(city: City, graph: RoadGraph, style: Style) {
    this.#city = city;
    this.#graph = graph;
    this.#style = style;
    this.#rings = ringsMaterial(style.incident);
    this.#quietRings = ringsMaterial(style.medical);
    this.#puff = softDot();
  }

  set(marks: readonly IncidentMark[]): void {
    for (const [id, s] of this.#shown) {
      const same = marks.find((m) => m.incident === id);
      if (same && same.link === s.mark.link && same.offsetMm === s.mark.offsetMm) continue;
      this.group.remove(s.group);
      free(s.group);
      this.#shown.delete(id);
    }
    for (const m of marks) if (!this.#shown.has(m.incident)) this.#add(m);
  }

  all(): IterableIterator<Shown> {
    return this.#shown.values();
  }

  positionOf(incident: number): { readonly x: number; readonly y: number; readonly z: number } | undefined {
    const s = this.#shown.get(incident);
    return s && { x: s.x, y: s.y, z: s.topM + 4 };
  }

  dispose(): void {
    this.set([]);
    this.#rings.dispose();
    this.#quietRings.dispose();
    this.#puff.dispose();
  }

  #add(mark: IncidentMark): void {
    const l = this.#graph.links[mark.link];
    if (!l) return;
    const p = placeAt(l.line, mark.offsetMm / 1000);
    const house = this.#nearestHouse(p.x, p.y);
    const group = new Group();
    let [cx, cy, top] = [p.x, p.y, 2];
    if (house) {
      const b = boxOf(house.ring);
      [cx, cy, top] = [(b[0] + b[2]) / 2, (b[1] + b[3]) / 2, house.heightM];
      if (mark.isFire) group.add(this.#burning(house.ring, house.heightM));
    }
    const side = RADIUS_M * (mark.isFire ? 4 : 2.4);
    const plane = new Mesh(new PlaneGeometry(side, side), mark.isFire ? this.#rings : this.#quietRings);
    plane.position.set(cx, cy, 0.6);
    plane.renderOrder = 30;
    plane.frustumCulled = false;
    group.add(plane);
    if (mark.isFire) this.#smoke(group, cx, cy, top);
    this.group.add(group);
    this.#shown.set(mark.incident, { mark, group, x: cx, y: cy, topM: top });
  }

  #nearestHouse(px: number, py: number): { readonly ring: Ring; readonly heightM: number } | undefined {
    let best = REACH_M;
    let found: { readonly ring: Ring; readonly heightM: number } | undefined;
    for (const b of this.#city.buildings) {
      const [bx, by] = [(b.ringMm[0] as number) / 1000, (b.ringMm[1] as number) / 1000];
      if (Math.abs(bx - px) > 150 || Math.abs(by - py) > 150) continue;
      const ring = metres(b.ringMm);
      const d = inside(ring, px, py) ? 0 : distanceToEdge(ring, px, py);
      if (d < best) {
        best = d;
        found = { ring, heightM: b.heightMm / 1000 };
      }
    }
    return found;
  }

  #burning(ring: Ring, heightM: number): Mesh {
    const m = new Mesher();
    const wall = rgb(this.#style.incident);
    const roof = rgb(this.#style.incidentTop);
    const b = boxOf(ring);
    const [mx, my] = [(b[0] + b[2]) / 2, (b[1] + b[3]) / 2];
    const grown: number[] = [];
    for (let i = 0; i < ring.length; i += 2) {
      const d = Math.hypot(x(ring, i) - mx, y(ring, i) - my) || 1;
      grown.push(x(ring, i) + ((x(ring, i) - mx) / d) * 0.4, y(ring, i) + ((y(ring, i) - my) / d) * 0.4);
    }
    const h = heightM + 0.5;
    for (let i = 0, j = grown.length - 2; i < grown.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [x(grown, j), y(grown, j), x(grown, i), y(grown, i)];
      m.quad([ax, ay, 0], [bx, by, 0], [bx, by, h], [ax, ay, h], [0, 0, 1], wall);
      m.flatTriangle(mx, my, ax, ay, bx, by, h, roof);
    }
    const mesh = new Mesh(m.geometry(), new MeshBasicMaterial({ vertexColors: true, transparent: true, opacity: 0.88, side: 2 }));
    mesh.renderOrder = 12;
    return mesh;
  }

  #smoke(group: Group, px: number, py: number, top: number): void {
    for (let i = 0; i < PUFFS; i++) {
      const t = i / (PUFFS - 1);
      const material = new SpriteMaterial({
        map: this.#puff,
        color: i < 3 ? this.#style.incident : this.#style.smoke,
        transparent: true,
        opacity: i < 3 ? 0.5 : 0.3 - i * 0.012,
        depthWrite: false,
      });
      const puff = new Sprite(material);
      puff.position.set(px + t * 42 + Math.sin(i * 5.1) * 3, py + t * 16 + Math.cos(i * 3.7) * 3, top + 3 + t * 72);
      puff.scale.set(11 + t * 42, 11 + t * 42, 1);
      puff.renderOrder = 40;
      group.add(puff);
    }
  }
}

const free = (group: Group): void => {
  group.traverse((o) => {
    if (o instanceof Sprite) o.material.dispose();
    if (o instanceof Mesh) {
      o.geometry.dispose();
      if (o.material instanceof MeshBasicMaterial) o.material.dispose();
    }
  });
};

const ringsMaterial = (colour: string): ShaderMaterial =>
  new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    depthTest: false,
    uniforms: { uColour: { value: new Color(colour) } },
    vertexShader: "varying vec2 q; void main(){ q = uv*2.0 - 1.0; gl_Position = projectionMatrix*modelViewMatrix*vec4(position, 1.0); }",
    fragmentShader: `varying vec2 q; uniform vec3 uColour; void main(){ float r = length(q)*2.0; float a = (1.0 - smoothstep(0.0,1.9,r))*0.34;
for (int i = 0; i < 3; i++) { float k = 0.55 + float(i)*0.5; a += smoothstep(k-0.04,k-0.01,r)*(1.0 - smoothstep(k+0.01,k+0.04,r))*(0.8 - float(i)*0.24); }
gl_FragColor = vec4(uColour, clamp(a,0.0,1.0));
#include <colorspace_fragment>
}`,
  });

const softDot = (): CanvasTexture => {
  const canvas = document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 64;
  const pen = canvas.getContext("2d");
  if (pen) {
    const g = pen.createRadialGradient(32, 32, 0, 32, 32, 32);
    g.addColorStop(0, "rgba(255,255,255,1)");
    g.addColorStop(0.25, "rgba(255,255,255,.55)");
    g.addColorStop(1, "rgba(255,255,255,0)");
    pen.fillStyle = g;
    pen.fillRect(0, 0, 64, 64);
  }
  return new CanvasTexture(canvas);
};
