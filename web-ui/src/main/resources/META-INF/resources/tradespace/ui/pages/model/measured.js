/**
 * What was measured of a model on each target, and the distribution behind a row.
 *
 * @import {Row, Target, Training, Measurement} from '../../api/types.js'
 * @import {Column} from '../../parts/table.js'
 */
import * as api from '../../api/client.js';
import { barText, bars, histogram } from '../../charts/histogram.js';
import { fill, h } from '../../dom.js';
import { count, counted, intervalText, moment, NOTHING } from '../../words/format.js';
import { columnTitle, ordered, valueIn, valueOf } from '../../words/metrics.js';
import { chartPlace } from '../../parts/chart.js';
import { figureView, noted } from '../../parts/figure.js';
import { errorView, isGivenUp } from '../../parts/notices.js';
import { provenanceFacts, shortened, standingSentences, standingTags } from '../../parts/provenance.js';
import { dataTable } from '../../parts/table.js';
import { trainingAddress } from '../../state/routes.js';
import { targetTitle } from '../choose/recommendation.js';
import { scoresView } from './scores.js';
import { sideBySideView } from './side-by-side.js';

/**
 * @param {Row[]} first
 * @param {object} around
 * @param {string} around.variant the model's id
 * @param {Target[]} around.targets
 * @param {Training[]} around.trainings of this model
 * @param {string|null} around.wanted the id of the row to be opened
 * @param {(row: Row|null) => void} around.opened
 */
export function measuredView(first, { variant, targets, trainings, wanted, opened }) {
  let rows = first;
  const opening = first.find(({ id }) => String(id) === wanted) ?? first.find((row) => !row.failure);
  let dataset = opening?.dataset ?? first[0]?.dataset ?? '';
  /** @type {string|number|null} */
  let open = null;
  const datasets = h('div.chips', { role: 'group', 'aria-label': 'Data sets' });
  let asked = new AbortController();
  const sides = sideBySideView(variant, targets);
  const chart = chartPlace('histogram');
  const title = h('h3');
  const environment = h('div');
  const scores = h('div');
  const detail = h('div.samples', { hidden: true }, title, chart.element, environment, scores);
  const table = dataTable({
    caption: 'Measurements of this model',
    empty: 'Not measured here yet.',
    key: (/** @type {Row} */ row) => row.id,
    columns: columns(targets, trainings, (row) => toggle(row), () => open),
    tone: (row) => [row.id === open && 'picked', row.failure && 'faint'].filter(Boolean).join(' '),
    picked: (row) => toggle(row),
  });

  /** @param {Row} row */
  const toggle = (row) => {
    const next = row.id === open ? null : row;
    opened(next);
    look(next);
  };

  /** Lists never mix data sets: one of them is chosen. */
  const drawRows = () => {
    const names = [...new Set(rows.map((row) => row.dataset))];
    if (!names.includes(dataset)) dataset = names[0] ?? '';
    datasets.hidden = names.length < 2;
    const focused = datasets.contains(document.activeElement);
    fill(
      datasets,
      names.map((name) =>
        h(
          'button.chip',
          {
            type: 'button',
            'aria-pressed': String(name === dataset),
            onclick: () => {
              dataset = name;
              look(rows.find((row) => row.dataset === name && !row.failure) ?? null);
              drawRows();
            },
          },
          name,
        ),
      ),
    );
    if (focused) /** @type {HTMLElement|null} */ (datasets.querySelector('[aria-pressed="true"]'))?.focus();
    const shown = rows.filter((row) => row.dataset === dataset);
    table.show(shown);
    sides.show(shown);
  };

  /** @param {Row|null} row */
  async function look(row) {
    asked.abort();
    asked = new AbortController();
    open = row?.id ?? null;
    table.retone((shown, element) =>
      element.querySelector('.look')?.setAttribute('aria-expanded', String(shown.id === open)),
    );
    if (!row) {
      detail.hidden = true;
      return;
    }
    try {
      const measurement = await api.measurement(row.id, asked.signal);
      detail.hidden = false;
      draw(measurement);
      fill(scores, row.accuracy.origin === 'measured' && scoresView(row, asked.signal));
    } catch (error) {
      if (isGivenUp(error)) return;
      detail.hidden = false;
      fill(environment, errorView(error));
      fill(scores);
    }
  }

  /** @param {Measurement} measurement */
  function draw(measurement) {
    const { samples } = measurement;
    title.textContent = `${counted(samples.length, 'query', 'queries')} on ${targetTitle(measurement.target, targets)}`;
    chart.element.hidden = samples.length === 0;
    const lines = [
      { name: 'p50', at: valueIn(measurement, 'latency') },
      { name: 'p90', at: valueOf(measurement.latencyDetail?.p90) },
      { name: 'p99', at: valueOf(measurement.latencyDetail?.p99) },
    ].filter((line) => line.at !== null);
    chart.show(`Latencies of ${counted(samples.length, 'query', 'queries')}`, ({ ink, still }) => {
      const option = histogram(samples, /** @type {{name: string, at: number}[]} */ (lines), ink, still);
      const found = bars(samples.map((sample) => sample / 1e6));
      option.tooltip.formatter = (/** @type {any} */ bar) =>
        h('div.tip', {}, h('b', {}, barText(found[bar.dataIndex])), h('p', {}, counted(found[bar.dataIndex].count, 'query', 'queries')));
      return option;
    });
    fill(environment, environmentView(measurement));
  }

  drawRows();
  if (opening) look(opening);
  return {
    element: h('div.measured', {}, datasets, sides.element, table.element, detail),
    /** @param {Row[]} next */
    show(next) {
      rows = next;
      drawRows();
    },
    close() {
      asked.abort();
      sides.close();
      chart.close();
    },
  };
}

