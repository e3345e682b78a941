/**
 * The trials of one search, or of two laid over each other, between two metrics: an ECharts option as a pure function of
 * what the server said. Which trials are on the front is the server's word.
 *
 * @import {SearchLimit, SearchMetric, Trial} from '../api/search-types.js'
 * @import {Ink} from './ink.js'
 *
 * @typedef {object} Layer The trials of one search.
 * @property {number} search
 * @property {Trial[]} trials
 * @property {Set<number>} front numbers of its members
 *
 * @typedef {object} FrontView
 * @property {Layer[]} layers one, or two that are told apart by colour
 * @property {SearchMetric} x
 * @property {SearchMetric} y
 * @property {boolean} line whether x and y are all that the search aims at, so that its front is a line
 * @property {boolean} log
 * @property {SearchLimit[]} limits
 * @property {string[]} titles of the axes: of x, of y
 * @property {Set<number>|null} brushed of the first layer; null where none is left out
 * @property {number|null} picked of the first layer
 * @property {string[]} families in the order of their marks
 * @property {Ink} ink
 * @property {boolean} narrow
 * @property {boolean} still no animation
 */
import { roundText } from '../words/format.js';
import { kindOf } from '../words/search-words.js';
import { linearDomain, logDomain, logTicks } from './axes.js';
import { axisName, tooltip } from './ink.js';
import { markOf } from './marks.js';
import { labelAlign, withAlpha } from './tradeoff.js';

/** Diameters of the marks, in pixels. */
const MEMBER = 13;
const OTHER = 9;
const UNPLACED = 8;

/** What was not evaluated to the end. */
const CROSS = 'path://M2 0L10 8L18 0L20 2L12 10L20 18L18 20L10 12L2 20L0 18L8 10L0 2z';

/** A limit that lies farther out than this many times the farthest trial would press the trials together. */
const FAR = 1.8;

/** @typedef {{layer: number, trial: Trial, x: number, y: number|null, member: boolean}} Point `y` is null where only the cost is known */

/**
 * The trials that have a place, those on the front last so that they lie on top. The order is that of the chart's data.
 *
 * @param {Layer[]} layers
 * @param {SearchMetric} x
 * @param {SearchMetric} y
 * @param {boolean} log a logarithmic axis has no place for 0
 * @returns {Point[]}
 */
export function frontPoints(layers, x, y, log = false) {
  const points = layers.flatMap(({ trials, front }, layer) =>
    trials.flatMap((trial) => {
      const across = trial.values[x.name];
      if (across === undefined || (log && across <= 0)) return [];
      return [{ layer, trial, x: across, y: trial.values[y.name] ?? null, member: front.has(trial.number) }];
    }),
  );
  const rank = (/** @type {Point} */ point) => (point.y === null ? 0 : point.member ? 2 : 1);
  return points.sort((a, b) => rank(a) - rank(b) || a.layer - b.layer);
}

/** @param {FrontView} view @returns {Record<string, any>} */
export function frontChart(view) {
  const { layers, x, y, log, ink, narrow, titles } = view;
  const points = frontPoints(layers, x, y, log);
  const across = axis(x, points.map((point) => point.x), view, log);
  const along = axis(y, points.flatMap((point) => (point.y === null ? [] : (point.trial.intervals?.[y.name] ?? [point.y]))), view, false);
  return {
    animation: !view.still,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: ink.font, color: ink.muted },
    grid: { left: narrow ? 62 : 72, right: narrow ? 14 : 28, top: 24, bottom: 56, outerBoundsMode: 'none' },
    tooltip: tooltip(ink, 'item'),
    xAxis: { ...across, ...axisName(ink, titles[0], 34), splitNumber: narrow ? 4 : 8 },
    yAxis: { ...along, ...axisName(ink, titles[1], narrow ? 46 : 54) },
    series: [limitLines(view, across, along), ...layers.map((_, layer) => line(points, layer, view)), whiskers(points, view), marks(points, across, along, view), ...ring(points, along, view)],
  };
}

