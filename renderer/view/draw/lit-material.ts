/**
 * The one lit material of the city: Lambert with vertex colours that reads the light field. Windows are arithmetic on the world
 * position, faded into a flat tone when they become smaller than a pixel: no texture, no shimmer.
 */
import { Color, MeshLambertMaterial, ShaderMaterial, UniformsLib, UniformsUtils, Vector2, Vector3, Vector4 } from "three";
import type { Style } from "../style.ts";
import { HEIGHT_SCALE_M, type LightField } from "./light-field.ts";

/** prop = shadow by height; wall = the same with windows. What lies flat has `groundMaterial`. */
export type LitKind = "prop" | "wall";

/** One storey, metres: the windows' vertical pitch. */
export const STOREY_M = 3.1;

export type LightUniforms = ReturnType<typeof lightUniforms>;

export const lightUniforms = (style: Style, field: LightField) => ({
  uFine: { value: field.fine },
  uCoarse: { value: field.coarse },
  uBox: { value: new Vector4(...field.window) },
  uTexel: { value: new Vector2(1 / field.fine.image.width, 1 / field.fine.image.height) },
  uShare: { value: new Vector3(style.shadowP, style.occlusionP, style.glowP) },
  uWindow: { value: new Color(style.window) },
  uWindowP: { value: style.windowP },
  uLit: { value: new Color(style.lit) },
  uLitP: { value: style.litP },
});

/** The part that adds shadow, occlusion and lamp glow to three's Lambert result; needs vW (world) and vWN (world normal). */
const LIGHT_HEAD = `
varying vec3 vW; varying vec3 vWN;
uniform sampler2D uFine, uCoarse; uniform vec4 uBox; uniform vec3 uShare, uWindow, uLit; uniform float uWindowP, uLitP;
float hash21(vec2 p){ p = fract(p*vec2(123.34,456.21)); p += dot(p,p+45.32); return fract(p.x*p.y); }`;

const LIGHT_BODY = `
vec2 fineUv = (vW.xy + vWN.xy*1.7 - uBox.xy)/uBox.zw;
vec2 coarseUv = (vW.xy + vWN.xy*4.0 - uBox.xy)/uBox.zw;
vec2 isIn = step(vec2(0.0), fineUv)*step(fineUv, vec2(1.0)); float known = isIn.x*isIn.y;
vec2 fine = texture2D(uFine, fineUv).rg*known; vec2 coarse = texture2D(uCoarse, coarseUv).rg*known;
float shade = smoothstep(-0.5, 1.6, fine.r*${HEIGHT_SCALE_M.toFixed(1)} - max(vW.z, 0.0))*step(0.001, fine.r);
float occlusion = clamp((coarse.r*${HEIGHT_SCALE_M.toFixed(1)}*1.25 - max(vW.z,0.0))/26.0, 0.0, 1.0);
reflectedLight.directDiffuse *= 1.0 - uShare.x*shade;
reflectedLight.indirectDiffuse *= 1.0 - uShare.y*occlusion;
reflectedLight.indirectDiffuse += (diffuseColor.rgb*1.4 + 0.022)*uLit*uShare.z*coarse.g*exp(-max(vW.z,0.0)/10.0);`;

/** Window types by thousands of the seed: 0 small houses, 1 shops and offices (bands), 2 apartments. Seed 0 = no windows. */
const WINDOWS = `
float wall = step(abs(vWN.z), 0.4)*step(0.5, vSeed); float type = floor(vSeed/1000.0);
float along = dot(vW.xy, vec2(-vWN.y, vWN.x)) + vSeed;
float pitch = type > 1.5 ? 3.6 : type > 0.5 ? 1.7 : 3.2;
vec2 st = vec2(along/pitch, vW.z/${STOREY_M.toFixed(1)}); vec2 fw = fwidth(st); vec2 fs = fract(st); vec2 e = max(fw, vec2(0.02));
bool band = type > 0.5 && type < 1.5;
vec2 lo = band ? vec2(0.06,0.30) : vec2(0.2,0.32), hi = band ? vec2(0.94,0.86) : vec2(0.8,0.82);
vec2 w2 = smoothstep(lo-e, lo+e, fs)*(1.0 - smoothstep(hi-e, hi+e, fs));
float detail = 1.0 - smoothstep(0.35, 0.9, max(fw.x*0.7, fw.y));
float win = mix(0.36, w2.x*w2.y, detail)*wall*step(0.6, vW.z);
// a varying is never quite constant and large numbers have no fraction left: both would speckle a window
float own = floor(vSeed + 0.5); vec2 cell = mod(floor(st), 97.0) + vec2(mod(own, 89.0), mod(own, 61.0));
float chance = hash21(cell);
diffuseColor.rgb = mix(diffuseColor.rgb, uWindow*(0.85+0.3*chance), win*uWindowP);
float on = step(1.0-uLitP, chance)*detail + uLitP*0.9*(1.0-detail);`;

