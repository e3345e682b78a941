/**
 * One search, live: its front as it grows, what it cost, what mattered, and every trial with what came of it. Another
 * search can be laid over it.
 *
 * @import {Search, SearchDetail, Trial, Volumes} from '../../api/search-types.js'
 * @import {TrainingProgress} from '../../api/types.js'
 * @import {App} from '../../main.js'
 */
import * as api from '../../api/client.js';
import { sentence } from '../../api/client.js';
import { catalogue } from '../../state/catalogue.js';
import { fill, h } from '../../dom.js';
import { moment } from '../../words/format.js';
import { commandView } from '../../parts/commands.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { searchAddress } from '../../state/routes.js';
import { askedLines, comparable, countsText, shortText, subjectOf } from '../../words/search-words.js';
import { renewed } from '../../words/training-words.js';
import { frontView, memberTable } from './front-view.js';
import { parallelView } from './parallel-view.js';
import { failuresView, nowView, progressView, reasonView } from './progress.js';
import { trialTable } from './trials.js';
import { importanceView, volumeView } from './volume-view.js';
import { statusTag } from '../searches/searches.js';

/** Milliseconds between two questions for the whole search: trials can end many at once. */
const BETWEEN = 500;

/** @param {HTMLElement} root @param {{id: string, query: URLSearchParams}} route @param {App} app @returns {Promise<() => void>} */
export async function openSearch(root, { id, query }, app) {
  fill(root, waiting('Loading the search\u2026'));
  const asked = new AbortController();
  const [known, first, list] = await Promise.all([catalogue(), api.search(id, asked.signal), api.searches(asked.signal)]);
  const titles = new Map(known.families.map((family) => [family.id, family.title]));
  let search = first;
  let others = list.items;
  let compared = query.get('compare');
  /** @type {SearchDetail|null} */
  let other = null;
  /** @type {Volumes|null} */
  let volumes = null;
  /** @type {Set<number>|null} */
  let marked = null;
  /** @type {number|null} */
  let picked = null;
  /** @type {Map<number, TrainingProgress>} of trainings */
  const news = new Map();

  const head = h('div.sweep-head');
  const figures = h('div.stack');
  const now = h('div.now', { 'aria-label': 'Being tried now', role: 'region' });
  const reason = h('div');
  const failures = h('section.card', { 'aria-labelledby': 'failures' });
  const trouble = h('div');
  const overTrouble = h('div');
  const cancel = h('button', { type: 'button', onclick: () => act(cancel, api.cancelSearch, 'Cancelled. What was found stays.') }, 'Cancel the search');
  const resume = h('button', { type: 'button', onclick: () => act(resume, api.resumeSearch, 'The search goes on.') }, 'Go on with it');
  const over = h('select', { name: 'compare', onchange: () => compare(over.value === '' ? null : over.value) });
  const volume = volumeView();
  const importance = importanceView();
  const members = memberTable(known.familyIds);
  const pick = (/** @type {Trial} */ trial) => {
    picked = picked === trial.number ? null : trial.number;
    drawTrials();
    if (picked !== null) trials.reveal(picked);
  };
  const front = frontView(known.familyIds, { picked: pick, pointed: () => {} });
  const trials = trialTable(known.familyIds, { picked: pick, pointed: (trial) => front.point(trial) });
  const parallel = parallelView(known.familyIds, {
    picked: pick,
    brushed: (numbers) => {
      marked = numbers;
      drawTrials();
    },
  });

  const charts = h(
    'div.search-charts',
    {},
    h(
      'section.card',
      { 'aria-labelledby': 'front' },
      h('div.chart-head', {}, h('h2', { id: 'front' }, 'The front'), api.recorded === null && h('label.inline.at-end', {}, h('span', {}, 'Lay over'), over)),
      overTrouble,
      front.elements,
    ),
    h('section.card.search-side', { 'aria-label': 'How it went' }, volume.element, importance.element),
  );
  const found = h('section.card', { 'aria-labelledby': 'members' }, h('div.table-head', {}, h('h2', { id: 'members' }, 'Models on the front'), members.elements[0]), members.elements[1]);

  const failed = (/** @type {unknown} */ error) => isGivenUp(error) || fill(trouble, errorView(error));
  /** @param {HTMLButtonElement} button @param {(id: number) => Promise<Search>} what @param {string} words */
  const act = async (button, what, words) => {
    button.disabled = true;
    try {
      await what(search.id);
      fill(trouble);
      app.announce(words);
      await reload();
    } catch (error) {
      failed(error);
    }
    button.disabled = false;
  };
  /** @param {string|null} wanted id of another search */
  const compare = async (wanted) => {
    compared = wanted;
    app.keepAddress(searchAddress(id, compared));
    fill(overTrouble);
    await askOther();
    draw();
  };
  const askOther = async () => {
    const wanted = compared;
    other = null;
    volumes = null;
    if (wanted === null) return;
    try {
      const [detail, both] = await Promise.all([api.search(wanted, asked.signal), api.volumes(id, wanted, asked.signal)]);
      if (wanted === compared) [other, volumes] = [detail, both];
    } catch (error) {
      if (!isGivenUp(error) && wanted === compared) fill(overTrouble, errorView(error));
    }
  };
  const reload = async () => {
    search = await api.search(id, asked.signal);
    if (compared !== null) await askOther();
    draw();
  };
  /** @type {number|undefined} */
  let timer;
  const reloadSoon = () => {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      reload().catch(failed);
    }, BETWEEN);
  };

  const drawTrials = () => {
    front.show(search, other, { brushed: marked, picked });
    trials.show(search, marked, picked);
  };
  const drawProgress = () => {
    fill(figures, progressView(search));
    fill(now, nowView(search, news));
    now.hidden = search.status !== 'active';
    fill(reason, reasonView(search));
    cancel.hidden = search.status !== 'active';
    resume.hidden = search.status !== 'cancelled' && search.status !== 'failed';
  };
  const drawOver = () => {
    const fitting = others.filter((one) => String(one.id) !== id && comparable(one, search));
    const options = fitting.map((one) => ({ value: String(one.id), words: shortText(one) }));
    if (compared !== null && !options.some(({ value }) => value === compared)) options.push({ value: compared, words: compared });
    const drawn = JSON.stringify([options, compared]);
    if (over.dataset.drawn === drawn) return;
    over.dataset.drawn = drawn;
    over.disabled = options.length === 0;
    fill(
      over,
      h('option', { value: '' }, options.length === 0 ? 'no other with these aims' : 'none'),
      options.map(({ value, words }) => h('option', { value, selected: value === compared }, words)),
    );
  };
  const draw = () => {
    fill(
      head,
      h('h1', { tabindex: '-1' }, `Search ${search.id}: ${subjectOf(search, titles)}`),
      statusTag(search),
      h('p.hint', {}, `Started ${moment(search.created)}, strategy ${search.strategy.id}, seed ${search.spec.seed ?? 'unknown'}, on ${search.spec.targets.join(', ')}`),
    );
    drawProgress();
    drawOver();
    failures.hidden = !search.trials.some(({ outcome }) => outcome === 'failed');
    fill(failures, failuresView(search));
    // Empty axes would only look broken.
    charts.hidden = search.trials.length === 0;
    found.hidden = search.trials.length === 0;
    members.show(search);
    volume.show(search, other ? volumes : null);
    importance.show(search);
    // It says which trials are marked, and with that draws them.
    parallel.show(search);
  };

  const stop = app.hear((event) => {
    if (event.type === 'search') {
      others = renewed(others, event.data);
      drawOver();
      if (String(event.data.id) !== id) return;
      const ended = search.status === 'active' && event.data.status !== 'active';
      search = { ...search, ...event.data };
      drawProgress();
      if (ended) app.announce(`The search is ${search.status}: ${countsText(search.counts)}.`);
      // The test figures come with the end.
      if (search.status !== 'active') reloadSoon();
    } else if (event.type === 'trial' && (String(event.data.search) === id || String(event.data.search) === compared)) {
      reloadSoon();
    } else if (event.type === 'training-progress' && search.trials.some(({ training, outcome }) => outcome === 'running' && training === event.data.training)) {
      news.set(event.data.training, event.data);
      fill(now, nowView(search, news));
    } else if (event.type === 'connected' && event.again) {
      reload().catch(failed);
    }
  });

  if (compared !== null) await askOther();
  root.className = 'stack';
  fill(
    root,
    api.recorded === null && h('p.crumb', {}, h('a', { href: '#/searches' }, 'Searches')),
    head,
    h(
      'section.card.live',
      { 'aria-label': 'Progress' },
      h('div.live-line', {}, figures, api.recorded === null && h('p.actions', {}, cancel, resume, h('a.button', { href: api.reportFile(id), download: '' }, 'Download the report'))),
      now,
      reason,
      trouble,
    ),
    charts,
    found,
    parallel.element,
    failures,
    trials.element,
    aboutView(search),
  );
  draw();
  return () => {
    asked.abort();
    clearTimeout(timer);
    stop();
    front.close();
    volume.close();
    parallel.close();
  };
}

/** @param {SearchDetail} search */
function aboutView(search) {
  const lines = (/** @type {[string, string][]} */ pairs) => h('dl.lines', {}, pairs.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
  return h(
    'section.card',
    { 'aria-labelledby': 'asked' },
    h('h2', { id: 'asked' }, 'What was asked'),
    h('div.two', {}, lines(askedLines(search)), h('div.stack', {}, h('div', {}, h('h3', {}, `Strategy: ${search.strategy.id}`), h('p.hint', {}, sentence(search.strategy.why))), search.command && h('div.step', {}, h('h3', {}, 'The same again'), commandView(search.command)))),
  );
}
