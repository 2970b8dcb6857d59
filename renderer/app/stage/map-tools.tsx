import type { IconName } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { IconButton } from "../shell/icon-button.tsx";
import { appState, setApp, useApp } from "../store/app-store.ts";
import { armTitle } from "../store/arms.ts";
import { timeOfDay } from "../text/format.ts";
import type { MessageKey } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { BookmarkTool } from "./bookmark-list.tsx";
import { togglePlan } from "./plan-view.ts";

/** Burnt into a saved picture: what it shows, when, made by what. */
const captions = (): readonly string[] => {
  const { project, language, arm, split, atMs } = appState();
  if (project === undefined) return [];
  const { scenario } = project.scenario;
  const runs = split === undefined ? [arm] : [split.arm, arm];
  return [
    `${project.city.title[language]} · ${scenario.title[language]} · ${runs.map((run) => armTitle(project, run)[language]).join(" | ")}`,
    `${timeOfDay(project.startsAt, atMs)} · ${project.engineVersion} ${project.engineHash.slice(0, 8)}`,
  ];
};

const save = (picture: Blob): void => {
  const url = URL.createObjectURL(picture);
  const link = document.createElement("a");
  link.href = url;
  link.download = "city-rehearsal.png";
  link.click();
  URL.revokeObjectURL(url);
};

export const MapTools = ({ hasMap }: { readonly hasMap: boolean }) => {
  const t = useText();
  const session = useSession();
  const isTableShown = useApp((state) => state.isTableShown);
  const tool = (icon: IconName, key: MessageKey, onClick: () => void) => (
    <IconButton icon={icon} says={t(key)} key={key} onClick={onClick} />
  );
  const view = () => session.view();
  if (!hasMap) return null;
  return (
    <div className="hud map-tools">
      {!isTableShown && (
        <>
          {tool("plus", "stage.zoomIn", () => view()?.zoomBy(0.75))}
          {tool("minus", "stage.zoomOut", () => view()?.zoomBy(1.33))}
          {tool("rotate", "stage.turn", () => view()?.turnBy(30, 0))}
          {tool("box", "stage.home", () => view()?.view("main"))}
          {tool("compass", "stage.plan", () => togglePlan(session))}
          <BookmarkTool />
          {tool("camera", "stage.picture", () => void view()?.capture({ captions: captions() }).then(save))}
        </>
      )}
      {hasMap &&
        tool(isTableShown ? "map" : "table", isTableShown ? "stage.map" : "stage.table", () => setApp({ isTableShown: !isTableShown }))}
    </div>
  );
};
