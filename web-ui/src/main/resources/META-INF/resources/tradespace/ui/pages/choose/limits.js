/**
 * The limits: a slider and a number for each metric.
 *
 * @import {MetricId, Recommendation, Row} from '../../api/types.js'
 * @import {Choice} from '../../state/choice.js'
 * @import {Scale} from './slider.js'
 */
import { fill, h } from '../../dom.js';
import { fromTyped, text, toTyped, typedNumber, typedUnit } from '../../words/format.js';
import { limited, limitTitle } from '../../words/metrics.js';
import { limitAt, POSITIONS, positionOf, scaleOf } from './slider.js';

/** So many limits are always in sight; narrow pages fold the rest away. */
const FIRST = 3;

/**
 * @param {(metric: MetricId, limit: number|null) => void} changed
 * @param {() => void} cleared
 */
export function limitFields(changed, cleared) {
  const fields = limited().map((metric) => limitField(metric, (limit) => changed(metric, limit)));
  const wide = window.matchMedia('(min-width: 861px)').matches;
  const rest = h(
    'details.more-limits',
    { open: wide },
    h('summary', {}, 'More limits'),
    fields.slice(FIRST).map(({ element }) => element),
  );
  const element = h(
    'fieldset.limits',
    { hidden: true },
    h('legend', {}, 'Limits'),
    fields.slice(0, FIRST).map(({ element: field }) => field),
    rest,
    h('button', { type: 'button', onclick: cleared }, 'Clear the limits'),
  );
  return {
    element,
    /**
     * @param {Recommendation['ranges']} ranges of the values on the chosen targets; hidden while there are none
     * @param {Row[]} rows some of these targets': they say why nothing is known of a metric
     * @param {Choice['limits']} limits
     * @param {string} [energyReason] why no energy is measured
     */
    show(ranges, rows, limits, energyReason) {
      element.hidden = ranges.length === 0;
      if (limited().slice(FIRST).some((metric) => limits[metric] !== undefined)) rest.open = true;
      fields.forEach((field, place) => {
        const metric = limited()[place];
        const range = ranges.find((one) => one.metric === metric);
        const why = metric === 'energy' ? (energyReason ?? reasonIn(rows, metric)) : reasonIn(rows, metric);
        field.show(scaleOf(range, metric === 'accuracy' ? 'min' : 'max'), limits[metric], why);
      });
    },
  };
}

/** @param {Row[]} rows @param {MetricId} metric @returns {string|undefined} why a metric is unavailable */
function reasonIn(rows, metric) {
  return rows.find((row) => row[metric].reason)?.[metric].reason;
}

/**
 * @param {MetricId} metric
 * @param {(limit: number|null) => void} changed
 */
function limitField(metric, changed) {
  /** @type {Scale|null} */
  let scale = null;
  const name = limitTitle(metric);
  const unit = typedUnit(metric);
  const slider = h('input', {
    type: 'range',
    min: 0,
    max: POSITIONS,
    step: 1,
    'aria-label': name,
    oninput: () => {
      if (!scale) return;
      const limit = limitAt(scale, Number(slider.value));
      say(limit);
      number.value = limit === null ? '' : toTyped(metric, limit);
      changed(limit);
    },
  });
  const number = h('input', {
    type: 'text',
    inputmode: 'decimal',
    placeholder: 'none',
    autocomplete: 'off',
    id: `limit-${metric}`,
    'aria-describedby': `unit-${metric}`,
    onchange: () => {
      const limit = fromTyped(metric, number.value);
      const { problem } = typedNumber(number.value);
      number.setAttribute('aria-invalid', String(problem !== null));
      hint.hidden = problem === null;
      fill(hint, problem ?? '');
      if (problem !== null) return;
      slider.value = String(scale ? positionOf(scale, limit ?? undefined) : 0);
      say(limit);
      changed(limit);
    },
  });
  const hint = h('p.field-error', { role: 'alert', hidden: true });
  const label = h('label', { for: `limit-${metric}` }, name);
  const reason = h('p.hint');
  const controls = h(
    'div.limit-controls',
    {},
    slider,
    h('span.with-unit', {}, number, h('span.unit', { id: `unit-${metric}` }, unit)),
  );
  const element = h('div.limit', {}, label, controls, hint, reason);

  /** @param {number|null} limit */
  function say(limit) {
    slider.setAttribute('aria-valuetext', limit === null ? 'no limit' : text(metric, limit));
    element.classList.toggle('set', limit !== null);
  }

  return {
    element,
    /**
     * @param {Scale|null} next
     * @param {number|undefined} limit
     * @param {string|undefined} why there is nothing to limit
     */
    show(next, limit, why) {
      scale = next;
      const nothing = next === null && limit === undefined;
      controls.hidden = nothing;
      reason.hidden = !nothing;
      fill(reason, nothing ? `Nothing to limit: ${why ?? 'not measured yet'}.` : '');
      if (document.activeElement !== number) number.value = limit === undefined ? '' : toTyped(metric, limit);
      slider.disabled = next === null;
      // While the handle is held it stays where the hand is.
      if (next && document.activeElement !== slider) slider.value = String(positionOf(next, limit));
      say(limit ?? null);
    },
  };
}
