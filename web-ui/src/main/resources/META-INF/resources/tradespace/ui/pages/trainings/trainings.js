/**
 * All trainings, each data set apart: accuracies on different images do not compare.
 *
 * @import {Training, TrainingProgress, Dataset, AbsentDataset} from '../../api/types.js'
 * @import {Column} from '../../parts/table.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 * @import {App} from '../../main.js'
 */
import * as api from '../../api/client.js';
import { catalogue } from '../../state/catalogue.js';
import { fill, h } from '../../dom.js';
import { NOTHING, count, counted, duration, modelName, moment, text } from '../../words/format.js';
import { trainingCommands } from '../../parts/commands.js';
import { noted } from '../../parts/figure.js';
import { markView } from '../../parts/mark.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { stateTag } from '../../parts/training-state.js';
import { trainingAddress, tryAddress } from '../../state/routes.js';
import { budgetText, byDataset, rateText, renewed } from '../../words/training-words.js';

/** @param {HTMLElement} root @param {unknown} _route @param {App} app @returns {Promise<() => void>} */
export async function openTrainings(root, _route, app) {
  fill(root, waiting('Loading the trainings\u2026'));
  const asked = new AbortController();
  const [known, listed, datasets] = await Promise.all([
    catalogue(),
    api.trainings({}, asked.signal),
    api.datasets(asked.signal),
  ]);
  let trainings = listed.items;
  /** @type {Map<number, TrainingProgress>} */
  const progress = new Map();
  /** @type {Map<string, ReturnType<typeof datasetSection>>} */
  const sections = new Map();
  const trouble = h('div');
  const place = h('div.stack');
  const more = h('div.stack');

  const draw = () => {
    const groups = byDataset(trainings);
    for (const [dataset, members] of groups) {
      if (!sections.has(dataset)) {
        sections.set(dataset, datasetSection(dataset, datasets.items.find(({ id }) => id === dataset), known, progress));
      }
      sections.get(dataset)?.show(members);
    }
    const elements = groups.map(([dataset]) => /** @type {HTMLElement} */ (sections.get(dataset)?.element));
    // A section that is there already keeps its focus and its order.
    if (elements.length !== place.childElementCount) fill(place, elements);
    fill(more, groups.length === 0 ? emptyView(known) : moreView(known), absentView(datasets.absent));
  };
  const reload = () =>
    api.trainings({}, asked.signal).then(
      ({ items }) => {
        trainings = items;
        draw();
      },
      (error) => isGivenUp(error) || fill(trouble, errorView(error)),
    );
  const stop = app.hear((event) => {
    if (event.type === 'training') {
      const fresh = !trainings.some(({ id }) => id === event.data.id);
      trainings = renewed(trainings, event.data);
      if (event.data.status !== 'running') progress.delete(event.data.id);
      if (fresh) draw();
      else sections.get(event.data.dataset)?.show(of(event.data.dataset));
    } else if (event.type === 'epoch') {
      const old = trainings.find(({ id }) => id === event.data.training);
      if (!old) return;
      const { epoch, steps, validationAccuracy } = event.data.point;
      trainings = renewed(trainings, { ...old, epochs: epoch, steps, validationAccuracy });
      sections.get(old.dataset)?.show(of(old.dataset));
    } else if (event.type === 'training-progress') {
      progress.set(event.data.training, event.data);
      const mine = trainings.find(({ id }) => id === event.data.training);
      if (mine) sections.get(mine.dataset)?.tick(mine);
    } else if (event.type === 'connected' && event.again) {
      reload();
    }
  });
  const of = (/** @type {string} */ dataset) => trainings.filter((training) => training.dataset === dataset);

  draw();
  root.className = 'stack';
  fill(
    root,
    h('h1', { tabindex: '-1' }, 'Trainings'),
    h(
      'p.lead',
      {},
      'Networks trained here on real images. The validation accuracy steers choices; the test images are read once, through each target\u2019s own runtime, when the network is measured.',
    ),
    trouble,
    place,
    more,
  );
  return () => {
    asked.abort();
    stop();
  };
}

/**
 * @param {string} id
 * @param {Dataset|undefined} dataset undefined where it is no longer here
 * @param {Catalogue} known
 * @param {Map<number, TrainingProgress>} progress of those that run
 */
