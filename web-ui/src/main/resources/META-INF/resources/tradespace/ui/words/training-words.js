/**
 * Trainings in words: their budget, their recipe, how far they are.
 *
 * @import {Training, TrainingAsked, TrainingSpec, Recipe, EpochPoint, TrainingProgress} from '../api/types.js'
 */
import { count, counted, duration, threeDigits } from './format.js';

/** @param {Pick<TrainingAsked, 'epochs'|'seconds'>} spec @returns {string} `30 epochs`, `10 min` */
export function budgetText({ epochs, seconds }) {
  if (epochs !== undefined) return counted(epochs, 'epoch');
  return seconds === undefined ? 'no budget' : duration(seconds);
}

/** @param {TrainingAsked} asked @returns {string} `fashion-mnist (10,000 images), 30 epochs` */
export function askedText(asked) {
  const part = asked.subset === undefined ? '' : ` (${counted(asked.subset, 'image')})`;
  return `${asked.dataset}${part}, ${budgetText(asked)}`;
}

/** Words on the tags of states. */
export const STATES = /** @type {Record<Training['status'], string>} */ ({
  waiting: 'waiting',
  running: 'training',
  done: 'trained',
  failed: 'failed',
});

/** @param {TrainingSpec} spec @returns {[string, string][]} what the training was given, as names and values */
export function specLines(spec) {
  return [
    ['Data set', spec.dataset],
    ['Images', spec.subset === undefined ? 'the whole training split' : `${count(spec.subset)} of the training split`],
    ['Budget', spec.epochs === undefined ? `${budgetText(spec)} of training, validation left out` : budgetText(spec)],
    ['Threads', count(spec.threads)],
    ['Seed', String(spec.seed)],
  ];
}

/** @param {Recipe} recipe @returns {[string, string][]} as names and values */
export function recipeLines(recipe) {
  const { augmentation } = recipe;
  return [
    ['Optimizer', recipe.optimizer === 'sgd' ? 'SGD with Nesterov momentum' : 'AdamW'],
    ['Learning rate', `${plain(recipe.learningRate)} at its height`],
    ['Schedule', `${recipe.schedule}${recipe.warmup > 0 ? `, rising over the first ${percent(recipe.warmup)}` : ', no warm-up'}`],
    ['Weight decay', recipe.weightDecay > 0 ? `${plain(recipe.weightDecay)} on kernels only` : 'none'],
    ['Batch', counted(recipe.batch, 'image')],
    ['Label smoothing', recipe.labelSmoothing > 0 ? plain(recipe.labelSmoothing) : 'none'],
    ['Gradient clipping', recipe.clipNorm > 0 ? `to a norm of ${plain(recipe.clipNorm)}` : 'none'],
    ['Weight averaging', recipe.averaging > 0 ? `exponential, ${plain(recipe.averaging)}` : 'none'],
    ['Flip', augmentation.flip ? 'half of the images, left to right' : 'none'],
    ['Random crop', augmentation.cropPadding > 0 ? `after ${counted(augmentation.cropPadding, 'pixel')} of padding` : 'none'],
    ['Mixup', augmentation.mixup > 0 ? `alpha ${plain(augmentation.mixup)}` : 'none'],
    ['Random erasing', augmentation.erasing > 0 ? `${percent(augmentation.erasing)} of the images` : 'none'],
  ];
}

/** @param {number} value @returns {string} without the zeros that only tell precision */
function plain(value) {
  return String(Number(value.toPrecision(6)));
}

/** @param {number} share 0 to 1 @returns {string} */
export function percent(share) {
  return `${Number((100 * share).toPrecision(3))}%`;
}

/** @param {number|null} loss @returns {string} */
export function lossText(loss) {
  return loss === null ? 'not finite' : loss.toFixed(loss < 10 ? 3 : 1);
}

/** @param {number|null} rate images per second @returns {string|null} */
export function rateText(rate) {
  return rate === null ? null : rate >= 100 ? count(Math.round(rate)) : threeDigits(rate);
}

/**
 * The line of a training that runs. The share that is done comes from the server.
 *
 * @param {TrainingProgress} progress
 * @returns {string} `Epoch 3 of 30, loss 0.412, 85.2% right, 3,120 images/s, 2 min 10 s left`
 */
export function progressText({ epoch, epochs, loss, accuracy, imagesPerSecond, secondsLeft }) {
  return [
    `Epoch ${count(epoch)} of ${count(epochs)}`,
    `loss ${lossText(loss)}`,
    `${threeDigits(accuracy)}% right`,
    `${rateText(imagesPerSecond)} images/s`,
    `${duration(secondsLeft)} left`,
  ].join(', ');
}

/**
 * A curve with news of one epoch; an epoch that was trained again after a break takes the place of the old one and of
 * those after it.
 *
 * @param {EpochPoint[]} curve
 * @param {EpochPoint} point
 * @returns {EpochPoint[]}
 */
export function withPoint(curve, point) {
  return [...curve.filter(({ epoch }) => epoch < point.epoch), point];
}

/**
 * @template {{id: string|number}} T
 * @param {T[]} list the newest first
 * @param {T} one
 * @returns {T[]} with it in the place of the one it renews, or at the front
 */
export function renewed(list, one) {
  return list.some(({ id }) => id === one.id) ? list.map((old) => (old.id === one.id ? one : old)) : [one, ...list];
}

/**
 * @template {{dataset: string}} T
 * @param {T[]} list
 * @returns {[string, T[]][]} apart by data set, in the order of their first ones
 */
export function byDataset(list) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const one of list) groups.set(one.dataset, [...(groups.get(one.dataset) ?? []), one]);
  return [...groups];
}
