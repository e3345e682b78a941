/**
 * One training: its learning curves as they grow, what it was told to do, and what came of it.
 *
 * @import {TrainingDetail, TrainingProgress, Row} from '../../api/types.js'
 * @import {App} from '../../main.js'
 */
import * as api from '../../api/client.js';
import { sentence } from '../../api/client.js';
import { catalogue } from '../../state/catalogue.js';
import { fill, h } from '../../dom.js';
import { configurationView } from '../../parts/configuration.js';
import { bytes, count, duration, modelName, moment, text } from '../../words/format.js';
import { markView } from '../../parts/mark.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { progressBar, stateTag } from '../../parts/training-state.js';
import { withRow } from '../../state/measured-rows.js';
import { modelAddress, tryAddress } from '../../state/routes.js';
import { budgetText, lossText, progressText, rateText, recipeLines, specLines, withPoint } from '../../words/training-words.js';
import { curvesView } from './curves.js';
import { targetRows } from './rows.js';

/** @param {HTMLElement} root @param {{id: string}} route @param {App} app @returns {Promise<() => void>} */
export async function openTraining(root, { id }, app) {
  fill(root, waiting('Loading the training\u2026'));
  const asked = new AbortController();
  const [known, first] = await Promise.all([catalogue(), api.training(id, asked.signal)]);
  let training = first;
  /** @type {TrainingProgress|null} */
  let progress = first.progress;
  const curves = curvesView();
  const rows = targetRows(known.targets);
  const head = h('div.sweep-head');
  const live = h('section.card.live', { 'aria-label': 'Progress' });
  const outcome = h('section.card.live', { 'aria-label': 'Outcome' });
  const trouble = h('div');
  const failed = (/** @type {unknown} */ error) => isGivenUp(error) || fill(trouble, errorView(error));

  const drawProgress = () => {
    live.hidden = training.status !== 'running' && training.status !== 'waiting';
    if (!live.hidden) fill(live, progressView(training, progress));
  };
  const draw = () => {
    fill(
      head,
      h('h1.model-name', { tabindex: '-1' }, markView(training.family, known.familyIds), `${modelName(training.variant)} on ${training.dataset}`),
      configurationView(training.variant),
      stateTag(training),
      h('p.hint', {}, `Training ${training.id}, asked for ${moment(training.created)}, budget ${budgetText(training.spec)}. `, h('a', { href: modelAddress(training.variant) }, 'The model')),
    );
    outcome.hidden = training.status !== 'done' && training.status !== 'failed';
    if (!outcome.hidden) fill(outcome, training.failure === null ? doneView(training) : failureView(training));
    curves.show(training);
    drawProgress();
  };
  /** @type {Row[]} */
  let here = [];
  const show = (/** @type {Row[]} */ next) => {
    here = next;
    rows.show(next);
  };
  const askRows = () =>
    api.measurements({ variant: training.variant, dataset: training.dataset }, asked.signal).then(
      ({ items }) => show(items.filter(mine)),
      failed,
    );
  /** @param {Row} row @returns {boolean} whether it was measured with these weights */
  const mine = (row) => row.weights === training.weights && row.architecture === training.architecture;
  const reload = async () => {
    try {
      const found = await api.training(id, asked.signal);
      training = found;
      progress = found.progress;
      fill(trouble);
      draw();
      await askRows();
    } catch (error) {
      failed(error);
    }
  };

  const stop = app.hear((event) => {
    if (event.type === 'training' && String(event.data.id) === id) {
      const before = training.status;
      // A training that goes on from a checkpoint may have lost an epoch: its whole curve is asked for.
      if (event.data.status !== before) reload();
      training = { ...training, ...event.data };
      if (training.status !== 'running') progress = null;
      draw();
      if (before !== training.status && training.status === 'done') app.announce(`The training is done: ${text('accuracy', training.validationAccuracy)} on the validation images.`);
      if (before !== training.status && training.status === 'failed') app.announce('The training has failed.');
    } else if (event.type === 'epoch' && String(event.data.training) === id) {
      const { point } = event.data;
      training = { ...training, epochs: point.epoch, steps: point.steps, validationAccuracy: point.validationAccuracy, curve: withPoint(training.curve, point) };
      draw();
    } else if (event.type === 'training-progress' && String(event.data.training) === id) {
      progress = event.data;
      drawProgress();
    } else if (event.type === 'measurement' && mine(event.data)) {
      const next = withRow(here, event.data);
      if (next) show(next);
      else askRows();
    } else if (event.type === 'connected' && event.again) {
      reload();
    }
  });

  draw();
  root.className = 'stack';
  fill(
    root,
    h('p.crumb', {}, h('a', { href: '#/trainings' }, 'Trainings')),
    head,
    trouble,
    live,
    outcome,
    curves.element,
    h('section.card', { 'aria-labelledby': 'scored' }, h('h2', { id: 'scored' }, 'Measured on each target'), rows.element),
    h('section.card', { 'aria-labelledby': 'recipe' }, h('h2', { id: 'recipe' }, 'Recipe and budget'), recipeView(training)),
  );
  askRows();
  return () => {
    asked.abort();
    stop();
    curves.close();
  };
}

