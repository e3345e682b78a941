/**
 * Rows that a page has, and those that the server tells it of.
 *
 * @import {Row} from '../api/types.js'
 */
import { renewed } from '../words/training-words.js';

/**
 * @param {Row[]} rows
 * @param {Row} row as it was measured just now
 * @returns {Row[]|null} with it; null where it is the first of its data and conditions, which may set others apart as only the server knows
 */
export function withRow(rows, row) {
  const alike = rows.some((one) => one.apart.length === 0 && one.target === row.target && one.data === row.data && one.conditions.digest === row.conditions.digest);
  return alike ? renewed(rows, row) : null;
}
