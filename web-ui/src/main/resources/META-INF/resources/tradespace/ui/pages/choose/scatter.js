/**
 * The chart of the main page with its caption and its tips.
 *
 * @import {Row, Front, MetricId, Target} from '../../api/types.js'
 * @import {Choice} from '../../state/choice.js'
 * @import {Standing} from './models.js'
 */
import { placed, tradeoff } from '../../charts/tradeoff.js';
import { fill, h } from '../../dom.js';
import { counted, modelName } from '../../words/format.js';
import { figureTitle, METRICS } from '../../words/metrics.js';
import { chartPlace } from '../../parts/chart.js';
import { figureView } from '../../parts/figure.js';

/**
 * @param {{picked: (row: Row) => void, pointed: (row: Row|null) => void}} heard
 */
export function scatter({ picked, pointed }) {
  /** @type {Row[]} in the order of the chart's data */
  let points = [];
  /** Which marks stand where. */
  let drawn = '';
  const chart = chartPlace('tradeoff', {
    picked: (place) => points[place] && picked(points[place]),
    pointed: (place) => pointed(place === null ? null : (points[place] ?? null)),
  });
  const caption = h('p.hint.caption');
  return {
    elements: [chart.element, caption],
    /**
     * @param {Row[]} rows of the target shown
     * @param {Front|null} front
     * @param {Standing} standing
     * @param {Pick<Choice, 'x'|'log'|'limits'>} choice
     * @param {string} target its title
     */
    show(rows, front, standing, { x, log, limits }, target) {
      points = placed(rows, x, log);
      const missing = rows.length - points.length;
      const now = [x, log, ...points.map(({ id }) => id)].join(' ');
      // A limit that is moved dims marks: to draw that over and over for a quarter of a second would hold up the next move.
      const unmoved = now === drawn;
      drawn = now;
      chart.show(
        `${METRICS.accuracy.title} against ${METRICS[x].title} of ${counted(points.length, 'model')} on ${target}; ` +
          `${standing.front.size} on the Pareto front. The table below holds the same figures.`,
        (look) => {
          const option = tradeoff({
            rows,
            front: front?.front ?? [],
            x,
            log,
            limits,
            excluded: new Set(standing.excluded.keys()),
            recommended: standing.recommended,
            selected: standing.selected,
            families: standing.families,
            ...look,
            still: look.still || unmoved,
          });
          option.tooltip.formatter = (/** @type {any} */ point) => tip(points[point.dataIndex], x, standing);
          return option;
        },
      );
      fill(
        caption,
        'Area grows with parameters. Filled: accuracy measured on this target; hollow: published for the original weights. ',
        points.some((row) => [row.accuracy, row[x]].some(({ origin }) => origin === 'estimated')) && 'Dashed: estimated. ',
        'Line: the Pareto front. Whiskers: 95% interval, where it is wider than the mark. Pale: left out by the limits.',
        missing > 0 &&
          ` ${counted(missing, 'model')} without both figures ${missing === 1 ? 'is' : 'are'} in the table only.`,
      );
    },
    /** @param {Row|null} row the one under the pointer in the table */
    point(row) {
      const place = row === null ? -1 : points.indexOf(row);
      chart.point(place < 0 ? null : place);
    },
    close: () => chart.close(),
  };
}

/** @param {Row|undefined} row @param {MetricId} x @param {Standing} standing @returns {HTMLElement|string} */
function tip(row, x, { excluded }) {
  if (!row) return '';
  const shown = new Set(/** @type {MetricId[]} */ (['accuracy', 'latency', x, 'params']));
  const reason = excluded.get(row.variant);
  return h(
    'div.tip',
    {},
    h('b', {}, modelName(row.variant)),
    h(
      'dl',
      {},
      [...shown].map((metric) => [
        h('dt', {}, figureTitle(metric, row[metric])),
        h('dd', {}, figureView(metric, row[metric], { interval: true })),
      ]),
    ),
    reason && h('p', {}, `Left out: ${reason}`),
    row.noisy && h('p', {}, `Noisy: ${row.disturbances.join('; ')}`),
  );
}
