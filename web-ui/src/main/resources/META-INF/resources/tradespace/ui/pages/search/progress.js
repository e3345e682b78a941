/**
 * How far a search is: what was spent, what came of it, and what runs at this moment.
 *
 * @import {SearchDetail, Trial} from '../../api/search-types.js'
 * @import {TrainingProgress} from '../../api/types.js'
 */
import { sentence } from '../../api/client.js';
import { h } from '../../dom.js';
import { count, duration } from '../../words/format.js';
import { linkTo } from '../../parts/link.js';
import { trainingAddress } from '../../state/routes.js';
import { budgetText, evaluatedText, outcomeOf, spentShare } from '../../words/search-words.js';
import { progressText } from '../../words/training-words.js';
import { shortName } from './trials.js';

/** @param {SearchDetail} search @returns {import('../../dom.js').Child} */
export function progressView(search) {
  const { counts, spec, seconds, secondsLeft, status } = search;
  const share = spentShare(search);
  return [
    status === 'active' && share !== null && h('progress.wide', { max: 1, value: share, 'aria-label': 'Spent of the budget' }),
    h(
      'dl.tiles',
      {},
      tile('Budget', budgetText(spec)),
      tile('Evaluated', evaluatedText(counts.evaluated)),
      tile('Over a limit', count(counts.overLimit)),
      counts.reused > 0 && tile('Not trained twice', count(counts.reused)),
      tile('Failed', count(counts.failed), counts.failed > 0 ? 'bad' : ''),
      tile('On the front', count(search.front.length)),
      tile('Time spent', duration(seconds)),
      status === 'active' && typeof secondsLeft === 'number' && tile('Time left', `about ${duration(secondsLeft)}`),
    ),
  ];
}

/** @param {string} title @param {string} value @param {string} [tone] */
function tile(title, value, tone = '') {
  return h('div', {}, h('dt', {}, title), h(`dd${tone === '' ? '' : `.${tone}`}`, {}, value));
}

/**
 * @param {SearchDetail} search
 * @param {Map<number, TrainingProgress>} news of trainings
 * @returns {import('../../dom.js').Child}
 */
export function nowView(search, news) {
  if (search.status !== 'active') return null;
  const running = search.trials.filter(({ outcome }) => outcome === 'running');
  if (search.phase === 'testing') return h('p', {}, h('span.pulse', { 'aria-hidden': 'true' }), h('span', {}, 'Reading the test images, once, for the models on the front\u2026'));
  if (running.length === 0) return h('p.hint', {}, 'The next trial is being chosen\u2026');
  return running.map((trial) => nowLine(trial, news));
}

/** @param {Trial} trial @param {Map<number, TrainingProgress>} news */
function nowLine(trial, news) {
  const far = typeof trial.training === 'number' ? news.get(trial.training) : undefined;
  const name = shortName(trial);
  const { words } = outcomeOf(trial);
  return h(
    'p',
    {},
    h('span.pulse', { 'aria-hidden': 'true' }),
    h(
      'span',
      {},
      `${words[0].toUpperCase()}${words.slice(1)} `,
      typeof trial.training === 'number' ? linkTo(trainingAddress(trial.training), {}, name) : name,
      far ? `: ${progressText(far)}` : '',
    ),
  );
}

/** @param {SearchDetail} search @returns {HTMLElement|null} why no more trials are asked for */
export function reasonView({ status, reason }) {
  if (!reason) return null;
  if (status !== 'failed') return h('p.hint', {}, sentence(reason));
  return h('div.notice.flush.bad', {}, h('p', {}, h('b', {}, 'Failed. '), sentence(reason)));
}

/** @param {SearchDetail} search @returns {import('../../dom.js').Child} every trial that failed, with its reason */
export function failuresView(search) {
  const broken = search.trials.filter(({ outcome }) => outcome === 'failed');
  if (broken.length === 0) return null;
  return [
    h('h2', { id: 'failures' }, `Failed: ${count(broken.length)}`),
    h('ul.failures', {}, broken.map((trial) => h('li', {}, h('b', {}, shortName(trial)), `: ${trial.reason ?? 'no reason was given'}`))),
  ];
}
