/** The outcome of a step: colour, shape and glyph together, never one alone. And the badge of an agency. */
import type { Agency } from "../../../sim-core/model/city.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import { useText } from "../text/use-text.ts";
import type { ShownOutcome } from "../timeline/timeline-model.ts";

export const OUTCOME_ICONS: Readonly<Record<ShownOutcome, IconName>> = {
  done: "check",
  blocked: "lock",
  refused: "hand",
  "timed-out": "clockAlert",
  failed: "x",
  running: "activity",
  cancelled: "ban",
  planned: "circleDashed",
};

export const Outcome = ({ outcome }: { readonly outcome: ShownOutcome }) => (
  <span className={`oc is-${outcome}`}>{outcome === "planned" ? null : <Icon name={OUTCOME_ICONS[outcome]} size={12} />}</span>
);

const AGENCY_ICONS: Readonly<Record<Agency["kind"], IconName>> = {
  fire: "flame",
  police: "shield",
  city: "building",
  hospital: "hospital",
  telecom: "radio",
  flood: "waves",
  registry: "umbrella",
};

export const AgencyBadge = ({ kind }: { readonly kind: Agency["kind"] | undefined }) => (
  <span className={`ag ${kind ?? ""}`}>
    <Icon name={kind === undefined ? "truck" : AGENCY_ICONS[kind]} size={13} />
  </span>
);

const LEGEND: readonly ShownOutcome[] = ["done", "blocked", "refused", "timed-out", "failed"];

export const OutcomeLegend = () => {
  const t = useText();
  return (
    <span className="legend">
      {LEGEND.map((outcome) => (
        <span key={outcome} className="row gap4">
          <Outcome outcome={outcome} />
          {t(`outcome.${outcome}`)}
        </span>
      ))}
    </span>
  );
};
