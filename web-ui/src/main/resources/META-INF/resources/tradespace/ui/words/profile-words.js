/**
 * Where the time of a query goes, in words.
 *
 * @import {Profile} from '../api/profile-types.js'
 */
import { NOTHING, counted, text, threeDigits } from './format.js';

/** Below this many milliseconds a time is told in microseconds. */
const ONE_MILLISECOND = 1;

/** @param {number} milliseconds @returns {string} `1.23 ms`, `45.0 µs` */
export function timeText(milliseconds) {
  return milliseconds < ONE_MILLISECOND ? `${threeDigits(milliseconds * 1000)}\u202fµs` : text('latency', milliseconds);
}

/** @param {number} share 0 to 1 @returns {string} `12.3%` */
export function shareText(share) {
  return `${(100 * share).toFixed(1)}%`;
}

/** @param {number|null} speed in 10^9 multiply-accumulates a second @returns {string} */
export function speedText(speed) {
  return speed === null ? NOTHING : threeDigits(speed);
}

/** @param {Profile} profile @returns {string} what it says in one line */
export function profileSentence({ runtime, queries, queryMilliseconds, macs, int8Share, operations }) {
  const int8 = operations.some(({ precision }) => precision === 'int8') && int8Share !== null ? `, ${shareText(int8Share)} of them in int8` : '';
  return `${runtime}: a query takes ${timeText(queryMilliseconds)} (median of ${counted(queries, 'query', 'queries')}, while the times are taken down, which costs time itself) and does ${text('macs', macs)} multiply-accumulates${int8}.`;
}

/** @param {Profile} profile @returns {string} the name of the file that its trace is saved in */
export function traceName({ id, target }) {
  return `${`${id} ${target}`.replaceAll(/[^A-Za-z0-9.]+/g, '-')}.trace.json`;
}
