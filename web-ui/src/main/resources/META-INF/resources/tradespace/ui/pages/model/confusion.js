/**
 * The confusion matrix: a table that is painted, so that one can see it, walk through it with the arrows, and have it
 * read aloud.
 */
import { mixedUp, mostMixedUp, paintOf, rowTotal, shareText, stepTo } from '../../words/confusion-words.js';
import { fill, h } from '../../dom.js';
import { count, counted } from '../../words/format.js';

/** Up to so many classes have their numbers in the cells; above, the cells are only painted. */
const READABLE = 20;

/** So many pairs are listed; more where they stand for a table that cannot be shown whole. */
const PAIRS = 8;
const PAIRS_OF_MANY = 24;

/** So many classes are shown of more than a hundred: a cell for each pair of a thousand would be a million, which no browser draws and nobody sees. */
const SHOWN_OF_MANY = 40;

/**
 * @param {number[][]} confusion images by truth, then by answer
 * @param {string[]} names of the classes
 * @param {(truth: number, answer: number) => void} picked
 * @returns {HTMLElement}
 */
export function confusionView(confusion, names, picked) {
  const many = names.length > 100;
  /** The classes of the rows, and of the columns. */
  const shown = many ? mostMixedUp(confusion, SHOWN_OF_MANY) : names.map((name, place) => place);
  const readable = shown.length <= READABLE;
  const totals = confusion.map(rowTotal);
  let percent = false;
  const readout = h('p.readout', {}, 'Point at a cell, or walk through the table with the arrow keys.');
  /** @type {HTMLElement[][]} */
  const cells = [];
  /** The cell that the Tab key leads to. */
  let at = { row: 0, column: 0 };

  const words = (/** @type {number} */ truth, /** @type {number} */ answer) => {
    const images = confusion[truth][answer];
    const verdict = truth === answer ? 'recognised' : `taken for ${names[answer]}`;
    return `${names[truth]} ${verdict}: ${count(images)} of ${count(totals[truth])} (${shareText(images, totals[truth])})`;
  };
  const inCell = (/** @type {number} */ truth, /** @type {number} */ answer) => {
    const images = confusion[truth][answer];
    if (!readable || images === 0) return '';
    return percent ? shareText(images, totals[truth]) : count(images);
  };
  const body = h(
    'tbody',
    {},
    shown.map((truth, row) => {
      cells.push(
        shown.map((answer, column) => {
          const images = confusion[truth][answer];
          const cell = h(
            `td${truth === answer ? '.right' : images > 0 ? '.wrong' : ''}`,
            { tabindex: row === 0 && column === 0 ? '0' : '-1', 'aria-label': `${count(images)}, ${shareText(images, totals[truth])}` },
            inCell(truth, answer),
          );
          if (images > 0) cell.style.setProperty('--paint', `${paintOf(images, totals[truth], truth === answer)}%`);
          return cell;
        }),
      );
      return h('tr', {}, h('th', { scope: 'row' }, names[truth]), cells[row]);
    }),
  );
  const table = h(
    `table.confusion${readable ? '' : '.fine'}`,
    { role: 'grid', 'aria-label': 'Images by their class and by the answer', 'aria-readonly': 'true' },
    h(
      'thead',
      {},
      h('tr', {}, h('th.corner', { scope: 'col' }, h('span', {}, 'truth \u2193'), h('span', {}, 'answer \u2192')), shown.map((place) => h('th', { scope: 'col' }, h('span', {}, names[place])))),
    ),
    body,
  );

  /** @param {EventTarget|null} target @returns {{row: number, column: number}|null} */
  const placeOf = (target) => {
    const cell = target instanceof Element ? target.closest('td') : null;
    const line = cell?.parentElement;
    if (!cell || !line || !body.contains(cell)) return null;
    return { row: [...body.children].indexOf(line), column: /** @type {HTMLTableCellElement} */ (cell).cellIndex - 1 };
  };
  const say = (/** @type {{row: number, column: number}} */ { row, column }) => fill(readout, words(shown[row], shown[column]));
  const moveTo = (/** @type {{row: number, column: number}} */ place) => {
    cells[at.row][at.column].setAttribute('tabindex', '-1');
    at = place;
    cells[at.row][at.column].setAttribute('tabindex', '0');
  };
  const pick = (/** @type {{row: number, column: number}} */ { row, column }) => {
    if (confusion[shown[row]][shown[column]] > 0) picked(shown[row], shown[column]);
    else fill(readout, `${words(shown[row], shown[column])}. There are no images to show.`);
  };
  body.addEventListener('mouseover', (/** @type {MouseEvent} */ event) => {
    const place = placeOf(event.target);
    if (place) say(place);
  });
  body.addEventListener('focusin', (/** @type {FocusEvent} */ event) => {
    const place = placeOf(event.target);
    if (!place) return;
    moveTo(place);
    say(place);
  });
  body.addEventListener('click', (/** @type {MouseEvent} */ event) => {
    const place = placeOf(event.target);
    if (place) pick(place);
  });
  body.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      pick(at);
      return;
    }
    const next = stepTo(event.key, at, shown.length, event.ctrlKey);
    if (!next) return;
    event.preventDefault();
    cells[next.row][next.column].focus();
  });

  const asPercent = h('input', {
    type: 'checkbox',
    onchange: () => {
      percent = asPercent.checked;
      cells.forEach((line, row) => line.forEach((cell, column) => fill(cell, inCell(shown[row], shown[column]))));
    },
  });
  return h(
    'div.confusion-part',
    {},
    h(
      'div.confusion-head',
      {},
      h('p.hint', {}, 'A row for each true class, a column for each answer. ', legend(), ' The darker, the larger the share of the row. A cell opens its images.'),
      many &&
        h('p.hint', {}, `Of ${count(names.length)} classes these are the ${count(shown.length)} that are mixed up most. A share is of all images of its row, those taken for a class that is not here among them.`),
      readable && h('label.check', {}, asPercent, 'Percent of the row'),
    ),
    h(
      `div.confusion-body${readable ? '' : '.tall'}`,
      {},
      h('div', {}, h('div.confusion-scroll', {}, table), readout),
      pairsView(confusion, names, picked, many ? PAIRS_OF_MANY : PAIRS),
    ),
  );
}

function legend() {
  return h('span.legend', {}, h('span', {}, h('span.patch.right', { 'aria-hidden': 'true' }), 'right'), h('span', {}, h('span.patch.wrong', { 'aria-hidden': 'true' }), 'wrong'));
}

/** @param {number[][]} confusion @param {string[]} names @param {(truth: number, answer: number) => void} picked @param {number} most */
function pairsView(confusion, names, picked, most) {
  const pairs = mixedUp(confusion, most);
  if (pairs.length === 0) return h('p', {}, 'No image was taken for another class.');
  return h(
    'div.pairs',
    {},
    h('h4', {}, 'Mixed up most often'),
    h(
      'ol',
      {},
      pairs.map(({ truth, answer, count: images, total }) =>
        h(
          'li',
          {},
          h(
            'button.plain',
            { type: 'button', onclick: () => picked(truth, answer) },
            `${names[truth]} taken for ${names[answer]}`,
          ),
          h('span.hint', {}, ` ${counted(images, 'image')}, ${shareText(images, total)} of this class`),
        ),
      ),
    ),
  );
}
