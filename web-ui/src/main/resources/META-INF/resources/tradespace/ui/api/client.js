/**
 * The one place that talks to the server.
 *
 * @import {About, Family, Rejected, Variant, Model, Target, Sweep, Job, Row, Measurement, Front, Recommendation, Problem,
 *     Training, TrainingDetail, TrainingProgress, EpochPoint, Dataset, AbsentDataset, Scores, AnswerPage, Classification} from './types.js'
 * @import {Search, SearchDetail, SearchSpec, Trial, Volumes} from './search-types.js'
 * @import {Device, DeviceDetail, DeviceFronts, Estimates} from './device-types.js'
 * @import {Ranks, SideBySide} from './comparison-types.js'
 * @import {Profile} from './profile-types.js'
 */

/** Lists longer than this are cut; the answer says so by its `total`. A hundred targets elsewhere have ten thousand rows. */
const LONGEST = 20000;

/** How many items a whole list asks for at once: the most that the server gives. */
const PAGE = LONGEST;

/** What the server refused, or that it did not answer: the message is a sentence for a person. */
export class Refused extends Error {
  /**
   * @param {Problem[]} problems
   * @param {number} status 0 where there was no answer
   */
  constructor(problems, status) {
    super(problems.map((problem) => sentence(problem.message)).join(' '));
    this.name = 'Refused';
    this.problems = problems;
    this.status = status;
  }
}

/** @param {string} text @returns {string} with a capital and a full stop */
export function sentence(text) {
  const trimmed = text.trim();
  if (trimmed === '') return trimmed;
  const ended = /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return ended[0].toUpperCase() + ended.slice(1);
}

/**
 * @typedef {Record<string, string|number|boolean|null|undefined|(string|number)[]>} Query
 * @param {Query} query nothing is written for null, undefined and ''
 * @returns {string} with its `?`, or ''
 */
export function queryText(query) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** What the server answered, by path, where the page is a report and there is no server. @type {Record<string, any>|null} */
export const recorded = JSON.parse(globalThis.document?.getElementById('recorded')?.textContent ?? 'null');

/**
 * @param {string} path below /api
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
async function ask(path, init = {}) {
  if (recorded !== null) return recorded[path.split('?')[0]] ?? { items: [], total: 0 };
  let response;
  try {
    response = await fetch(`/api${path}`, { ...init, headers: { Accept: 'application/json', ...init.headers } });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Refused([{ path: '', message: 'The server does not answer. Is tradespace serve still running?' }], 0);
  }
  const body = await response.json().catch((error) => {
    if (init.signal?.aborted) throw error;
    return null;
  });
  if (response.ok && body !== null) return body;
  const problems =
    Array.isArray(body?.problems) && body.problems.length > 0
      ? body.problems
      : [{ path: '', message: `The server answered ${response.status} without saying why.` }];
  throw new Refused(problems, response.status);
}

/** @param {string} path @param {unknown} body */
function send(path, body) {
  return ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/**
 * Every page of a list, up to {@link LONGEST} items.
 *
 * @param {string} path
 * @param {Query} [query]
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} the first answer with the items of all
 */
async function whole(path, query = {}, signal) {
  const first = await ask(path + queryText({ ...query, offset: 0, limit: PAGE }), { signal });
  const items = [...first.items];
  const end = Math.min(first.total, LONGEST);
  while (items.length < end) {
    const next = await ask(path + queryText({ ...query, offset: items.length, limit: PAGE }), { signal });
    if (next.items.length === 0) break;
    items.push(...next.items);
  }
  return { ...first, items };
}

/** @param {AbortSignal} [signal] @returns {Promise<About>} */
export const about = (signal) => ask('/about', { signal });

/** @param {AbortSignal} [signal] @returns {Promise<{items: Family[], total: number, rejected?: Rejected[]}>} */
export const families = (signal) => whole('/families', {}, signal);

/** @param {AbortSignal} [signal] @returns {Promise<{items: Variant[], total: number}>} */
export const variants = (signal) => whole('/variants', {}, signal);

/** @param {Query} [filter] `target`: ids, of devices elsewhere too; without it those of this machine @param {AbortSignal} [signal] @returns {Promise<{items: Target[], total: number}>} */
export const targets = (filter = {}, signal) => whole('/targets', filter, signal);

/** @param {Query} filter `kind`, `q` @param {AbortSignal} [signal] @returns {Promise<{items: Device[], total: number}>} */
export const devices = (filter, signal) => whole('/devices', filter, signal);

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<DeviceDetail>} */
export const device = (id, signal) => ask(`/devices/${encodeURIComponent(id)}`, { signal });

