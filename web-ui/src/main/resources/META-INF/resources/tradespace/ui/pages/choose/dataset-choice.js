/**
 * The data set that is asked about. Lists and fronts never mix data sets, so one is chosen.
 *
 * @import {Offered} from '../../state/datasets.js'
 */
import { offeredText } from '../../state/datasets.js';
import { fill, h } from '../../dom.js';

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
