/** A number of an asset (city.ts names them by kind), or undefined where the city does not say. */
import type { Asset } from "./city.ts";

export const attributeOf = (asset: Pick<Asset, "attributes">, name: string): number | undefined => asset.attributes[name];
