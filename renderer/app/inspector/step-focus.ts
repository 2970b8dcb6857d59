/** Up, down, home and end in a list of buttons: the keyboard walks from one to the next, the tabulator passes the list in one step. */
import type { KeyboardEvent } from "react";

/** Where a key leads from a place in a list of `count`; undefined = it is no key of a list. */
export const placeAfter = (key: string, at: number, count: number): number | undefined => {
  switch (key) {
    case "ArrowDown":
      return Math.min(count - 1, at + 1);
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
};

export const stepFocus = (event: KeyboardEvent, list: HTMLElement | null): void => {
  const buttons = [...(list?.querySelectorAll("button") ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = at < 0 ? undefined : placeAfter(event.key, at, buttons.length);
  const target = next === undefined ? undefined : buttons[next];
  if (target === undefined) return;
  // Else the clock would go on by a second, too: these keys are the time line's elsewhere.
  event.preventDefault();
  event.stopPropagation();
  for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
  target.focus();
};
