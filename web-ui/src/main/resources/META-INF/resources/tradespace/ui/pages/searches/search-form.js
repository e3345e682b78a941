/**
 * The form that starts a search: which families, on which images, for which targets, within which limits.
 *
 * @import {Dataset, Target} from '../../api/types.js'
 * @import {SearchSpec} from '../../api/search-types.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { METRICS, ordered } from '../../words/metrics.js';
import { markView } from '../../parts/mark.js';
import { errorView } from '../../parts/notices.js';
import { targetChoice } from '../../parts/target-choice.js';
import { searchAddress } from '../../state/routes.js';

/** What a target elsewhere means for a search. */
const ELSEWHERE = 'On a device elsewhere the latency is estimated; only the accuracy is measured, on this machine, whose own targets cannot be in the same search.';

/** Where a search begins that nothing is said about. */
const BUDGET = 40;

/**
 * @param {Catalogue} known
 * @param {Dataset[]} datasets that are here
 * @param {(words: string) => void} announce
 * @returns {{element: HTMLElement, close: () => void}}
 */
export function searchForm(known, datasets, announce) {
  const families = checks('Families', known.families.map(({ id, title }) => ({ id, label: h('span.model-cell', {}, markView(id, known.familyIds), title) })), ['mobilenet', 'efficientnet']);
  let chosen = known.targets.slice(0, 1).map(({ id }) => id);
  const estimated = h('p.hint', { role: 'status', hidden: true }, ELSEWHERE);
  const targets = targetChoice({
    here: known.targets,
    chosen,
    apart: true,
    changed: (now) => {
      chosen = now;
      estimated.hidden = !isElsewhere(chosen, known.targets);
    },
    announce,
  });
  const minimize = checks('Minimise, while accuracy is maximised', ordered(['latency', 'params', 'macs', 'memory', 'modelSize', 'energy'], ({ goal }) => goal === 'minimize').map((id) => ({ id, label: h('span', {}, METRICS[id].title) })), ['latency']);
  const dataset = h('select', { id: 'search-dataset' }, datasets.map(({ id, title }) => h('option', { value: id }, title)));
  const limits = h('input', { id: 'search-limits', type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'search-limits-hint' });
  const amount = h('input', { id: 'search-amount', type: 'number', min: 1, value: String(BUDGET) });
  const unit = h('select', { 'aria-label': 'Unit of the budget' }, h('option', { value: 'trials' }, 'trials'), h('option', { value: 'minutes' }, 'minutes'));
  const epochs = h('input', { id: 'search-epochs', type: 'number', min: 1, placeholder: 'recipe\u2019s' });
  const seed = h('input', { id: 'search-seed', type: 'number', value: '1' });
  const trouble = h('div');
  const start = h('button.primary', { type: 'submit' }, 'Start the search');

  /** @returns {Partial<SearchSpec>} */
  const spec = () => ({
    families: families.chosen(),
    dataset: dataset.value,
    targets: chosen,
    maximize: ['accuracy'],
    minimize: minimize.chosen(),
    limits: limits.value.split(/[;,]/).map((/** @type {string} */ one) => one.trim()).filter((/** @type {string} */ one) => one !== ''),
    ...(unit.value === 'trials' ? { trials: Number(amount.value) } : { seconds: 60 * Number(amount.value) }),
    ...(epochs.value === '' ? {} : { epochs: Number(epochs.value) }),
    strategy: 'auto',
    seed: Number(seed.value),
  });

  const element = h(
    'form.start-form',
    {
      onsubmit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        start.disabled = true;
        try {
          const search = await api.startSearch(spec());
          location.hash = searchAddress(search.id);
        } catch (error) {
          fill(trouble, errorView(error));
          start.disabled = false;
        }
      },
    },
    families.element,
    h('div.field', {}, h('label.label', { htmlFor: 'search-dataset' }, 'Images'), dataset),
    h('div', {}, targets.element, estimated),
    minimize.element,
    h('div.field', {}, h('label.label', { htmlFor: 'search-limits' }, 'Limits'), limits, h('p.hint', { id: 'search-limits-hint' }, 'Such as latency<=5ms; params<=1M. Nothing that breaks one is trained.')),
    h(
      'div.fields',
      {},
      h('div.field', {}, h('label.label', { htmlFor: 'search-amount' }, 'Budget'), h('span.joined', {}, amount, unit)),
      h('div.field', {}, h('label.label', { htmlFor: 'search-epochs' }, 'Epochs'), epochs),
      h('div.field', {}, h('label.label', { htmlFor: 'search-seed' }, 'Seed'), seed),
    ),
    trouble,
    h('div.submit', {}, start),
  );
  return { element, close: targets.close };
}

/** @param {string[]} chosen ids @param {Pick<Target, 'id'>[]} here @returns {boolean} whether nothing of the targets chosen can be measured here */
export function isElsewhere(chosen, here) {
  return chosen.some((id) => !here.some((target) => target.id === id));
}

/**
 * @param {string} title
 * @param {{id: string, label: HTMLElement}[]} items
 * @param {string[]} checked
 */
function checks(title, items, checked) {
  const boxes = items.map(({ id }) => ({ id, box: h('input', { type: 'checkbox', value: id, checked: checked.includes(id) }) }));
  return {
    element: h('fieldset', {}, h('legend', {}, title), h('div.checks', {}, items.map(({ label }, place) => h('label.check', {}, boxes[place].box, label)))),
    chosen: () => boxes.filter(({ box }) => box.checked).map(({ id }) => id),
  };
}
