/** Colours as deck.gl takes them: bytes, with how solid they are. */

export type Colour = [number, number, number, number];

/** Of #RRGGBB. */
export const bytes = (hex: string): readonly [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];
