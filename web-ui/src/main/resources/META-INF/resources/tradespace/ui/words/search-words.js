/**
 * Searches in words: what was asked, what a trial came to, and how its metrics are called.
 *
 * @import {MetricId} from '../api/types.js'
 * @import {Search, SearchDetail, SearchLimit, SearchMetric, SearchSpec, Trial, Parameter, VolumePoint} from '../api/search-types.js'
 */
import { ABOUT, count, counted, duration, intervalText, NOTHING, roundText, text } from './format.js';
import { METRICS } from './metrics.js';
import { percent } from './training-words.js';

/** @param {Search['status']} status @returns {{words: string, tone: string}} of its tag */
export function statusOf(status) {
  const tone = { active: 'best', finished: 'good', cancelled: '', failed: 'bad' }[status] ?? '';
  return { words: status === 'active' ? 'running' : status, tone };
}

/** @param {Pick<SearchSpec, 'trials'|'seconds'>} spec @returns {string} `40 trials`, `2 h 0 min`, or both: whichever comes first */
export function budgetText({ trials, seconds }) {
  const parts = [typeof trials === 'number' && counted(trials, 'trial'), typeof seconds === 'number' && duration(seconds)].filter(Boolean);
  return parts.join(' or ') || 'no budget';
}

/** @param {string[]} names @returns {string} `a, b and c` */
export function listed(names) {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** @param {Search} search @param {Map<string, string>} titles of families @returns {string} `MobileNet and ViT on fashion-mnist` */
export function subjectOf({ spec }, titles) {
  const families = spec.families.length === 0 ? 'All families' : listed(spec.families.map((id) => titles.get(id) ?? id));
  return `${families} on ${spec.dataset}`;
}

/** @param {Search} search @returns {number|null} the share of its budget that is spent, 0 to 1; null where that is not known */
export function spentShare({ spec, counts, seconds, secondsLeft, status }) {
  if (status === 'finished') return 1;
  if (typeof spec.trials === 'number' && spec.trials > 0) return Math.min(counts.evaluated / spec.trials, 1);
  if (typeof spec.seconds === 'number' && spec.seconds > 0) return Math.min(seconds / spec.seconds, 1);
  return typeof secondsLeft === 'number' && seconds + secondsLeft > 0 ? seconds / (seconds + secondsLeft) : null;
}

/**
 * A target's name beside others: its last part, or the whole where several share that.
 *
 * @param {string} target
 * @param {SearchMetric[]} metrics
 * @returns {string}
 */
export function targetName(target, metrics) {
  const last = (/** @type {string} */ id) => id.slice(id.lastIndexOf('/') + 1);
  const others = new Set(metrics.flatMap((metric) => (metric.target === null ? [] : [metric.target])));
  const shared = [...others].some((other) => other !== target && last(other) === last(target));
  return shared ? target : last(target);
}

/** Shown of every search that has values of it, beside what it aims at and limits. @param {string} name */
const always = (name) => name in METRICS && name !== 'throughput';

/**
 * The metrics that lists and charts show: aims and limited ones, and those that everybody wants to know; never one that no
 * trial has a value of, unless it is an aim.
 *
 * @param {Pick<SearchDetail, 'metrics'|'limits'|'trials'>} search
 * @returns {SearchMetric[]}
 */
export function shownMetrics({ metrics, limits, trials }) {
  const has = (/** @type {string} */ name) => trials.some(({ values }) => values[name] !== undefined);
  // Of what is judged by its worst target, every target's value is of interest.
  const wanted = new Set([...metrics.filter(({ aim }) => aim).map(({ name }) => name), ...limits.map(({ metric }) => metric)]);
  return metrics.filter(({ name, metric, aim }) => aim || ((wanted.has(name) || wanted.has(metric) || always(name)) && has(name)));
}

/** @param {SearchMetric} metric @returns {MetricId} whose numbers look like this one's */
export function kindOf({ metric, unit }) {
  if (METRICS[metric]) return metric;
  return unit === 'B' ? 'memory' : 'params';
}

/** @param {SearchMetric} metric @returns {string} `Validation accuracy`, `Latency (p50)`, `Estimated latency` */
function plainTitle(metric) {
  if (metric.origin === 'estimated' && METRICS[metric.metric]) return `Estimated ${METRICS[metric.metric].label}`;
  // `activationMemory` is counted, and no metric of a target.
  const title = METRICS[metric.metric]?.title ?? metric.metric.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^./, (letter) => letter.toUpperCase());
  if (!metric.split) return title;
  return `${metric.split[0].toUpperCase()}${metric.split.slice(1)} ${title.toLowerCase()}`;
}

