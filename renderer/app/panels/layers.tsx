/** What lies over the city, by group: a switch each with its legend in the row, kept for the next sitting. */
import type { ReactNode } from "react";
import { LAYER_GROUPS, LAYERS_AT_FIRST, type LayerName } from "../../view/city-view-types.ts";
import { Switch } from "../shell/choice.tsx";
import { useApp } from "../store/app-store.ts";
import { ALL_OFF, isSameLayers } from "../store/layers.ts";
import { showLayers } from "../store/show-layers.ts";
import { useText } from "../text/use-text.ts";
import {
  AgenciesLegend,
  CamerasLegend,
  DelaysLegend,
  DifferenceLegend,
  HeatLegend,
  PreemptedLegend,
  QueuesLegend,
  RoutesLegend,
  SignalsLegend,
  SpeedLegend,
} from "./layer-legends.tsx";

/** Those without one say all in their name. */
const LEGENDS: Readonly<Partial<Record<LayerName, () => ReactNode>>> = {
  speed: SpeedLegend,
  queues: QueuesLegend,
  difference: DifferenceLegend,
  signals: SignalsLegend,
  preempted: PreemptedLegend,
  delays: DelaysLegend,
  routes: RoutesLegend,
  heat: HeatLegend,
  cameras: CamerasLegend,
  agencies: AgenciesLegend,
};

const GROUPS = Object.entries(LAYER_GROUPS) as readonly (readonly [keyof typeof LAYER_GROUPS, readonly LayerName[]])[];

export const Layers = () => {
  const t = useText();
  const layers = useApp((state) => state.layers);
  return (
    <div className="sec layers">
      <h3>
        {t("layers.title")}
        <span className="end row gap4">
          <button type="button" className="btn gh sm" disabled={isSameLayers(layers, ALL_OFF)} onClick={() => showLayers(ALL_OFF)}>
            {t("layers.allOff")}
          </button>
          <button
            type="button"
            className="btn gh sm"
            disabled={isSameLayers(layers, LAYERS_AT_FIRST)}
            onClick={() => showLayers(LAYERS_AT_FIRST)}
          >
            {t("layers.atFirst")}
          </button>
        </span>
      </h3>
      {GROUPS.map(([group, names]) => (
        <fieldset key={group}>
          <legend className="tick faint">{t(`layers.group.${group}`)}</legend>
          {names.map((name) => {
            const Legend = LEGENDS[name];
            return (
              <Switch key={name} isOn={layers[name]} onChange={(isOn) => showLayers({ [name]: isOn })}>
                <span className="nowrap">{t(`layers.${name}`)}</span>
                {Legend !== undefined && <Legend />}
              </Switch>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
};
