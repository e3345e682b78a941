/**
 * What made a row: version of the data, seed, conditions, plugin; and why it stands apart.
 *
 * @import {Row, Conditions} from '../api/types.js'
 */
import { sentence } from '../api/client.js';
import { counted } from '../words/format.js';
import { noted } from './figure.js';

/** So many digits of a digest tell versions apart. */
const DIGITS = 12;

/** @param {string|null|undefined} digest @returns {string} */
export function shortened(digest) {
  return digest ? digest.slice(0, DIGITS) : 'none';
}

/** @param {Conditions} conditions @returns {string} for people; what was not recorded is said to be unknown */
export function conditionsText({ machine, cpu, runtime, threads, batch }) {
  return [
    threads === null ? 'threads unknown' : counted(threads, 'thread'),
    batch === null ? 'batch unknown' : `batch ${batch}`,
    runtime ?? 'runtime unknown',
    cpu ?? 'processor unknown',
    `machine ${machine ?? 'unknown'}`,
  ].join(', ');
}

/** @param {Row} row @returns {[string, string][]} names and words */
export function provenanceFacts(row) {
  /** @type {[string, string][]} */
  const facts = [
    ['Data', row.data === null ? `${row.dataset}, no version read` : `${row.dataset}, version ${shortened(row.data)}`],
    ['Weights', row.seed === null ? row.weights : `${row.weights}, seed ${row.seed}`],
  ];
  if (row.training) facts.push(['Recipe', recipeText(row.training)]);
  facts.push(['Conditions', conditionsText(row.conditions)]);
  facts.push(['Built by', row.plugin === null ? 'unknown' : `${row.plugin.plugin}@${row.plugin.digest}`]);
  return facts;
}

/** @param {NonNullable<Row['training']>} spec @returns {string} */
function recipeText({ recipe, epochs, seconds, subset }) {
  const length = epochs === undefined ? `${seconds} s` : counted(epochs, 'epoch');
  return `${recipe.optimizer}, learning rate ${Number(recipe.learningRate.toPrecision(3))}, ${length}${subset === undefined ? '' : `, ${subset} images`}`;
}

/** @param {Row} row @returns {HTMLElement[]} tags with their reasons */
export function standingTags(row) {
  const tags = [];
  if (row.apart.length > 0) tags.push(tag('apart', row.apart.join('; ')));
  if (row.stale) tags.push(tag('stale', row.stale));
  return tags;
}

/** @param {Row} row @returns {string[]} the same as sentences */
export function standingSentences(row) {
  const found = [];
  if (row.apart.length > 0) found.push(`Not compared with the others: ${sentence(row.apart.join('; '))}`);
  if (row.stale) found.push(`Stale: ${sentence(row.stale)}`);
  return found;
}

/** @param {string} words @param {string} note */
function tag(words, note) {
  const element = noted(words, note);
  element.className = 'noted tag warn';
  return element;
}
