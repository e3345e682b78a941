import { COLOURS, SHAPES } from '../../charts/marks.js';
import { svg } from '../../dom.js';

/** The line and the mark of a front, as on the chart. @param {number} layer @returns {SVGElement} */
export function swatchView(layer) {
  return svg(
    'svg',
    { viewBox: '-10 -1 42 22', width: 30, height: 14, class: `mark family-${layer % COLOURS}`, 'aria-hidden': 'true' },
    svg('path', { d: 'M-10 8.5h42v3h-42z' }),
    svg('path', { d: SHAPES[layer % SHAPES.length], transform: 'translate(1 0)' }),
  );
}
