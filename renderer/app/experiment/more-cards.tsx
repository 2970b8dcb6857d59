/** Neighbourhoods, published figures and what the assumptions move: tables whose rows carry their own picture. */
import { aroundZero } from "../../../sim-core/model/chart-scale.ts";
import { type PublishedBeside, publishedBeside } from "../../sim/result-words.ts";
import { countText } from "../text/format.ts";
import { type Translate, useText } from "../text/use-text.ts";
import { ExtraRequest } from "./extra-request.tsx";
import { Card } from "./figure.tsx";
import { RangeBar } from "./range-bar.tsx";
import { neighbourhoodsSheet, tornadoSheet } from "./result-sheets.ts";
import type { Sheet } from "./sheet.ts";
import type { ResultView } from "./use-result-view.ts";

const MOST_ROWS = 14;

export const NeighbourhoodsCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const { result, project, language } = view;
  const own = result.neighbourhoods.filter(({ arm }) => arm === view.arm);
  if (own.length === 0) return null;
  const unit = view.unitOf(own[0]?.kpi ?? "");
  const nameOf = (id: string): string => project?.city.neighbourhoods?.find((one) => one.id === id)?.name?.[language] ?? id;
  const shown = own.slice(0, MOST_ROWS);
  const domain = aroundZero(shown.flatMap(({ difference, low, high }) => [difference, low, high]));
  return (
    <Card
      className="wide"
      title={t("result.neighbourhoods")}
      sheet={() => neighbourhoodsSheet(view, t)}
      note={own.length > MOST_ROWS ? t("result.someOf", { shown: MOST_ROWS, all: own.length }) : view.kpiName(own[0]?.kpi ?? "")}
    >
      <table className="tbl ranges">
        <caption className="hidden-text">{t("result.neighbourhoods")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("result.neighbourhood")}</th>
            <th scope="col" className="r">
              {view.armName(view.baseline)}
            </th>
            <th scope="col" className="r">
              {view.armName(view.arm)}
            </th>
            <th scope="col">{t("result.picture")}</th>
            <th scope="col" className="r">
              {t("result.difference")}
            </th>
            <th scope="col" className="r">
              {t("evidence.call")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const [low, high] = [view.change(row.low, unit), view.change(row.high, unit)];
            return (
              <tr key={row.id}>
                <th scope="row">{nameOf(row.id)}</th>
                <td className="r num">{view.value(row.baselineMean, unit)}</td>
                <td className="r num">{view.value(row.armMean, unit)}</td>
                <td className="plot">
                  <RangeBar
                    domain={domain}
                    at={row.difference}
                    low={row.low}
                    high={row.high}
                    colour="var(--plan)"
                    label={t("result.plot", { difference: view.change(row.difference, unit), low, high })}
                  />
                </td>
                <td className="r num nowrap">
                  <b>{view.change(row.difference, unit)}</b> <span className="faint">{row.low === null ? "" : `${low} ~ ${high}`}</span>
                </td>
                <td className="r num">{countText(row.cases)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
};

type PublishedRow = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly at: number | null;
  readonly note: string;
  readonly isOwn: boolean;
};

const percent = (share: number): string => `${share < 0 ? "−" : ""}${Math.abs(share * 100).toFixed(1)}%`;

/** The newest figure of each place: the list is in order of time. */
const newestOf = <T extends { readonly place: { readonly en: string } }>(figures: readonly T[]): readonly T[] => [
  ...new Map(figures.map((one) => [one.place.en, one])).values(),
];

const publishedRows = (one: PublishedBeside, { language, armName }: ResultView): readonly PublishedRow[] => {
  const own = one.own.map(({ arm, shareP, lowP, highP }): PublishedRow => {
    return { name: armName(arm), from: lowP ?? shareP, to: highP ?? shareP, at: shareP, note: "", isOwn: true };
  });
  if (one.kind === "preemption") {
    const published = one.published.map(({ place, years, fromP, toP, note, source }): PublishedRow => {
      const words = [note?.[language] ?? "", source].filter((part) => part !== "").join(" · ");
      return { name: `${place[language]} ${years}`.trim(), from: fromP, to: toP, at: null, note: words, isOwn: false };
    });
    return [...own, ...published];
  }
  const published = newestOf(one.published).map(({ place, year, shareP, source }): PublishedRow => {
    return { name: `${place[language]} ${year}`, from: shareP, to: shareP, at: shareP, note: source, isOwn: false };
  });
  return [...own, ...published];
};

const publishedSheet = (view: ResultView, all: readonly PublishedBeside[], t: Translate): Sheet => ({
  part: "beside-published",
  head: [t("sheet.kind"), t("published.where"), t("sheet.atLeast"), t("sheet.atMost"), t("published.value"), t("published.source")],
  rows: all.flatMap((one) => publishedRows(one, view).map(({ name, from, to, at, note }) => [t(titleOf(one)), name, from, to, at, note])),
});

const titleOf = ({ kind }: PublishedBeside) =>
  kind === "seven-minutes" ? ("published.sevenMinutes" as const) : (`published.${kind}` as const);

const PublishedTable = ({ view, one }: { readonly view: ResultView; readonly one: PublishedBeside }) => {
  const t = useText();
  const rows = publishedRows(one, view);
  const domain = aroundZero(rows.flatMap(({ from, to }) => [from, to]));
  return (
    <div className="scroll">
      <p className="cap faint">{t("published.clocks", { own: t(one.clock), other: t(one.publishedClock) })}</p>
      <table className="tbl ranges">
        <caption>{t(titleOf(one))}</caption>
        <thead>
          <tr>
            <th scope="col">{t("published.where")}</th>
            <th scope="col">{t("result.picture")}</th>
            <th scope="col" className="r">
              {t("published.value")}
            </th>
            <th scope="col">{t("published.source")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const text = row.from === row.to ? percent(row.from) : `${percent(row.from)} ~ ${percent(row.to)}`;
            return (
              <tr key={`${row.name} ${row.note}`}>
                <th scope="row">{row.name}</th>
                <td className="plot">
                  <RangeBar
                    domain={domain}
                    at={row.at}
                    low={row.from}
                    high={row.to}
                    colour={row.isOwn ? "var(--plan)" : "var(--ink-3)"}
                    label={text}
                  />
                </td>
                <td className="r num nowrap">
                  {row.isOwn && row.at !== null && <b>{percent(row.at)} </b>}
                  <span className={row.isOwn ? "faint" : ""}>{text}</span>
                </td>
                <td className="cap faint">{row.isOwn ? t("published.here") : row.note}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

export const PublishedCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const found = publishedBeside(view.result, view.scenario?.kpis ?? []);
  if (found.length === 0) return null;
  const isBeyond = found.some((one) => one.kind === "preemption" && one.own.some((own) => own.isBeyond));
  return (
    <Card className="wide" title={t("published.title")} sheet={() => publishedSheet(view, found, t)}>
      {isBeyond && <p className="note">{t("published.beyond")}</p>}
      <p className="cap muted">{t("published.caution")}</p>
      {found.map((one) => (
        <PublishedTable key={`${one.kind} ${one.kind === "preemption" ? "" : one.kpi}`} view={view} one={one} />
      ))}
    </Card>
  );
};

/** What moves the conclusion most, first. */
export const TornadoCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const rows = view.result.tornado
    .filter(({ kpi, arm, swing }) => kpi === view.kpi && arm === view.arm && swing !== null)
    .sort((a, b) => Math.abs(b.swing ?? 0) - Math.abs(a.swing ?? 0));
  const unit = view.unitOf(view.kpi);
  const domain = aroundZero(rows.flatMap(({ low, high }) => [low.difference, high.difference]));
  const doubt = view.result.uncertainty.find(({ kpi, arm }) => kpi === view.kpi && arm === view.arm);
  return (
    <Card
      title={t("tornado.title")}
      note={view.kpiName(view.kpi)}
      className="wide"
      sheet={rows.length === 0 ? undefined : () => tornadoSheet(view, t)}
    >
      {view.result.tornado.length === 0 ? (
        <>
          <p className="muted">{t("tornado.why")}</p>
          <ExtraRequest of="tornado" view={view}>
            {t("tornado.ask")}
          </ExtraRequest>
        </>
      ) : rows.length === 0 ? (
        <p className="faint">{t("tornado.notThis")}</p>
      ) : (
        <table className="tbl ranges">
          <caption className="hidden-text">{t("tornado.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("tornado.assumption")}</th>
              <th scope="col" className="r">
                {t("tornado.low")}
              </th>
              <th scope="col">{t("result.picture")}</th>
              <th scope="col" className="r">
                {t("tornado.high")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map(({ path, low, high }) => {
              const ends = [low.difference ?? 0, high.difference ?? 0] as const;
              const text = t("tornado.row", { low: view.change(low.difference, unit), high: view.change(high.difference, unit) });
              return (
                <tr key={path}>
                  <th scope="row" className="mono">
                    {path}
                  </th>
                  <td className="r num nowrap">
                    <span className="faint">{low.input}</span> <b>{view.change(low.difference, unit)}</b>
                  </td>
                  <td className="plot">
                    <RangeBar
                      domain={domain}
                      at={null}
                      low={Math.min(...ends)}
                      high={Math.max(...ends)}
                      colour="var(--plan)"
                      label={text}
                    />
                  </td>
                  <td className="r num nowrap">
                    <b>{view.change(high.difference, unit)}</b> <span className="faint">{high.input}</span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {doubt !== undefined && doubt.noise !== null && (
        <p className="cap">{t("tornado.doubt", { noise: view.value(doubt.noise, unit), inputs: view.value(doubt.inputs, unit) })}</p>
      )}
    </Card>
  );
};
