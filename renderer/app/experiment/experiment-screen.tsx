/** The result: verdict first, then difference, spread and cost, then what each part is worth, then what it all rests on. */
import { useText } from "../text/use-text.ts";
import { AgreementsCard } from "./agreements-card.tsx";
import { AssumptionsCard, ProvenanceCard } from "./basis-cards.tsx";
import { BesideCard } from "./beside-card.tsx";
import { DifferenceCard } from "./difference-card.tsx";
import { EvidenceCard } from "./evidence-card.tsx";
import { ExperimentControls } from "./experiment-controls.tsx";
import { KpiTables } from "./kpi-tables.tsx";
import { NeighbourhoodsCard, PublishedCard, TornadoCard } from "./more-cards.tsx";
import { PayersCard } from "./payers-card.tsx";
import { SensitivityCard } from "./sensitivity-card.tsx";
import { SpreadCard } from "./spread-card.tsx";
import { StepsCard } from "./steps-card.tsx";
import { type ResultView, useResultView } from "./use-result-view.ts";
import { VerdictBand } from "./verdict-band.tsx";
import { WorthCard } from "./worth-card.tsx";

const ResultCards = ({ view }: { readonly view: ResultView }) => (
  <div className="result-grid">
    <DifferenceCard view={view} />
    <SpreadCard view={view} />
    <PayersCard view={view} />
    <WorthCard view={view} />
    <StepsCard view={view} />
    <ProvenanceCard view={view} />
    <AgreementsCard view={view} />
    <KpiTables view={view} />
    <EvidenceCard view={view} />
    <NeighbourhoodsCard view={view} />
    <SensitivityCard result={view.result} />
    <TornadoCard view={view} />
    <PublishedCard view={view} />
    <BesideCard view={view} />
    <AssumptionsCard view={view} />
  </div>
);

export const ExperimentScreen = () => {
  const t = useText();
  const view = useResultView();
  return (
    <main className="experiment">
      {view === undefined ? (
        <>
          <header className="verdict-band">
            <h1 className="grow">{t("experiment.title")}</h1>
            <ExperimentControls />
          </header>
          <div className="card result-card muted">{t("experiment.empty")}</div>
        </>
      ) : (
        <>
          <VerdictBand view={view} />
          <ResultCards view={view} />
        </>
      )}
    </main>
  );
};
