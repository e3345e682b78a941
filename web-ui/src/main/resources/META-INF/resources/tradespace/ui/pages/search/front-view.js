/**
 * The front of a search: the chart of its trials, alone or with another search's, and its members as a table.
 *
 * @import {FrontMember, SearchDetail, SearchMetric, Trial} from '../../api/search-types.js'
 * @import {Column} from '../../parts/table.js'
 */
import { frontChart, frontPoints } from '../../charts/front.js';
import { fill, h } from '../../dom.js';
import { counted, intervalText, NOTHING } from '../../words/format.js';
import { chartPlace } from '../../parts/chart.js';
import { markView } from '../../parts/mark.js';
import { dataTable } from '../../parts/table.js';
import { axisTitle, configurationText, kindOf, limitText, measuredText, metricTitle, outcomeOf, shownMetrics, valueText } from '../../words/search-words.js';
import { filesView, shortName, trialLink } from './trials.js';

/** Values that lie this many times apart are drawn on a logarithmic axis at first. */
const WIDE = 8;

/** @param {SearchDetail} search @returns {{x: string, y: string}} names of the metrics that are drawn at first: the aims, the one to maximise upwards */
export function firstAxes({ metrics }) {
  const y = metrics.find(({ aim, goal }) => aim && goal === 'maximize') ?? metrics[0];
  const x = metrics.find((metric) => metric.aim && metric !== y) ?? metrics.find((metric) => metric !== y) ?? y;
  return { x: x.name, y: y.name };
}

/**
 * @param {string[]} families in the order of their marks
 * @param {{picked: (trial: Trial) => void, pointed: (trial: Trial|null) => void}} heard of trials of this search, not of the other
 */
