/**
 * A confusion matrix as it is read: shares of a row, and what is mixed up most. Shares are for display; accuracies with
 * their intervals come from the server.
 */

/** @param {number[]} counts @returns {number} images of a row */
export function rowTotal(counts) {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * @param {number} count
 * @param {number} total of its row
 * @returns {string} `12%`; `<1%` where rounding would hide that there are some, `>99%` where it would hide the rest
 */
export function shareText(count, total) {
  if (total === 0 || count === 0) return '0%';
  const rounded = Math.round((100 * count) / total);
  if (rounded === 0) return '<1%';
  return rounded === 100 && count < total ? '>99%' : `${rounded}%`;
}

/** From this share of its row on, an error is painted as strongly as can be. */
const GRAVE = 0.5;

/**
 * How strongly a cell is painted. Errors are rare, so that a straight scale would hide nearly all of them: the root lifts
 * them.
 *
 * @param {number} count
 * @param {number} total of its row
 * @param {boolean} right whether the answer is
 * @returns {number} 0 to 100
 */
export function paintOf(count, total, right) {
  return total === 0 ? 0 : Math.round(100 * Math.sqrt(Math.min(count / total / (right ? 1 : GRAVE), 1)));
}

/**
 * The classes that are taken for one another most often.
 *
 * @param {number[][]} confusion images by truth, then by answer
 * @param {number} most so many at most
 * @returns {{truth: number, answer: number, count: number, total: number}[]} the most frequent first
 */
export function mixedUp(confusion, most) {
  const found = [];
  for (const [truth, counts] of confusion.entries()) {
    const total = rowTotal(counts);
    for (const [answer, count] of counts.entries()) {
      if (truth !== answer && count > 0) found.push({ truth, answer, count, total });
    }
  }
  return found.sort((a, b) => b.count - a.count || a.truth - b.truth || a.answer - b.answer).slice(0, most);
}

/**
 * The classes that are mixed up most, where there are too many to see: those of the most frequent pairs, and with few mistakes the first of the rest.
 *
 * @param {number[][]} confusion images by truth, then by answer
 * @param {number} most so many classes
 * @returns {number[]} their places, in the order of the classes
 */
export function mostMixedUp(confusion, most) {
  /** @type {Set<number>} */
  const chosen = new Set();
  for (const { truth, answer } of mixedUp(confusion, confusion.length * confusion.length)) {
    if (chosen.size + Number(!chosen.has(truth)) + Number(!chosen.has(answer)) > most) break;
    chosen.add(truth).add(answer);
  }
  for (let place = 0; place < confusion.length && chosen.size < most; place += 1) chosen.add(place);
  return [...chosen].sort((a, b) => a - b);
}

/**
 * Where an arrow or another key leads in a grid of cells.
 *
 * @param {string} key
 * @param {{row: number, column: number}} from
 * @param {number} size rows, and as many columns
 * @param {boolean} [whole] with Ctrl: Home and End go to the corners
 * @returns {{row: number, column: number}|null} null for a key that does not move
 */
export function stepTo(key, { row, column }, size, whole = false) {
  const last = size - 1;
  switch (key) {
    case 'ArrowUp':
      return { row: Math.max(row - 1, 0), column };
    case 'ArrowDown':
      return { row: Math.min(row + 1, last), column };
    case 'ArrowLeft':
      return { row, column: Math.max(column - 1, 0) };
    case 'ArrowRight':
      return { row, column: Math.min(column + 1, last) };
    case 'Home':
      return { row: whole ? 0 : row, column: 0 };
    case 'End':
      return { row: whole ? last : row, column: last };
    default:
      return null;
  }
}
