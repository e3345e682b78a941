/**
 * Messages: what went wrong, said as sentences.
 *
 * @import {Problem} from '../api/types.js'
 */
import { Refused, sentence } from '../api/client.js';
import { h } from '../dom.js';

/**
 * @param {unknown} error
 * @param {(() => void)|null} [again] tries once more
 * @returns {HTMLElement}
 */
export function errorView(error, again = null) {
  const problems = problemsOf(error);
  return h(
    'div.notice.bad',
    { role: 'alert' },
    problems.length === 1
      ? h('p', {}, problemText(problems[0]))
      : h('ul', {}, problems.map((problem) => h('li', {}, problemText(problem)))),
    again && h('button', { type: 'button', onclick: again }, 'Try again'),
  );
}

/** @param {unknown} error @returns {Problem[]} */
function problemsOf(error) {
  if (error instanceof Refused) return error.problems;
  return [{ path: '', message: `The page failed: ${error instanceof Error ? error.message : String(error)}` }];
}

/** @param {Problem} problem @returns {string} */
function problemText(problem) {
  const where = problem.path.replace(/^\//, '').replaceAll('/', ' ');
  return where === '' ? sentence(problem.message) : `${where}: ${sentence(problem.message)}`;
}

/** @param {unknown} error @returns {boolean} whether a request was only given up */
export function isGivenUp(error) {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** @param {string} words @returns {HTMLElement} */
export function waiting(words) {
  return h('p.waiting', { role: 'status' }, words);
}
