/**
 * A search in a file of its own: the page's view of it, with the answers of the server that lie in the file.
 *
 * @import {SearchDetail} from './api/search-types.js'
 * @import {Dataset, Measurement} from './api/types.js'
 */
import * as api from './api/client.js';
import { sentence } from './api/client.js';
import { fill, h } from './dom.js';
import { openSearch } from './pages/search/search.js';
import { errorView } from './parts/notices.js';
import { startNotes } from './parts/notes.js';
import { about, catalogue } from './state/catalogue.js';
import { metricTitle, shownMetrics } from './words/search-words.js';

const main = /** @type {HTMLElement} */ (document.getElementById('main'));

async function open() {
  await about();
  const id = String((await api.searches()).items[0].id);
  const root = h('div');
  fill(main, root);
  await openSearch(root, { id, query: new URLSearchParams() }, { hear: () => () => {}, announce: () => {}, keepAddress: () => {} });
  document.title = `${root.querySelector('h1')?.textContent} \u00b7 Tradespace`;
  const search = await api.search(id);
  root.append(originsView(search), await environmentView(search));
}

/** @param {SearchDetail} search */
function originsView(search) {
  const metrics = shownMetrics(search);
  return h(
    'section.card',
    { 'aria-labelledby': 'origins' },
    h('h2', { id: 'origins' }, 'Origin of the figures'),
    h('p.hint', {}, 'An interval is one of 95%. The validation images steered the search, so their accuracy flatters; the test images were read once, for the front, at the end.'),
    lines(metrics.map((metric) => [metricTitle(metric, search.metrics), `${sentence(metric.how)} ${metric.goal === 'maximize' ? 'More' : 'Less'} is better${metric.aim ? '; the search aims at it' : ''}.`])),
  );
}

/** @param {SearchDetail} search */
async function environmentView(search) {
  const [known, datasets, { items }] = await Promise.all([catalogue(), api.datasets(), api.measurements({})]);
  const measured = /** @type {Measurement[]} */ (/** @type {unknown} */ (items));
  const trialOf = (/** @type {Measurement} */ row) => search.trials.find(({ measurements }) => Object.values(measurements ?? {}).includes(row.id))?.number;
  return h(
    'section.card',
    { 'aria-labelledby': 'environment' },
    h('h2', { id: 'environment' }, 'Environment and versions'),
    lines([
      ['Tradespace', known.about.version],
      ...known.families.map(({ id, source }) => [`Family ${id}`, source]),
      ['Data set', datasets.total > 0 ? datasetText(datasets.items[0]) : `${search.spec.dataset}, no longer there when this was written`],
    ]),
    measured.map((row) => [
      h('h3', {}, `${row.target}, trial ${trialOf(row)}${row.noisy ? `, noisy: ${row.disturbances.join(', ')}` : ''}`),
      lines(Object.entries(row.environment)),
    ]),
  );
}

/** @param {Dataset} dataset */
function datasetText({ id, training, validation, test, classes, digest }) {
  return `${id}: ${training} training, ${validation} validation and ${test} test images of ${classes.length} classes, digest ${digest}`;
}

/** @param {string[][]} pairs */
function lines(pairs) {
  return h('dl.lines', {}, pairs.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

// Paper is white: charts, which are drawn in the theme's colours, are drawn again for it; and it is narrow, so they shrink.
window.addEventListener('beforeprint', () => {
  for (const chart of document.querySelectorAll('.chart svg')) chart.setAttribute('viewBox', `0 0 ${chart.getAttribute('width')} ${chart.getAttribute('height')}`);
  document.documentElement.dataset.theme = 'light';
});
window.addEventListener('afterprint', () => {
  delete document.documentElement.dataset.theme;
});
startNotes(/** @type {HTMLElement} */ (document.getElementById('note')));
open().catch((error) => fill(main, errorView(error)));
