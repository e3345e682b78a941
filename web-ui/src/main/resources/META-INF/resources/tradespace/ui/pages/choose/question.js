/**
 * What is asked: the targets and the data set. Lists and fronts never mix data sets, so one is chosen.
 *
 * @import {Target} from '../../api/types.js'
 * @import {Choice} from '../../choice.js'
 */
import { h } from '../../dom.js';

/**
 * @param {Target[]} targets
 * @param {string[]} datasets
 * @param {Choice} choice
 * @param {(change: Partial<Choice>) => void} changed
 * @param {(words: string) => void} announce
 * @returns {HTMLElement[]}
 */
export function questionView(targets, datasets, choice, changed, announce) {
  /** @type {Set<string>} */
  const chosen = new Set(choice.targets);
  const toggle = (/** @type {HTMLInputElement} */ box) => {
    if (box.checked) chosen.add(box.value);
    else chosen.delete(box.value);
    if (chosen.size === 0) {
      chosen.add(box.value);
      box.checked = true;
      announce('At least one target stays chosen.');
      return;
    }
    changed({ targets: targets.map(({ id }) => id).filter((id) => chosen.has(id)) });
  };
  return [
    h(
      'fieldset.targets',
      {},
      h('legend', {}, 'Targets'),
      targets.map((target) =>
        h(
          'label.check',
          {},
          h('input', {
            type: 'checkbox',
            value: target.id,
            checked: chosen.has(target.id),
            onchange: (/** @type {any} */ event) => toggle(event.target),
          }),
          h('span', {}, target.title, h('small', {}, target.id)),
        ),
      ),
    ),
    h(
      'label.field',
      {},
      h('span.label', {}, 'Data set'),
      h(
        'select',
        { onchange: (/** @type {any} */ event) => changed({ dataset: event.target.value }) },
        datasets.map((id) => h('option', { value: id, selected: id === choice.dataset }, id)),
      ),
    ),
  ];
}
