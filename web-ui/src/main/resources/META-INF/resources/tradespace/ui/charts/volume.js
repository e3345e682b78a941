/**
 * The hypervolume of one or two searches as they went on, as an ECharts option.
 *
 * @import {VolumePoint} from '../api/search-types.js'
 * @import {Ink} from './ink.js'
 * @typedef {'trials'|'seconds'} Spent what is on the horizontal axis
 */
import { count, duration } from '../words/format.js';
import { percent } from '../words/training-words.js';
import { linearDomain } from './axes.js';
import { axisName, tooltip } from './ink.js';

/** Steps of an axis of time, in seconds. */
const TIMES = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 21600, 43200, 86400];

/** @param {number} span seconds @param {number} wanted about how many steps @returns {number} seconds that read as a round time */
export function timeStep(span, wanted) {
  return TIMES.find((step) => step * wanted >= span) ?? Math.ceil(span / wanted / 86400) * 86400;
}

/**
 * @param {VolumePoint[]} curve in the order in which the trials ended
 * @param {Spent} spent
 * @returns {[number, number][]} what was spent, and the share
 */
export function volumeSteps(curve, spent) {
  return curve.map((point, place) => [spent === 'trials' ? place + 1 : point.seconds, point.value]);
}

/**
 * @param {{search: number, points: VolumePoint[]}[]} curves one, or two that are told apart by colour and dashes
 * @param {object} look
 * @param {Spent} look.spent
 * @param {Ink} look.ink
 * @param {boolean} look.narrow
 * @param {boolean} look.still no animation
 * @returns {Record<string, any>}
 */
export function volumeChart(curves, { spent, ink, narrow, still }) {
  const steps = curves.map(({ points }) => volumeSteps(points, spent));
  const values = steps.flatMap((one) => one.map(([, value]) => value));
  const farthest = Math.max(spent === 'trials' ? 2 : 1, ...steps.flatMap((one) => one.map(([at]) => at)));
  return {
    animation: !still,
    animationDuration: 200,
    textStyle: { fontFamily: ink.font, color: ink.muted },
    grid: { left: 56, right: 20, top: 14, bottom: 46, outerBoundsMode: 'none' },
    tooltip: tooltip(ink, 'axis'),
    xAxis: {
      type: 'value',
      ...axisName(ink, spent === 'trials' ? 'Evaluated trials' : 'Time spent', 28),
      min: 0,
      max: farthest,
      ...(spent === 'trials' ? { minInterval: 1, splitNumber: narrow ? 3 : 5 } : { interval: timeStep(farthest, narrow ? 3 : 5) }),
      axisLabel: { color: ink.muted, fontSize: 12, hideOverlap: true, formatter: (/** @type {number} */ value) => spentText(value, spent) },
      axisLine: { lineStyle: { color: ink.strong } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      ...(values.length > 0 ? upToAll(linearDomain(values, false)) : { min: 0, max: 1 }),
      axisLabel: { color: ink.muted, fontSize: 12, formatter: (/** @type {number} */ value) => percent(value) },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: curves.map(({ search }, place) => ({
      id: `search-${search}`,
      name: `Search ${search}`,
      type: 'line',
      step: 'end',
      symbol: 'circle',
      symbolSize: 4,
      showSymbol: steps[place].length < 3,
      data: steps[place],
      lineStyle: { color: ink.families[place], width: 2.25, type: place === 1 ? 'dashed' : 'solid' },
      itemStyle: { color: ink.families[place] },
      emphasis: { disabled: true },
    })),
  };
}

/** @param {{min: number, max: number, interval: number}} domain @returns {{min: number, max: number, interval: number}} within nothing and all */
function upToAll({ min, max, interval }) {
  return { min: Math.max(min, 0), max: Math.min(max, 1), interval };
}

/** @param {number} value @param {Spent} spent @returns {string} `12`, `3 min` */
export function spentText(value, spent) {
  return spent === 'trials' ? count(value) : duration(value);
}
