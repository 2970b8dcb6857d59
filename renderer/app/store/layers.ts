/** Which layers are on, as a person left them: kept by name, so that a layer that is new or gone costs no other. */
import { LAYERS_AT_FIRST, type LayerName } from "../../view/city-view-types.ts";
import { rememberedJson } from "./memory.ts";

export type Layers = Readonly<Record<LayerName, boolean>>;

export const LAYERS_KEY = "layers";

export const LAYER_NAMES: readonly LayerName[] = Object.keys(LAYERS_AT_FIRST) as LayerName[];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

/** What is kept of an earlier sitting, the rest as at first. */
export const layersFrom = (kept: Readonly<Record<string, unknown>> | undefined): Layers => {
  const one = (name: LayerName): boolean => (typeof kept?.[name] === "boolean" ? kept[name] : LAYERS_AT_FIRST[name]);
  return Object.fromEntries(LAYER_NAMES.map((name) => [name, one(name)])) as Layers;
};

export const rememberedLayers = (): Layers => layersFrom(rememberedJson(LAYERS_KEY, isRecord));

export const ALL_OFF: Layers = Object.fromEntries(LAYER_NAMES.map((name) => [name, false])) as Layers;

export const isSameLayers = (a: Layers, b: Layers): boolean => LAYER_NAMES.every((name) => a[name] === b[name]);
