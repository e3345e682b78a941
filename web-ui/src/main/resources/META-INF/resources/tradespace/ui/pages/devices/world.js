/**
 * Which models are on the front of how many devices.
 *
 * @import {Device, DeviceFronts} from '../../api/device-types.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { counted, modelName } from '../../words/format.js';
import { kindsText } from '../../words/device-words.js';
import { markView } from '../../parts/mark.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { shareBar } from '../../parts/share-bar.js';
import { dataTable } from '../../parts/table.js';
import { deviceAddress, modelAddress } from '../../state/routes.js';

/** Models shown before "Show all" is pressed. */
const FIRST = 15;

/** @typedef {DeviceFronts['items'][number]} Member */

/** @param {string[]} families in the order of their marks */
export function worldView(families) {
  /** @type {Map<string, string>} names of devices by their ids */
  const names = new Map();
  /** @type {string|null} */
  let shown = null;
  let total = 0;
  let asked = new AbortController();
  const place = h('div');
  const note = h('p.hint', { role: 'status' });
  const table = dataTable({
    caption: 'Models by the number of devices on whose front they are',
    empty: 'No model is on the front of any of these devices: an accuracy and a latency are needed.',
    first: FIRST,
    key: (/** @type {Member} */ { variant }) => variant,
    columns: [
      {
        id: 'variant',
        title: 'Model',
        head: true,
        order: ({ variant }) => variant,
        cell: ({ variant }) => h('span.model-cell', {}, markView(variant.split('/')[0], families), h('a', { href: modelAddress(variant) }, modelName(variant))),
      },
      {
        id: 'devices',
        title: 'On the front of',
        number: true,
        descending: true,
        order: ({ devices }) => devices,
        cell: ({ devices }) => h('span.share-cell', {}, shareBar(devices / total), h('span.tally', {}, `${devices} of ${total}`)),
      },
      { id: 'on', title: 'Devices', cell: (member) => onView(member) },
    ],
  });

  /** @param {Member} member */
  function onView({ on, variant }) {
    const list = h('ul');
    return h(
      'details.on-devices',
      {
        ontoggle: () => {
          if (list.childElementCount === 0) fill(list, on.map((id) => h('li', {}, h('a', { href: deviceAddress(id) }, names.get(id) ?? id))));
        },
      },
      h('summary', { 'aria-label': `Devices on whose front ${variant} is` }, 'which'),
      list,
    );
  }

  /** @param {string} kind */
  async function ask(kind) {
    asked.abort();
    asked = new AbortController();
    if (!table.element.isConnected) fill(place, waiting('Finding the fronts\u2026'));
    place.setAttribute('aria-busy', 'true');
    try {
      const fronts = await api.deviceFronts({ kind }, asked.signal);
      total = fronts.devices;
      table.show(fronts.items);
      note.textContent = `${kind === '' ? counted(total, 'device') : `${kindsText(kind)}: ${total}`} with a front of accuracy against latency, each in the configuration with the most figures.`;
      fill(place, table.element);
    } catch (error) {
      if (isGivenUp(error)) return;
      fill(place, errorView(error, () => ask(kind)));
    }
    place.removeAttribute('aria-busy');
  }

  return {
    element: h('section.card', { 'aria-labelledby': 'world' }, h('div.table-head', {}, h('h2', { id: 'world' }, 'Models on the fronts of devices')), note, place),
    /** @param {Device[]} devices in the list @param {string} kind */
    show(devices, kind) {
      for (const { id, name } of devices) names.set(id, name);
      if (kind === shown) return;
      shown = kind;
      ask(kind);
    },
    close: () => asked.abort(),
  };
}
