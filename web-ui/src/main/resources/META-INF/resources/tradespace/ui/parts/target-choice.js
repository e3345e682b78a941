/**
 * The targets of this machine, those of devices elsewhere that were chosen, and a picker that finds more of these.
 *
 * @import {Target} from '../api/types.js'
 */
import { fill, h } from '../dom.js';
import { targetPicker } from './target-picker.js';

/**
 * @param {string[]} chosen ids
 * @param {string} id
 * @param {boolean} wanted
 * @param {((id: string) => boolean)|null} here tells targets of this machine, where they and those elsewhere exclude each other
 * @returns {string[]} at least one, as before where the last would go
 */
export function toggled(chosen, id, wanted, here) {
  if (!wanted) return chosen.length > 1 ? chosen.filter((one) => one !== id) : chosen;
  const others = chosen.filter((one) => one !== id && (here === null || here(one) === here(id)));
  return [...others, id];
}

/**
 * @param {object} plan
 * @param {Target[]} plan.here
 * @param {Target[]} [plan.elsewhere] that are chosen at first
 * @param {string[]} plan.chosen ids
 * @param {boolean} [plan.apart] whether targets here and elsewhere exclude each other
 * @param {(chosen: string[], all: Target[]) => void} plan.changed those chosen, and all that are known now
 * @param {(words: string) => void} plan.announce
 * @returns {{element: HTMLFieldSetElement, close: () => void}}
 */
export function targetChoice({ here, elsewhere = [], chosen: first, apart = false, changed, announce }) {
  const isHere = (/** @type {string} */ id) => here.some((target) => target.id === id);
  let chosen = first;
  let all = [...here, ...elsewhere];
  const list = h('div.targets');
  const picker = targetPicker({ title: 'Add a device elsewhere', isChosen: (id) => chosen.includes(id), toggle });

  /** @param {Target} target @param {boolean} wanted */
  function toggle(target, wanted) {
    const before = chosen;
    chosen = toggled(chosen, target.id, wanted, apart ? isHere : null);
    if (chosen === before) {
      announce('At least one target stays chosen.');
      return;
    }
    if (before.some((id) => id !== target.id && !chosen.includes(id))) announce(`Targets ${isHere(target.id) ? 'elsewhere' : 'here'} are no longer chosen.`);
    if (!all.some(({ id }) => id === target.id)) {
      all = [...all, target];
      fill(list, all.map(boxOf));
    }
    for (const box of list.querySelectorAll('input')) box.checked = chosen.includes(box.value);
    changed(all.map(({ id }) => id).filter((id) => chosen.includes(id)), all);
  }

  /** @param {Target} target */
  function boxOf(target) {
    const box = h('input', {
      type: 'checkbox',
      value: target.id,
      checked: chosen.includes(target.id),
      onchange: () => {
        toggle(target, box.checked);
        box.checked = chosen.includes(target.id);
        picker.refresh();
      },
    });
    return h('label.check', {}, box, h('span', {}, target.title, h('small', {}, target.id)));
  }

  fill(list, all.map(boxOf));
  return { element: h('fieldset.targets', {}, h('legend', {}, 'Targets'), list, picker.element), close: picker.close };
}