/** @param {Query} filter `kind` @param {AbortSignal} [signal] @returns {Promise<DeviceFronts>} */
export const deviceFronts = (filter, signal) => ask(`/device-fronts${queryText(filter)}`, { signal });

/** @param {string} target @param {AbortSignal} [signal] @returns {Promise<Estimates>} */
export const estimates = (target, signal) => ask(`/estimates${queryText({ target })}`, { signal });

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Model>} */
export const model = (id, signal) => ask(`/model${queryText({ id })}`, { signal });

/** @param {Query} of `id`, `target`, `weights` @param {AbortSignal} [signal] @returns {Promise<Profile>} when the device is free and the model has run some fifty times */
export const profile = (of, signal) => ask(`/profile${queryText(of)}`, { signal });

/** @param {Query} filter @param {AbortSignal} [signal] @returns {Promise<{items: Row[], total: number}>} */
export const measurements = (filter, signal) => whole('/measurements', filter, signal);

/** @param {string|number} id @param {AbortSignal} [signal] @returns {Promise<Measurement>} */
export const measurement = (id, signal) => ask(`/measurements/${encodeURIComponent(id)}`, { signal });

/** @param {Query} filter @param {AbortSignal} [signal] @returns {Promise<number>} how many rows there are */
export const countMeasurements = async (filter, signal) =>
  (await ask(`/measurements${queryText({ ...filter, offset: 0, limit: 1 })}`, { signal })).total;

/** @param {string|number} id of a measurement @param {AbortSignal} [signal] @returns {Promise<Scores>} */
export const scores = (id, signal) => ask(`/measurements/${encodeURIComponent(id)}/scores`, { signal });

/**
 * @param {string|number} id of a measurement
 * @param {Query} filter `kind`, `truth`, `answer`, `offset`, `limit`
 * @param {AbortSignal} [signal]
 * @returns {Promise<AnswerPage>}
 */
export const answers = (id, filter, signal) =>
  ask(`/measurements/${encodeURIComponent(id)}/answers${queryText(filter)}`, { signal });

/** @param {AbortSignal} [signal] @returns {Promise<{items: Dataset[], total: number, absent: AbsentDataset[]}>} */
export const datasets = (signal) => whole('/datasets', {}, signal);

/** @param {Query} filter @param {AbortSignal} [signal] @returns {Promise<{items: Training[], total: number}>} the newest first */
export const trainings = (filter, signal) => whole('/trainings', filter, signal);

/** @param {string|number} id @param {AbortSignal} [signal] @returns {Promise<TrainingDetail>} */
export const training = (id, signal) => ask(`/trainings/${encodeURIComponent(id)}`, { signal });

/** @param {string|number} id of a training @param {'onnx'|'fb'|'safetensors'} kind @returns {string} an address to download from */
export const trainedFile = (id, kind) => `/api/trainings/${encodeURIComponent(id)}/model.${kind}`;

/**
 * @param {string} dataset
 * @param {'training'|'validation'|'test'} split
 * @param {number} index
 * @param {number} [size] in pixels; the network's own without it
 * @returns {string} the address of a PNG
 */
export const imageAddress = (dataset, split, index, size) =>
  `/api/datasets/${encodeURIComponent(dataset)}/images/${split}/${index}.png${queryText({ size })}`;

/** @param {string} address of an image of a data set @param {AbortSignal} [signal] @returns {Promise<Blob>} */
export async function image(address, signal) {
  const response = await fetch(address, { signal });
  if (response.ok) return response.blob();
  throw new Refused([{ path: '', message: `The server answered ${response.status} when it was asked for the image.` }], response.status);
}

/**
 * @param {Blob} picture whose `type` says whether it is a PNG, a JPEG or a BMP
 * @param {Query} by `training`, or `dataset`
 * @param {AbortSignal} [signal]
 * @returns {Promise<Classification>}
 */
export const classify = (picture, by, signal) =>
  ask(`/classify${queryText(by)}`, { method: 'POST', headers: { 'Content-Type': picture.type }, body: picture, signal });

/** @param {Query} filter @param {AbortSignal} [signal] @returns {Promise<Front>} */
export const pareto = (filter, signal) => ask(`/pareto${queryText(filter)}`, { signal });

/** @param {Query} of `target`: two, `metric`, `dataset` @param {AbortSignal} [signal] @returns {Promise<Ranks>} */
export const ranks = (of, signal) => ask(`/ranks${queryText(of)}`, { signal });

/** @param {Query} of `variant`, `dataset` @param {AbortSignal} [signal] @returns {Promise<SideBySide>} */
export const sideBySide = (of, signal) => ask(`/side-by-side${queryText(of)}`, { signal });

