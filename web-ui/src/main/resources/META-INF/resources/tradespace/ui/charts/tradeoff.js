/**
 * The scatter of accuracy against a cost, as an ECharts option: a pure function of what the server said.
 *
 * @import {Row, MetricId} from '../api/types.js'
 * @import {Ink} from './ink.js'
 *
 * @typedef {object} Tradeoff
 * @property {Row[]} rows of one target and one data set
 * @property {Row[]} front from the server, best cost first
 * @property {MetricId} x
 * @property {boolean} log
 * @property {Partial<Record<MetricId, number>>} limits
 * @property {Set<string>} excluded variants outside the limits, as the server found them
 * @property {Set<string|number>} recommended row ids, at most one of these rows
 * @property {string|number|null} selected row
 * @property {string[]} families in the order of their marks
 * @property {Ink} ink
 * @property {boolean} narrow
 * @property {boolean} still no animation
 */
import { namesOf, roundText } from '../words/format.js';
import { axisTitle, valueIn } from '../words/metrics.js';
import { linearDomain, logDomain, logTicks } from './axes.js';
import { axisName, tooltip } from './ink.js';
import { markOf } from './marks.js';

/** Diameters of the smallest and the largest circle, in pixels. */
const SMALLEST = 9;
const LARGEST = 42;

/**
 * The rows that have a place on the chart, large circles first so that small ones lie on top. The order is that of the
 * chart's data.
 *
 * @param {Row[]} rows
 * @param {MetricId} x
 * @param {boolean} log a logarithmic axis has no place for 0
 * @returns {Row[]}
 */
export function placed(rows, x, log = false) {
  return rows
    .filter((row) => {
      const cost = valueIn(row, x);
      return cost !== null && (!log || cost > 0) && valueIn(row, 'accuracy') !== null;
    })
    .sort((a, b) => (valueIn(b, 'params') ?? 0) - (valueIn(a, 'params') ?? 0));
}

/**
 * @param {number|null} params
 * @param {number} most of all rows
 * @returns {number} a diameter whose square grows with the parameters
 */
export function circleSize(params, most) {
  if (params === null || most <= 0) return SMALLEST;
  return SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(params / most);
}

/** @param {Tradeoff} data @returns {Record<string, any>} */
export function tradeoff(data) {
  const { rows, x, log, ink, narrow } = data;
  const points = placed(rows, x, log);
  const costs = points.map((row) => /** @type {number} */ (valueIn(row, x)));
  const accuracies = points.flatMap((row) => row.accuracy.interval ?? [/** @type {number} */ (valueIn(row, 'accuracy'))]);
  const cost = costAxis(costs, data);
  const most = Math.max(1, ...points.map((row) => valueIn(row, 'params') ?? 0));
  return {
    animation: !data.still,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: ink.font, color: ink.muted },
    grid: { left: narrow ? 66 : 72, right: narrow ? 14 : 28, top: 28, bottom: 56, outerBoundsMode: 'none' },
    tooltip: tooltip(ink, 'item'),
    xAxis: cost,
    yAxis: {
      type: 'value',
      ...axisName(ink, axisTitle(points, 'accuracy'), narrow ? 50 : 54),
      ...(points.length > 0 ? linearDomain(accuracies, false) : { min: 0, max: 100 }),
      axisLabel: { color: ink.muted, fontSize: 12, formatter: (/** @type {number} */ value) => `${value}%` },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: [
      frontLine(data),
      whiskers(points, most, data),
      circles(points, most, cost, data),
      ...rings(points, most, cost, data),
    ],
  };
}

/** @param {number[]} costs @param {Tradeoff} data */
function costAxis(costs, { rows, x, log, ink, narrow }) {
  const shared = {
    ...axisName(ink, axisTitle(rows, x), 34),
    axisLine: { onZero: false, lineStyle: { color: ink.strong } },
  };
  const formatter = (/** @type {number} */ value) => roundText(x, value);
  if (!log || costs.length === 0) {
    return {
      ...shared,
      type: 'value',
      ...(costs.length > 0 ? linearDomain(costs, true) : { min: 0, max: 1 }),
      axisLabel: { color: ink.muted, fontSize: 12, formatter, hideOverlap: true },
      splitLine: { lineStyle: { color: ink.line } },
      splitNumber: narrow ? 4 : 8,
    };
  }
  const domain = logDomain(costs);
  const ticks = logTicks(domain.min, domain.max);
  return {
    ...shared,
    type: 'log',
    ...domain,
    axisTick: { customValues: ticks },
    axisLabel: { color: ink.muted, fontSize: 12, formatter, customValues: ticks, hideOverlap: true },
    splitLine: { lineStyle: { color: ink.line } },
  };
}

