/**
 * The distribution of a run's latencies, as an ECharts option.
 *
 * @import {Ink} from './ink.js'
 */
import { threeDigits } from '../words/format.js';
import { roundStep } from './axes.js';
import { axisName, tooltip } from './ink.js';

/** About how many bars there are. */
const BARS = 40;

/**
 * Sorts samples into bars of equal, round width. The last bar takes all that is above `cut`, so that one slow outlier
 * does not press the rest into a single bar.
 *
 * @param {number[]} samples milliseconds
 * @returns {{from: number, to: number, count: number, open: boolean}[]} ascending; empty without samples
 */
export function bars(samples) {
  if (samples.length === 0) return [];
  const sorted = [...samples].sort((a, b) => a - b);
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  const middle = sorted[Math.floor(sorted.length / 2)];
  const nearlyAll = sorted[Math.floor((sorted.length - 1) * 0.98)];
  const cut = high > middle + 3 * (nearlyAll - low) ? nearlyAll : high;
  const width = roundStep(Math.max(cut - low, middle * 1e-3, 1e-9), BARS);
  const first = Math.floor(low / width);
  const last = Math.max(Math.floor(cut / width), first);
  const found = [];
  for (let place = first; place <= last; place += 1) {
    found.push({ from: tidy(place * width), to: tidy((place + 1) * width), count: 0, open: false });
  }
  for (const sample of sorted) {
    const place = Math.min(Math.floor(sample / width), last) - first;
    found[place].count += 1;
    if (sample >= found[place].to) found[place].open = true;
  }
  return found;
}

/** @param {number} value @returns {number} without the dust of binary fractions */
function tidy(value) {
  return Number(value.toPrecision(12));
}

/** @param {{from: number, to: number, open: boolean}} bar @returns {string} `12.1 to 12.2 ms` */
export function barText({ from, to, open }) {
  return open ? `${threeDigits(from)} ms and above` : `${threeDigits(from)} to ${threeDigits(to)} ms`;
}

/** @param {number} from @param {number} to @returns {{min: number, max: number, interval: number}} on round numbers */
function axisEnds(from, to) {
  const interval = roundStep(to - from, 8);
  return {
    min: tidy(Math.floor(from / interval + 1e-9) * interval),
    max: tidy(Math.ceil(to / interval - 1e-9) * interval),
    interval,
  };
}

/**
 * @param {number[]} nanoseconds raw samples
 * @param {{name: string, at: number}[]} lines percentiles, in ms, from the server
 * @param {Ink} ink
 * @param {boolean} still no animation
 * @returns {Record<string, any>}
 */
export function histogram(nanoseconds, lines, ink, still) {
  const found = bars(nanoseconds.map((sample) => sample / 1e6));
  const width = found.length > 0 ? found[0].to - found[0].from : 1;
  const ends = found.length > 0 ? axisEnds(found[0].from, found[found.length - 1].to) : { min: 0, max: 1 };
  return {
    animation: !still,
    animationDuration: 250,
    textStyle: { fontFamily: ink.font, color: ink.muted },
    grid: { left: 68, right: 24, top: 28, bottom: 48, outerBoundsMode: 'none' },
    tooltip: tooltip(ink, 'item'),
    xAxis: {
      type: 'value',
      ...axisName(ink, 'Latency of one query (ms)', 30),
      ...ends,
      axisLabel: { color: ink.muted, fontSize: 12, formatter: (/** @type {number} */ value) => String(tidy(value)), hideOverlap: true },
      axisLine: { lineStyle: { color: ink.strong } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      ...axisName(ink, 'Queries', 50),
      minInterval: 1,
      axisLabel: { color: ink.muted, fontSize: 12 },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: [
      {
        id: 'queries',
        type: 'custom',
        encode: { x: [0, 1], y: 2 },
        data: found.map((bar) => [bar.from, bar.to, bar.count]),
        renderItem: (/** @type {any} */ _params, /** @type {any} */ api) => {
          const [x0, y0] = api.coord([api.value(0), api.value(2)]);
          const [x1, y1] = api.coord([api.value(0) + width, 0]);
          return {
            type: 'rect',
            shape: { x: x0 + 0.5, y: y0, width: Math.max(x1 - x0 - 1, 1), height: y1 - y0 },
            style: { fill: ink.families[0] },
          };
        },
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          lineStyle: { color: ink.text, width: 1.5, type: 'dashed' },
          label: { color: ink.text, fontSize: 12 },
          data: lines.map((line) => ({ xAxis: line.at, label: { formatter: line.name } })),
        },
      },
    ],
  };
}
