/** The chain in the table twin of the map: cars in the way that somebody knows of, and hospitals. */
import { setApp, useApp } from "../store/app-store.ts";
import type { MessageKey } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { carNews, decidingAnswer, decimetres } from "./chain-overlay.ts";
import { RunHeads, type ShownRun, useShownRuns } from "./shown-runs.tsx";

type Car = NonNullable<ShownRun["summary"]>["cars"][number];

const isKnownThere = ({ isPresent, isKnown }: Car): boolean => isPresent && isKnown;

/** In any of the runs, each once. */
const knownCars = (runs: readonly ShownRun[]): readonly Car[] => {
  const byCar = new Map(runs.flatMap(({ summary }) => summary?.cars.filter(isKnownThere) ?? []).map((car) => [car.car, car]));
  return [...byCar.values()].sort((a, b) => a.car - b.car);
};

const Cars = () => {
  const t = useText();
  const runs = useShownRuns();
  const known = knownCars(runs);
  if (known.length === 0) return null;
  return (
    <div className="card">
      <table className="tbl">
        <caption>{t("table.cars")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("table.car")}</th>
            <th scope="col">{t("inspector.car.leaves")}</th>
            <RunHeads runs={runs} says="table.state" />
          </tr>
        </thead>
        <tbody>
          {known.map((state) => (
            <tr key={state.car}>
              <td>
                <button type="button" onClick={() => setApp({ selection: { kind: "car", id: state.car } })}>
                  <b>{t("inspector.car", { number: state.car + 1 })}</b>
                </button>
              </td>
              <td className="num">{decimetres(state.freeWidthMm)} m</td>
              {runs.map(({ id, summary }) => {
                const own = summary?.cars.find((one) => one.car === state.car && isKnownThere(one));
                const news = own === undefined ? "–" : t(carNews(own));
                return <td key={id}>{own !== undefined && own.stops.length > 0 ? `${t("car.stops")} · ${news}` : news}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

type Hospital = NonNullable<ShownRun["summary"]>["hospitals"][number];

const hospitalNews = (state: Hospital): MessageKey => {
  const answer = decidingAnswer(state);
  return answer === undefined ? "hospital.delivered" : `hospital.${answer.state}`;
};

const Hospitals = () => {
  const t = useText();
  const runs = useShownRuns();
  const hospitals = runs.at(-1)?.summary?.hospitals;
  const assets = useApp((state) => state.project?.city.assets);
  if (hospitals === undefined || hospitals.length === 0) return null;
  return (
    <div className="card">
      <table className="tbl">
        <caption>{t("table.hospitals")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("agency.hospital")}</th>
            <RunHeads runs={runs} says="inspector.hospital.free" />
            <RunHeads runs={runs} says="table.state" />
          </tr>
        </thead>
        <tbody>
          {hospitals.map(({ hospital }) => {
            const name = assets?.find(({ id }) => id === hospital)?.name;
            const states = runs.map(({ id, summary }) => ({ id, own: summary?.hospitals.find((one) => one.hospital === hospital) }));
            return (
              <tr key={hospital}>
                <td>
                  <button type="button" onClick={() => setApp({ selection: { kind: "asset", id: hospital } })}>
                    <b>{name === undefined ? hospital : t(name)}</b>
                  </button>
                </td>
                {states.map(({ id, own }) => (
                  <td key={id} className="num">
                    {own?.freeBeds ?? "–"}
                  </td>
                ))}
                {states.map(({ id, own }) => (
                  <td key={id}>{own === undefined ? "–" : t(hospitalNews(own), { count: own.delivered })}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

export const ChainTables = () => (
  <>
    <Cars />
    <Hospitals />
  </>
);
