/**
 * The order of models on two targets as lines between two axes, as an ECharts option: a pure function of what the server said.
 *
 * @import {Ranked} from '../api/comparison-types.js'
 * @import {Ink} from './ink.js'
 *
 * @typedef {object} Slope
 * @property {Ranked[]} models the best on the first target first
 * @property {string[]} titles of the two targets
 * @property {string|null} variant the model that is marked
 * @property {Ink} ink
 * @property {boolean} narrow
 * @property {boolean} still no animation
 */
import { namesOf } from '../words/format.js';
import { tooltip } from './ink.js';

/** More names than this would hide each other. */
const NAMED = 16;

/** @param {Ranked[]} models @returns {Set<string>} those whose names are written: the ones with most flips, or all of a few */
export function namedOnSlope(models) {
  const flipped = models.length <= NAMED ? models : models.filter(({ flips }) => flips > 0);
  return new Set([...flipped].sort((a, b) => b.flips - a.flips).slice(0, NAMED).map(({ variant }) => variant));
}

/** @param {Slope} view @returns {Record<string, any>} */
export function slope({ models, titles, variant, ink, narrow, still }) {
  const names = namesOf(models.map((model) => model.variant));
  const named = namedOnSlope(models);
  return {
    animation: !still,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: ink.font, color: ink.muted },
    grid: { left: narrow ? 34 : 44, right: narrow ? 8 : 16, top: narrow ? 74 : 46, bottom: 16, outerBoundsMode: 'none' },
    tooltip: tooltip(ink, 'item'),
    xAxis: {
      type: 'category',
      data: titles,
      position: 'top',
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: ink.text, fontSize: 12, fontWeight: 600, interval: 0, lineHeight: 15, width: narrow ? 130 : 320, overflow: 'break' },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      inverse: true,
      min: 1,
      max: Math.max(2, models.length),
      minInterval: 1,
      axisLabel: { color: ink.muted, fontSize: 12, showMinLabel: true, formatter: (/** @type {number} */ rank) => `#${rank}` },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: models.map((model) => line(model, { ink, narrow, name: names.get(model.variant) ?? model.variant, named: named.has(model.variant), marked: model.variant === variant })),
  };
}

/** @param {Ranked} model @param {{ink: Ink, narrow: boolean, name: string, named: boolean, marked: boolean}} look */
function line(model, { ink, narrow, name, named, marked }) {
  const flipped = model.flips > 0;
  const colour = marked ? ink.text : flipped ? ink.families[1] : ink.families[6];
  const label = (/** @type {'left'|'right'} */ position) => ({
    show: marked || (named && !narrow),
    position,
    formatter: () => name,
    color: marked ? ink.text : ink.muted,
    fontSize: 11.5,
    distance: 6,
  });
  return {
    id: model.variant,
    name: model.variant,
    type: 'line',
    symbol: 'circle',
    symbolSize: marked ? 9 : 6,
    z: marked ? 4 : flipped ? 3 : 2,
    data: [
      { value: [0, model.first.rank], label: label('left') },
      { value: [1, model.second.rank], label: label('right') },
    ],
    labelLayout: { hideOverlap: true },
    itemStyle: { color: colour, opacity: flipped || marked ? 0.95 : 0.5 },
    lineStyle: { color: colour, width: marked ? 3 : flipped ? 1.5 : 1, opacity: marked ? 1 : flipped ? 0.7 : 0.35 },
    emphasis: { focus: 'none', lineStyle: { width: 3, opacity: 1 } },
  };
}
