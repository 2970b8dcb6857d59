/** From above and back to where the camera stood before. */
import type { CameraPlace } from "../../view/city-view-types.ts";
import type { Session } from "../project/session.ts";

let before: CameraPlace | undefined;

/** Less than this share of its height beside what it looks at: the camera looks down. */
const ABOVE_P = 0.05;

const isAbove = ([eyeX, eyeY, eyeZ, x, y, z]: CameraPlace): boolean => Math.hypot(eyeX - x, eyeY - y) < ABOVE_P * (eyeZ - z);

export const togglePlan = (session: Session): void => {
  const view = session.view();
  const now = view?.camera();
  if (view === undefined || now === undefined) return;
  if (!isAbove(now)) {
    before = now;
    view.view("plan");
  } else if (before === undefined) view.view("main");
  else view.goTo(before);
};
