/** What one number is made of: its replications, the calls of a replication, and from each the way onto the stage at that moment. */
import { useEffect, useRef, useState } from "react";
import { incidentName } from "../../../sim-core/model/incident-name.ts";
import type { EvidenceRow } from "../../sim/kept-outcomes.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { IconButton } from "../shell/icon-button.tsx";
import { countText } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { setExperiment, useExperiment } from "./experiment-store.ts";
import { caseRows, type ReplicationRow, replicationRows } from "./result-models.ts";
import type { ResultView } from "./use-result-view.ts";

type Place = { readonly arm: number; readonly baseline: number };

/** Waits for the answer of the experiment's worker; undefined = not there yet, "none" = not computed here. */
const useEvidence = (view: ResultView, kpi: string): readonly EvidenceRow[] | "none" | undefined => {
  const session = useSession();
  const [found, setFound] = useState<readonly EvidenceRow[] | "none">();
  const { result } = view;
  useEffect(() => {
    let isCurrent = true;
    setFound(undefined);
    session.evidence(result, kpi).then(
      (rows) => isCurrent && setFound(rows ?? "none"),
      () => isCurrent && setFound("none"),
    );
    return () => {
      isCurrent = false;
    };
  }, [session, result, kpi]);
  return found;
};

type Watch = { readonly view: ResultView; readonly arm: string; readonly replication: number; readonly incident: number | undefined };

/** The way onto the stage, in the arm that is looked at or in the baseline. */
const WatchButton = ({ view, arm, replication, incident }: Watch) => {
  const t = useText();
  const session = useSession();
  const name = view.armName(arm);
  const where =
    incident === undefined
      ? t("evidence.watch.day", { replication, arm: name })
      : t("evidence.watch.call", { incident, replication, arm: name });
  return (
    <button
      type="button"
      className="btn gh small"
      aria-label={where}
      title={where}
      disabled={!view.isSame}
      onClick={() => void session.showOnStage({ seed: view.result.seed, replication, arm, incident })}
    >
      <Icon name="map" size={13} />
      {name}
    </button>
  );
};

const Heads = ({ view, arm, first }: { readonly view: ResultView; readonly arm: string; readonly first: string }) => {
  const t = useText();
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {[view.armName(view.baseline), view.armName(arm), t("result.difference")].map((head) => (
          <th key={head} scope="col" className="r">
            {head}
          </th>
        ))}
        <th scope="col">{t("evidence.toStage")}</th>
      </tr>
    </thead>
  );
};