/**
 * @param {SearchMetric} metric
 * @param {SearchMetric[]} metrics all of the search
 * @returns {string} with the target where there are several: `Latency (p50) on ort-fp32-1t`, `Latency (p50), worst target`
 */
export function metricTitle(metric, metrics) {
  const targets = new Set(metrics.flatMap(({ target }) => (target === null ? [] : [target])));
  if (targets.size < 2) return plainTitle(metric);
  if (metric.target !== null) return `${plainTitle(metric)} on ${targetName(metric.target, metrics)}`;
  return metrics.some(({ metric: same, target }) => same === metric.metric && target !== null) ? `${plainTitle(metric)}, worst target` : plainTitle(metric);
}

/** @param {SearchMetric} metric @param {SearchMetric[]} metrics @returns {string} with its origin, for an axis */
export function axisTitle(metric, metrics) {
  // The title of an estimate says so itself.
  const said = metric.origin === 'counted' || metric.origin === 'estimated';
  return said ? metricTitle(metric, metrics) : `${metricTitle(metric, metrics)}, ${metric.origin}`;
}

/** @param {SearchMetric} metric @param {number|null|undefined} value @returns {string} `≈ 12.3 ms` of an estimate */
export function valueText(metric, value) {
  const words = text(kindOf(metric), value);
  return metric.origin === 'estimated' && words !== NOTHING ? `${ABOUT}${words}` : words;
}

/** @param {Trial} trial @param {SearchMetric} metric @returns {string} the value, with its interval where it has one */
export function measuredText(trial, metric) {
  const value = trial.values[metric.name];
  if (value === undefined) return NOTHING;
  const interval = trial.intervals?.[metric.name];
  return interval ? `${valueText(metric, value)} (95%: ${intervalText(kindOf(metric), interval)})` : valueText(metric, value);
}

/** @param {SearchLimit} limit @param {SearchMetric[]} metrics @returns {string} `Parameters at most 1 M` */
export function limitText({ metric, side, bound }, metrics) {
  const found = metrics.find(({ name }) => name === metric);
  const words = side === '<=' ? 'at most' : 'at least';
  return found ? `${metricTitle(found, metrics)} ${words} ${roundText(kindOf(found), bound)}` : `${metric} ${words} ${bound}`;
}

const RUNNING = { counting: 'counting', measuring: 'measuring', training: 'training' };

/** @param {Trial} trial @returns {{words: string, tone: string}} of its tag */
export function outcomeOf({ outcome, stage, reusedFrom }) {
  switch (outcome) {
    case 'running':
      return { words: RUNNING[stage] ?? 'running', tone: 'best' };
    case 'overLimit':
      return { words: 'over a limit', tone: 'warn' };
    case 'failed':
      return { words: 'failed', tone: 'bad' };
    case 'stopped':
      return { words: 'broken off', tone: 'out' };
    default:
      return typeof reusedFrom === 'number' ? { words: `same as #${reusedFrom}`, tone: 'out' } : { words: 'evaluated', tone: 'good' };
  }
}

/** @param {Trial} trial @returns {string|null} how much of a whole training it had; null for all of it */
export function fidelityText({ fidelity: { epochs, data } }) {
  const parts = [epochs < 1 && `${percent(epochs)} of the epochs`, data < 1 && `${percent(data)} of the images`].filter(Boolean);
  return parts.length === 0 ? null : parts.join(', ');
}

