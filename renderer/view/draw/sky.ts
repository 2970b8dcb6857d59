/** Sky dome and three mountain ridges with their feet in the mist: Seoul's horizon. */
import { BackSide, Color, Mesh, MeshBasicMaterial, ShaderMaterial, SphereGeometry } from "three";
import { Mesher, type Point3 } from "../geometry/mesher.ts";
import type { Box2 } from "../geometry/polygon.ts";
import { mixed, rgb, type Style } from "../style.ts";

export const skyDome = (style: Style): Mesh => {
  const material = new ShaderMaterial({
    side: BackSide,
    depthWrite: false,
    fog: false,
    uniforms: {
      uLow: { value: new Color(style.sky[0]) },
      uMid: { value: new Color(style.sky[1]) },
      uHigh: { value: new Color(style.sky[2]) },
    },
    vertexShader:
      "varying vec3 v; void main(){ v = normalize(position); gl_Position = projectionMatrix*viewMatrix*vec4(position + cameraPosition, 1.0); }",
    fragmentShader: `varying vec3 v; uniform vec3 uLow, uMid, uHigh;
void main(){ float h = clamp(normalize(v).z*3.2, 0.0, 1.0); vec3 c = mix(uLow, uMid, smoothstep(0.0, 0.45, h)); c = mix(c, uHigh, smoothstep(0.4, 1.0, h)); gl_FragColor = vec4(c, 1.0);
#include <colorspace_fragment>
}`,
  });
  const dome = new Mesh(new SphereGeometry(8000, 16, 10), material);
  dome.frustumCulled = false;
  return dome;
};

/** North, east and west of the district; the river keeps its open sky in the south. */
export const ridges = (style: Style, bounds: Box2): Mesh[] => {
  const cx = (bounds[0] + bounds[2]) / 2;
  const cy = (bounds[1] + bounds[3]) / 2;
  const inner = Math.hypot(bounds[2] - bounds[0], bounds[3] - bounds[1]) / 2;
  return [0, 1, 2].map((r) => {
    const radius = inner + 900 + r * 650;
    const height = 190 + r * 105;
    const top = rgb(style.hills[r] as string);
    const foot = mixed(rgb(style.fog), top, 0.25);
    const profile = (a: number): number =>
      Math.max(
        20,
        height *
          (0.5 +
            0.3 * Math.sin(a * (4.1 + r) + r * 2.1) +
            0.2 * Math.sin(a * 9.7 + r) +
            0.09 * Math.sin(a * 23 + r * 3) +
            0.04 * Math.sin(a * 51)),
      );
    const mesher = new Mesher();
    const point = (a: number, z: number): Point3 => [cx + Math.sin(a) * radius, cy + Math.cos(a) * radius, z];
    const n: Point3 = [0, -0.7, 0.7];
    const step = 0.03;
    for (let a = -2.1; a < 2.1; a += step) {
      const [p, q, s, t] = [point(a, -10), point(a + step, -10), point(a + step, profile(a + step)), point(a, profile(a))];
      mesher.vertex(...p, ...n, foot);
      mesher.vertex(...q, ...n, foot);
      mesher.vertex(...s, ...n, top);
      mesher.vertex(...p, ...n, foot);
      mesher.vertex(...s, ...n, top);
      mesher.vertex(...t, ...n, top);
    }
    const mesh = new Mesh(mesher.geometry(), new MeshBasicMaterial({ vertexColors: true, fog: false, side: 2 }));
    mesh.frustumCulled = false;
    return mesh;
  });
};
