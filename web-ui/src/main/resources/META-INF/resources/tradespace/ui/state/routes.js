/**
 * Addresses of the pages, behind the `#`.
 *
 * @typedef {{page: 'choose', query: URLSearchParams}
 *   | {page: 'sweeps', query: URLSearchParams}
 *   | {page: 'sweep', id: string, query: URLSearchParams}
 *   | {page: 'searches', query: URLSearchParams}
 *   | {page: 'search', id: string, query: URLSearchParams}
 *   | {page: 'trainings', query: URLSearchParams}
 *   | {page: 'training', id: string, query: URLSearchParams}
 *   | {page: 'try', query: URLSearchParams}
 *   | {page: 'devices', query: URLSearchParams}
 *   | {page: 'device', id: string, query: URLSearchParams}
 *   | {page: 'compare', query: URLSearchParams}
 *   | {page: 'estimates', query: URLSearchParams}
 *   | {page: 'model', id: string, query: URLSearchParams}
 *   | {page: 'unknown', path: string, query: URLSearchParams}} Route
 */
import { queryText } from '../api/client.js';

/**
 * @param {string} variant
 * @param {string|number} [row] the measurement that is opened there
 * @returns {string} the address of a model's page; slashes stay readable
 */
export function modelAddress(variant, row) {
  const path = `#/model/${variant.split('/').map(encodeURIComponent).join('/')}`;
  return row === undefined ? path : `${path}?row=${encodeURIComponent(row)}`;
}

/**
 * @param {{variant: string, id: string|number}} row
 * @returns {string} the address of its model, with the row open where it was measured: a row of a device elsewhere has a negative id
 */
export function rowAddress({ variant, id }) {
  return modelAddress(variant, Number(id) < 0 ? undefined : id);
}

/** @param {{kind?: string, words?: string}} [chosen] @returns {string} where one looks for devices */
export function devicesAddress({ kind = '', words = '' } = {}) {
  return `#/devices${queryText({ kind, q: words })}`;
}

/** @param {string} id @param {string} [target] the configuration whose front is shown @returns {string} */
export function deviceAddress(id, target = '') {
  return `#/device/${encodeURIComponent(id)}${queryText({ target })}`;
}

/** @param {string[]} targets @returns {string} where their fronts lie over each other; slashes stay readable */
export function compareAddress(targets) {
  return targets.length === 0 ? '#/compare' : `#/compare?targets=${targets.map(readable).join(',')}`;
}

/** @param {string} target @returns {string} where its estimates are held against what is known */
export function estimatesAddress(target) {
  return `#/estimates?target=${readable(target)}`;
}

/** @param {string[]} targets @returns {string} where one chooses a model for them */
export function chooseAddress(targets) {
  return `#/?${targets.map((target) => `target=${readable(target)}`).join('&')}`;
}

/** @param {string} target @returns {string} */
function readable(target) {
  return encodeURIComponent(target).replaceAll('%2F', '/');
}

/** @param {string|number} id @returns {string} */
export function trainingAddress(id) {
  return `#/trainings/${encodeURIComponent(id)}`;
}

/** @param {{dataset?: string, training?: number}} [chosen] @returns {string} where one tries models on an image */
export function tryAddress({ dataset, training } = {}) {
  const query = new URLSearchParams();
  if (dataset !== undefined) query.set('dataset', dataset);
  if (training !== undefined) query.set('training', String(training));
  const text = query.toString();
  return text === '' ? '#/try' : `#/try?${text}`;
}

/** @param {string|number} id @returns {string} */
export function sweepAddress(id) {
  return `#/sweeps/${encodeURIComponent(id)}`;
}

/** @param {string|number} id @param {string|number|null} [compare] another search that is laid over it @returns {string} */
export function searchAddress(id, compare = null) {
  const path = `#/searches/${encodeURIComponent(id)}`;
  return compare === null ? path : `${path}?compare=${encodeURIComponent(compare)}`;
}

/** @param {string} hash with its `#` @returns {Route} */
export function routeOf(hash) {
  const [path, text = ''] = splitOnce(hash.replace(/^#/, ''), '?');
  const query = new URLSearchParams(text);
  const parts = path.split('/').filter((part) => part !== '').map(decoded);
  if (parts.length === 0) return { page: 'choose', query };
  if (parts[0] === 'sweeps' && parts.length === 1) return { page: 'sweeps', query };
  if (parts[0] === 'sweeps' && parts.length === 2) return { page: 'sweep', id: parts[1], query };
  if (parts[0] === 'searches' && parts.length === 1) return { page: 'searches', query };
  if (parts[0] === 'searches' && parts.length === 2) return { page: 'search', id: parts[1], query };
  if (parts[0] === 'trainings' && parts.length === 1) return { page: 'trainings', query };
  if (parts[0] === 'trainings' && parts.length === 2) return { page: 'training', id: parts[1], query };
  if (parts[0] === 'try' && parts.length === 1) return { page: 'try', query };
  if (parts[0] === 'devices' && parts.length === 1) return { page: 'devices', query };
  if (parts[0] === 'device' && parts.length === 2) return { page: 'device', id: parts[1], query };
  if (parts[0] === 'estimates' && parts.length === 1) return { page: 'estimates', query };
  if (parts[0] === 'compare' && parts.length === 1) return { page: 'compare', query };
  if (parts[0] === 'model' && parts.length > 1) return { page: 'model', id: parts.slice(1).join('/'), query };
  return { page: 'unknown', path, query };
}

/** @param {string} text @param {string} mark @returns {string[]} */
function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** @param {string} part @returns {string} as written where it is no valid escape */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
