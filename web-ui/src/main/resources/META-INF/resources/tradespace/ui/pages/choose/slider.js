/**
 * Where a slider's handle stands for a limit. Costs lie on a logarithmic scale, for models differ a hundredfold; accuracy
 * on a linear one. The end that excludes nothing means "no limit".
 *
 * @typedef {object} Scale
 * @property {number} low the smallest value there is
 * @property {number} high the largest
 * @property {boolean} logarithmic
 * @property {'max'|'min'} kind
 */

/** Positions go from 0 to this. */
export const POSITIONS = 100;

/**
 * @param {{low: number, high: number}|undefined} range of the values that the models have
 * @param {'max'|'min'} kind
 * @returns {Scale|null} null where there is nothing to choose between
 */
export function scaleOf(range, kind) {
  if (range === undefined) return null;
  const { low, high } = range;
  const logarithmic = kind === 'max' && low > 0;
  return { low: rounded(low, 'down'), high: rounded(high, 'up'), logarithmic, kind };
}

/** @param {number} value @param {'up'|'down'} way @returns {number} two significant digits, never past the value */
function rounded(value, way) {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const steps = way === 'up' ? Math.ceil(value / unit - 1e-9) : Math.floor(value / unit + 1e-9);
  return Number((steps * unit).toPrecision(2));
}

/** @param {Scale} scale @param {number} position @returns {number|null} the limit, null for none */
export function limitAt(scale, position) {
  if (position === (scale.kind === 'max' ? POSITIONS : 0)) return null;
  const share = scale.kind === 'max' ? position / (POSITIONS - 1) : (position - 1) / (POSITIONS - 1);
  const exact = scale.logarithmic
    ? scale.low * (scale.high / scale.low) ** share
    : scale.low + (scale.high - scale.low) * share;
  return Number(exact.toPrecision(3));
}

/** @param {Scale} scale @param {number|undefined} limit @returns {number} the nearest position */
export function positionOf(scale, limit) {
  if (limit === undefined) return scale.kind === 'max' ? POSITIONS : 0;
  const span = scale.logarithmic ? Math.log(scale.high / scale.low) : scale.high - scale.low;
  const from = scale.logarithmic ? Math.log(Math.max(limit, scale.low) / scale.low) : limit - scale.low;
  const share = span > 0 ? Math.min(Math.max(from / span, 0), 1) : 0;
  return Math.round(share * (POSITIONS - 1)) + (scale.kind === 'min' ? 1 : 0);
}