export type LitOptions = { readonly offset?: number; readonly vertexHead?: string; readonly vertexPlace?: string; readonly name?: string };

/** `vertexHead` and `vertexPlace` let a shape place its own instances: the latter must set `transformed` and `objectNormal`'s world twin `placedNormal`. */
export const litMaterial = (kind: LitKind, uniforms: LightUniforms, options: LitOptions = {}): MeshLambertMaterial => {
  const material = new MeshLambertMaterial({ vertexColors: true });
  const own = options.vertexPlace !== undefined;
  const windows = kind === "wall";
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace(
        "#include <common>",
        `#include <common>\nvarying vec3 vW; varying vec3 vWN; ${windows ? "attribute float seed; varying float vSeed;" : ""}\n${options.vertexHead ?? ""}`,
      )
      .replace("#include <begin_vertex>", own ? (options.vertexPlace ?? "") : "#include <begin_vertex>")
      .replace(
        "#include <project_vertex>",
        `#include <project_vertex>
        vec4 wq = vec4(transformed, 1.0); vec3 wn = ${own ? "placedNormal" : "normal"};
        #ifdef USE_INSTANCING
          wq = instanceMatrix*wq; wn = mat3(instanceMatrix)*wn;
        #endif
        vW = (modelMatrix*wq).xyz; vWN = normalize(wn); ${windows ? "vSeed = seed;" : ""}`,
      );
    if (own) {
      // three computes its normal before the position; ours must exist by then
      shader.vertexShader = shader.vertexShader.replace("#include <beginnormal_vertex>", PLACED);
    }
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", `#include <common>\n${LIGHT_HEAD}\n${windows ? "varying float vSeed;" : ""}`)
      .replace("#include <lights_fragment_end>", `#include <lights_fragment_end>\n${LIGHT_BODY}`);
    if (windows) {
      shader.fragmentShader = shader.fragmentShader
        .replace("#include <color_fragment>", `#include <color_fragment>\n${WINDOWS}`)
        .replace(
          "#include <emissivemap_fragment>",
          "#include <emissivemap_fragment>\ntotalEmissiveRadiance += uLit*win*on*(0.5+0.6*hash21(cell*1.7));",
        );
    }
  };
  // three would share one program between all variants: their onBeforeCompile has the same text
  material.customProgramCacheKey = () => `city-${kind}-${options.name ?? ""}`;
  if (options.offset) {
    material.polygonOffset = true;
    material.polygonOffsetFactor = -options.offset;
    material.polygonOffsetUnits = -options.offset * 6;
  }
  return material;
};

/** Instances that place themselves define `mat3 placedTurn()`. */
const PLACED = "mat3 turn = placedTurn(); vec3 placedNormal = turn*normal; vec3 objectNormal = placedNormal;";

/**
 * The same light for everything that lies flat at street height. Its normal is always up, so sun and sky are two constants and a
 * pixel costs two fetches: the ground is painted in several layers, and software graphics feel every one.
 */
