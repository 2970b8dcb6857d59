/** The result: verdict first, then difference, spread and cost, then what each part is worth, then what it all rests on. */
import { useText } from "../text/use-text.ts";
import { AgreementsCard } from "./agreements-card.tsx";
import { AssumptionsCard, ProvenanceCard } from "./basis-cards.tsx";
import { BesideCard } from "./beside-card.tsx";
import { DifferenceCard } from "./difference-card.tsx";
import { EvidenceCard } from "./evidence-card.tsx";
import { ExperimentControls } from "./experiment-controls.tsx";
import { InTurn } from "./in-turn.tsx";
import { KpiTables } from "./kpi-tables.tsx";
import { NeighbourhoodsCard, PublishedCard, TornadoCard } from "./more-cards.tsx";
import { PayersCard } from "./payers-card.tsx";
import { SensitivityCard } from "./sensitivity-card.tsx";
import { SpreadCard } from "./spread-card.tsx";
import { StepsCard } from "./steps-card.tsx";
import { type ResultView, useResultView } from "./use-result-view.ts";
import { VerdictBand } from "./verdict-band.tsx";
import { WorthCard } from "./worth-card.tsx";

/** In the order in which they are read, and take their turn. */
const CARDS = {
  difference: DifferenceCard,
  spread: SpreadCard,
  payers: PayersCard,
  worth: WorthCard,
  steps: StepsCard,
  provenance: ProvenanceCard,
  agreements: AgreementsCard,
  kpiTables: KpiTables,
  evidence: EvidenceCard,
  neighbourhoods: NeighbourhoodsCard,
  sensitivity: SensitivityCard,
  tornado: TornadoCard,
  published: PublishedCard,
  beside: BesideCard,
  assumptions: AssumptionsCard,
} as const;

const ResultCards = ({ view }: { readonly view: ResultView }) => (
  <div className="result-grid">
    {Object.entries(CARDS).map(([name, card]) => (
      <InTurn key={name} of={card} view={view} />
    ))}
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