/**
 * The front: from each of its models on, its accuracy can be had. Also carries the lines of the limits.
 *
 * @param {Tradeoff} data
 */
function frontLine({ front, x, log, ink, limits }) {
  const steps = placed(front, x, log)
    .map((row) => [valueIn(row, x), valueIn(row, 'accuracy')])
    .sort((a, b) => Number(a[0]) - Number(b[0]));
  const lines = [];
  const limit = limits[x];
  if (limit !== undefined && (!log || limit > 0)) {
    lines.push({ xAxis: limit, label: { formatter: `at most ${roundText(x, limit)}`, position: 'end', distance: 4 } });
  }
  if (limits.accuracy !== undefined) {
    lines.push({
      yAxis: limits.accuracy,
      label: { formatter: `at least ${roundText('accuracy', limits.accuracy)}`, position: 'insideStartTop' },
    });
  }
  return {
    id: 'front',
    name: 'Pareto front',
    type: 'line',
    step: 'end',
    data: steps,
    symbol: 'none',
    silent: true,
    z: 1,
    lineStyle: { color: ink.strong, width: 1.5 },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { color: ink.text, fontSize: 12 },
      lineStyle: { color: ink.accent, width: 1.5, type: 'dashed' },
      data: lines,
    },
  };
}

/**
 * The 95% intervals, in both directions, where they reach beyond the mark.
 *
 * @param {Row[]} points
 * @param {number} most parameters of all
 * @param {Tradeoff} data
 */
function whiskers(points, most, { x, ink, families, excluded }) {
  const bars = points.flatMap((row) => {
    const colour = ink.families[markOf(row.family, families).colour];
    const at = [valueIn(row, x), valueIn(row, 'accuracy')];
    const faint = excluded.has(row.variant);
    const size = circleSize(valueIn(row, 'params'), most);
    const found = [];
    const across = row[x].interval;
    const along = row.accuracy.interval;
    if (across) found.push({ value: [across[0], at[1], across[1], at[1]], colour, faint, size, thin: row[x].origin === 'estimated' });
    if (along) found.push({ value: [at[0], along[0], at[0], along[1]], colour, faint, size, thin: row.accuracy.origin === 'estimated' });
    return found;
  });
  return {
    id: 'intervals',
    name: '95% interval',
    type: 'custom',
    silent: true,
    z: 2,
    clip: true,
    dimensions: ['x0', 'y0', 'x1', 'y1'],
    encode: { x: [0, 2], y: [1, 3] },
    data: bars.map((bar) => ({ value: bar.value })),
    renderItem: (/** @type {any} */ params, /** @type {any} */ api) => {
      const from = api.coord([api.value(0), api.value(1)]);
      const to = api.coord([api.value(2), api.value(3)]);
      const { colour, faint, size, thin } = bars[params.dataIndex];
      if (Math.hypot(to[0] - from[0], to[1] - from[1]) <= size) return undefined;
      // On many devices most are estimated, and a hundred strong whiskers would hide the marks.
      return whisker(from, to, { stroke: colour, lineWidth: thin ? 1 : 1.5, fill: null, opacity: faint ? 0.2 : thin ? 0.45 : 0.9 });
    },
  };
}

/**
 * @param {number[]} from
 * @param {number[]} to
 * @param {Record<string, any>} style
 */
function whisker(from, to, style) {
  const flat = from[1] === to[1];
  const cap = 4;
  const line = (/** @type {number[]} */ [x1, y1], /** @type {number[]} */ [x2, y2]) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style,
  });
  const across = (/** @type {number[]} */ [x, y]) =>
    flat ? line([x, y - cap], [x, y + cap]) : line([x - cap, y], [x + cap, y]);
  return { type: 'group', children: [line(from, to), across(from), across(to)] };
}

/**
 * Words near an end of the axis grow away from it, or they would be cut off or lie on its numbers.
 *
 * @param {number} value
 * @param {{type: string, min: number, max: number}} axis
 * @returns {'left'|'center'|'right'}
 */