/** @param {SearchMetric} metric @param {number[]} values @param {FrontView} view @param {boolean} log */
function axis(metric, values, { ink, limits }, log) {
  const most = Math.max(...values);
  const shown = values.length === 0 ? [] : limits.filter((limit) => limit.metric === metric.name && (!log || limit.bound > 0) && limit.bound <= most * FAR).map(({ bound }) => bound);
  const all = [...values, ...shown];
  const fromZero = metric.metric !== 'accuracy';
  const label = { color: ink.muted, fontSize: 12, hideOverlap: true, formatter: (/** @type {number} */ value) => roundText(kindOf(metric), value) };
  const lines = { axisLine: { onZero: false, lineStyle: { color: ink.strong } }, splitLine: { lineStyle: { color: ink.line } } };
  if (!log || all.length === 0) {
    const empty = metric.metric === 'accuracy' ? { min: 0, max: 100 } : { min: 0, max: 1 };
    const domain = all.length === 0 ? empty : linearDomain(all, fromZero);
    // An accuracy's round end may lie above all of them.
    if (metric.metric === 'accuracy') domain.max = Math.min(domain.max, 100);
    return { type: 'value', ...domain, ...lines, axisLabel: label };
  }
  const domain = logDomain(all);
  const ticks = logTicks(domain.min, domain.max);
  return { type: 'log', ...domain, ...lines, axisTick: { customValues: ticks }, axisLabel: { ...label, customValues: ticks } };
}

/**
 * What a search found: from each member on, its value can be had.
 *
 * @param {Point[]} points
 * @param {number} layer
 * @param {FrontView} view
 */
function line(points, layer, { line: isLine, x, layers, ink }) {
  const members = points.filter((point) => point.layer === layer && point.member && point.y !== null).sort((a, b) => a.x - b.x);
  return {
    id: `front-${layer}`,
    name: `Front of search ${layers[layer].search}`,
    type: 'line',
    step: x.goal === 'maximize' ? 'start' : 'end',
    data: isLine ? members.map((point) => [point.x, point.y]) : [],
    symbol: 'none',
    silent: true,
    z: 2,
    lineStyle: { color: layers.length > 1 ? ink.families[layer] : ink.strong, width: layers.length > 1 ? 2 : 1.5, type: layer === 1 ? 'dashed' : 'solid' },
  };
}

/** The limits, with a shade over what they rule out. @param {FrontView} view @param {any} across @param {any} along */
function limitLines({ limits, x, y, ink, log }, across, along) {
  /** @type {any[]} */
  const lines = [];
  /** @type {any[]} */
  const areas = [];
  const add = (/** @type {'xAxis'|'yAxis'} */ key, /** @type {any} */ ends, /** @type {SearchMetric} */ metric) => {
    for (const { metric: name, side, bound } of limits) {
      if (name !== metric.name || bound < ends.min || bound > ends.max || (key === 'xAxis' && log && bound <= 0)) continue;
      const words = `at ${side === '<=' ? 'most' : 'least'} ${roundText(kindOf(metric), bound)}`;
      const position = key === 'xAxis' ? { position: 'end', distance: 4 } : { position: 'insideStartTop' };
      lines.push({ [key]: bound, label: { formatter: words, ...position } });
      areas.push([{ [key]: bound }, { [key]: side === '<=' ? ends.max : ends.min }]);
    }
  };
  add('xAxis', across, x);
  add('yAxis', along, y);
  return {
    id: 'limits',
    type: 'scatter',
    data: [],
    silent: true,
    z: 0,
    markLine: { silent: true, symbol: 'none', animation: false, label: { color: ink.text, fontSize: 12 }, lineStyle: { color: ink.accent, width: 1.5, type: 'dashed' }, data: lines },
    markArea: { silent: true, animation: false, itemStyle: { color: withAlpha(ink.accent, 0.07) }, data: areas },
  };
}

