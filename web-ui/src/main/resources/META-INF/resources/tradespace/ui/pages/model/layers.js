/**
 * The layers of a model, with where its work lies.
 *
 * @import {LayerRow, Model} from '../../api/types.js'
 * @import {Column} from '../../parts/table.js'
 */
import { h } from '../../dom.js';
import { count, counted, NOTHING, shapeText, text } from '../../words/format.js';
import { shareBar } from '../../parts/share-bar.js';
import { dataTable } from '../../parts/table.js';

/** @typedef {LayerRow & {place: number}} PlacedLayer */

/** @param {Model} model @returns {HTMLElement} */
export function layersView(model) {
  const layers = model.layers.map((layer, place) => ({ ...layer, place: place + 1 }));
  const heaviest = Math.max(1, ...layers.map((layer) => layer.macs));
  const ops = [...new Set(layers.map((layer) => layer.op))].sort();
  const filter = { words: '', op: '', working: false };
  const tally = h('span.hint', { role: 'status' });
  const table = dataTable({
    caption: 'Layers in order of execution',
    empty: 'No layer matches the filter.',
    key: (/** @type {PlacedLayer} */ layer) => layer.place,
    columns: columns(heaviest),
    first: 60,
  });
  const draw = () => {
    const found = layers.filter(
      (layer) =>
        (filter.op === '' || layer.op === filter.op) &&
        (!filter.working || layer.macs > 0 || layer.params > 0) &&
        `${layer.name} ${layer.describe}`.toLowerCase().includes(filter.words.toLowerCase()),
    );
    tally.textContent = found.length === layers.length ? counted(layers.length, 'layer') : `${found.length} of ${counted(layers.length, 'layer')}`;
    table.show(found);
  };
  draw();
  return h(
    'div.layers',
    {},
    h(
      'div.toolbar',
      {},
      h('input', {
        type: 'search',
        placeholder: 'Filter by name\u2026',
        'aria-label': 'Filter layers by name',
        oninput: (/** @type {any} */ event) => {
          filter.words = event.target.value;
          draw();
        },
      }),
      h(
        'label.inline',
        {},
        h('span', {}, 'Operation'),
        h(
          'select',
          {
            onchange: (/** @type {any} */ event) => {
              filter.op = event.target.value;
              draw();
            },
          },
          h('option', { value: '' }, 'any'),
          ops.map((op) => h('option', { value: op }, op)),
        ),
      ),
      h(
        'label.check',
        {},
        h('input', {
          type: 'checkbox',
          onchange: (/** @type {any} */ event) => {
            filter.working = event.target.checked;
            draw();
          },
        }),
        'Only with weights or MACs',
      ),
      tally,
    ),
    table.element,
  );
}

/** @param {number} heaviest MACs of the dearest layer, a full bar @returns {Column<PlacedLayer>[]} */
function columns(heaviest) {
  return [
    { id: 'place', title: '#', number: true, order: (layer) => layer.place, cell: (layer) => layer.place },
    { id: 'name', title: 'Layer', head: true, order: (layer) => layer.name, cell: (layer) => h('code', {}, layer.name) },
    { id: 'op', title: 'Operation', order: (layer) => layer.op, cell: (layer) => layer.describe || layer.op },
    { id: 'shape', title: 'Output', cell: (layer) => shapeText(layer.shape) },
    {
      id: 'params',
      title: 'Parameters',
      number: true,
      descending: true,
      order: (layer) => layer.params,
      cell: (layer) => (layer.params === 0 ? NOTHING : count(layer.params)),
    },
    {
      id: 'macs',
      title: 'MACs',
      number: true,
      descending: true,
      order: (layer) => layer.macs,
      cell: (layer) => (layer.macs === 0 ? NOTHING : text('macs', layer.macs)),
    },
    { id: 'share', title: 'MACs to scale', cell: (layer) => layer.macs > 0 && shareBar(layer.macs / heaviest) },
  ];
}
