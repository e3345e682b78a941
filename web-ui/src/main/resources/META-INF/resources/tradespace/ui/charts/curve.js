/**
 * Learning curves as an ECharts option: a pure function of the epochs so far.
 *
 * @import {EpochPoint} from '../api/types.js'
 * @import {Ink} from './ink.js'
 * @typedef {'accuracy'|'loss'|'rate'} CurveKind
 */
import { threeDigits } from '../words/format.js';
import { axisName, tooltip } from './ink.js';

/** More epochs than this are a line without marks. */
const MARKED = 40;

/**
 * What each chart shows: validation is drawn above and stronger, since it is what counts.
 *
 * @type {Record<CurveKind, {title: string, unit: string, lines: {name: string, field: keyof EpochPoint, colour: number, dashed: boolean}[]}>}
 */
export const CURVES = {
  accuracy: {
    title: 'Accuracy',
    unit: '%',
    lines: [
      { name: 'training', field: 'trainingAccuracy', colour: 1, dashed: true },
      { name: 'validation', field: 'validationAccuracy', colour: 0, dashed: false },
    ],
  },
  loss: {
    title: 'Loss',
    unit: '',
    lines: [
      { name: 'training', field: 'trainingLoss', colour: 1, dashed: true },
      { name: 'validation', field: 'validationLoss', colour: 0, dashed: false },
    ],
  },
  rate: {
    title: 'Learning rate',
    unit: '',
    lines: [{ name: 'learning rate', field: 'learningRate', colour: 2, dashed: false }],
  },
};

/**
 * @param {EpochPoint[]} curve
 * @param {number|null} epochs of the budget; null where it is a time
 * @returns {number} where the axis ends
 */
export function lastEpoch(curve, epochs) {
  const reached = curve.length > 0 ? curve[curve.length - 1].epoch : 1;
  return Math.max(reached, epochs ?? 0, 2);
}

/** @param {CurveKind} kind @param {number} value @returns {string} `92.3%`, `0.412` */
export function curveText(kind, value) {
  if (kind === 'accuracy') return `${threeDigits(value)}%`;
  if (kind === 'loss') return value.toFixed(value < 10 ? 3 : 1);
  return String(Number(value.toPrecision(3)));
}

/**
 * @param {CurveKind} kind
 * @param {EpochPoint[]} curve
 * @param {object} look
 * @param {number|null} look.epochs of the budget
 * @param {Ink} look.ink
 * @param {boolean} look.still no animation
 * @returns {Record<string, any>}
 */
export function learningCurve(kind, curve, { epochs, ink, still }) {
  const { lines, unit } = CURVES[kind];
  return {
    animation: !still,
    animationDuration: 200,
    textStyle: { fontFamily: ink.font, color: ink.muted },
    grid: { left: 52, right: 16, top: 14, bottom: 42, outerBoundsMode: 'none' },
    tooltip: tooltip(ink, 'axis'),
    xAxis: {
      type: 'value',
      ...axisName(ink, 'Epoch', 26),
      min: lastEpoch(curve, epochs) > MARKED ? 0 : 1,
      max: lastEpoch(curve, epochs),
      minInterval: 1,
      axisLabel: { color: ink.muted, fontSize: 12, hideOverlap: true, showMinLabel: true },
      axisLine: { lineStyle: { color: ink.strong } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: kind === 'accuracy',
      ...(kind === 'accuracy' ? { max: (/** @type {{max: number}} */ seen) => (seen.max > 90 ? 100 : null) } : { min: 0 }),
      axisLabel: { color: ink.muted, fontSize: 12, formatter: (/** @type {number} */ value) => `${Number(value.toPrecision(6))}${unit}` },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: lines.map(({ name, field, colour, dashed }) => ({
      id: name,
      name,
      type: 'line',
      showSymbol: curve.length <= MARKED,
      symbol: 'circle',
      symbolSize: 5,
      lineStyle: { color: ink.families[colour], width: dashed ? 1.5 : 2.25, type: dashed ? 'dashed' : 'solid' },
      itemStyle: { color: ink.families[colour] },
      emphasis: { disabled: true },
      data: curve.map((point) => [point.epoch, point[field]]),
    })),
  };
}