/** The 95% intervals of the front's members; of all others they would hide the trials. @param {Point[]} points @param {FrontView} view */
function whiskers(points, { x, y, layers, families, ink }) {
  const bars = points.flatMap((point) => {
    if (!point.member || point.y === null) return [];
    const colour = colourOf(point, layers, families, ink);
    const across = point.trial.intervals?.[x.name];
    const along = point.trial.intervals?.[y.name];
    return [
      ...(across ? [{ value: [across[0], point.y, across[1], point.y], colour }] : []),
      ...(along ? [{ value: [point.x, along[0], point.x, along[1]], colour }] : []),
    ];
  });
  return {
    id: 'intervals',
    name: '95% interval',
    type: 'custom',
    silent: true,
    z: 3,
    clip: true,
    dimensions: ['x0', 'y0', 'x1', 'y1'],
    encode: { x: [0, 2], y: [1, 3] },
    data: bars.map(({ value }) => ({ value })),
    renderItem: (/** @type {any} */ params, /** @type {any} */ api) => {
      const [x1, y1] = api.coord([api.value(0), api.value(1)]);
      const [x2, y2] = api.coord([api.value(2), api.value(3)]);
      if (Math.hypot(x2 - x1, y2 - y1) <= MEMBER) return undefined;
      return { type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: bars[params.dataIndex].colour, lineWidth: 1.25, opacity: 0.6 } };
    },
  };
}

/** @param {Point} point @param {Layer[]} layers @param {string[]} families @param {Ink} ink @returns {string} two searches have a colour each */
function colourOf({ layer, trial }, layers, families, ink) {
  return layers.length > 1 ? ink.families[layer] : ink.families[markOf(trial.family, families).colour];
}

/**
 * Members are filled, others hollow; what has no place upwards stands as a cross on the axis, and what runs as a dot.
 *
 * @param {Point[]} points
 * @param {any} across
 * @param {any} along
 * @param {FrontView} view
 */
function marks(points, across, along, { layers, families, ink, brushed, narrow }) {
  return {
    id: 'models',
    name: 'Trials',
    type: 'scatter',
    z: 4,
    clip: false,
    symbolKeepAspect: true,
    labelLayout: { hideOverlap: true },
    emphasis: { focus: 'none', scale: 1.2, itemStyle: { opacity: 1, borderWidth: 3 } },
    data: points.map((point) => {
      const { layer, trial, member } = point;
      const colour = colourOf(point, layers, families, ink);
      const faint = layer === 0 && brushed !== null && !brushed.has(trial.number);
      const running = trial.outcome === 'running';
      const crossed = !running && (point.y === null || trial.outcome !== 'completed');
      return {
        id: `${layer}-${trial.number}`,
        name: trial.variant,
        value: [point.x, point.y ?? along.min],
        symbol: crossed ? CROSS : running ? 'circle' : `path://${markOf(trial.family, families).shape}`,
        symbolSize: crossed || running ? UNPLACED : member ? MEMBER : OTHER,
        itemStyle: {
          color: crossed ? ink.strong : member ? colour : running ? ink.accent : withAlpha(ink.surface, 0.8),
          borderColor: colour,
          borderWidth: crossed || member || running ? 0 : 1.5,
          opacity: faint ? 0.2 : 0.95,
        },
        label: {
          show: member && !faint && !narrow,
          formatter: () => `#${trial.number}`,
          position: 'top',
          align: labelAlign(point.x, across),
          distance: 3,
          color: ink.muted,
          fontSize: 11.5,
          minMargin: 6,
        },
      };
    }),
  };
}

/** @param {Point[]} points @param {any} along @param {FrontView} view */
function ring(points, along, { picked, ink }) {
  const found = picked === null ? undefined : points.find(({ layer, trial }) => layer === 0 && trial.number === picked);
  if (!found) return [];
  return [{ id: 'picked', type: 'scatter', silent: true, z: 5, symbol: 'circle', symbolSize: MEMBER + 10, data: [[found.x, found.y ?? along.min]], itemStyle: { color: 'transparent', borderColor: ink.accent, borderWidth: 2 } }];
}
