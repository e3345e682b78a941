/**
 * One sweep, live.
 *
 * @import {Sweep, Job, Training, TrainingProgress} from '../../api/types.js'
 * @import {Column} from '../../parts/table.js'
 * @import {App} from '../../main.js'
 */
import * as api from '../../api/client.js';
import { fill, h, settled } from '../../dom.js';
import { NOTHING, count, duration, modelName, moment } from '../../words/format.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { modelAddress, trainingAddress } from '../../state/routes.js';
import { askedText, progressText } from '../../words/training-words.js';
import { modelsOf, statusTag } from '../sweeps/sweeps.js';

/** Quiet time before the jobs are drawn again: events can come many at once. */
const AFTER_AN_EVENT = 150;

/** @param {HTMLElement} root @param {{id: string}} route @param {App} app @returns {Promise<() => void>} */
export async function openSweep(root, { id }, app) {
  fill(root, waiting('Loading the sweep\u2026'));
  const asked = new AbortController();
  let [sweep, listed] = await Promise.all([api.sweep(id, asked.signal), api.jobs(id, asked.signal)]);
  /** @type {Map<string|number, Job>} */
  let jobs = new Map(listed.items.map((job) => [job.id, job]));
  /** @type {Map<number, Training>} trainings that run */
  const running = new Map();
  /** @type {Map<number, TrainingProgress>} */
  const news = new Map();
  if (sweep.training) {
    for (const training of (await api.trainings({ dataset: sweep.training.dataset }, asked.signal)).items) noteTraining(training);
  }

  /** @param {Training} training */
  function noteTraining(training) {
    if (training.status === 'running') running.set(training.id, training);
    else running.delete(training.id);
  }

  const head = h('div.sweep-head');
  const progress = h('progress.wide', { 'aria-label': 'Jobs settled' });
  const figures = h('dl.tiles');
  const now = h('div.now', { 'aria-label': 'Being measured now', role: 'region' });
  const failures = h('section.card', { 'aria-labelledby': 'failures' });
  const trouble = h('div');
  const cancel = h('button', { type: 'button', onclick: () => stopSweep() }, 'Cancel the sweep');
  const table = dataTable({
    caption: 'Jobs of this sweep',
    empty: 'This sweep has no jobs.',
    key: (/** @type {Job} */ job) => job.id,
    columns: COLUMNS,
    first: 100,
  });

  const stopSweep = async () => {
    cancel.disabled = true;
    try {
      sweep = await api.cancelSweep(sweep.id);
      app.announce('Cancelled. What was measured stays.');
      draw();
      await reload();
    } catch (error) {
      fill(trouble, errorView(error));
      cancel.disabled = false;
    }
  };

  const draw = () => {
    const done = sweep.done + sweep.failed;
    fill(
      head,
      h('h1', { tabindex: '-1' }, `Sweep of ${modelsOf(sweep)}`),
      statusTag(sweep),
      h('p.hint', {}, `Started ${moment(sweep.created)} on ${sweep.targets.join(', ')}, protocol ${sweep.protocol}${sweep.training ? `; each model is trained first, on ${askedText(sweep.training)}` : ''}`),
    );
    progress.max = Math.max(sweep.total, 1);
    progress.value = done;
    const left = typeof sweep.remainingSeconds === 'number' ? duration(sweep.remainingSeconds) : NOTHING;
    fill(
      figures,
      tile('Jobs', `${count(done)} of ${count(sweep.total)}`),
      tile('Measured', count(sweep.done)),
      tile('Failed', count(sweep.failed), sweep.failed > 0 ? 'bad' : ''),
      sweep.status === 'active' ? tile('Time left', left) : null,
    );
    cancel.hidden = sweep.status !== 'active';
    drawJobs();
  };
  const drawJobs = () => {
    const all = [...jobs.values()];
    const leased = all.filter((job) => job.status === 'leased');
    const broken = all.filter((job) => job.status === 'failed');
    now.hidden = sweep.status !== 'active';
    fill(
      now,
      leased.length > 0
        ? leased.map((job) => h(
            'p',
            {},
            h('span.pulse', { 'aria-hidden': 'true' }),
            h(
              'span',
              {},
              trainingLine(job) ?? ['Measuring ', h('a', { href: modelAddress(job.variant) }, modelName(job.variant)), ` on ${job.target}`],
              job.attempts > 1 && `, attempt ${job.attempts}`,
            ),
          ))
        : h('p.hint', {}, 'Waiting for the device\u2026'),
    );
    failures.hidden = broken.length === 0;
    fill(
      failures,
      h('h2', { id: 'failures' }, `Failed: ${broken.length}`),
      h('ul.failures', {}, broken.map((job) => h('li', {}, h('b', { title: job.variant }, modelName(job.variant)), ` on ${job.target}: ${job.reason ?? 'no reason was given'}`))),
    );
    table.show(all.map((job) => ({ ...job, learns: job.status === 'leased' && trainingLine(job) !== null })));
  };
  /** @param {Job} job @returns {import('../../dom.js').Child} what is said while its network is trained */
  const trainingLine = (job) => {
    const training = sweep.training && [...running.values()].find(({ weights }) => weights === job.weights);
    if (!training) return null;
    const far = news.get(training.id);
    return ['Training ', h('a', { href: trainingAddress(training.id) }, modelName(job.variant)), far ? `: ${progressText(far)}` : ''];
  };
  const drawSoon = settled(drawJobs, AFTER_AN_EVENT);
  const reload = async () => {
    [sweep, listed] = await Promise.all([api.sweep(id, asked.signal), api.jobs(id, asked.signal)]);
    jobs = new Map(listed.items.map((job) => [job.id, job]));
    draw();
  };

  const stop = app.hear((event) => {
    if (event.type === 'sweep' && String(event.data.id) === id) {
      const ended = sweep.status === 'active' && event.data.status !== 'active';
      sweep = event.data;
      draw();
      if (ended) app.announce(`The sweep is ${sweep.status}: ${sweep.done} measured, ${sweep.failed} failed.`);
    } else if (event.type === 'job' && String(event.data.sweep) === id) {
      jobs.set(event.data.id, event.data);
      drawSoon();
    } else if (event.type === 'training') {
      noteTraining(event.data);
      drawSoon();
    } else if (event.type === 'training-progress' && running.has(event.data.training)) {
      news.set(event.data.training, event.data);
      drawSoon();
    } else if (event.type === 'connected' && event.again) {
      reload().catch((error) => isGivenUp(error) || fill(trouble, errorView(error)));
    }
  });

  draw();
  root.className = 'stack';
  fill(
    root,
    h('p.crumb', {}, h('a', { href: '#/sweeps' }, 'Sweeps')),
    head,
    h(
      'section.card.live',
      { 'aria-label': 'Progress' },
      progress,
      h('div.live-line', {}, figures, h('p.actions', {}, cancel, h('a.button.primary', { href: resultsAddress(sweep) }, 'See the results'))),
      now,
      trouble,
    ),
    failures,
    h('section.card', { 'aria-labelledby': 'jobs' }, h('h2', { id: 'jobs' }, 'Jobs'), table.element),
  );
  return () => {
    asked.abort();
    drawSoon.cancel();
    stop();
  };
}

