/**
 * The mark of a family: a colour and a shape, so that neither colour-blind eyes nor a grey print lose it.
 */

/** How many colours style/tokens.css has: `--family-0` and on. */
export const COLOURS = 7;

/** Outlines in a box of 20 by 20, of about the same area. */
export const SHAPES = [
  'M10 1a9 9 0 1 1 0 18a9 9 0 1 1 0 -18z',
  'M2 2h16v16h-16z',
  'M10 0.5L20 18.5H0z',
  'M10 -1L21 10L10 21L-1 10z',
  'M10 19.5L0 1.5H20z',
  'M10 0L19.5 6.9L15.9 18.1H4.1L0.5 6.9z',
  'M6.5 0h7v6.5h6.5v7h-6.5v6.5h-7v-6.5h-6.5v-7h6.5z',
];

/**
 * @param {string} family
 * @param {string[]} families all of them, in the server's order; an unknown one comes after the last
 * @returns {{colour: number, shape: string}} the colour's number and the outline
 */
export function markOf(family, families) {
  const known = families.indexOf(family);
  const place = known < 0 ? families.length : known;
  // After a round of colours the shapes have moved on by one, so that 49 families keep marks of their own.
  return { colour: place % COLOURS, shape: SHAPES[(place + Math.floor(place / COLOURS)) % SHAPES.length] };
}
