/**
 * Past and running searches, and a form that starts one.
 *
 * @import {Search} from '../../api/search-types.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 * @import {Column} from '../../parts/table.js'
 * @import {App} from '../../main.js'
 */
import * as api from '../../api/client.js';
import { catalogue } from '../../state/catalogue.js';
import { fill, h } from '../../dom.js';
import { count, duration, moment } from '../../words/format.js';
import { commandView } from '../../parts/commands.js';
import { noted } from '../../parts/figure.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { searchAddress } from '../../state/routes.js';
import { budgetText, evaluatedText, limitText, spentShare, statusOf, subjectOf } from '../../words/search-words.js';
import { renewed } from '../../words/training-words.js';
import { searchForm } from './search-form.js';

/** @param {HTMLElement} root @param {unknown} _route @param {App} app @returns {Promise<() => void>} */
export async function openSearches(root, _route, app) {
  fill(root, waiting('Loading the searches\u2026'));
  const asked = new AbortController();
  const [known, first, datasets] = await Promise.all([catalogue(), api.searches(asked.signal), api.datasets(asked.signal)]);
  let searches = first.items;
  const trouble = h('div');
  const table = dataTable({
    caption: 'Searches, the newest first',
    empty: 'No search yet. Start one here, and its front grows before your eyes.',
    key: (/** @type {Search} */ search) => search.id,
    columns: columns(known),
  });
  table.show(searches);
  const form = searchForm(known, datasets.items, app.announce);

  const stop = app.hear((event) => {
    if (event.type === 'search') {
      searches = renewed(searches, event.data);
      table.show(searches);
    } else if (event.type === 'connected' && event.again) {
      api.searches(asked.signal).then(
        ({ items }) => {
          searches = items;
          table.show(searches);
        },
        (error) => isGivenUp(error) || fill(trouble, errorView(error)),
      );
    }
  });

  fill(
    root,
    h('h1', { tabindex: '-1' }, 'Searches'),
    h(
      'p.lead',
      {},
      'A search lets a strategy choose networks, measures what each costs, and trains only those that keep all limits. What remains is the front: the networks of which none is better in everything.',
    ),
    trouble,
    h(
      'div.sweeps',
      {},
      h('section.card', { 'aria-labelledby': 'new-search' }, h('h2', { id: 'new-search' }, 'Search for a model'), form.element),
      h(
        'div.stack',
        {},
        h('section.card', { 'aria-labelledby': 'past-searches' }, h('h2', { id: 'past-searches' }, 'Searches so far'), table.element),
        h(
          'section.card.stack',
          { 'aria-labelledby': 'by-command' },
          h('h2', { id: 'by-command' }, 'From a terminal'),
          commandView('tradespace search --families mobilenet,efficientnet --dataset fashion-mnist --target local-cpu/ort-fp32-1t --maximize accuracy --minimize latency --budget 40'),
        ),
      ),
    ),
  );
  return () => {
    asked.abort();
    stop();
    form.close();
  };
}

/** @param {Catalogue} known @returns {Column<Search>[]} */
function columns({ families }) {
  const titles = new Map(families.map(({ id, title }) => [id, title]));
  return [
    {
      id: 'subject',
      title: 'Search',
      head: true,
      descending: true,
      order: (search) => search.id,
      cell: (search) => [h('a', { href: searchAddress(search.id) }, `${search.id}: ${subjectOf(search, titles)}`)],
    },
    { id: 'status', title: 'State', order: (search) => search.status, cell: (search) => [statusTag(search), search.status !== 'active' && search.reason && [' ', noted('why', search.reason)]] },
    {
      id: 'progress',
      title: 'Progress',
      cell: (search) => {
        const share = spentShare(search);
        return [
          share !== null && h('progress', { max: 1, value: share, 'aria-label': `Spent of search ${search.id}` }),
          h('span.beside', {}, `${evaluatedText(search.counts.evaluated)} evaluated`),
          search.status === 'active' && typeof search.secondsLeft === 'number' && h('span.beside', {}, `${duration(search.secondsLeft)} left`),
        ];
      },
    },
    { id: 'strategy', title: 'Strategy', order: (search) => search.strategy.id, cell: (search) => search.strategy.id },
    { id: 'budget', title: 'Budget', cell: (search) => budgetText(search.spec) },
    { id: 'limits', title: 'Limits', cell: (search) => h('span.clip', { title: limitsText(search) }, limitsText(search)) },
    { id: 'over', title: 'Over a limit', number: true, descending: true, order: (search) => search.counts.overLimit, cell: (search) => count(search.counts.overLimit) },
    { id: 'failed', title: 'Failed', number: true, descending: true, order: (search) => search.counts.failed, cell: (search) => (search.counts.failed > 0 ? h('span.tag.bad', {}, count(search.counts.failed)) : '0') },
    { id: 'seed', title: 'Seed', number: true, order: (search) => search.spec.seed ?? null, cell: (search) => String(search.spec.seed ?? '') },
    { id: 'created', title: 'Started', descending: true, order: (search) => search.created, cell: (search) => moment(search.created) },
  ];
}

/** @param {Search} search */
function limitsText({ limits, metrics }) {
  return limits.map((limit) => limitText(limit, metrics)).join('; ') || 'none';
}

/** @param {Search} search @returns {HTMLElement} */
export function statusTag({ status }) {
  const { words, tone } = statusOf(status);
  return h(`span.tag${tone === '' ? '' : `.${tone}`}`, {}, words);
}
