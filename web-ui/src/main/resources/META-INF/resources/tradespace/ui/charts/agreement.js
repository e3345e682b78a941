/**
 * Estimated latencies against known ones, both logarithmic, as an ECharts option: a pure function of what the server said.
 * On the line both are equal.
 *
 * @import {Estimates} from '../api/device-types.js'
 * @import {Ink} from './ink.js'
 *
 * @typedef {Estimates['items'][number]} EstimatedLatency
 *
 * @typedef {object} Agreement
 * @property {EstimatedLatency[]} items
 * @property {string} known `measured`, `published`
 * @property {string[]} families in the order of their marks
 * @property {Ink} ink
 * @property {boolean} narrow
 * @property {boolean} still no animation
 */
import { roundText } from '../words/format.js';
import { valueOf } from '../words/metrics.js';
import { logDomain, logTicks } from './axes.js';
import { axisName, tooltip } from './ink.js';
import { markOf } from './marks.js';

/** Diameter of a mark, in pixels. */
const SIZE = 11;

/** @param {EstimatedLatency[]} items @returns {{item: EstimatedLatency, known: number, estimated: number}[]} those with both, in the order of the chart's data */
export function agreeing(items) {
  return items.flatMap((item) => {
    const estimated = valueOf(item.estimate);
    return item.known === null || item.known <= 0 || estimated === null || estimated <= 0 ? [] : [{ item, known: item.known, estimated }];
  });
}

/** @param {Agreement} view @returns {Record<string, any>} */
export function agreement({ items, known, families, ink, narrow, still }) {
  const points = agreeing(items);
  const all = points.flatMap((point) => [point.known, point.estimated]);
  // One domain for both axes, so that the line of equal values is the diagonal.
  const domain = all.length === 0 ? { min: 1, max: 100 } : logDomain(all);
  const ticks = logTicks(domain.min, domain.max);
  const axis = (/** @type {string} */ name, /** @type {number} */ gap) => ({
    type: 'log',
    ...domain,
    ...axisName(ink, name, gap),
    axisLine: { onZero: false, lineStyle: { color: ink.strong } },
    axisTick: { customValues: ticks },
    axisLabel: { color: ink.muted, fontSize: 12, hideOverlap: true, customValues: ticks, formatter: (/** @type {number} */ value) => roundText('latency', value) },
    splitLine: { lineStyle: { color: ink.line } },
  });
  return {
    animation: !still,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: ink.font, color: ink.muted },
    grid: { left: narrow ? 74 : 88, right: narrow ? 14 : 28, top: 24, bottom: 56, outerBoundsMode: 'none' },
    tooltip: tooltip(ink, 'item'),
    xAxis: axis(`Latency, ${known}`, 34),
    yAxis: axis('Latency, estimated without it', narrow ? 58 : 68),
    series: [
      {
        id: 'equal',
        name: 'Equal',
        type: 'line',
        data: [
          [domain.min, domain.min],
          [domain.max, domain.max],
        ],
        symbol: 'none',
        silent: true,
        z: 1,
        lineStyle: { color: ink.strong, width: 1.5 },
      },
      intervals(points, families, ink),
      {
        id: 'models',
        name: 'Models',
        type: 'scatter',
        z: 3,
        symbolKeepAspect: true,
        emphasis: { focus: 'none', scale: 1.3 },
        data: points.map((point) => {
          const mark = markOf(familyOf(point.item), families);
          return {
            name: point.item.variant,
            value: [point.known, point.estimated],
            symbol: `path://${mark.shape}`,
            symbolSize: SIZE,
            itemStyle: { color: ink.families[mark.colour], opacity: 0.9 },
          };
        }),
      },
    ],
  };
}

/** The intervals of the estimates. @param {ReturnType<typeof agreeing>} points @param {string[]} families @param {Ink} ink */
function intervals(points, families, ink) {
  const bars = points.flatMap(({ item, known }) =>
    item.estimate.interval ? [{ value: [known, ...item.estimate.interval], colour: ink.families[markOf(familyOf(item), families).colour] }] : [],
  );
  return {
    id: 'intervals',
    name: 'Interval',
    type: 'custom',
    silent: true,
    z: 2,
    clip: true,
    dimensions: ['x', 'low', 'high'],
    encode: { x: 0, y: [1, 2] },
    data: bars.map(({ value }) => ({ value })),
    renderItem: (/** @type {any} */ params, /** @type {any} */ api) => {
      const [x1, y1] = api.coord([api.value(0), api.value(1)]);
      const [x2, y2] = api.coord([api.value(0), api.value(2)]);
      return { type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: bars[params.dataIndex].colour, lineWidth: 1.25, opacity: 0.5 } };
    },
  };
}

/** @param {EstimatedLatency} item @returns {string} */
function familyOf({ variant }) {
  return variant.split('/')[0];
}
