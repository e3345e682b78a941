/**
 * Numbers as people read them: three significant digits, SI prefixes, bytes in powers of 1000 as disks and the command
 * line count them.
 *
 * @import {MetricId} from '../api/types.js'
 */
import { METRICS } from './metrics.js';

/** What stands between a number and its unit, and inside a long count. */
const NARROW_SPACE = '\u202f';

/** What stands before a value that is estimated. */
export const ABOUT = `\u2248${NARROW_SPACE}`;

/** What a value reads as when there is none. */
export const NOTHING = '\u2014';

/** By the number of decimals: to make one takes longer than to write a number. @type {Map<number, Intl.NumberFormat>} */
const FORMATS = new Map();

/** @param {number} decimals @returns {Intl.NumberFormat} */
function formatOf(decimals) {
  let format = FORMATS.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    FORMATS.set(decimals, format);
  }
  return format;
}

/** @param {number} value @returns {string} three significant digits, never in scientific notation */
export function threeDigits(value) {
  const rounded = Number(value.toPrecision(3));
  const magnitude = rounded === 0 ? 0 : Math.floor(Math.log10(Math.abs(rounded)));
  const decimals = Math.min(Math.max(2 - magnitude, 0), 12);
  return formatOf(decimals).format(rounded);
}

/**
 * @param {number} value
 * @param {string[]} prefixes of 1, 1000, 1000000, ...
 * @returns {{number: string, prefix: string}}
 */
function prefixed(value, prefixes) {
  let scaled = Number(value.toPrecision(3));
  let step = 0;
  while (Math.abs(scaled) >= 1000 && step < prefixes.length - 1) {
    scaled /= 1000;
    step += 1;
  }
  const whole = step === 0 && Number.isInteger(value) && Math.abs(value) < 1000;
  return { number: whole ? String(value) : threeDigits(scaled), prefix: prefixes[step] };
}

/**
 * @param {MetricId} metric
 * @param {number} value in the metric's unit
 * @returns {{number: string, unit: string}}
 */
export function quantity(metric, value) {
  return inUnit(METRICS[metric]?.unit ?? '1', value);
}

/** @param {string} unit @param {number} value @returns {{number: string, unit: string}} */
function inUnit(unit, value) {
  switch (unit) {
    case '1/s':
      return { number: threeDigits(value), unit: '/s' };
    case 'J':
      return value < 1 ? { number: threeDigits(value * 1000), unit: 'mJ' } : { number: threeDigits(value), unit: 'J' };
    case 'B':
    case '1': {
      const { number, prefix } = prefixed(value, ['', 'k', 'M', 'G', 'T']);
      return { number, unit: unit === 'B' ? `${prefix}B` : prefix };
    }
    default:
      return { number: threeDigits(value), unit };
  }
}

/** @param {MetricId} metric @param {number|null|undefined} value @returns {string} `12.3 ms`, `76.1%` */
export function text(metric, value) {
  return value === null || value === undefined ? NOTHING : joined(quantity(metric, value));
}

/** @param {{number: string, unit: string}} quantity @returns {string} */
function joined({ number, unit }) {
  if (unit === '') return number;
  return unit === '%' || unit === '/s' ? number + unit : number + NARROW_SPACE + unit;
}

/** @param {MetricId} metric @param {number} value a chosen number @returns {string} `20 ms`: no zeros that only tell precision */
export function roundText(metric, value) {
  return text(metric, value).replace(/\.0+(?=\D|$)|(\.\d*[1-9])0+(?=\D|$)/, '$1');
}

/** @param {MetricId} metric @param {[number, number]} interval @returns {string} `12.1 to 12.9 ms` */
export function intervalText(metric, [low, high]) {
  const ends = [quantity(metric, low), quantity(metric, high)];
  return ends[0].unit === ends[1].unit
    ? `${ends[0].number} to ${text(metric, high)}`
    : `${text(metric, low)} to ${text(metric, high)}`;
}

/** @param {number} value @returns {string} `25,557,032` */
export function count(value) {
  return value.toLocaleString('en', { maximumFractionDigits: 0 });
}

