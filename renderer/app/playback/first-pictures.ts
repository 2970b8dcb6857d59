/** Two entries in the browser's own measurements, from the page's first moment on: until a city was drawn, and until it moved. */
import type { Picture } from "./player.ts";

/** `isMoving`: the clock runs. The first callback runs before the frame that draws a picture, the second after. */
export const measureFirstPictures = (picture: Picture, isMoving: () => boolean): Picture => {
  const once = (name: string): void => {
    if (performance.getEntriesByName(name).length > 0) return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (performance.getEntriesByName(name).length === 0) performance.measure(name, { start: 0 });
      }),
    );
  };
  return {
    show(frame, mixP, other) {
      picture.show(frame, mixP, other);
      once("rehearsal.first-picture");
      if (isMoving()) once("rehearsal.moving");
    },
    mix: (mixP) => picture.mix(mixP),
  };
};