export function labelAlign(value, { type, min, max }) {
  const share = type === 'log' ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  if (share < 0.08) return 'left';
  return share > 0.85 ? 'right' : 'center';
}

/** @param {Row[]} points @param {number} most @param {any} axis @param {Tradeoff} data */
function circles(points, most, axis, { front, x, ink, families, excluded, recommended, narrow }) {
  const members = new Set(front.map((row) => row.id));
  const names = namesOf(points.map((row) => row.variant));
  return {
    id: 'models',
    name: 'Models',
    type: 'scatter',
    z: 3,
    symbolKeepAspect: true,
    labelLayout: { hideOverlap: true },
    emphasis: { focus: 'none', scale: 1.15, itemStyle: { opacity: 1, borderWidth: 3 } },
    data: points.map((row) => {
      const mark = markOf(row.family, families);
      const colour = ink.families[mark.colour];
      const faint = excluded.has(row.variant);
      const labelled = members.has(row.id) && !faint && !recommended.has(row.id);
      return {
        id: String(row.id),
        name: row.variant,
        value: [valueIn(row, x), valueIn(row, 'accuracy')],
        symbol: `path://${mark.shape}`,
        symbolSize: circleSize(valueIn(row, 'params'), most),
        itemStyle: itemStyle(row, x, colour, ink.surface, faint),
        label: {
          show: labelled && !narrow,
          formatter: () => names.get(row.variant),
          position: 'top',
          align: labelAlign(valueIn(row, x) ?? 0, axis),
          distance: 3,
          color: ink.muted,
          fontSize: 11.5,
          minMargin: 8,
        },
      };
    }),
  };
}

/**
 * Measured accuracy is filled, any other hollow; what is estimated of the two figures makes the outline dashed.
 *
 * @param {Row} row
 * @param {MetricId} x
 * @param {string} colour
 * @param {string} ground
 * @param {boolean} faint
 */
function itemStyle(row, x, colour, ground, faint) {
  const measured = row.accuracy.origin === 'measured';
  const estimated = row.accuracy.origin === 'estimated' || row[x].origin === 'estimated';
  const filling = estimated ? withAlpha(colour, 0.4) : colour;
  return {
    color: measured ? filling : withAlpha(ground, 0.8),
    borderColor: colour,
    borderWidth: measured && !estimated ? 0 : 2,
    borderType: estimated ? [2.5, 2] : 'solid',
    opacity: faint ? 0.28 : 0.95,
  };
}

/** @param {string} colour `rgb(0, 114, 178)` @param {number} alpha @returns {string} */
export function withAlpha(colour, alpha) {
  const parts = /^rgb\(\s*(\d+)[ ,]+(\d+)[ ,]+(\d+)\s*\)$/.exec(colour);
  return parts ? `rgba(${parts[1]}, ${parts[2]}, ${parts[3]}, ${alpha})` : colour;
}

/**
 * The recommended model's ring, and the selected one's.
 *
 * @param {Row[]} points
 * @param {number} most
 * @param {any} axis
 * @param {Tradeoff} data
 */
function rings(points, most, axis, { x, ink, recommended, selected }) {
  const ring = (/** @type {Row} */ row, /** @type {string} */ id, /** @type {string} */ colour, /** @type {number} */ gap) => ({
    id,
    type: 'scatter',
    silent: true,
    z: 4,
    symbol: 'circle',
    symbolSize: circleSize(valueIn(row, 'params'), most) + gap,
    data: [[valueIn(row, x), valueIn(row, 'accuracy')]],
    itemStyle: { color: 'transparent', borderColor: colour, borderWidth: 2 },
    label: { show: false },
  });
  const found = [];
  const best = points.find((row) => recommended.has(row.id));
  if (best) {
    found.push({
      ...ring(best, 'recommended', ink.text, 11),
      label: {
        show: true,
        formatter: () => `recommended: ${namesOf(points.map((row) => row.variant)).get(best.variant)}`,
        position: 'top',
        distance: 4,
        align: labelAlign(valueIn(best, x) ?? 0, axis),
        color: ink.text,
        fontWeight: 650,
        fontSize: 12,
        textBorderColor: ink.surface,
        textBorderWidth: 3,
      },
    });
  }
  const picked = points.find((row) => row.id === selected);
  if (picked) found.push(ring(picked, 'selected', ink.accent, 19));
  return found;
}
