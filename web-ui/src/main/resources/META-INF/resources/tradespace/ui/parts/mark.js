import { markOf } from '../charts/marks.js';
import { svg } from '../dom.js';

/**
 * A family's mark, as on the chart.
 *
 * @param {string} family
 * @param {string[]} families
 * @returns {SVGElement}
 */
export function markView(family, families) {
  const { colour, shape } = markOf(family, families);
  return svg(
    'svg',
    { viewBox: '-1 -1 22 22', width: 12, height: 12, class: `mark family-${colour}`, 'aria-hidden': 'true' },
    svg('path', { d: shape }),
  );
}
