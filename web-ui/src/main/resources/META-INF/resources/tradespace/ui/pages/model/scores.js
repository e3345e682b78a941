/**
 * How a trained model's answers compare with the truth, through a target's own runtime.
 *
 * @import {Row, Scores, ClassScore} from '../../api/types.js'
 * @import {Column} from '../../parts/table.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { count, counted } from '../../words/format.js';
import { valueOf } from '../../words/metrics.js';
import { figureView } from '../../parts/figure.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { percent } from '../../words/training-words.js';
import { answersView } from './answers.js';
import { confusionView } from './confusion.js';

/** Five guesses among so few classes say nothing. */
const FEW = 5;

/**
 * @param {Row} row whose accuracy was measured
 * @param {AbortSignal} signal
 * @returns {HTMLElement} fills itself when the scores have come
 */
export function scoresView(row, signal) {
  const element = h('div.scores', {}, waiting('Loading the scores\u2026'));
  const ask = async () => {
    try {
      fill(element, drawn(await api.scores(row.id, signal), signal));
    } catch (error) {
      if (!isGivenUp(error)) fill(element, errorView(error, ask));
    }
  };
  ask();
  return element;
}

/** @param {Scores} scores @param {AbortSignal} signal */
function drawn(scores, signal) {
  const names = scores.classes.map(({ name }) => name);
  const answers = answersView(scores, names, signal);
  return [
    h(
      'section',
      { 'aria-labelledby': 'scores-title' },
      h('h3', { id: 'scores-title' }, `Scores on ${counted(scores.images, `${scores.split} image`)} of ${scores.dataset}`, h('span.hint', {}, `, answered by ${scores.runtime}`)),
      tilesView(scores),
    ),
    h('section', { 'aria-labelledby': 'classes-title' }, h('h3', { id: 'classes-title' }, 'Accuracy of each class'), classesView(scores.classes)),
    h(
      'section',
      { 'aria-labelledby': 'confusion-title' },
      h('h3', { id: 'confusion-title' }, 'What is taken for what'),
      confusionView(scores.confusion, names, (truth, answer) => answers.only(truth, answer)),
    ),
    answers.element,
  ];
}

/** @param {Scores} scores */
function tilesView({ top1, top5, classes, crossEntropy, calibrationError }) {
  return h(
    'dl.tiles',
    {},
    tile('Accuracy', figureView('accuracy', top1), 'the class named first is right'),
    classes.length > FEW && tile('Top-5 accuracy', figureView('accuracy', top5), 'the right class is among the five named first'),
    tile(
      'Calibration error',
      percent(calibrationError),
      'how far confidence and being right lie apart on average, in 15 steps of confidence: 0% can be taken at its word',
    ),
    tile(
      'Cross-entropy',
      crossEntropy === null ? 'infinite' : `${crossEntropy.toFixed(3)} nats`,
      crossEntropy === null
        ? 'at least one right class was given no probability at all'
        : `what the right answer surprises it by on average; guessing blindly among ${count(classes.length)} gives ${Math.log(classes.length).toFixed(2)}`,
    ),
  );
}

/** @param {string} title @param {import('../../dom.js').Child} value @param {string} words */
function tile(title, value, words) {
  return h('div', {}, h('dt', {}, title), h('dd', {}, value), h('dd.hint', {}, words));
}

/** @param {ClassScore[]} classes */
function classesView(classes) {
  const table = dataTable({
    caption: 'Classes with their accuracy',
    empty: 'There are no classes.',
    key: (/** @type {ClassScore} */ one) => one.name,
    columns: CLASSES,
  });
  table.show(classes);
  table.element.classList.add('classes');
  return table.element;
}

/** @type {Column<ClassScore>[]} */
const CLASSES = [
  { id: 'name', title: 'Class', head: true, order: (one) => one.name, cell: (one) => one.name },
  { id: 'accuracy', title: 'Accuracy', number: true, order: (one) => valueOf(one.accuracy), cell: (one) => figureView('accuracy', one.accuracy) },
  { id: 'bar', title: '0 to 100%, with its 95% interval', cell: barOf },
  { id: 'correct', title: 'Right', number: true, order: (one) => one.correct, cell: (one) => `${count(one.correct)} of ${count(one.images)}` },
];

/** @param {ClassScore} one @returns {HTMLElement|null} for the eye; the figure beside it says the same */
function barOf({ accuracy }) {
  const value = valueOf(accuracy);
  if (value === null) return null;
  const filled = h('span.filled');
  filled.style.width = `${value}%`;
  const whisker = h('span.whisker', { hidden: !accuracy.interval });
  if (accuracy.interval) {
    const [low, high] = accuracy.interval;
    whisker.style.left = `${low}%`;
    whisker.style.width = `${high - low}%`;
  }
  return h('span.class-bar', { 'aria-hidden': 'true' }, filled, whisker);
}
