import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { askForBranch } from "./ask-for-branch.ts";

export const BranchButton = () => {
  const t = useText();
  const { player } = useSession();
  const hasSingleKeys = useApp((state) => state.singleKeys === "on");
  return (
    <button type="button" className="btn gh branch" title={t("branch.here.hint")} onClick={() => askForBranch(player)}>
      <Icon name="gitBranch" size={15} />
      <span className="nowrap">{t("branch.here")}</span>
      {hasSingleKeys && <span className="kbd">B</span>}
    </button>
  );
};