/** @param {TrainingDetail} training @param {TrainingProgress|null} progress */
function progressView(training, progress) {
  if (training.status === 'waiting') {
    return [h('p.hint', {}, training.epochs > 0 ? 'Stopped before its end; it goes on from its last checkpoint when its device is free.' : 'Waiting for its device\u2026')];
  }
  if (!progress) return [h('p.now-line', {}, h('span.pulse', { 'aria-hidden': 'true' }), 'Training\u2026')];
  return [
    progressBar(progress),
    h(
      'dl.tiles',
      {},
      tile('Epoch', `${count(progress.epoch)} of ${count(progress.epochs)}`),
      tile('Loss', lossText(progress.loss)),
      tile('Training accuracy', text('accuracy', progress.accuracy)),
      tile('Images/s', rateText(progress.imagesPerSecond) ?? ''),
      tile('Time left', duration(progress.secondsLeft)),
    ),
    h('p.unseen', {}, progressText(progress)),
  ];
}

/** @param {TrainingDetail} training */
function doneView(training) {
  const last = training.curve[training.curve.length - 1];
  return [
    h(
      'div.live-line',
      {},
      h(
        'dl.tiles',
        {},
        tile('Validation accuracy', text('accuracy', training.validationAccuracy)),
        tile('Epochs', count(training.epochs)),
        tile('Steps', count(training.steps)),
        tile('Images/s', rateText(training.imagesPerSecond) ?? ''),
        last && tile('Took', duration(last.seconds)),
        training.peakBytes !== null && tile('Peak memory', bytes(training.peakBytes)),
      ),
      h(
        'p.actions',
        {},
        h('a.button', { href: tryAddress({ dataset: training.dataset, training: training.id }) }, 'Try it on an image'),
        h('a.button', { href: api.trainedFile(training.id, 'safetensors'), download: '' }, 'Weights as safetensors'),
        h('a.button', { href: api.trainedFile(training.id, 'fb'), download: '' }, 'SameDiff, for Deeplearning4j'),
        h('a.button.primary', { href: api.trainedFile(training.id, 'onnx'), download: '' }, 'Download the ONNX file'),
      ),
    ),
  ];
}

/** @param {TrainingDetail} training */
function failureView({ failure, epochs }) {
  return h(
    'div.notice.bad.flush',
    {},
    h('p', {}, h('b', {}, epochs > 0 ? `Failed after ${count(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}. ` : 'Failed. '), sentence(failure ?? 'no reason was given')),
  );
}

/** @param {TrainingDetail} training */
function recipeView({ spec }) {
  const list = (/** @type {[string, string][]} */ lines) => h('dl.lines', {}, lines.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
  return h('div.two', {}, list(specLines(spec)), list(recipeLines(spec.recipe)));
}

/** @param {string} title @param {string} value */
function tile(title, value) {
  return h('div', {}, h('dt', {}, title), h('dd', {}, value));
}
