/**
 * The form that starts a sweep: which models, on which targets, how thoroughly.
 *
 * @import {Variant} from '../../api/types.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { counted, duration, text } from '../../words/format.js';
import { markView } from '../../parts/mark.js';
import { errorView } from '../../parts/notices.js';
import { representative } from '../../state/representative.js';
import { modelAddress, sweepAddress } from '../../state/routes.js';

/** @param {Catalogue} known @returns {HTMLElement} */
export function startForm(known) {
  const dataset = known.variants[0]?.dataset ?? '';
  /** @type {Set<string>} */
  const chosen = new Set(representative(known.variants, dataset));
  const targets = new Set(known.targets.map((target) => target.id));
  let protocol = known.about.protocols[0];
  let words = '';

  const groups = known.families.map((family) => familyGroup(family.id, family.title));
  const size = h('p.size', { role: 'status' });
  const trouble = h('div');
  const start = h('button.primary', { type: 'submit' }, 'Start the sweep');

  /** @param {string} id @param {string} title */
  function familyGroup(id, title) {
    const members = known.variants.filter((variant) => variant.family === id);
    const all = h('input', {
      type: 'checkbox',
      'aria-label': `All of ${title}`,
      onchange: () => {
        for (const { variant, line } of lines) {
          if (!line.hidden && all.checked) chosen.add(variant.id);
          else if (!line.hidden) chosen.delete(variant.id);
        }
        draw();
      },
    });
    const lines = members.map((variant) => variantLine(variant));
    const tally = h('span.hint');
    const element = h(
      'details.family',
      {},
      h('summary', {}, markView(id, known.familyIds), h('span', {}, title), tally),
      h(
        'div.variant.all',
        {},
        h('label.check', {}, all, h('span', {}, 'all of these')),
        h('span.cost', {}, 'parameters'),
        h('span.cost', {}, 'MACs'),
      ),
      h('ul', {}, lines.map(({ line }) => line)),
    );
    return {
      element,
      draw() {
        const matching = lines.filter(({ variant }) => matchesWords(variant, words));
        for (const { variant, line, box } of lines) {
          line.hidden = !matchesWords(variant, words);
          box.checked = chosen.has(variant.id);
        }
        const marked = members.filter((variant) => chosen.has(variant.id)).length;
        const markedHere = matching.filter(({ variant }) => chosen.has(variant.id)).length;
        all.checked = matching.length > 0 && markedHere === matching.length;
        all.indeterminate = markedHere > 0 && markedHere < matching.length;
        tally.textContent = marked > 0 ? `${marked} of ${members.length}` : `${members.length}`;
        element.hidden = matching.length === 0;
        if (words !== '') element.open = true;
      },
    };
  }

  /** @param {Variant} variant */
  function variantLine(variant) {
    const box = h('input', {
      type: 'checkbox',
      onchange: () => {
        if (box.checked) chosen.add(variant.id);
        else chosen.delete(variant.id);
        draw();
      },
    });
    const line = h(
      'li.variant',
      {},
      h('label.check', {}, box, h('span', {}, variant.name)),
      h('span.cost', {}, text('params', variant.params)),
      h('span.cost', {}, text('macs', variant.macs)),
      h('a.about', { href: modelAddress(variant.id), 'aria-label': `About ${variant.id}` }, 'about'),
    );
    return { variant, line, box };
  }

  function draw() {
    for (const group of groups) group.draw();
    const jobs = chosen.size * targets.size;
    size.textContent =
      jobs === 0
        ? 'Choose at least one model and one target.'
        : `${counted(chosen.size, 'model')} on ${counted(targets.size, 'target')}: ${counted(jobs, 'job')}, each at least ${counted(protocol.queries, 'query', 'queries')} and ${duration(protocol.seconds)}.`;
    start.disabled = jobs === 0;
  }

  /** @param {Iterable<string>} ids */
  const choose = (ids) => {
    chosen.clear();
    for (const id of ids) chosen.add(id);
    draw();
  };

  const form = h(
    'form.start-form',
    {
      onsubmit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        start.disabled = true;
        try {
          const variants = known.variants.map((variant) => variant.id).filter((id) => chosen.has(id));
          const sweep = await api.startSweep({ variants, targets: [...targets], protocol: protocol.id });
          location.hash = sweepAddress(sweep.id);
        } catch (error) {
          fill(trouble, errorView(error));
          start.disabled = false;
        }
      },
    },
    h(
      'fieldset',
      {},
      h('legend', {}, 'Models'),
      h(
        'p.actions',
        {},
        h('button', { type: 'button', onclick: () => choose(representative(known.variants, dataset)) }, 'A representative set'),
        h('button', { type: 'button', onclick: () => choose(known.variants.map(({ id }) => id)) }, 'All'),
        h('button', { type: 'button', onclick: () => choose([]) }, 'None'),
        h('input', {
          type: 'search',
          placeholder: 'Filter by name\u2026',
          'aria-label': 'Filter models by name',
          oninput: (/** @type {any} */ event) => {
            words = event.target.value;
            draw();
          },
        }),
      ),
      h('div.families', {}, groups.map(({ element }) => element)),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, 'Targets'),
      known.targets.map((target) =>
        h(
          'label.check',
          {},
          h('input', {
            type: 'checkbox',
            checked: true,
            onchange: (/** @type {any} */ event) => {
              if (event.target.checked) targets.add(target.id);
              else targets.delete(target.id);
              draw();
            },
          }),
          h('span', {}, target.title, h('small', {}, target.id)),
        ),
      ),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, 'Protocol'),
      known.about.protocols.map((one) =>
        h(
          'label.check',
          {},
          h('input', {
            type: 'radio',
            name: 'protocol',
            value: one.id,
            checked: one.id === protocol.id,
            onchange: () => {
              protocol = one;
              draw();
            },
          }),
          h('span', {}, one.id, h('small', {}, `${counted(one.queries, 'query', 'queries')} and ${duration(one.seconds)} at least`)),
        ),
      ),
    ),
    trouble,
    h('div.submit', {}, size, start),
  );
  draw();
  return form;
}

/** @param {Variant} variant @param {string} words @returns {boolean} */
function matchesWords(variant, words) {
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => variant.id.toLowerCase().includes(word));
}

/** @param {Catalogue} known @returns {HTMLElement|null} plugins that are not there, and why */
export function rejectedView({ rejected }) {
  if (rejected.length === 0) return null;
  return h(
    'div.notice.warn',
    {},
    h('p', {}, `${counted(rejected.length, 'plugin was', 'plugins were')} refused when the server started:`),
    h('ul', {}, rejected.map(({ name, reason }) => h('li', {}, h('b', {}, name), `: ${reason}`))),
  );
}