const Calls = ({
  view,
  arm,
  evidence,
  at,
  unit,
}: {
  readonly view: ResultView;
  readonly arm: string;
  readonly evidence: EvidenceRow;
  readonly at: Place;
  readonly unit: string;
}) => {
  const t = useText();
  const rows = caseRows(evidence, at);
  const { replication } = evidence;
  if (rows === undefined) return <p className="muted">{t("evidence.sumsOnly")}</p>;
  if (rows.length === 0) return <p className="muted">{t("result.noCase")}</p>;
  return (
    <table className="tbl">
      <caption>{t("evidence.calls", { replication, count: rows.length })}</caption>
      <Heads view={view} arm={arm} first={t("evidence.call")} />
      <tbody>
        {rows.map(({ incident, baseline, arm: own, isOpen }) => (
          <tr key={incident}>
            <th scope="row" className="nowrap">
              {t(incidentName(incident, undefined))} {isOpen && <span className="cap faint">{t("evidence.stillOpen")}</span>}
            </th>
            <td className="r num">{view.value(baseline, unit)}</td>
            <td className="r num">{view.value(own, unit)}</td>
            <td className="r num">
              <b>{view.change(own === undefined || baseline === undefined ? null : own - baseline, unit)}</b>
            </td>
            <td className="nowrap">
              <WatchButton view={view} arm={view.baseline} replication={replication} incident={incident} />
              <WatchButton view={view} arm={arm} replication={replication} incident={incident} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

type ReplicationsProps = {
  readonly view: ResultView;
  readonly arm: string;
  readonly unit: string;
  readonly rows: readonly ReplicationRow[];
  readonly open: number | undefined;
  readonly onOpen: (replication: number) => void;
};

const Replications = ({ view, arm, unit, rows, open, onOpen }: ReplicationsProps) => {
  const t = useText();
  return (
    <table className="tbl">
      <caption>{t("evidence.replications", { count: rows.length })}</caption>
      <Heads view={view} arm={arm} first={t("evidence.replication")} />
      <tbody>
        {rows.map(({ replication, baseline, arm: own, difference, count }) => (
          <tr key={replication} className={replication === open ? "main" : ""}>
            <th scope="row">
              <button type="button" className="link" aria-expanded={replication === open} onClick={() => onOpen(replication)}>
                {t("evidence.replicationNumber", { number: replication })}
                <Icon name="chevronRight" size={12} />
              </button>{" "}
              <span className="cap faint">{t("result.cases", { count: countText(count) })}</span>
            </th>
            <td className="r num">{view.value(baseline, unit)}</td>
            <td className="r num">{view.value(own, unit)}</td>
            <td className="r num">
              <b>{view.change(difference, unit)}</b>
            </td>
            <td className="nowrap">
              <WatchButton view={view} arm={view.baseline} replication={replication} incident={undefined} />
              <WatchButton view={view} arm={arm} replication={replication} incident={undefined} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Of a result from a file only the days are known, not what happened in them: they can still be watched where the files are open. */
const daysOnly = ({ result }: ResultView): readonly ReplicationRow[] =>
  Array.from({ length: result.replications }, (_, replication) => ({
    replication,
    baseline: undefined,
    arm: undefined,
    difference: undefined,
    count: 0,
  }));

const Evidence = ({ view, kpi, arm }: { readonly view: ResultView; readonly kpi: string; readonly arm: string }) => {
  const t = useText();
  const evidence = useEvidence(view, kpi);
  const [open, setOpen] = useState<number>();
  const card = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const unit = view.unitOf(kpi);
  const ids = view.result.arms.map(({ id }) => id);
  const at = { arm: ids.indexOf(arm), baseline: ids.indexOf(view.baseline) };
  const better = view.scenario?.kpis.find(({ id }) => id === kpi)?.better ?? "lower";
  const isHere = evidence !== undefined && evidence !== "none";
  const rows = isHere ? replicationRows(evidence, at, better) : daysOnly(view);
  const shown = isHere ? evidence.find(({ replication }) => replication === open) : undefined;
  /** A share's cases are seconds; the mean is a share. */
  const caseUnit = view.result.arms[0]?.kpis[kpi]?.distribution?.unit ?? unit;
  return (
    <section className="card result-card wide" ref={card} aria-label={t("evidence.title", { kpi: view.kpiName(kpi) })}>
      <div className="card-head">
        <h2 className="h3" ref={heading} tabIndex={-1}>
          {t("evidence.title", { kpi: view.kpiName(kpi) })} <span className="faint">{view.armName(arm)}</span>
        </h2>
        <IconButton icon="x" says={t("evidence.close")} size={14} onClick={() => setExperiment({ evidence: undefined })} />
      </div>
      {evidence === undefined && <p className="faint">{t("experiment.starting")}</p>}
      {evidence === "none" && <p className="note">{t("evidence.notHere")}</p>}
      {evidence !== undefined && (
        <div className="evidence">
          <div className="scroll">
            <Replications view={view} arm={arm} unit={unit} rows={rows} open={open} onOpen={setOpen} />
          </div>
          <div className="scroll" aria-live="polite">
            {shown === undefined ? (
              isHere && <p className="muted">{t("evidence.choose")}</p>
            ) : (
              <Calls view={view} arm={arm} evidence={shown} at={at} unit={caseUnit} />
            )}
          </div>
        </div>
      )}
      {shown !== undefined && <p className="cap faint">{t("evidence.numbering")}</p>}
      {!view.isSame && <p className="cap faint">{t("extra.notOpen")}</p>}
    </section>
  );
};

export const EvidenceCard = ({ view }: { readonly view: ResultView }) => {
  const evidence = useExperiment((state) => state.evidence);
  if (evidence === undefined) return null;
  return <Evidence key={`${evidence.kpi} ${evidence.arm}`} view={view} {...evidence} />;
};
