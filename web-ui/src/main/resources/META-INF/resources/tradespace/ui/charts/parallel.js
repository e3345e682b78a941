/**
 * Parallel coordinates of a search's parameters and metrics, as an ECharts option, and which trials a brush has taken.
 * Every axis is one of numbers, so that a value that a trial does not have has a place of its own beside the others.
 *
 * @import {SearchMetric, Trial, Parameter} from '../api/search-types.js'
 * @import {Ink} from './ink.js'
 *
 * @typedef {object} Axis
 * @property {string} id the parameter's name, or the metric's after an `@`
 * @property {string} title
 * @property {number} min
 * @property {number} max
 * @property {number} absent where a trial without a value lies
 * @property {boolean} inverse
 * @property {{at: number, label: string}[]} ticks
 * @property {(trial: Trial) => number} place
 *
 * @typedef {Map<string, [number, number][]>} Brush intervals by the axis's id
 */
import { roundText } from '../words/format.js';
import { kindOf, settingText } from '../words/search-words.js';
import { logTicks, roundStep } from './axes.js';
import { tooltip } from './ink.js';
import { markOf } from './marks.js';
import { withAlpha } from './tradeoff.js';

/** What stands for a value that is not there. */
const NONE = 'none';

/** About how many numbers a metric's axis shows. */
const TICKS = 4;

/** Values that lie this many times apart are spread on a logarithmic axis. */
const WIDE = 8;

/** @param {Parameter} parameter @param {string} title @param {Trial[]} trials @returns {Axis} */
export function parameterAxis({ name, values }, title, trials) {
  const has = trials.map((trial) => trial.configuration[name]);
  const seen = has.filter((value) => value !== undefined);
  const numeric = seen.every((value) => typeof value === 'number');
  if (!numeric || seen.length === 0) {
    const named = (values ?? []).map(String);
    const order = [...named, ...new Set(seen.map(String).filter((value) => !named.includes(value)))].filter((value) => seen.some((one) => String(one) === value));
    return finished(name, title, order.map((value, at) => ({ at, label: value === 'true' ? 'yes' : value === 'false' ? 'no' : value })), has.length > seen.length, false, (trial) => {
      const value = trial.configuration[name];
      return value === undefined ? null : order.indexOf(String(value));
    });
  }
  const numbers = /** @type {number[]} */ (seen);
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  const ticks = distinct.length <= TICKS + 1 ? distinct.map((at) => ({ at, label: settingText(at) })) : roundTicks(distinct[0], distinct[distinct.length - 1], (at) => settingText(at));
  return finished(name, title, ticks, has.length > seen.length, false, (trial) => {
    const value = trial.configuration[name];
    return typeof value === 'number' ? value : null;
  }, distinct);
}

/**
 * Up is better on every metric's axis. The places on a logarithmic one are powers of ten.
 *
 * @param {SearchMetric} metric
 * @param {string} title
 * @param {Trial[]} trials
 * @returns {Axis}
 */
export function metricAxis(metric, title, trials) {
  const seen = trials.map((trial) => trial.values[metric.name]).filter((value) => value !== undefined);
  const low = Math.min(...seen);
  const high = Math.max(...seen);
  const log = low > 0 && high > WIDE * low;
  const label = (/** @type {number} */ value) => roundText(kindOf(metric), value);
  const scale = log ? Math.log10 : (/** @type {number} */ value) => value;
  const ticks = seen.length === 0 ? [] : low === high ? [{ at: low, label: label(low) }] : log ? logTicks(low, high).map((value) => ({ at: scale(value), label: label(value) })) : roundTicks(low, high, label);
  return finished(
    `@${metric.name}`,
    title,
    ticks,
    seen.length < trials.length,
    metric.goal === 'minimize',
    (trial) => (trial.values[metric.name] === undefined ? null : scale(trial.values[metric.name])),
    seen.map(scale),
  );
}

/** @param {number} low @param {number} high @param {(at: number) => string} label @returns {{at: number, label: string}[]} */
function roundTicks(low, high, label) {
  const step = roundStep(high - low, TICKS);
  const ticks = [];
  for (let place = Math.ceil(low / step - 1e-9); place * step <= high + step * 1e-9; place += 1) {
    const at = Number((place * step).toPrecision(12));
    ticks.push({ at, label: label(at) });
  }
  return ticks;
}

/**
 * @param {string} id
 * @param {string} title
 * @param {{at: number, label: string}[]} ticks
 * @param {boolean} gaps whether some trials have no value
 * @param {boolean} inverse
 * @param {(trial: Trial) => number|null} place
 * @param {number[]} values that need a place beside the ticks
 * @returns {Axis}
 */