export function frontView(families, { picked, pointed }) {
  /** @type {ReturnType<typeof frontPoints>} in the order of the chart's data */
  let points = [];
  /** @type {{x: string, y: string, log: boolean}|undefined} */
  let choice;
  /** @type {(() => void)|undefined} */
  let again;
  const own = (/** @type {number|null} */ place) => (place !== null && points[place]?.layer === 0 ? points[place].trial : null);
  const chart = chartPlace('tradeoff', {
    picked: (place) => {
      const trial = own(place);
      if (trial) picked(trial);
    },
    pointed: (place) => pointed(own(place)),
  });
  const toolbar = h('div.toolbar');
  const caption = h('p.hint.caption');
  const legend = h('p.legend');

  const choose = (/** @type {Partial<{x: string, y: string, log: boolean}>} */ change) => {
    choice = { ...(choice ?? { x: '', y: '', log: false }), ...change };
    again?.();
  };
  /** @param {string} title @param {'x'|'y'} key @param {SearchMetric[]} metrics @param {SearchMetric[]} all of the search */
  const select = (title, key, metrics, all) =>
    h(
      'label.inline',
      {},
      h('span', {}, title),
      h('select', { name: key, onchange: (/** @type {any} */ event) => choose({ [key]: event.target.value }) }, metrics.map((metric) => h('option', { value: metric.name, selected: metric.name === choice?.[key] }, metricTitle(metric, all)))),
    );

  /** @param {SearchMetric[]} metrics @param {SearchMetric[]} all of the search */
  const drawToolbar = (metrics, all) => {
    const now = JSON.stringify([metrics, choice]);
    // The controls keep the focus while the trials come in.
    if (toolbar.dataset.drawn === now) return;
    toolbar.dataset.drawn = now;
    const name = toolbar.contains(document.activeElement) ? document.activeElement?.getAttribute('name') : null;
    fill(
      toolbar,
      select('Upwards', 'y', metrics, all),
      select('Across', 'x', metrics, all),
      h('label.check', {}, h('input', { type: 'checkbox', name: 'log', checked: choice?.log, onchange: (/** @type {any} */ event) => choose({ log: event.target.checked }) }), 'Logarithmic'),
    );
    if (name) /** @type {HTMLElement|null} */ (toolbar.querySelector(`[name="${CSS.escape(name)}"]`))?.focus();
  };

  return {
    elements: [toolbar, legend, chart.element, caption],
    /**
     * @param {SearchDetail} search
     * @param {SearchDetail|null} other
     * @param {{brushed: Set<number>|null, picked: number|null}} marked
     */
    show(search, other, marked) {
      const metrics = shownMetrics(search);
      again = () => this.show(search, other, marked);
      if (!choice || !metrics.some(({ name }) => name === choice?.x) || !metrics.some(({ name }) => name === choice?.y)) {
        const first = firstAxes(search);
        const seen = search.trials.map((trial) => trial.values[first.x]).filter((value) => value > 0);
        choice = { ...first, log: seen.length > 1 && Math.max(...seen) > WIDE * Math.min(...seen) };
      }
      drawToolbar(metrics, search.metrics);
      const { x: xName, y: yName, log } = choice;
      const x = /** @type {SearchMetric} */ (metrics.find(({ name }) => name === xName));
      const y = /** @type {SearchMetric} */ (metrics.find(({ name }) => name === yName));
      const layers = [search, ...(other ? [other] : [])].map((one) => ({ search: one.id, trials: one.trials, front: new Set(one.front.map(({ trial }) => trial)) }));
      points = frontPoints(layers, x, y, log);
      const aims = metrics.filter(({ aim }) => aim).map(({ name }) => name);
      const line = aims.length === 2 && aims.includes(x.name) && aims.includes(y.name) && x !== y;
      chart.show(
        `${metricTitle(y, search.metrics)} against ${metricTitle(x, search.metrics)} of ${counted(points.length, 'trial')}; ${layers[0].front.size} on the front${other ? `, laid over those of search ${other.id}` : ''}. The tables below hold the same figures.`,
        (look) => {
          const option = frontChart({ layers, x, y, line, log, limits: search.limits, titles: [axisTitle(x, search.metrics), axisTitle(y, search.metrics)], brushed: marked.brushed, picked: marked.picked, families, ...look });
          option.tooltip.formatter = (/** @type {any} */ { seriesId, dataIndex }) => (seriesId === 'models' ? tip(points[dataIndex], [y, x], search, other) : '');
          return option;
        },
      );
      legend.hidden = !other;
      fill(legend, other && layers.map(({ search: id }, place) => h('span', {}, h(`span.swatch.family-${place}${place === 1 ? '.dashed' : ''}`, { 'aria-hidden': 'true' }), `search ${id} (${(place === 0 ? search : other).strategy.id})`)));
      fill(
        caption,
        'Filled: on the front, with 95% intervals where they are wider than the mark. Hollow: beaten by another trial. Cross: over a limit or failed, so that it has no place upwards or is not taken.',
        search.status === 'active' && ' Dot: being tried now.',
        [y, x].filter(({ origin }) => origin === 'estimated').map((metric) => ` ${metricTitle(metric, search.metrics)}: ${metric.how}.`),
        search.limits.length > 0 && ` Limits: ${search.limits.map((limit) => limitText(limit, search.metrics)).join('; ')}.`,
      );
    },
    /** @param {Trial|null} trial the one under the pointer in the table */
    point(trial) {
      const place = trial === null ? -1 : points.findIndex((point) => point.layer === 0 && point.trial.number === trial.number);
      chart.point(place < 0 ? null : place);
    },
    close: () => chart.close(),
  };
}

/**
 * @param {ReturnType<typeof frontPoints>[number]|undefined} point
 * @param {SearchMetric[]} shown
 * @param {SearchDetail} search
 * @param {SearchDetail|null} other
 */
