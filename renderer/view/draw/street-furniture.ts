/**
 * What stands beside the streets and takes part in the chain: hydrants, cameras on their poles turned where they look, river gauges.
 * Twice life size or so: from where a whole street is in the picture they would be smaller than a pixel. Red belongs to the engines, so
 * hydrants have the colour of the fire stations' brick.
 */
import type { Asset, City } from "../../../sim-core/model/city.ts";
import { chunkKey } from "../geometry/chunks.ts";
import { Mesher } from "../geometry/mesher.ts";
import { rgb, type Style } from "../style.ts";

const HYDRANT = { wideM: 0.8, highM: 1.6 };
/** Where the city does not say how high a camera hangs. Crime-prevention cameras hang at 4 to 6 m. */
const CAMERA_M = 5;
const CAMERA = { poleM: 0.35, longM: 1.8, wideM: 0.8, highM: 0.7 };
const GAUGE = { wideM: 1.6, bandM: 2, bands: 5 };

const DRAWN: Readonly<Partial<Record<Asset["kind"], (m: Mesher, asset: Asset, style: Style) => void>>> = {
  hydrant: (m, asset, style) => hydrant(m, asset, style),
  camera: (m, asset, style) => camera(m, asset, style),
  gauge: (m, asset, style) => gauge(m, asset, style),
};

/** A mesher for each square of the city. */
export const streetFurniture = (city: City, style: Style): readonly Mesher[] => {
  const squares = new Map<string, Mesher>();
  for (const asset of city.assets) {
    const draw = DRAWN[asset.kind];
    if (draw === undefined) continue;
    const key = chunkKey(...placeM(asset));
    const square = squares.get(key) ?? new Mesher();
    squares.set(key, square);
    draw(square, asset, style);
  }
  return [...squares.values()];
};

const placeM = ({ xyMm }: Asset): readonly [number, number] => [xyMm[0] / 1000, xyMm[1] / 1000];

const hydrant = (m: Mesher, asset: Asset, style: Style): void => {
  const [x, y] = placeM(asset);
  const body = rgb(style.wallStation);
  m.box(x, y, 0, HYDRANT.wideM, HYDRANT.wideM, 0, HYDRANT.highM, body, rgb(style.roofStation));
};

const camera = (m: Mesher, asset: Asset, style: Style): void => {
  const [x, y] = placeM(asset);
  const { heightMm, headingMrad = 0 } = asset.attributes;
  const topM = heightMm === undefined ? CAMERA_M : heightMm / 1000;
  const pole = rgb(style.bridge);
  m.box(x, y, 0, CAMERA.poleM, CAMERA.poleM, 0, topM, pole, pole);
  const headingRad = headingMrad / 1000;
  const head = rgb(style.camera);
  const [ahead, side] = [(Math.cos(headingRad) * CAMERA.longM) / 2, (Math.sin(headingRad) * CAMERA.longM) / 2];
  m.box(x + ahead, y + side, headingRad, CAMERA.longM, CAMERA.wideM, topM - CAMERA.highM, topM, head, head);
};

/** A staff in bands of two metres, as it is read. */
const gauge = (m: Mesher, asset: Asset, style: Style): void => {
  const [x, y] = placeM(asset);
  const [light, deep] = [rgb(style.bridgeArch), rgb(style.waterDeep)];
  for (let band = 0; band < GAUGE.bands; band++) {
    const colour = band % 2 === 0 ? deep : light;
    m.box(x, y, 0, GAUGE.wideM, GAUGE.wideM, band * GAUGE.bandM, (band + 1) * GAUGE.bandM, colour, colour);
  }
};
