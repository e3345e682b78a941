/**
 * All trials of a search, with what came of each and why.
 *
 * @import {SearchDetail, SearchMetric, Trial} from '../../api/search-types.js'
 * @import {Column} from '../../parts/table.js'
 */
import { recorded, sentence } from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { counted, duration, modelName, NOTHING } from '../../words/format.js';
import { linkTo } from '../../parts/link.js';
import { markView } from '../../parts/mark.js';
import { dataTable } from '../../parts/table.js';
import { modelAddress, trainingAddress } from '../../state/routes.js';
import { configurationText, fidelityText, metricTitle, outcomeOf, shownMetrics, valueText } from '../../words/search-words.js';

/** What the list can be cut to. */
const KINDS = [
  { id: 'all', title: 'all', keep: () => true },
  { id: 'front', title: 'on the front', keep: (/** @type {Trial} */ trial) => trial.onFront },
  { id: 'completed', title: 'evaluated', keep: (/** @type {Trial} */ trial) => trial.outcome === 'completed' },
  { id: 'overLimit', title: 'over a limit', keep: (/** @type {Trial} */ trial) => trial.outcome === 'overLimit' },
  { id: 'failed', title: 'failed', keep: (/** @type {Trial} */ trial) => trial.outcome === 'failed' },
];

/** @param {Trial} trial @returns {string} `#3 mobilenet`: the configuration makes the rest, and is said apart */
export function shortName({ number, variant, family }) {
  return `#${number} ${variant === '' ? 'no such model' : family}`;
}

/** @param {Trial} trial @returns {HTMLElement} the way to its model's page */
export function trialLink(trial) {
  if (trial.variant === '') return h('span', {}, 'no such model');
  if (recorded !== null) return h('code.variant-id', { title: trial.variant }, modelName(trial.variant));
  const rows = Object.values(trial.measurements ?? {});
  return h('a', { href: modelAddress(trial.variant, rows[0]), title: trial.variant }, trial.family, h('span.unseen', {}, ` of trial ${trial.number}`));
}

/**
 * @param {string[]} families in the order of their marks
 * @param {{picked: (trial: Trial) => void, pointed: (trial: Trial|null) => void}} heard
 */
export function trialTable(families, { picked, pointed }) {
  const place = h('div');
  const said = h('p.hint', { role: 'status' });
  const select = h('select', { onchange: () => draw() }, KINDS.map(({ id, title }) => h('option', { value: id }, title)));
  /** @type {ReturnType<typeof dataTable<Trial>>|undefined} */
  let table;
  let shape = '';
  /** @type {SearchDetail|undefined} */
  let search;
  /** @type {Set<number>|null} */
  let brushed = null;
  /** @type {number|null} */
  let chosen = null;

  const tone = (/** @type {Trial} */ trial) => {
    if (trial.number === chosen) return 'picked';
    if (brushed !== null) return brushed.has(trial.number) ? 'best' : 'faint';
    return trial.outcome === 'completed' ? '' : 'faint';
  };

  const draw = () => {
    if (!search) return;
    const now = JSON.stringify(shownMetrics(search));
    if (!table || shape !== now) {
      shape = now;
      table = dataTable({
        caption: 'Trials of this search',
        empty: 'No trial of this kind so far.',
        key: (trial) => trial.number,
        columns: columns(search, families),
        tone,
        picked,
        pointed,
        first: 100,
      });
      fill(place, table.element);
    }
    const kind = KINDS.find(({ id }) => id === select.value) ?? KINDS[0];
    // What was brushed comes first, or one had to look for it.
    const kept = search.trials.filter(kind.keep);
    const within = (/** @type {Trial} */ trial) => Number(!(brushed?.has(trial.number) ?? true));
    table.show([...kept].sort((a, b) => within(a) - within(b) || a.number - b.number));
    fill(said, brushed === null ? counted(kept.length, 'trial') : `${counted(brushed.size, 'trial')} within what is marked above`);
  };

  return {
    element: h(
      'section.card',
      { 'aria-labelledby': 'trials' },
      h('div.table-head', {}, h('h2', { id: 'trials' }, 'Trials'), said, h('label.inline.at-end', {}, h('span', {}, 'Show'), select)),
      place,
    ),
    /** @param {SearchDetail} next @param {Set<number>|null} marked @param {number|null} one */
    show(next, marked, one) {
      search = next;
      brushed = marked;
      chosen = one;
      draw();
    },
    /** @param {number} number */
    reveal(number) {
      table?.reveal(number);
    },
  };
}

/** @param {SearchDetail} search @param {string[]} families @returns {Column<Trial>[]} */
function columns(search, families) {
  const { parameters } = search;
  const metrics = shownMetrics(search);
  return [
    {
      id: 'number',
      title: 'Trial',
      head: true,
      order: (trial) => trial.number,
      cell: (trial) => h('span.model-cell', {}, h('span.trial-number', {}, `#${trial.number}`), markView(trial.family, families), trialLink(trial)),
    },
    {
      id: 'outcome',
      title: 'Outcome',
      order: (trial) => outcomeOf(trial).words,
      cell: (trial) => {
        const { words, tone } = outcomeOf(trial);
        return h('span.tags', {}, h(`span.tag${tone === '' ? '' : `.${tone}`}`, {}, words), trial.onFront && h('span.tag.best', {}, 'front'));
      },
    },
    ...metrics.map((metric) => metricColumn(metric, search.metrics)),
    { id: 'configuration', title: 'Configuration', cell: (trial) => clipped(configurationText(trial, parameters)) },
    { id: 'fidelity', title: 'Trained on', idle: (rows) => rows.every((trial) => fidelityText(trial) === null), cell: (trial) => fidelityText(trial) ?? 'all' },
    {
      id: 'seconds',
      title: 'Took',
      number: true,
      descending: true,
      order: (trial) => trial.seconds ?? null,
      cell: (trial) => (typeof trial.seconds === 'number' ? duration(trial.seconds) : NOTHING),
    },
    { id: 'files', title: 'Files', idle: (rows) => rows.every((trial) => !trial.onnx && typeof trial.training !== 'number'), cell: (trial) => filesView(trial) },
    { id: 'reason', title: 'Why', idle: (rows) => rows.every((trial) => !trial.reason), cell: (trial) => h('span.reason', {}, trial.reason ?? '') },
  ];
}

/** @param {SearchMetric} metric @param {SearchMetric[]} metrics @returns {Column<Trial>} */
function metricColumn(metric, metrics) {
  return {
    id: metric.name,
    title: metricTitle(metric, metrics),
    hint: sentence(metric.how),
    number: true,
    descending: metric.goal === 'maximize',
    idle: (rows) => rows.every((trial) => trial.values[metric.name] === undefined),
    order: (trial) => trial.values[metric.name] ?? null,
    cell: (trial) => h(trial.broken === metric.name ? 'span.figure.broken' : 'span.figure', {}, valueText(metric, trial.values[metric.name])),
  };
}

/** @param {string} words @returns {HTMLElement} cut where they are long; the whole is a title */
function clipped(words) {
  return h('span.clip', { title: words }, words);
}

/** @param {Trial} trial */
export function filesView({ training, onnx, number }) {
  const of = h('span.unseen', {}, ` of trial ${number}`);
  return h(
    'span.links',
    {},
    typeof training === 'number' && linkTo(trainingAddress(training), {}, recorded === null ? 'training' : `training ${training}`, of.cloneNode(true)),
    onnx && linkTo(onnx, { download: '' }, recorded === null ? 'ONNX' : onnx, of),
  );
}