function datasetSection(id, dataset, known, progress) {
  const heading = `trainings-${id.replace(/[^A-Za-z0-9]+/g, '-')}`;
  const table = dataTable({
    caption: `Trainings on ${id}, the newest first`,
    empty: 'No training on this data set.',
    key: (/** @type {Training} */ training) => training.id,
    columns: columns(known.familyIds, progress),
    tone: (training) => (training.status === 'failed' ? 'faint' : ''),
  });
  return {
    element: h(
      'section.card',
      { 'aria-labelledby': heading },
      h(
        'div.table-head',
        {},
        h('h2', { id: heading }, dataset?.title ?? id),
        h('p.hint', {}, dataset ? datasetText(dataset) : 'This data set is no longer here.'),
        h('p.actions.at-end', {}, h('a.button', { href: `#/?${new URLSearchParams({ dataset: id })}` }, 'Choose among them'), dataset && h('a.button', { href: tryAddress({ dataset: id }) }, 'Try an image')),
      ),
      table.element,
    ),
    show: table.show,
    /** @param {Training} training of which only the progress is new */
    tick(training) {
      const cell = table.rowElement(training.id)?.querySelector('.ticking');
      if (cell) fill(cell, progressView(training, progress.get(training.id)));
    },
  };
}

/** @param {Dataset} dataset @returns {string} */
export function datasetText({ classes, training, validation, test, width, height, channels }) {
  const look = width === null ? (channels === 1 ? 'grey, of different sizes' : 'of different sizes') : `${width} × ${height}${channels === 1 ? ', grey' : ''}`;
  return `${counted(classes.length, 'class', 'classes')}, ${look}; ${count(training)} training, ${count(validation)} validation and ${count(test)} test images`;
}

/**
 * @param {string[]} families
 * @param {Map<number, TrainingProgress>} progress
 * @returns {Column<Training>[]}
 */
function columns(families, progress) {
  return [
    {
      id: 'variant',
      title: 'Model',
      head: true,
      order: (training) => training.variant,
      cell: (training) =>
        h('span.model-cell', {}, markView(training.family, families), h('a', { href: trainingAddress(training.id) }, modelName(training.variant)), h('span.hint', {}, `#${training.id}`)),
    },
    { id: 'status', title: 'State', order: (training) => training.status, cell: (training) => [stateTag(training), training.failure && [' ', noted('why', training.failure)]] },
    {
      id: 'validation',
      title: 'Validation accuracy',
      number: true,
      descending: true,
      order: (training) => training.validationAccuracy,
      cell: (training) => text('accuracy', training.validationAccuracy),
    },
    {
      id: 'epochs',
      title: 'Epochs',
      number: true,
      descending: true,
      order: (training) => training.epochs,
      cell: (training) => h('span.ticking', {}, progressView(training, progress.get(training.id))),
    },
    { id: 'budget', title: 'Budget', cell: (training) => budgetText(training.spec) },
    {
      id: 'rate',
      title: 'Images/s',
      number: true,
      descending: true,
      order: (training) => training.imagesPerSecond,
      cell: (training) => rateText(training.imagesPerSecond) ?? NOTHING,
    },
    { id: 'created', title: 'Asked for', descending: true, order: (training) => training.created, cell: (training) => moment(training.created) },
  ];
}

/** @param {Training} training @param {TrainingProgress|undefined} progress */
function progressView(training, progress) {
  const of = training.spec.epochs === undefined ? '' : ` of ${count(training.spec.epochs)}`;
  if (training.status !== 'running' || !progress) return [`${count(training.epochs)}${of}`];
  return [
    h('progress', { max: 1, value: progress.fraction, 'aria-label': `Training ${training.id}` }),
    h('span.beside', {}, `${count(training.epochs)}${of}, ${duration(progress.secondsLeft)} left`),
  ];
}

/** @param {Catalogue} known */
function emptyView({ variants }) {
  return h(
    'section.card.start',
    {},
    h('h2', {}, 'Nothing has been trained here yet'),
    h(
      'p',
      {},
      'A training takes a network of one of the families, teaches it your images, exports it, and scores it on test images through every target. It begins with one line in a terminal, and its learning curve appears here at once:',
    ),
    trainingCommands(variants),
  );
}

/** @param {Catalogue} known */
function moreView({ variants }) {
  return h('details.card.fold', {}, h('summary', {}, 'Train another'), h('div.stack', {}, trainingCommands(variants)));
}

/** @param {AbsentDataset[]} absent */
function absentView(absent) {
  if (absent.length === 0) return null;
  return h(
    'details.card.fold',
    {},
    h('summary', {}, `${counted(absent.length, 'data set')} more can be had`),
    h('dl.lines', {}, absent.map(({ id, title, reason }) => [h('dt', {}, title === id ? id : [title, ' ', h('code', {}, id)]), h('dd', {}, reason)])),
  );
}