function finished(id, title, ticks, gaps, inverse, place, values = []) {
  const all = [...ticks.map(({ at }) => at), ...values];
  const low = all.length > 0 ? Math.min(...all) : 0;
  const high = all.length > 0 ? Math.max(...all) : 0;
  const room = high > low ? (high - low) * 0.16 : Math.max(Math.abs(high) * 0.1, 0.5);
  // What is absent lies below the worst.
  const absent = inverse ? high + room : low - room;
  const flat = high === low ? room : 0;
  return {
    id,
    title,
    min: gaps && !inverse ? absent : low - flat,
    max: gaps && inverse ? absent : high + flat,
    absent,
    inverse,
    ticks: gaps ? [...ticks, { at: absent, label: NONE }] : ticks,
    place: (trial) => place(trial) ?? absent,
  };
}

/** @param {Trial[]} trials @param {Axis[]} axes @param {Brush} brush @returns {Set<number>|null} the numbers of those within; null without a brush */
export function brushed(trials, axes, brush) {
  const active = axes.filter(({ id }) => (brush.get(id)?.length ?? 0) > 0);
  if (active.length === 0) return null;
  const within = (/** @type {Trial} */ trial) =>
    active.every(({ id, place }) => brush.get(id)?.some(([from, to]) => place(trial) >= Math.min(from, to) && place(trial) <= Math.max(from, to)));
  return new Set(trials.filter(within).map(({ number }) => number));
}

/** Room for an axis that lies, and for its name above it, in pixels. */
export const LYING = 62;

/**
 * @param {Trial[]} trials those on the front last, so that they lie on top
 * @param {Axis[]} axes
 * @param {object} look
 * @param {Set<number>} look.front
 * @param {string[]} look.families in the order of their marks
 * @param {Ink} look.ink
 * @param {boolean} look.narrow the axes lie, one below the other
 * @param {boolean} look.still no animation
 * @returns {Record<string, any>}
 */
export function parallelChart(trials, axes, { front, families, ink, narrow, still }) {
  return {
    animation: !still,
    animationDuration: 200,
    textStyle: { fontFamily: ink.font, color: ink.muted },
    tooltip: tooltip(ink, 'item'),
    parallel: {
      layout: narrow ? 'vertical' : 'horizontal',
      left: narrow ? 26 : 70,
      right: narrow ? 30 : 70,
      top: narrow ? 30 : 54,
      bottom: narrow ? 30 : 22,
      parallelAxisDefault: {
        type: 'value',
        realtime: true,
        nameLocation: narrow ? 'start' : 'end',
        nameGap: narrow ? 0 : 16,
        nameTextStyle: narrow ? { color: ink.text, fontWeight: 600, fontSize: 12, align: 'left', verticalAlign: 'bottom', padding: [0, 4, 1, 0], backgroundColor: withAlpha(ink.surface, 0.85) } : { color: ink.text, fontWeight: 600, fontSize: 12, lineHeight: 15 },
        axisLine: { lineStyle: { color: ink.strong } },
        splitLine: { show: false },
        areaSelectStyle: { width: 22, color: ink.accent, borderColor: ink.accent, opacity: 0.22, borderWidth: 1 },
      },
    },
    parallelAxis: axes.map((axis, dim) => ({
      id: axis.id,
      dim,
      name: axis.title,
      nameLocation: narrow ? (axis.inverse ? 'end' : 'start') : axis.inverse ? 'start' : 'end',
      min: axis.min,
      max: axis.max,
      inverse: axis.inverse,
      axisTick: { customValues: axis.ticks.map(({ at }) => at) },
      axisLabel: {
        color: ink.muted,
        fontSize: 11.5,
        hideOverlap: true,
        ...(narrow ? { alignMinLabel: 'left', alignMaxLabel: 'right' } : {}),
        textBorderColor: ink.surface,
        textBorderWidth: 3,
        customValues: axis.ticks.map(({ at }) => at),
        formatter: (/** @type {number} */ value) => axis.ticks.find(({ at }) => Math.abs(at - value) < 1e-9 * Math.max(1, Math.abs(at)))?.label ?? '',
      },
    })),
    series: [
      {
        id: 'models',
        type: 'parallel',
        smooth: false,
        inactiveOpacity: 0.04,
        activeOpacity: 0.9,
        progressive: 0,
        lineStyle: { width: 1.25, opacity: 0.35 },
        emphasis: { lineStyle: { width: 3, opacity: 1 } },
        data: trials.map((trial) => {
          const member = front.has(trial.number);
          const evaluated = trial.outcome === 'completed';
          return {
            name: trial.variant,
            value: axes.map((axis) => axis.place(trial)),
            lineStyle: {
              color: evaluated ? ink.families[markOf(trial.family, families).colour] : ink.strong,
              type: evaluated ? 'solid' : 'dashed',
              width: member ? 2.5 : 1.25,
              opacity: member ? 0.95 : 0.35,
            },
          };
        }),
      },
    ],
  };
}
