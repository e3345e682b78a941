/**
 * What is asked: the targets and the data set. Lists and fronts never mix data sets, so one is chosen.
 *
 * @import {Target} from '../../api/types.js'
 * @import {Choice} from '../../state/choice.js'
 * @import {Offered} from '../../state/datasets.js'
 */
import { offeredText } from '../../state/datasets.js';
import { fill, h } from '../../dom.js';

/**
 * @param {Target[]} targets
 * @param {Choice} choice
 * @param {(change: Partial<Choice>) => void} changed
 * @param {(words: string) => void} announce
 * @returns {HTMLElement}
 */
export function targetsView(targets, choice, changed, announce) {
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
  return h(
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
  );
}

/** @param {(dataset: string) => void} changed */
export function datasetsView(changed) {
  const element = h('fieldset.targets');
  return {
    element,
    /** @param {Offered[]} offered @param {string} chosen */
    show(offered, chosen) {
      const active = document.activeElement;
      const focused = element.contains(active) ? /** @type {HTMLInputElement} */ (active).value : null;
      const boxes = offered.map((one) => ({
        one,
        box: h('input', { type: 'radio', name: 'dataset', value: one.id, checked: one.id === chosen, onchange: () => changed(one.id) }),
      }));
      fill(
        element,
        h('legend', {}, 'Data set'),
        boxes.map(({ one, box }) => h('label.check', {}, box, h('span', {}, one.id, h('small', {}, offeredText(one))))),
      );
      boxes.find(({ one }) => one.id === focused)?.box.focus();
    },
  };
}
