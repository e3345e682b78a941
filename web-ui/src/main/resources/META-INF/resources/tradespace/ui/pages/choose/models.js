/**
 * The table of the chart's rows: its accessible form.
 *
 * @import {Row, MetricId, Front, Recommendation} from '../../api/types.js'
 * @import {Column} from '../../parts/table.js'
 */
import { h } from '../../dom.js';
import { modelName } from '../../words/format.js';
import { columnTitle, METRICS, ordered, valueIn, valueOf } from '../../words/metrics.js';
import { figureView, noted } from '../../parts/figure.js';
import { markView } from '../../parts/mark.js';
import { standingTags } from '../../parts/provenance.js';
import { rowAddress, trainingAddress } from '../../state/routes.js';

/**
 * @typedef {object} Standing What the server said about the rows beyond their figures.
 * @property {string[]} families
 * @property {Set<string|number>} front row ids
 * @property {Map<string, string>} excluded why, by variant
 * @property {Set<string|number>} recommended ids of its row on each target
 * @property {string|number|null} selected row id
 * @property {Map<string, string>} names the shortest that tell the rows apart
 * @property {Map<string, number>} trainings their ids by the weights that came out
 */

/** @param {Front|null} front @param {Recommendation|null} answer @returns {Pick<Standing, 'front'|'excluded'|'recommended'>} */
export function standingOf(front, answer) {
  return {
    front: new Set(front?.front.map((row) => row.id)),
    excluded: new Map(answer?.excluded.map(({ variant, reason }) => [variant, reason])),
    recommended: new Set(answer?.recommended?.rows.map((row) => row.id)),
  };
}

/**
 * @param {() => Standing} standing read at each drawing
 * @param {(row: Row) => void} pick
 * @returns {Column<Row>[]}
 */
export function modelColumns(standing, pick) {
  return [
    {
      id: 'variant',
      title: 'Model',
      head: true,
      order: (row) => row.variant,
      stamp: (row) => standing().names.get(row.variant),
      cell: (row) => {
        const { families, names, selected } = standing();
        return h(
          'span.model-cell',
          {},
          h(
            'button.pick',
            {
              type: 'button',
              'aria-pressed': String(row.id === selected),
              'aria-label': `Mark ${row.variant} on the chart`,
              onclick: () => pick(row),
            },
            markView(row.family, families),
          ),
          h('a', { href: rowAddress(row), title: row.variant }, nameView(row.variant, names)),
        );
      },
    },
    {
      id: 'state',
      title: 'Standing',
      order: (row) => standingOrder(row, standing()),
      stamp: (row) => standingStamp(row, standing()),
      cell: (row) => standingView(row, standing()),
    },
    metricColumn('accuracy'),
    { ...metricColumn('latency'), title: 'Latency', hint: 'The median (p50) where it was measured here, else the statistic that its source says' },
    {
      id: 'p90',
      title: 'p90',
      hint: 'Nine of ten queries took no longer than this',
      number: true,
      idle: (rows) => rows.length > 0 && rows.every((row) => row.latencyDetail === null),
      order: (row) => valueOf(row.latencyDetail?.p90),
      cell: (row) => figureView('latency', row.latencyDetail?.p90 ?? (valueIn(row, 'latency') === null ? row.latency : null)),
    },
    ...ordered(['throughput', 'memory', 'energy', 'params', 'macs', 'modelSize'], ({ id }) => id !== 'accuracy' && id !== 'latency').map((id) => metricColumn(id)),
    {
      id: 'training',
      title: 'Training',
      idle: (rows) => rows.every((row) => !standing().trainings.has(row.weights)),
      order: (row) => standing().trainings.get(row.weights) ?? null,
      stamp: (row) => standing().trainings.get(row.weights),
      cell: (row) => {
        const training = standing().trainings.get(row.weights);
        return training === undefined ? '' : h('a', { href: trainingAddress(training), 'aria-label': `Training ${training}` }, `#${training}`);
      },
    },
    { id: 'protocol', title: 'Protocol', idle: (rows) => rows.length > 0 && rows.every((row) => row.protocol === null), order: (row) => row.protocol, cell: (row) => row.protocol },
  ];
}

/**
 * @param {string} variant
 * @param {Map<string, string>} names
 * @returns {HTMLElement[]} in two parts, of which narrow pages hide the first where the mark tells it
 */
function nameView(variant, names) {
  const whole = modelName(variant);
  const name = names.get(variant) ?? whole;
  return [h('span.family-part', {}, whole.slice(0, whole.length - name.length)), h('span', {}, name)];
}

/** @param {MetricId} metric @returns {Column<Row>} */
function metricColumn(metric) {
  return {
    id: metric,
    title: columnTitle(metric),
    number: true,
    descending: METRICS[metric].goal === 'maximize',
    order: (row) => valueIn(row, metric),
    idle: (rows) => rows.length > 0 && rows.every((row) => valueIn(row, metric) === null),
    cell: (row) => figureView(metric, row[metric]),
  };
}

/** @param {Row} row @param {Standing} standing @returns {string} changes with what its tags say beside what the row does */
function standingStamp({ id, variant }, { excluded, front, recommended }) {
  return [excluded.get(variant), front.has(id), recommended.has(id)].join('\n');
}

/** @param {Row} row @param {Standing} standing @returns {number} the recommended first, the failed last */
function standingOrder(row, { front, excluded, recommended }) {
  if (row.failure) return 4;
  if (recommended.has(row.id)) return 0;
  if (excluded.has(row.variant)) return 3;
  return front.has(row.id) ? 1 : 2;
}

/** @param {Row} row @param {Standing} standing */
function standingView(row, { front, excluded, recommended }) {
  const reason = excluded.get(row.variant);
  const tags = [];
  if (row.failure) tags.push(tag('bad', 'failed', row.failure));
  if (recommended.has(row.id)) tags.push(h('span.tag.best', {}, 'recommended'));
  if (front.has(row.id)) tags.push(h('span.tag', {}, 'front'));
  if (reason && !row.failure) tags.push(tag('out', 'left out', reason));
  if (row.noisy) tags.push(tag('warn', 'noisy', row.disturbances.join('; ') || 'other load disturbed the run'));
  if (!row.warmupSettled && !row.failure) {
    tags.push(tag('warn', 'unsettled', 'the warm-up did not come to rest before measuring began'));
  }
  return h('span.tags', {}, tags, standingTags(row));
}

/** @param {string} tone @param {string} words @param {string} note */
function tag(tone, words, note) {
  const element = noted(words, note);
  element.className = `noted tag ${tone}`;
  return element;
}

/** @param {(text: string) => void} changed @returns {HTMLElement} where words are typed that a name must hold */
export function nameField(changed) {
  const field = h('input', { type: 'search', placeholder: 'Filter by name\u2026', 'aria-label': 'Filter models by name', oninput: () => changed(field.value) });
  return field;
}

/**
 * @param {Row} row
 * @param {{text: string, families: Set<string>}} filter no family means all
 * @returns {boolean}
 */
export function matches(row, { text, families }) {
  if (families.size > 0 && !families.has(row.family)) return false;
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const all = `${row.variant} ${modelName(row.variant)} ${row.protocol ?? ''} ${row.noisy ? 'noisy' : ''} ${row.failure ? 'failed' : ''}`.toLowerCase();
  return words.every((word) => all.includes(word));
}
