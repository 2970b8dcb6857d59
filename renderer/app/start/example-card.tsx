import { useEffect, useState } from "react";
import type { ServiceClass } from "../../../sim-core/model/city.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { MESSAGES, type MessageKey } from "../text/messages.ts";
import { scenarioName } from "../text/scenario-name.ts";
import { useText } from "../text/use-text.ts";
import { type ReadExample, readExample } from "./examples.ts";
import { PICTURES } from "./pictures.ts";

/** The badge of whoever usually does this work; who owns it here is the city's business. */
const BADGES: Readonly<Record<ServiceClass, readonly [string, IconName]>> = {
  disaster: ["fire", "flame"],
  traffic: ["police", "route"],
  facilities: ["city", "signal"],
  "crime-prevention": ["police", "camera"],
  health: ["hospital", "hospital"],
  administration: ["city", "building"],
  environment: ["flood", "waves"],
};

const useExample = (path: string | undefined): ReadExample | undefined => {
  const [read, setRead] = useState<ReadExample | undefined>(undefined);
  useEffect(() => {
    let isGone = false;
    if (path !== undefined) {
      // A file that cannot be fetched leaves the card with its name; opening it then says what is wrong.
      void readExample(path).then(
        (found) => !isGone && setRead(found),
        () => undefined,
      );
    }
    return () => {
      isGone = true;
    };
  }, [path]);
  return read;
};

export const ExampleCard = ({ id }: { readonly id: string }) => {
  const t = useText();
  const session = useSession();
  const path = useApp((state) => state.scenarioPaths[id]);
  const theme = useApp((state) => state.theme);
  const read = useExample(path);
  const example = read?.ok === true ? read.example : undefined;
  const about = `start.about.${id}`;
  const picture = PICTURES[id]?.[theme];
  return (
    <li className="card example">
      <div className="example-picture">
        {picture !== undefined && <img src={picture} alt="" width={760} height={424} loading="lazy" />}
        {example !== undefined && (
          <span className="badges">
            {example.classes.map((one) => (
              <span key={one} className={`ag ${BADGES[one][0]}`} title={t(`class.${one}`)}>
                <Icon name={BADGES[one][1]} size={13} />
                <span className="hidden-text">{t(`class.${one}`)}</span>
              </span>
            ))}
          </span>
        )}
      </div>
      <div className="example-words">
        <h2>{example === undefined ? scenarioName(id, t) : t(example.title)}</h2>
        <p>{Object.hasOwn(MESSAGES, about) ? t(about as MessageKey) : id}</p>
        <div className="row sb gap8">
          <span className="cap faint num">
            {example !== undefined && t("start.counts", { steps: example.steps, agreements: example.agreements })}
            {read?.ok === false && t("start.broken", { count: read.problems.length })}
          </span>
          <button
            type="button"
            className="btn"
            aria-label={t("start.open.name", { name: example === undefined ? scenarioName(id, t) : t(example.title) })}
            onClick={() => void session.openDefault(id)}
          >
            <Icon name="play" />
            {t("start.open")}
          </button>
        </div>
      </div>
    </li>
  );
};