/** @param {Sweep} sweep @returns {string} the main page with this sweep's targets and data set */
function resultsAddress(sweep) {
  const query = new URLSearchParams(sweep.targets.map((target) => ['target', target]));
  if (sweep.training) query.set('dataset', sweep.training.dataset);
  return `#/?${query}`;
}

/** @param {string} title @param {string} value @param {string} [tone] */
function tile(title, value, tone = '') {
  return h('div', {}, h('dt', {}, title), h(`dd${tone === '' ? '' : `.${tone}`}`, {}, value));
}

/** Jobs in the order that matters to the one who waits. */
const ORDER = ['leased', 'ready', 'failed', 'done', 'cancelled'];

const ENDED = new Set(['done', 'failed']);

const WORDS = /** @type {Record<string, string>} */ ({
  ready: 'waiting',
  leased: 'measuring',
  done: 'measured',
  failed: 'failed',
  cancelled: 'cancelled',
});

/** @type {Column<Job & {learns: boolean}>[]} */
const COLUMNS = [
  {
    id: 'variant',
    title: 'Model',
    head: true,
    order: (job) => job.variant,
    cell: (job) => h('a', { href: modelAddress(job.variant), title: job.variant }, modelName(job.variant)),
  },
  { id: 'target', title: 'Target', order: (job) => job.target, cell: (job) => job.target },
  {
    id: 'status',
    title: 'State',
    order: (job) => ORDER.indexOf(job.status),
    cell: (job) => h(`span.tag${{ leased: '.best', failed: '.bad', done: '.good' }[String(job.status)] ?? ''}`, {}, job.learns ? 'training' : (WORDS[job.status] ?? job.status)),
  },
  { id: 'attempts', title: 'Attempts', number: true, descending: true, order: (job) => job.attempts, cell: (job) => count(job.attempts) },
  {
    id: 'seconds',
    title: 'Took',
    number: true,
    descending: true,
    order: (job) => job.seconds ?? null,
    cell: (job) => (typeof job.seconds === 'number' && ENDED.has(job.status) ? duration(job.seconds) : NOTHING),
  },
  { id: 'reason', title: 'Reason', cell: (job) => job.reason ?? '' },
];
