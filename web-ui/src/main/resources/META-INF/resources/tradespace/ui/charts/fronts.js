/**
 * The fronts of several targets over each other, accuracy against latency: an ECharts option as a pure function of what
 * the server said.
 *
 * @import {Row} from '../api/types.js'
 * @import {Ink} from './ink.js'
 *
 * @typedef {{target: string, title: string, front: Row[]}} TargetFront of one target, from the server
 *
 * @typedef {object} Fronts
 * @property {TargetFront[]} layers at most {@link MOST_FRONTS}
 * @property {string|null} variant the model that is marked on every front
 * @property {Ink} ink
 * @property {boolean} narrow
 * @property {boolean} still no animation
 */
import { namesOf, roundText } from '../words/format.js';
import { axisTitle, valueIn } from '../words/metrics.js';
import { linearDomain, logDomain, logTicks } from './axes.js';
import { axisName, tooltip } from './ink.js';
import { COLOURS, SHAPES } from './marks.js';
import { labelAlign, withAlpha } from './tradeoff.js';

/** A colour and a shape each. */
export const MOST_FRONTS = COLOURS;

/** Diameter of a mark, in pixels. */
const SIZE = 11;

/** Names on more fronts than this would hide them. */
const NAMED = 2;

/** @typedef {{layer: number, row: Row, x: number, y: number}} FrontPoint */

/** @param {TargetFront[]} layers @returns {FrontPoint[]} the order is that of the chart's data: layer by layer, the fastest first */
export function pointsOfFronts(layers) {
  return layers.flatMap(({ front }, layer) =>
    front
      .flatMap((row) => {
        const x = valueIn(row, 'latency');
        const y = valueIn(row, 'accuracy');
        return x === null || x <= 0 || y === null ? [] : [{ layer, row, x, y }];
      })
      .sort((a, b) => a.x - b.x),
  );
}

/** @param {Fronts} view @returns {Record<string, any>} */
export function fronts(view) {
  const { layers, ink, narrow } = view;
  const points = pointsOfFronts(layers);
  const rows = points.map(({ row }) => row);
  const domain = points.length === 0 ? { min: 1, max: 100 } : logDomain(points.map(({ x }) => x));
  const ticks = logTicks(domain.min, domain.max);
  const across = { type: 'log', ...domain };
  return {
    animation: !view.still,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: ink.font, color: ink.muted },
    grid: { left: narrow ? 66 : 72, right: 28, top: 24, bottom: narrow ? 72 : 56, outerBoundsMode: 'none' },
    tooltip: tooltip(ink, 'item'),
    xAxis: {
      ...across,
      ...axisName(ink, axisTitle(rows, 'latency'), 34, narrow),
      axisLine: { onZero: false, lineStyle: { color: ink.strong } },
      axisTick: { customValues: ticks },
      axisLabel: { color: ink.muted, fontSize: 12, hideOverlap: true, customValues: ticks, formatter: (/** @type {number} */ value) => roundText('latency', value) },
      splitLine: { lineStyle: { color: ink.line } },
    },
    yAxis: {
      type: 'value',
      ...axisName(ink, axisTitle(rows, 'accuracy'), narrow ? 50 : 54),
      ...(points.length === 0 ? { min: 0, max: 100 } : linearDomain(points.map(({ y }) => y), false)),
      axisLabel: { color: ink.muted, fontSize: 12, formatter: (/** @type {number} */ value) => `${value}%` },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: [...layers.map((_, layer) => step(points, layer, view)), marks(points, across, view)],
  };
}

/** From each member on, its accuracy can be had. @param {FrontPoint[]} points @param {number} layer @param {Fronts} view */
function step(points, layer, { layers, ink }) {
  return {
    id: `front-${layer}`,
    name: layers[layer].title,
    type: 'line',
    step: 'end',
    data: points.filter((point) => point.layer === layer).map(({ x, y }) => [x, y]),
    symbol: 'none',
    silent: true,
    z: 1,
    lineStyle: { color: ink.families[layer], width: 2 },
  };
}

/** Filled: published or measured; hollow and dashed: an estimated latency. @param {FrontPoint[]} points @param {any} across @param {Fronts} view */
function marks(points, across, { layers, variant, ink, narrow }) {
  const names = namesOf(points.map(({ row }) => row.variant));
  return {
    id: 'models',
    name: 'Models',
    type: 'scatter',
    z: 3,
    symbolKeepAspect: true,
    labelLayout: { hideOverlap: true },
    emphasis: { focus: 'none', scale: 1.3, itemStyle: { opacity: 1, borderWidth: 3 } },
    data: points.map(({ layer, row, x, y }) => {
      const colour = ink.families[layer];
      const estimated = row.latency.origin === 'estimated';
      const marked = row.variant === variant;
      return {
        id: `${layer} ${row.variant}`,
        name: row.variant,
        value: [x, y],
        symbol: `path://${SHAPES[layer]}`,
        symbolSize: marked ? SIZE + 7 : SIZE,
        itemStyle: {
          color: estimated ? withAlpha(ink.surface, 0.8) : colour,
          borderColor: marked ? ink.text : colour,
          borderWidth: marked ? 2.5 : estimated ? 1.5 : 0,
          borderType: estimated ? [2, 2] : 'solid',
          opacity: variant === null || marked ? 0.95 : 0.45,
        },
        label: {
          show: marked || (layers.length <= NAMED && !narrow),
          formatter: () => names.get(row.variant),
          position: 'top',
          align: labelAlign(x, across),
          distance: 3,
          color: marked ? ink.text : ink.muted,
          fontSize: 11.5,
          minMargin: 8,
        },
      };
    }),
  };
}
