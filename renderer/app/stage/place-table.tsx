/** Places that can be picked on the map, as a table: stations, hospitals, cameras, junctions, streets. Picking one here is picking it there. */
import { useMemo, useState } from "react";
import { entriesOf } from "../palette/entries.ts";
import { findEntries } from "../palette/find.ts";
import { useSession } from "../project/session-context.ts";
import { appState, useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";

const SHOWN = 60;

export const PlaceTable = () => {
  const t = useText();
  const session = useSession();
  const language = useApp((state) => state.language);
  const cityHash = useApp((state) => state.project?.cityHash);
  const [words, setWords] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: places change with the city and their names with the language
  const places = useMemo(() => entriesOf(appState()).filter(({ kind }) => kind === "place" || kind === "street"), [cityHash, language]);
  const found = useMemo(() => findEntries(words, places, [], SHOWN), [words, places]);
  return (
    <div className="card">
      <label className="row gap8" style={{ marginBottom: 6 }}>
        <span className="muted nowrap">{t("table.places.find")}</span>
        <input className="field grow" type="search" value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <table className="tbl">
        <caption>{t("table.places", { shown: found.length, count: places.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("table.place")}</th>
            <th scope="col">{t("table.kind")}</th>
          </tr>
        </thead>
        <tbody>
          {found.map((entry) => (
            <tr key={entry.id}>
              <td>
                <button type="button" onClick={() => entry.run(session)}>
                  <b>{entry.title}</b>
                </button>
              </td>
              <td>{t(`palette.kind.${entry.kind}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