export const groundMaterial = (style: Style, uniforms: LightUniforms): ShaderMaterial => {
  const up = Math.sin((style.sunElevationDeg * Math.PI) / 180);
  const sun = new Color(style.sun).multiplyScalar((style.sunIntensity * up) / Math.PI);
  const sky = new Color(style.hemisphereSky).multiplyScalar(style.hemisphereIntensity / Math.PI);
  return new ShaderMaterial({
    fog: true,
    depthWrite: false,
    uniforms: { ...UniformsUtils.clone(UniformsLib.fog), ...uniforms, uSun: { value: sun }, uSky: { value: sky } },
    vertexShader: `attribute vec3 color; varying vec3 vC; varying vec2 vUv; uniform vec4 uBox;
#include <fog_pars_vertex>
void main(){ vC = color; vUv = (position.xy - uBox.xy)/uBox.zw; vec4 mvPosition = modelViewMatrix*vec4(position, 1.0); gl_Position = projectionMatrix*mvPosition;
#include <fog_vertex>
}`,
    fragmentShader: `varying vec3 vC; varying vec2 vUv; uniform sampler2D uFine, uCoarse; uniform vec3 uShare, uLit, uSun, uSky;
#include <fog_pars_fragment>
void main(){
  vec2 isIn = step(vec2(0.0), vUv)*step(vUv, vec2(1.0)); float known = isIn.x*isIn.y;
  float shade = texture2D(uFine, vUv).g*known; vec2 coarse = texture2D(uCoarse, vUv).rg*known;
  float occlusion = clamp(coarse.r*${((HEIGHT_SCALE_M * 1.25) / 26).toFixed(4)}, 0.0, 1.0);
  gl_FragColor = vec4(vC*(uSun*(1.0 - uShare.x*shade) + uSky*(1.0 - uShare.y*occlusion)) + (vC*1.4 + 0.022)*uLit*(uShare.z*coarse.g), 1.0);
#include <colorspace_fragment>
#include <fog_fragment>
}`,
  });
};

/**
 * The same light once more for what has no windows, or none that can be seen: walls from afar and flat roofs. Sun and sky are reckoned
 * per corner, for a wall is flat; software graphics pay for every corner and every pixel of thousands of houses.
 */
export const farMaterial = (style: Style, uniforms: LightUniforms): ShaderMaterial => {
  const azimuth = (style.sunAzimuthDeg * Math.PI) / 180;
  const elevation = (style.sunElevationDeg * Math.PI) / 180;
  const towards = new Vector3(Math.sin(azimuth) * Math.cos(elevation), Math.cos(azimuth) * Math.cos(elevation), Math.sin(elevation));
  const colour = (hex: string, intensity: number): { readonly value: Color } => ({
    value: new Color(hex).multiplyScalar(intensity / Math.PI),
  });
  return new ShaderMaterial({
    fog: true,
    uniforms: {
      ...UniformsUtils.clone(UniformsLib.fog),
      ...uniforms,
      uSun: colour(style.sun, style.sunIntensity),
      uSky: colour(style.hemisphereSky, style.hemisphereIntensity),
      uSoil: colour(style.hemisphereGround, style.hemisphereIntensity),
      uTowards: { value: towards },
    },
    vertexShader: `attribute vec3 color; varying vec3 vC; varying vec2 vLit; varying vec4 vAt; varying float vZ; uniform vec4 uBox; uniform vec3 uTowards;
#include <fog_pars_vertex>
void main(){
  vC = color; vLit = vec2(max(0.0, dot(normal, uTowards)), 0.5 + 0.5*normal.z);
  vAt = (vec4(position.xy + normal.xy*1.7, position.xy + normal.xy*4.0) - uBox.xyxy)/uBox.zwzw; vZ = max(position.z, 0.0);
  vec4 mvPosition = modelViewMatrix*vec4(position, 1.0); gl_Position = projectionMatrix*mvPosition;
#include <fog_vertex>
}`,
    fragmentShader: `varying vec3 vC; varying vec2 vLit; varying vec4 vAt; varying float vZ;
uniform sampler2D uFine, uCoarse; uniform vec3 uShare, uLit, uSun, uSky, uSoil;
#include <fog_pars_fragment>
void main(){
  vec2 isIn = step(vec2(0.0), vAt.xy)*step(vAt.xy, vec2(1.0)); float known = isIn.x*isIn.y;
  float reach = texture2D(uFine, vAt.xy).r*known; vec2 coarse = texture2D(uCoarse, vAt.zw).rg*known;
  float shade = smoothstep(-0.5, 1.6, reach*${HEIGHT_SCALE_M.toFixed(1)} - vZ)*step(0.001, reach);
  float occlusion = clamp((coarse.r*${(HEIGHT_SCALE_M * 1.25).toFixed(1)} - vZ)/26.0, 0.0, 1.0);
  vec3 sky = mix(uSoil, uSky, vLit.y)*(1.0 - uShare.y*occlusion) + uLit*(uShare.z*coarse.g*exp(-vZ/10.0))*1.4;
  gl_FragColor = vec4(vC*(uSun*(vLit.x*(1.0 - uShare.x*shade)) + sky), 1.0);
#include <colorspace_fragment>
#include <fog_fragment>
}`,
  });
};
