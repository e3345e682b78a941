/**
 * Devices elsewhere: a list to search, and which models are on the fronts of how many of them.
 *
 * @import {Device} from '../../api/device-types.js'
 * @import {Column} from '../../parts/table.js'
 * @import {App} from '../../main.js'
 */
import { catalogue } from '../../state/catalogue.js';
import { fill, h } from '../../dom.js';
import { count, counted } from '../../words/format.js';
import { kindText } from '../../words/device-words.js';
import { commandView } from '../../parts/commands.js';
import { deviceSearch } from '../../parts/device-search.js';
import { errorView, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { compareAddress, deviceAddress, devicesAddress, estimatesAddress } from '../../state/routes.js';
import { worldView } from './world.js';

/** @param {HTMLElement} root @param {{query: URLSearchParams}} route @param {App} app @returns {Promise<() => void>} */
export async function openDevices(root, { query }, app) {
  fill(root, waiting('Loading the devices\u2026'));
  const { familyIds, targets } = await catalogue();
  const trouble = h('div');
  const tally = h('p.hint', { role: 'status' });
  const table = dataTable({
    caption: 'Devices elsewhere',
    empty: 'No device fits.',
    sort: 'name',
    key: (/** @type {Device} */ device) => device.id,
    columns: COLUMNS,
  });
  const world = worldView(familyIds);
  const search = deviceSearch({
    words: query.get('q') ?? '',
    kind: query.get('kind') ?? '',
    found: (devices, asked) => {
      fill(trouble);
      table.show(devices);
      tally.textContent = counted(devices.length, 'device');
      world.show(devices, asked.kind);
      app.keepAddress(devicesAddress(asked));
    },
    failed: (error) => fill(trouble, errorView(error, () => search.ask())),
  });
  root.className = 'stack';
  fill(
    root,
    h('h1', { tabindex: '-1' }, 'Devices'),
    h(
      'p.lead',
      {},
      'Devices that are not here, with the latencies that others have published for them. What nobody has published is estimated from it, with an interval, or said to be unknown. ',
      h('a', { href: compareAddress([]) }, 'Compare the fronts of several'),
      '.',
    ),
    h('search.device-search', {}, search.elements),
    trouble,
    h(
      'div.two-columns',
      {},
      h('section.card.device-list', { 'aria-labelledby': 'list' }, h('div.table-head', {}, h('h2', { id: 'list' }, 'All of them'), tally), table.element),
      world.element,
    ),
    targets.length > 0 &&
      h(
        'section.card',
        { 'aria-labelledby': 'this-machine' },
        h('h2', { id: 'this-machine' }, 'This machine'),
        h('p', {}, 'How well latencies here are estimated from those that were measured:'),
        h('ul', {}, targets.map((target) => h('li', {}, h('a', { href: estimatesAddress(target.id) }, target.title)))),
      ),
    h('section.card.stack', { 'aria-labelledby': 'by-command' }, h('h2', { id: 'by-command' }, 'From a terminal'), commandView('tradespace list devices')),
  );
  search.ask();
  return () => {
    search.close();
    world.close();
  };
}

/** @type {Column<Device>[]} */
const COLUMNS = [
  { id: 'name', title: 'Device', head: true, order: ({ name }) => name, cell: ({ id, name }) => h('a', { href: deviceAddress(id) }, name) },
  { id: 'kind', title: 'Kind', order: ({ kind }) => kind, cell: ({ kind }) => kindText(kind) },
  {
    id: 'exact',
    title: 'Figures',
    hint: 'Published figures of variants that are here',
    number: true,
    descending: true,
    order: ({ exactRows }) => exactRows,
    cell: ({ exactRows }) => count(exactRows),
  },
  { id: 'targets', title: 'Targets', hint: 'Configurations of it', number: true, descending: true, order: ({ targets }) => targets, cell: ({ targets }) => count(targets) },
  { id: 'chip', title: 'Chip', order: ({ chip }) => chip, cell: ({ chip }) => chip },
  { id: 'sources', title: 'Sources', order: ({ sources }) => sources.join(' '), cell: ({ sources }) => sources.join(', ') },
];
