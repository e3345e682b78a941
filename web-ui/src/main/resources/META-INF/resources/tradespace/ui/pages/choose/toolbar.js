/**
 * What the chart shows: which target, which cost, which protocol, on which scale.
 *
 * @import {Row, MetricId, Target, Protocol} from '../../api/types.js'
 * @import {Choice} from '../../state/choice.js'
 */
import { fill, h } from '../../dom.js';
import { costs, METRICS, valueIn } from '../../words/metrics.js';
import { targetTitle } from './recommendation.js';

/**
 * @param {() => Target[]} targets that are known now
 * @param {Protocol[]} protocols
 * @param {(change: Partial<Choice>) => void} changed
 */
export function chartToolbar(targets, protocols, changed) {
  const element = h('div.toolbar');
  let drawn = '';
  return {
    element,
    /** @param {Choice} choice @param {string} shown @param {Row[]} rows */
    show(choice, shown, rows) {
      const has = (/** @type {MetricId} */ metric) => rows.some((row) => valueIn(row, metric) !== null);
      // A limit that is moved changes nothing here, and a hundred targets are a long list.
      const now = JSON.stringify([choice.targets, shown, choice.x, choice.protocol, choice.log, costs().map(has)]);
      if (now === drawn) return;
      drawn = now;
      const active = document.activeElement;
      const name = active && element.contains(active) ? active.getAttribute('name') : null;
      fill(
        element,
        choice.targets.length > 1 &&
          select(
            'Target',
            'shown',
            choice.targets.map((id) => ({ id, title: targetTitle(id, targets()) })),
            shown,
            (value) => changed({ shown: value }),
          ),
        select(
          'Cost',
          'x',
          costs().map((id) => ({
            id,
            title: has(id) ? METRICS[id].title : `${METRICS[id].title}: not known`,
            disabled: !has(id),
          })),
          choice.x,
          (value) => changed({ x: /** @type {MetricId} */ (value) }),
        ),
        select(
          'Protocol',
          'protocol',
          [{ id: '', title: 'any' }, ...protocols.map(({ id }) => ({ id, title: id }))],
          choice.protocol,
          (value) => changed({ protocol: value }),
        ),
        h(
          'label.check',
          {},
          h('input', {
            type: 'checkbox',
            name: 'log',
            checked: choice.log,
            onchange: (/** @type {any} */ event) => changed({ log: event.target.checked }),
          }),
          'Logarithmic',
        ),
      );
      if (name) /** @type {HTMLElement|null} */ (element.querySelector(`[name="${CSS.escape(name)}"]`))?.focus();
    },
  };
}

/**
 * @param {string} title
 * @param {string} name
 * @param {{id: string, title: string, disabled?: boolean}[]} options
 * @param {string} value
 * @param {(value: string) => void} changed
 */
function select(title, name, options, value, changed) {
  return h(
    'label.inline',
    {},
    h('span', {}, title),
    h(
      'select',
      { name, onchange: (/** @type {any} */ event) => changed(event.target.value) },
      options.map((option) =>
        h(
          'option',
          { value: option.id, selected: option.id === value, disabled: option.disabled ?? false },
          option.title,
        ),
      ),
    ),
  );
}
