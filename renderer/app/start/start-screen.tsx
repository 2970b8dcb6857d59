/** Before anything runs, and behind the logo at any time: examples to open, what was opened lately, a place for own files. */
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { startTour } from "../tour/tour-state.ts";
import { DropZone } from "./drop-zone.tsx";
import { ExampleCard } from "./example-card.tsx";
import { Problems } from "./problems.tsx";
import { RecentList } from "./recent-list.tsx";

/** Those that the project ships come first, in this order. */
const ORDER = ["fire-preemption", "fire-response", "emergency-medical"];

const Waiting = ({ words }: { readonly words: string }) => (
  <main className="body">
    <div className="waiting" role="status">
      {words}
      <span className="bar">
        <i />
      </span>
    </div>
  </main>
);

const Start = () => {
  const t = useText();
  const session = useSession();
  const scenarios = useApp((state) => state.scenarios);
  const placeOf = (id: string): number => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  const ordered = [...scenarios].sort((a, b) => placeOf(a) - placeOf(b));
  return (
    <main className="start">
      <div className="start-column">
        <div className="row sb gap12 start-head">
          <div>
            <h1>{t("open.empty.title")}</h1>
            <p>{t("start.text")}</p>
          </div>
          <button type="button" className="btn lg" onClick={() => void startTour(session)}>
            <Icon name="graduation" size={16} />
            {t("start.tour")}
          </button>
        </div>
        <ul className="examples" aria-label={t("open.shipped")}>
          {ordered.map((id) => (
            <ExampleCard key={id} id={id} />
          ))}
        </ul>
        <div className="start-below">
          <RecentList />
          <DropZone />
        </div>
      </div>
    </main>
  );
};

export const StartScreen = () => {
  const t = useText();
  const phase = useApp((state) => state.phase);
  switch (phase.kind) {
    case "starting":
      return <Waiting words={t("open.starting")} />;
    case "loading":
      return <Waiting words={t("open.loading", { name: phase.what })} />;
    case "compiling":
      return <Waiting words={t("open.compiling")} />;
    case "problems":
      return <Problems {...phase} />;
    case "empty":
    case "ready":
      return <Start />;
  }
};
