/** Branch here: stops the clock and asks which arm's rules hold from this moment on. */
import type { Player } from "../playback/player.ts";
import { appState, setApp } from "../store/app-store.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES } from "../text/messages.ts";

export const askForBranch = (player: Player): void => {
  const { project } = appState();
  if (project === undefined) return;
  player.pause();
  if (project.arms.length < 2) toast(MESSAGES["branch.oneArm"]);
  else if (player.nowMs() >= project.durationMs) toast(MESSAGES["branch.atEnd"]);
  else setApp({ screen: "stage", sheet: "branch" });
};
