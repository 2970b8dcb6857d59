/**
 * Layers of deck.gl as objects that stay: deck looks at their data again only when it is handed new ones, so new ones are made only when
 * what they show has changed.
 */
import type { Layer } from "@deck.gl/core";

const NONE: readonly Layer[] = [];

export class KeptLayers {
  #made: readonly Layer[] | undefined;

  /** Those made last, else new ones. */
  get(make: () => readonly Layer[]): readonly Layer[] {
    this.#made ??= make();
    return this.#made;
  }

  /** deck ends a layer that it is not handed any more: when it is wanted again it must be another object. */
  getIf(isShown: boolean, make: () => readonly Layer[]): readonly Layer[] {
    if (isShown) return this.get(make);
    this.forget();
    return NONE;
  }

  /** What they show has changed. */
  forget(): void {
    this.#made = undefined;
  }
}