/** @param {number} number @param {string} one @param {string} [many] @returns {string} `1 model`, `24 models` */
export function counted(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** @param {number} bytes @returns {string} */
export function bytes(bytes) {
  return joined(inUnit('B', bytes));
}

/** @param {number} seconds @returns {string} `2 min 10 s` */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** @param {string} iso @returns {string} date and time of day, here */
export function moment(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** @param {number[]} shape @returns {string} `3 × 224 × 224` */
export function shapeText(shape) {
  return shape.join(' × ');
}

/** Longer ids have a short name. */
const LONGEST_ID = 48;

/**
 * The name of a model: its id, or, where that is as long as those of found networks are, the variant it starts from and a digest of the id. The server takes it for
 * the id, and the command line shows the same one (64-bit FNV-1a, the lower 40 bits).
 *
 * @param {string} variant `mobilenet/v2-1.0[...]` @returns {string} `mobilenet/v2-1.0~3f9a1c2e07`
 */
export function modelName(variant) {
  const bracket = variant.indexOf('[');
  if (variant.length <= LONGEST_ID || bracket < 0) return variant;
  let digest = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(variant)) {
    digest = BigInt.asUintN(64, (digest ^ BigInt(byte)) * 0x100000001b3n);
  }
  return `${variant.slice(0, bracket)}~${BigInt.asUintN(40, digest).toString(16).padStart(10, '0')}`;
}

/** @param {string} variant @returns {string} what a short name leaves out, `stem=16, width=0.5`; empty where it leaves nothing out */
export function configurationText(variant) {
  return modelName(variant) === variant ? '' : variant.slice(variant.indexOf('[') + 1, -1).replaceAll(',', ', ');
}

/** @param {string} variant `resnet/resnet50` @returns {string} `resnet50` */
export function shortName(variant) {
  const name = modelName(variant);
  const slash = name.indexOf('/');
  return slash < 0 ? name : name.slice(slash + 1);
}

/**
 * @param {string[]} variants that stand side by side
 * @returns {Map<string, string>} each one's short name, or its whole one where families share the short one
 */
export function namesOf(variants) {
  const distinct = [...new Set(variants)];
  // Another size of image does not tell one family's from another's.
  const bare = distinct.map((variant) => shortName(variant).replace(/[[~].*/, ''));
  const families = distinct.map((variant) => variant.split('/')[0]);
  const shared = (/** @type {number} */ place) => bare.some((name, other) => name === bare[place] && families[other] !== families[place]);
  return new Map(distinct.map((variant, place) => [variant, shared(place) ? modelName(variant) : shortName(variant)]));
}

/** What a person types for a limit, by the metric's unit: the unit beside the field, and how many of the metric's own it is. */
const TYPED = /** @type {Record<string, {unit: string, size: number}>} */ ({
  B: { unit: 'MB', size: 1e6 },
  J: { unit: 'mJ', size: 1e-3 },
  1: { unit: 'M', size: 1e6 },
});

/** @param {MetricId} metric @returns {{unit: string, size: number}} */
function typed(metric) {
  const { unit } = METRICS[metric];
  return TYPED[unit] ?? { unit, size: 1 };
}

/** @param {MetricId} metric @returns {string} the unit in which a limit is typed */
export function typedUnit(metric) {
  return typed(metric).unit;
}

/** @param {MetricId} metric @param {number} value in the metric's unit @returns {string} as typed: no separators */
export function toTyped(metric, value) {
  return String(Number((value / typed(metric).size).toPrecision(6)));
}

/** `1000`, `0.5`, `.5`, `1e3`. */
const PLAIN = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Groups of three digits, with more than one comma or with a point behind them: `1,000,000`, `1,000.5`. */
const GROUPED = /^\d{1,3}((,\d{3}){2,}|(,\d{3})+\.\d*)$/;

/** The same as much of Europe writes it: `1.000,5`. */
const GROUPED_BY_POINTS = /^\d{1,3}(\.\d{3})+,\d+$/;

/** One comma and three digits: a thousand to some, and a whole number with three decimals to others. */
const AMBIGUOUS = /^[1-9]\d{0,2},\d{3}$/;

/** `0,5`. */
const DECIMAL_COMMA = /^\d+,\d+$/;

/**
 * A number as somebody types it. What has two meanings has none here: a limit that is a thousand times another passes unseen.
 *
 * @param {string} typed
 * @returns {{number: number|null, problem: string|null}} both null where nothing was typed
 */
export function typedNumber(typed) {
  // Spaces between groups of digits, narrow and unbreakable ones among them, as this page itself writes them.
  const words = typed.trim().replace(/(?<=\d)\s(?=\d{3}(\D|$))/g, '');
  if (words === '') return { number: null, problem: null };
  if (AMBIGUOUS.test(words)) {
    const whole = words.replace(',', '');
    return { number: null, problem: `${words} may mean ${whole} or ${words.replace(',', '.')}: write ${whole}, or ${Number(words.replace(',', '.'))}.` };
  }
  const digits = PLAIN.test(words)
    ? words
    : GROUPED.test(words)
      ? words.replaceAll(',', '')
      : GROUPED_BY_POINTS.test(words)
        ? words.replaceAll('.', '').replace(',', '.')
        : DECIMAL_COMMA.test(words)
          ? words.replace(',', '.')
          : '';
  const number = digits === '' ? Number.NaN : Number(digits);
  return Number.isFinite(number)
    ? { number, problem: null }
    : { number: null, problem: 'This must be a number from 0 on, or empty for no limit.' };
}

/** @param {MetricId} metric @param {string} words @returns {number|null} in the metric's unit; null for nonsense and for what has two meanings */
export function fromTyped(metric, words) {
  const { number } = typedNumber(words);
  // 0.1 mJ must not become 0.00010000000000000002 J in the address.
  return number === null ? null : Number((number * typed(metric).size).toPrecision(12));
}
