/**
 * What is asked: the targets and the data set. Lists and fronts never mix data sets, so one is chosen.
 *
 * @import {Target} from '../../api/types.js'
 * @import {Offered} from '../../state/datasets.js'
 */
import { offeredText } from '../../state/datasets.js';
import { fill, h } from '../../dom.js';
import { targetPicker } from '../../parts/target-picker.js';

/**
 * The targets of this machine, those of devices elsewhere that were chosen, and a picker that finds more of these.
 *
 * @param {Target[]} here
 * @param {Target[]} first of devices elsewhere
 * @param {string[]} targets chosen
 * @param {(targets: string[], all: Target[]) => void} changed those chosen, and all that are known now
 * @param {(words: string) => void} announce
 * @returns {{element: HTMLElement, close: () => void}}
 */
export function targetsView(here, first, targets, changed, announce) {
  const chosen = new Set(targets);
  let elsewhere = first;
  const list = h('div.targets');
  const picker = targetPicker({ title: 'Add a device elsewhere', isChosen: (id) => chosen.has(id), toggle });

  /** @param {Target} target @param {boolean} wanted */
  function toggle(target, wanted) {
    if (!wanted && chosen.size === 1) {
      announce('At least one target stays chosen.');
      return;
    }
    if (wanted) chosen.add(target.id);
    else chosen.delete(target.id);
    if (![...here, ...elsewhere].some(({ id }) => id === target.id)) {
      elsewhere = [...elsewhere, target];
      draw();
    }
    const all = [...here, ...elsewhere];
    for (const box of list.querySelectorAll('input')) box.checked = chosen.has(box.value);
    changed(all.map(({ id }) => id).filter((id) => chosen.has(id)), all);
  }

  /** @param {Target} target */
  function boxOf(target) {
    const box = h('input', {
      type: 'checkbox',
      value: target.id,
      checked: chosen.has(target.id),
      onchange: () => {
        toggle(target, box.checked);
        box.checked = chosen.has(target.id);
        picker.refresh();
      },
    });
    return h('label.check', {}, box, h('span', {}, target.title, h('small', {}, target.id)));
  }

  function draw() {
    fill(list, here.map(boxOf), elsewhere.map(boxOf));
  }

  draw();
  return { element: h('fieldset.targets', {}, h('legend', {}, 'Targets'), list, picker.element), close: picker.close };
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