function tip(point, shown, search, other) {
  if (!point) return '';
  const { trial, layer } = point;
  const whose = layer === 0 ? search : (other ?? search);
  const metrics = [...new Set([...shown, ...whose.metrics.filter(({ aim }) => aim)])];
  return h(
    'div.tip',
    {},
    h('b', {}, `${other ? `Search ${whose.id}, ` : ''}${shortName(trial)}`),
    h('dl', {}, metrics.map((metric) => [h('dt', {}, metricTitle(metric, whose.metrics)), h('dd', {}, measuredText(trial, metric))])),
    h('p', {}, configurationText(trial, whose.parameters)),
    trial.outcome !== 'completed' && h('p', {}, `${outcomeOf(trial).words}${trial.reason ? `: ${trial.reason}` : ''}`),
  );
}

/** The members of the front with their validation figures and, at the end, their test figures. @param {string[]} families */
export function memberTable(families) {
  const place = h('div');
  const note = h('p.hint');
  let shape = '';
  /** @type {ReturnType<typeof dataTable<Member>>|undefined} */
  let table;
  return {
    elements: [note, place],
    /** @param {SearchDetail} search */
    show(search) {
      const members = search.front.flatMap((member) => {
        const trial = search.trials.find(({ number }) => number === member.trial);
        return trial ? [{ ...member, of: trial }] : [];
      });
      const tested = members.some(({ test }) => test);
      const empty = search.status === 'active' ? 'No trial keeps all limits yet.' : 'No trial keeps all limits.';
      const now = JSON.stringify([shownMetrics(search), tested, empty]);
      if (!table || now !== shape) {
        shape = now;
        table = dataTable({ caption: 'Models on the front, the best cost first', empty, key: ({ trial }) => trial, columns: memberColumns(search, families, tested) });
        fill(place, table.element);
      }
      table.show(members);
      note.textContent = tested
        ? 'The validation images steered the search, so their accuracy flatters; the test images were read once, for these models only, at the end.'
        : 'Accuracies are those of the validation images, which steer the search. The test images are read once, at the end, for the front that remains.';
    },
  };
}

/** @typedef {FrontMember & {of: Trial}} Member */

/** @param {SearchDetail} search @param {string[]} families @param {boolean} tested @returns {Column<Member>[]} */
function memberColumns(search, families, tested) {
  const { parameters } = search;
  const metrics = shownMetrics(search);
  return [
    { id: 'trial', title: 'Trial', head: true, order: ({ trial }) => trial, cell: ({ of }) => h('span.model-cell', {}, h('span.trial-number', {}, `#${of.number}`), markView(of.family, families), trialLink(of)) },
    ...(tested
      ? [
          {
            id: 'test',
            title: 'Test accuracy',
            number: true,
            descending: true,
            order: (/** @type {Member} */ { test }) => test?.accuracy ?? null,
            cell: (/** @type {Member} */ { test }) => (test ? h('span.figure', {}, h('b', {}, valueText(accuracyOf(metrics), test.accuracy)), test.interval && h('span.interval', {}, ' 95%: ', intervalText('accuracy', test.interval))) : NOTHING),
          },
        ]
      : []),
    ...metrics.map((metric) => ({
      id: metric.name,
      title: metricTitle(metric, search.metrics),
      number: true,
      descending: metric.goal === 'maximize',
      order: (/** @type {Member} */ { values }) => values[metric.name] ?? null,
      cell: (/** @type {Member} */ { values, of }) => {
        const interval = of.intervals?.[metric.name];
        return h('span.figure', {}, valueText(metric, values[metric.name]), interval && h('span.interval', {}, ' 95%: ', intervalText(kindOf(metric), interval)));
      },
    })),
    { id: 'configuration', title: 'Configuration', cell: ({ of }) => h('span.clip', { title: configurationText(of, parameters) }, configurationText(of, parameters)) },
    { id: 'files', title: 'Files', cell: ({ of }) => filesView(of) },
  ];
}

/** @param {SearchMetric[]} metrics */
function accuracyOf(metrics) {
  return metrics.find(({ metric }) => metric === 'accuracy') ?? metrics[0];
}
