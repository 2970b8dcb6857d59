import type { KeyboardEvent } from "react";

/** Arrow keys move along the buttons of a lane: the lane is one stop of the tab key. */
export const moveAlong = (event: KeyboardEvent<HTMLButtonElement>): void => {
  const all = [...(event.currentTarget.closest(".track")?.querySelectorAll("button") ?? [])];
  const at = all.indexOf(event.currentTarget);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  all[Math.max(0, Math.min(all.length - 1, next))]?.focus();
};
