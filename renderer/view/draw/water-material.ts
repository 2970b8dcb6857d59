/** Water: colour by depth, slow ripples by position (nothing moves by itself), the sky at a flat angle, shadows of the banks. */
import { Color, ShaderMaterial, UniformsLib, UniformsUtils } from "three";
import type { Style } from "../style.ts";
import type { LightUniforms } from "./lit-material.ts";

export const waterMaterial = (style: Style, light: LightUniforms): ShaderMaterial =>
  new ShaderMaterial({
    fog: true,
    uniforms: {
      ...UniformsUtils.clone(UniformsLib.fog),
      uDeep: { value: new Color(style.waterDeep) },
      uMid: { value: new Color(style.water) },
      uShallow: { value: new Color(style.waterShallow) },
      uSky: { value: new Color(style.sky[1]) },
      uFine: light.uFine,
      uBox: light.uBox,
    },
    vertexShader: `attribute vec3 color; varying float vDepth; varying vec3 vWorld;
#include <fog_pars_vertex>
void main(){ vDepth = color.r; vWorld = position; vec4 mvPosition = modelViewMatrix*vec4(position,1.0); gl_Position = projectionMatrix*mvPosition;
#include <fog_vertex>
}`,
    fragmentShader: `varying float vDepth; varying vec3 vWorld; uniform vec3 uDeep, uMid, uShallow, uSky; uniform vec4 uBox; uniform sampler2D uFine;
#include <fog_pars_fragment>
float wave(vec2 p){ return sin(p.x*1.7+sin(p.y*1.3))*sin(p.y*1.9+sin(p.x*0.9)); }
void main(){
  vec3 toEye = normalize(cameraPosition - vWorld); float graze = pow(1.0 - max(toEye.z, 0.0), 3.0);
  float size = length(fwidth(vWorld.xy));
  float r = wave(vWorld.xy*vec2(0.035,0.09))*0.5*(1.0-smoothstep(4.0,14.0,size)) + wave(vWorld.xy*vec2(0.11,0.24)+3.0)*0.3*(1.0-smoothstep(1.5,5.0,size)) + wave(vWorld.xy*vec2(0.013,0.03))*0.6*(1.0-smoothstep(12.0,40.0,size));
  vec3 c = mix(uShallow, uMid, smoothstep(0.0, 0.45, vDepth)); c = mix(c, uDeep, smoothstep(0.4, 1.0, vDepth)*0.8);
  c = mix(c, uSky, graze*0.55); c += r*${style.dark ? "0.004" : "0.014"}; c = mix(c, uSky, smoothstep(0.35, 1.1, r)*0.10);
  vec2 uv = (vWorld.xy - uBox.xy)/uBox.zw; vec2 isIn = step(vec2(0.0), uv)*step(uv, vec2(1.0));
  c *= 1.0 - 0.16*texture2D(uFine, uv).g*isIn.x*isIn.y;
  c = mix(c, vec3(1.0), (1.0 - smoothstep(0.0, 0.10, vDepth))*${style.dark ? "0.10" : "0.35"});
  gl_FragColor = vec4(c, 1.0);
#include <colorspace_fragment>
#include <fog_fragment>
}`,
  });
