import { readRunName } from "../../../sim-core/contract/run-name.ts";
import { Icon } from "../icons/icon.tsx";
import { useApp } from "../store/app-store.ts";
import { shortHash } from "../text/format.ts";
import { useText } from "../text/use-text.ts";

const Hash = ({ name, hash }: { readonly name: string; readonly hash: string }) => (
  <span>
    {name}{" "}
    <span className="mono" title={hash}>
      {shortHash(hash)}
    </span>
  </span>
);

export const StatusBar = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  const replication = useApp((state) => readRunName(state.arm).replication);
  const graphics = useApp((state) => state.graphics);
  const running = useApp((state) => state.summaries[state.arm]?.running);
  const stateHash = useApp((state) => state.summaries[state.arm]?.stateHash);
  return (
    <footer className="status">
      {project === undefined ? (
        <span>{t("app.local")}</span>
      ) : (
        <>
          <span>{t("status.replication", { number: replication ?? project.replication })}</span>
          <span className="row gap6">
            {t("status.engine")} <span className="mono">{project.engineVersion}</span>
            <span className="mono" title={project.engineHash}>
              {shortHash(project.engineHash)}
            </span>
          </span>
          <Hash name={t("status.city")} hash={project.cityHash} />
          <Hash name={t("status.scenario")} hash={project.scenarioHash} />
          {stateHash !== undefined && (
            <span className="wide" data-state-hash={stateHash}>
              <Hash name={t("status.state")} hash={stateHash} />
            </span>
          )}
          <span className="wide">
            {t("status.seed")} <span className="mono">{project.seed}</span>
          </span>
          {running !== undefined && <span className="num wide">{t("status.vehicles", { count: running })}</span>}
          <span className="wide">{t("app.local")}</span>
        </>
      )}
      {graphics !== undefined && (
        <span className="end row gap6">
          <Icon name="monitor" size={12} />
          {t(`status.graphics.${graphics}`)}
        </span>
      )}
    </footer>
  );
};
