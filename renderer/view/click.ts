/** A pointer that moved less between down and up is a click, not a drag. */
const CLICK_PX = 5;

/** Calls back with CSS pixels from the element's top left. */
export const onClick = (element: HTMLElement, clicked: (xPx: number, yPx: number) => void): void => {
  let [downX, downY, pressed] = [0, 0, false];
  element.addEventListener("pointerdown", (e) => {
    [downX, downY, pressed] = [e.clientX, e.clientY, e.button === 0];
  });
  element.addEventListener("pointerup", (e) => {
    if (!pressed || Math.hypot(e.clientX - downX, e.clientY - downY) > CLICK_PX) return;
    pressed = false;
    const box = element.getBoundingClientRect();
    clicked(e.clientX - box.left, e.clientY - box.top);
  });
};
