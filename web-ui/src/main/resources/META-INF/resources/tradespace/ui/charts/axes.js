/** Axes: where they begin and end, and at which round numbers they are ticked. */

/**
 * Round numbers of a logarithmic axis: 1, 2, 5, 10, ... or 1, 10, 100, ... where those would crowd.
 *
 * @param {number} low above 0
 * @param {number} high at least low
 * @returns {number[]} within low and high, ascending
 */
export function logTicks(low, high) {
  const decades = Math.log10(high / low);
  const steps = decades > 3.2 ? [1] : decades > 1.8 ? [1, 3] : [1, 2, 5];
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const step of steps) {
      const tick = Number((step * 10 ** power).toPrecision(3));
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}

/**
 * @param {number[]} values above 0
 * @returns {{min: number, max: number}} room for marks at both ends of a logarithmic axis
 */
export function logDomain(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max((high / low) ** 0.06, 1.12);
  return { min: low / room, max: high * room };
}

/**
 * @param {number} span of the axis, above 0
 * @param {number} wanted about how many steps
 * @returns {number} 1, 2 or 5 times a power of ten
 */
export function roundStep(span, wanted) {
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999) ?? 10;
  return Number((step * power).toPrecision(3));
}

/**
 * @param {number[]} values
 * @param {boolean} fromZero whether the axis starts at 0
 * @returns {{min: number, max: number, interval: number}} ends on round numbers
 */
export function linearDomain(values, fromZero) {
  const low = fromZero ? 0 : Math.min(...values);
  const high = Math.max(...values);
  const span = high > low ? high - low : Math.max(Math.abs(high) * 0.1, 1e-9);
  const interval = roundStep(span * 1.1, 6);
  const floor = Math.floor((low - (fromZero ? 0 : span * 0.04)) / interval) * interval;
  const ceiling = Math.ceil((high + span * 0.04) / interval) * interval;
  return { min: Number(floor.toPrecision(12)), max: Number(ceiling.toPrecision(12)), interval };
}
