/**
 * Test images with what the model took them for: the wrong ones first, for they teach most.
 *
 * @import {Scores, ImageAnswer} from '../../api/types.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { count, counted } from '../../words/format.js';
import { errorView, isGivenUp } from '../../parts/notices.js';

/** So many images come at a time. */
const AT_ONCE = 24;

/** Height and width of an image on the page, in pixels of the file, so that small ones stay sharp. */
const SIZE = 96;

/** @typedef {{kind: 'wrong'|'right'} | {truth: number, answer: number}} Wanted */

/**
 * @param {Scores} scores
 * @param {string[]} names of the classes
 * @param {AbortSignal} left when the scores are left
 */
export function answersView(scores, names, left) {
  /** @type {Wanted} */
  let wanted = { kind: 'wrong' };
  let shown = 0;
  let asked = new AbortController();
  left.addEventListener('abort', () => asked.abort());
  const tally = h('p.hint', { role: 'status' });
  const changed = h('p.notice.flush', {}, `The images of ${scores.dataset} are not those any more that were scored: only the answers are left.`);
  const grid = h('ul.answers-grid');
  const trouble = h('div');
  const more = h('button', { type: 'button', hidden: true, onclick: () => ask() }, 'Show more');
  const kinds = h('div.chips', { role: 'group', 'aria-label': 'Which images' });
  const heading = h('h3', { id: 'answers-title', tabindex: '-1' }, 'Test images and answers');

  /** @param {Wanted} next */
  const look = (next) => {
    wanted = next;
    shown = 0;
    fill(grid);
    fill(tally, 'Loading the images\u2026');
    more.hidden = true;
    drawKinds();
    return ask();
  };
  const drawKinds = () => {
    const kind = 'kind' in wanted ? wanted.kind : null;
    const focused = kinds.contains(document.activeElement);
    fill(
      kinds,
      chip('Wrong answers', kind === 'wrong', () => look({ kind: 'wrong' })),
      chip('Right answers', kind === 'right', () => look({ kind: 'right' })),
      'truth' in wanted && chip(pairText(wanted.truth, wanted.answer), true, () => look({ kind: 'wrong' }), true),
    );
    if (focused) /** @type {HTMLElement|null} */ (kinds.querySelector('[aria-pressed="true"]'))?.focus();
  };
  const pairText = (/** @type {number} */ truth, /** @type {number} */ answer) =>
    truth === answer ? `${names[truth]} recognised` : `${names[truth]} taken for ${names[answer]}`;

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const page = await api.answers(scores.measurement, { ...wanted, offset: shown, limit: AT_ONCE }, signal);
      if (signal.aborted || left.aborted) return;
      fill(trouble);
      grid.append(...page.items.map((item) => figureOf(item, page)));
      shown += page.items.length;
      more.hidden = shown >= page.total || page.items.length === 0;
      const what = 'truth' in wanted ? 'image' : `${wanted.kind} answer`;
      const most = shown < page.total ? `, the ${count(shown)} most confident first` : ', the most confident first';
      fill(tally, page.total === 0 ? `There is no ${what}.` : `${counted(page.total, what)}${page.total > 1 ? most : ''}`);
    } catch (error) {
      if (isGivenUp(error)) return;
      fill(tally);
      fill(trouble, errorView(error, ask));
    }
  }

  /** @param {ImageAnswer} item @param {{dataset: string, split: 'test'|'validation'}} page */
  function figureOf({ index, truth, answer, confidence }, { dataset, split }) {
    const sure = `${Math.round(100 * confidence)}%`;
    const right = truth === answer;
    return h(
      `li.answer${right ? '.right' : '.wrong'}`,
      {},
      scores.unchanged && h('img', {
        src: api.imageAddress(dataset, split, index, SIZE),
        alt: `Image ${index} of the ${split} split, ${names[truth]}`,
        width: SIZE,
        height: SIZE,
        loading: 'lazy',
      }),
      h('p.truth', {}, names[truth]),
      h('p.said', {}, h('span.verdict', {}, right ? '\u2713 right' : `\u2717 ${names[answer]}`), h('span.hint', {}, sure, h('span.unseen', {}, ' sure'))),
    );
  }

  look(wanted);
  return {
    element: h('section', { 'aria-labelledby': 'answers-title' }, h('div.table-head', {}, heading, kinds), !scores.unchanged && changed, tally, trouble, grid, more),
    /** @param {number} truth @param {number} answer the images of a cell of the confusion matrix */
    only(truth, answer) {
      look({ truth, answer });
      heading.scrollIntoView({ block: 'start' });
      heading.focus({ preventScroll: true });
    },
  };
}

/** @param {string} words @param {boolean} pressed @param {() => void} press @param {boolean} [closes] */
function chip(words, pressed, press, closes = false) {
  return h(
    'button.chip',
    { type: 'button', 'aria-pressed': String(pressed), onclick: press },
    words,
    closes && [h('span', { 'aria-hidden': 'true' }, '\u2715'), h('span.unseen', {}, ': show all wrong answers again')],
  );
}
