/**
 * The families on the chart: its legend, and a filter.
 *
 * @import {Family, Row} from '../../api/types.js'
 */
import { fill, h } from '../../dom.js';
import { markView } from '../../parts/mark.js';

/**
 * @param {Family[]} families
 * @param {Set<string>} chosen changed in place; none means all
 * @param {() => void} changed
 */
export function familyChips(families, chosen, changed) {
  const element = h('div.chips', { role: 'group', 'aria-label': 'Families shown' });
  const ids = families.map(({ id }) => id);
  let drawn = '';

  /** @param {string} family */
  function chipOf(family) {
    const chip = h(
      'button.chip',
      {
        type: 'button',
        'aria-pressed': String(chosen.has(family)),
        onclick: () => {
          if (!chosen.delete(family)) chosen.add(family);
          chip.setAttribute('aria-pressed', String(chosen.has(family)));
          changed();
        },
      },
      markView(family, ids),
      families.find(({ id }) => id === family)?.title ?? family,
    );
    return chip;
  }

  return {
    element,
    /** @param {Row[]} rows of the target shown */
    show(rows) {
      const present = [...new Set(rows.map((row) => row.family))].sort((a, b) => ids.indexOf(a) - ids.indexOf(b));
      // A family without a chip could not be given up again.
      for (const family of chosen) if (!present.includes(family)) chosen.delete(family);
      // A chip that is pressed keeps the focus: they are only made anew when there are others.
      if (present.join(' ') === drawn) return;
      drawn = present.join(' ');
      fill(element, present.map(chipOf));
    },
  };
}