/** @param {Measurement} measurement */
function environmentView(measurement) {
  const { environment, at } = measurement;
  const facts = Object.entries(environment ?? {});
  return [
    standingSentences(measurement).map((words) => h('p.trouble', {}, words)),
    h(
      'details.configuration',
      {},
      h('summary', {}, 'What made this row'),
      h('dl', {}, provenanceFacts(measurement).map(([name, words]) => [h('dt', {}, name), h('dd', {}, words)])),
    ),
    h(
    'details.configuration',
    {},
    h('summary', {}, `Where and when: ${moment(at)}`),
    facts.length === 0
      ? h('p.hint', {}, 'The environment was not recorded.')
      : h('dl', {}, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, factText(value))])),
    ),
  ];
}

/** @param {unknown} value @returns {string} */
function factText(value) {
  if (value === null || value === undefined || value === '') return NOTHING;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * @param {Target[]} targets
 * @param {Training[]} trainings
 * @param {(row: Row) => void} toggle
 * @param {() => string|number|null} open
 * @returns {Column<Row>[]}
 */
function columns(targets, trainings, toggle, open) {
  const trainingOf = new Map(trainings.map(({ id, weights }) => [weights, id]));
  return [
    {
      id: 'target',
      title: 'Target',
      head: true,
      order: (row) => targetTitle(row.target, targets),
      cell: (row) => [
        row.failure
          ? targetTitle(row.target, targets)
          : h(
              'button.plain.look',
              { type: 'button', 'aria-expanded': String(row.id === open()), onclick: () => toggle(row) },
              targetTitle(row.target, targets),
            ),
        row.failure && [' ', tagged('bad', 'failed', row.failure)],
        row.noisy && [' ', tagged('warn', 'noisy', row.disturbances.join('; ') || 'other load disturbed the run')],
        standingTags(row).map((tag) => [' ', tag]),
      ],
    },
    {
      id: 'data',
      title: 'Data',
      idle: (rows) => rows.every((row) => row.data === null),
      order: (row) => row.data,
      cell: (row) => shortened(row.data),
    },
    { id: 'threads', title: 'Threads', number: true, order: (row) => row.conditions.threads, cell: (row) => String(row.conditions.threads ?? NOTHING) },
    { id: 'accuracy', title: 'Accuracy', number: true, order: (row) => valueIn(row, 'accuracy'), cell: (row) => figureView('accuracy', row.accuracy) },
    { id: 'p50', title: 'p50', number: true, order: (row) => valueIn(row, 'latency'), cell: (row) => figureView('latency', row.latency) },
    {
      id: 'interval',
      title: '95% interval',
      number: true,
      cell: (row) => (row.latency.interval ? intervalText('latency', row.latency.interval) : NOTHING),
    },
    ...['p90', 'p99'].map((name) => ({
      id: name,
      title: name,
      number: true,
      order: (/** @type {Row} */ row) => valueOf(percentile(row, name)),
      cell: (/** @type {Row} */ row) => figureView('latency', percentile(row, name)),
    })),
    {
      id: 'queries',
      title: 'Queries',
      number: true,
      order: (row) => row.latencyDetail?.queries ?? null,
      cell: (row) => (row.latencyDetail ? count(row.latencyDetail.queries) : NOTHING),
    },
    ...ordered(['throughput', 'memory', 'energy'], ({ id, basis }) => basis === 'measured' && id !== 'latency').map((id) => ({
      id,
      title: columnTitle(id),
      number: true,
      order: (/** @type {Row} */ row) => valueIn(row, id),
      cell: (/** @type {Row} */ row) => figureView(id, row[id]),
    })),
    {
      id: 'training',
      title: 'Training',
      idle: (rows) => rows.every((row) => !trainingOf.has(row.weights)),
      order: (row) => trainingOf.get(row.weights) ?? null,
      cell: (row) => trainingLink(trainingOf.get(row.weights)),
    },
    { id: 'protocol', title: 'Protocol', order: (row) => row.protocol, cell: (row) => row.protocol },
    { id: 'at', title: 'Measured', order: (row) => row.at, cell: (row) => moment(row.at) },
  ];
}

/** @param {number|undefined} id */
function trainingLink(id) {
  return id === undefined ? NOTHING : h('a', { href: trainingAddress(id), 'aria-label': `Training ${id}` }, `#${id}`);
}

/** @param {Row} row @param {string} name */
function percentile(row, name) {
  return name === 'p90' ? row.latencyDetail?.p90 : row.latencyDetail?.p99;
}

/** @param {string} tone @param {string} words @param {string} note */
function tagged(tone, words, note) {
  const element = noted(words, note);
  element.className = `noted tag ${tone}`;
  return element;
}
