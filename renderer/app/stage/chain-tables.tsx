/** The chain in the table twin of the map: cars in the way that somebody knows of, and hospitals. */
import { setApp, useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { carNews, decidingAnswer, decimetres } from "./chain-overlay.ts";

const Cars = () => {
  const t = useText();
  const cars = useApp((state) => state.summaries[state.arm]?.cars);
  const known = cars?.filter(({ isPresent, isKnown }) => isPresent && isKnown) ?? [];
  if (known.length === 0) return null;
  return (
    <div className="card">
      <table className="tbl">
        <caption>{t("table.cars")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("table.car")}</th>
            <th scope="col">{t("inspector.car.leaves")}</th>
            <th scope="col">{t("table.state")}</th>
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
              <td>{state.stops.length > 0 ? `${t("car.stops")} · ${t(carNews(state))}` : t(carNews(state))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Hospitals = () => {
  const t = useText();
  const hospitals = useApp((state) => state.summaries[state.arm]?.hospitals);
  const assets = useApp((state) => state.project?.city.assets);
  if (hospitals === undefined || hospitals.length === 0) return null;
  return (
    <div className="card">
      <table className="tbl">
        <caption>{t("table.hospitals")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("agency.hospital")}</th>
            <th scope="col">{t("inspector.hospital.free")}</th>
            <th scope="col">{t("table.state")}</th>
          </tr>
        </thead>
        <tbody>
          {hospitals.map((state) => {
            const answer = decidingAnswer(state);
            const name = assets?.find(({ id }) => id === state.hospital)?.name;
            return (
              <tr key={state.hospital}>
                <td>
                  <button type="button" onClick={() => setApp({ selection: { kind: "asset", id: state.hospital } })}>
                    <b>{name === undefined ? state.hospital : t(name)}</b>
                  </button>
                </td>
                <td className="num">{state.freeBeds}</td>
                <td>{answer === undefined ? t("hospital.delivered", { count: state.delivered }) : t(`hospital.${answer.state}`)}</td>
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