/** @param {Query} filter @param {AbortSignal} [signal] @returns {Promise<Recommendation>} */
export const recommend = (filter, signal) => ask(`/recommend${queryText(filter)}`, { signal });

/** @param {AbortSignal} [signal] @returns {Promise<{items: Sweep[], total: number}>} the newest hundred */
export const sweeps = (signal) => ask(`/sweeps${queryText({ offset: 0, limit: 100 })}`, { signal });

/** @param {string|number} id @param {AbortSignal} [signal] @returns {Promise<Sweep>} */
export const sweep = (id, signal) => ask(`/sweeps/${encodeURIComponent(id)}`, { signal });

/** @param {string|number} id @param {AbortSignal} [signal] @returns {Promise<{items: Job[], total: number}>} */
export const jobs = (id, signal) => whole(`/sweeps/${encodeURIComponent(id)}/jobs`, {}, signal);

/** @param {{variants: string[], targets: string[], protocol: string}} spec @returns {Promise<Sweep>} */
export const startSweep = (spec) => send('/sweeps', spec);

/** @param {string|number} id @returns {Promise<Sweep>} */
export const cancelSweep = (id) => send(`/sweeps/${encodeURIComponent(id)}/cancel`, {});

/** @param {AbortSignal} [signal] @returns {Promise<{items: Search[], total: number}>} the newest first */
export const searches = (signal) => whole('/searches', {}, signal);

/** @param {string|number} id @param {AbortSignal} [signal] @returns {Promise<SearchDetail>} */
export const search = (id, signal) => ask(`/searches/${encodeURIComponent(id)}`, { signal });

/** @param {Partial<SearchSpec>} spec @returns {Promise<Search>} */
export const startSearch = (spec) => send('/searches', spec);

/** @param {string|number} id @returns {Promise<Search>} */
export const cancelSearch = (id) => send(`/searches/${encodeURIComponent(id)}/cancel`, {});

/** @param {string|number} id @returns {Promise<Search>} */
export const resumeSearch = (id) => send(`/searches/${encodeURIComponent(id)}/resume`, {});

/**
 * @param {string|number} id of a search
 * @param {string|number} other
 * @param {AbortSignal} [signal]
 * @returns {Promise<Volumes>} the hypervolume of both, with one reference and scaling
 */
export const volumes = (id, other, signal) =>
  ask(`/searches/${encodeURIComponent(id)}/hypervolume${queryText({ with: other })}`, { signal });

/** @param {string|number} id of a search @returns {string} an address to download its report from */
export const reportFile = (id) => `/api/searches/${encodeURIComponent(id)}/report`;

/** What the server tells by itself. */
const TOLD = /** @type {const} */ (['sweep', 'measurement', 'job', 'training', 'epoch', 'training-progress', 'search', 'trial']);

/** Milliseconds until a stream that the server closed is opened again. */
const REOPEN = 3000;

/**
 * Listens to the server's events while the page is seen, and again after each break. A hidden page lets its stream go, since a browser has six connections for a
 * server over HTTP/1.1: streams of seven tabs, or of pages kept for the back button, would leave none to load anything with.
 *
 * @param {(event: {type: 'sweep', data: Sweep} | {type: 'measurement', data: Row} | {type: 'job', data: Job}
 *     | {type: 'training', data: Training} | {type: 'epoch', data: {training: number, point: EpochPoint}}
 *     | {type: 'training-progress', data: TrainingProgress}
 *     | {type: 'search', data: Search} | {type: 'trial', data: Trial & {search: number}}
 *     | {type: 'connected', again: boolean} | {type: 'lost'}) => void} heard
 * @returns {() => void} stops listening
 */
export function listen(heard) {
  /** @type {EventSource|undefined} */
  let source;
  /** @type {number|undefined} */
  let timer;
  let greeted = false;
  let stopped = false;

  const open = () => {
    source = new EventSource('/api/events');
    source.addEventListener('hello', () => {
      heard({ type: 'connected', again: greeted });
      greeted = true;
    });
    for (const type of TOLD) {
      source.addEventListener(type, (event) => heard(/** @type {any} */ ({ type, data: JSON.parse(event.data) })));
    }
    source.addEventListener('error', () => {
      if (stopped) return;
      heard({ type: 'lost' });
      // The browser retries a broken stream by itself, but gives up on one that was refused.
      if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(open, REOPEN);
    });
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const seen = () => {
    if (document.hidden) close();
    else if (source === undefined) open();
  };
  document.addEventListener('visibilitychange', seen);
  seen();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', seen);
    close();
  };
}
