/**
 * Parallel coordinates of a search: each trial is a line through its parameters and its metrics. What is marked on an
 * axis is marked in the list and on the front.
 *
 * @import {SearchDetail, Trial} from '../../api/search-types.js'
 * @import {Axis, Brush} from '../../charts/parallel.js'
 */
import { brushed, LYING, metricAxis, parallelChart, parameterAxis } from '../../charts/parallel.js';
import { fill, h } from '../../dom.js';
import { counted } from '../../words/format.js';
import { chartPlace } from '../../parts/chart.js';
import { configurationText, measuredText, metricTitle, parameterName, shownMetrics } from '../../words/search-words.js';
import { shortName } from './trials.js';

/** Parameters shown at first: the ones that mattered most. */
const FIRST = 6;

/** Below this width the axes lie, as in chartPlace. */
const NARROW = 560;

/**
 * @param {string[]} families in the order of their marks
 * @param {{brushed: (numbers: Set<number>|null) => void, picked: (trial: Trial) => void}} heard
 */
export function parallelView(families, heard) {
  /** @type {Brush} */
  const brush = new Map();
  /** @type {Axis[]} */
  let axes = [];
  /** @type {Trial[]} in the order of the chart's data */
  let drawn = [];
  let all = false;
  /** @type {(() => void)|undefined} */
  let again;
  const tell = () => {
    const marked = brushed(drawn, axes, brush);
    clear.hidden = marked === null;
    fill(said, marked === null ? 'Drag along an axis to mark trials.' : `${counted(marked.size, 'trial')} marked`);
    heard.brushed(marked);
  };
  const chart = chartPlace('parallel', {
    picked: (place) => drawn[place] && heard.picked(drawn[place]),
    brushed: (axis, intervals) => {
      brush.set(axis, intervals);
      tell();
    },
  });
  const said = h('p.hint', { role: 'status' });
  const clear = h('button', { type: 'button', hidden: true, onclick: () => unbrush() }, 'Clear the marks');
  const more = h('label.check', { hidden: true }, h('input', { type: 'checkbox', onchange: (/** @type {any} */ event) => choose(event.target.checked) }), 'All parameters');
  const unbrush = () => {
    for (const id of brush.keys()) chart.brush(id, []);
    brush.clear();
    tell();
  };
  const choose = (/** @type {boolean} */ wanted) => {
    all = wanted;
    unbrush();
    again?.();
  };
  const element = h(
    'section.card',
    { 'aria-labelledby': 'parallel' },
    h('div.table-head', {}, h('h2', { id: 'parallel' }, 'Parameters and metrics'), said, clear, h('span.at-end', {}, more)),
    chart.element,
    h('p.hint.caption', {}, 'Each line is a trial; strong: on the front; dashed: not evaluated. Up is better on every metric. A parameter that a family does not have, and a metric that was not measured, stands at \u201cnone\u201d. The list below holds the same.'),
  );

  return {
    element,
    /** @param {SearchDetail} search */
    show(search) {
      again = () => this.show(search);
      const shown = search.trials.filter(({ outcome }) => outcome !== 'running');
      const varied = search.parameters.filter(({ name }) => new Set(shown.map((trial) => String(trial.configuration[name]))).size > 1);
      const weight = new Map(search.importance.map(({ parameter, share }) => [parameter, share]));
      const order = [...varied].sort((a, b) => Number(b.name === 'family') - Number(a.name === 'family') || (weight.get(b.name) ?? 0) - (weight.get(a.name) ?? 0));
      more.hidden = order.length <= FIRST;
      const parameters = all ? order : order.slice(0, FIRST);
      const metrics = shownMetrics(search).filter(({ name }) => shown.some(({ values }) => values[name] !== undefined));
      element.hidden = shown.length < 2;
      axes = [...parameters.map((parameter) => parameterAxis(parameter, axisName(parameter), shown)), ...metrics.map((metric) => metricAxis(metric, metricTitle(metric, search.metrics).replace(/,? (on|accuracy|worst)\b/, '\n$1'), shown))];
      const front = new Set(search.front.map(({ trial }) => trial));
      drawn = [...shown].sort((a, b) => Number(front.has(a.number)) - Number(front.has(b.number)) || a.number - b.number);
      const lies = chart.element.clientWidth > 0 && chart.element.clientWidth < NARROW;
      chart.element.style.height = lies ? `${LYING * axes.length + 20}px` : '';
      chart.show(`Parallel coordinates of ${counted(shown.length, 'trial')} over ${counted(axes.length, 'axis', 'axes')}. The list below holds the same figures.`, (look) => {
        const named = look.narrow ? axes.map((axis) => ({ ...axis, title: axis.title.replace('\n', ' ') })) : axes;
        const option = parallelChart(drawn, named, { front, families, ...look });
        option.tooltip.formatter = (/** @type {any} */ { dataIndex }) => tip(drawn[dataIndex], search);
        return option;
      });
      tell();
    },
    close: () => chart.close(),
  };
}

/** @param {import('../../api/search-types.js').Parameter} parameter @returns {string} the family above the name, where it belongs to one */
function axisName(parameter) {
  const { name, family } = parameterName(parameter);
  return family === null ? name : `${family}\n${name}`;
}

/** @param {Trial|undefined} trial @param {SearchDetail} search */
function tip(trial, search) {
  if (!trial) return '';
  const { parameters } = search;
  const metrics = shownMetrics(search);
  return h(
    'div.tip',
    {},
    h('b', {}, shortName(trial)),
    h('dl', {}, metrics.filter(({ name }) => trial.values[name] !== undefined).map((metric) => [h('dt', {}, metricTitle(metric, search.metrics)), h('dd', {}, measuredText(trial, metric))])),
    h('p', {}, configurationText(trial, parameters)),
  );
}