/**
 * A parameter's own name: where several families are searched, one that only one of them has carries that family's name.
 *
 * @param {Pick<Parameter, 'name'|'families'>} parameter
 * @returns {{name: string, family: string|null}} `mobilenetNarrowHead` is `narrowHead` of `mobilenet`
 */
export function parameterName({ name, families }) {
  const only = families?.length === 1 ? families[0] : null;
  const rest = only !== null && name.startsWith(only) ? name.slice(only.length) : '';
  return /^[A-Z]/.test(rest) ? { name: rest[0].toLowerCase() + rest.slice(1), family: only } : { name, family: null };
}

/** @param {Trial} trial @param {Parameter[]} parameters @returns {string} what it has of what the search varies: `width 0.5, depth 2` */
export function configurationText({ configuration }, parameters) {
  return parameters
    .filter(({ name }) => name !== 'family' && configuration[name] !== undefined)
    .map((parameter) => `${parameterName(parameter).name} ${settingText(configuration[parameter.name])}`)
    .join(', ');
}

/** @param {string|number|boolean} value of a parameter @returns {string} numbers with three digits: no strategy means more */
export function settingText(value) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(Number(value.toPrecision(3))) : value;
}

/**
 * What was asked, as names and values.
 *
 * @param {Search} search
 * @returns {[string, string][]}
 */
export function askedLines({ spec, metrics, limits }) {
  const aims = metrics.filter(({ aim }) => aim);
  const aimed = (/** @type {string} */ goal) => listed(aims.filter((metric) => metric.goal === goal).map((metric) => metricTitle(metric, metrics).toLowerCase()));
  const fixed = Object.entries(spec.set ?? {}).map(([name, value]) => `${name} ${value}`);
  return /** @type {[string, string][]} */ (
    [
      ['Maximise', aimed('maximize')],
      ['Minimise', aimed('minimize')],
      ['Limits', limits.map((limit) => limitText(limit, metrics)).join('; ') || 'none'],
      ['Targets', spec.targets.join(', ')],
      ['Data set', `${spec.dataset}${typeof spec.subset === 'number' ? `, ${counted(spec.subset, 'image')} of it` : ''}`],
      ['A whole training', typeof spec.epochs === 'number' ? counted(spec.epochs, 'epoch') : ''],
      ['Held fixed', fixed.join(', ')],
      ['Budget', budgetText(spec)],
      ['At once', typeof spec.parallel === 'number' ? counted(spec.parallel, 'trial') : ''],
      ['Seed', spec.seed === undefined ? '' : String(spec.seed)],
    ].filter(([, value]) => value !== '')
  );
}

/** @param {Search} search @returns {string} for a list of searches: `2: random, 40 trials, finished` */
export function shortText({ id, strategy, spec, status }) {
  return `${id}: ${strategy.id}, ${budgetText(spec)}, ${statusOf(status).words}`;
}

/** @param {Search} one @param {Search} other @returns {boolean} whether their fronts mean the same */
export function comparable(one, other) {
  const aims = (/** @type {Search} */ { spec, metrics }) => JSON.stringify([spec.dataset, [...spec.targets].sort(), metrics.filter(({ aim }) => aim).map(({ name, goal }) => [name, goal]).sort()]);
  return aims(one) === aims(other);
}

/** @param {VolumePoint[]} curve @returns {string} `71.3% after 40 evaluated trials` */
export function volumeText(curve) {
  const last = curve[curve.length - 1];
  return last ? `${percent(last.value)} after ${counted(curve.length, 'evaluated trial')}` : 'nothing yet';
}

/** @param {number} evaluations of which cheap ones count by their share @returns {string} `7`, `7.3` */
export function evaluatedText(evaluations) {
  return evaluations.toLocaleString('en', { maximumFractionDigits: 1 });
}

/** @param {Search['counts']} counts @returns {string} `38 evaluated, 2 over a limit` */
export function countsText({ completed, overLimit, failed }) {
  return [`${count(completed)} evaluated`, overLimit > 0 && `${count(overLimit)} over a limit`, failed > 0 && `${count(failed)} failed`].filter(Boolean).join(', ');
}
