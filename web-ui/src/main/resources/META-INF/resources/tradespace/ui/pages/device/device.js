/**
 * One device elsewhere: what it is, its configurations and how well each is estimated, the front of one of them, and who
 * published the figures.
 *
 * @import {DeviceDetail, PublishedTarget} from '../../api/device-types.js'
 * @import {App} from '../../main.js'
 */
import { catalogue } from '../../state/catalogue.js';
import { fill, h } from '../../dom.js';
import { bytes, count, counted } from '../../words/format.js';
import { kindText, kindsText, mainConfiguration } from '../../words/device-words.js';
import { chooseAddress, compareAddress, deviceAddress, devicesAddress } from '../../state/routes.js';
import { deviceDetail } from '../../state/device-targets.js';
import { waiting } from '../../parts/notices.js';
import { MOST_FRONTS } from '../../charts/fronts.js';
import { citationsView } from './citations.js';
import { configurationsTable, qualityView } from './configurations.js';
import { publishedFront } from './published-front.js';

/** @param {HTMLElement} root @param {{id: string, query: URLSearchParams}} route @param {App} app @returns {Promise<() => void>} */
export async function openDevice(root, { id, query }, app) {
  fill(root, waiting(`Loading ${id}\u2026`));
  const [known, device] = await Promise.all([catalogue(), deviceDetail(id)]);
  let chosen = device.configurations.find((one) => one.id === query.get('target')) ?? mainConfiguration(device.configurations);
  const front = publishedFront(known);
  const quality = h('div');
  const choose = h('a.button.primary', {}, 'Choose a model for it');
  const show = (/** @type {PublishedTarget} */ one) => {
    chosen = one;
    choose.href = chooseAddress([one.id]);
    fill(quality, qualityView(device, one));
    table.retone((shown, element) => element.querySelector('.plain')?.setAttribute('aria-pressed', String(shown.id === one.id)));
    front.show(device, one);
  };
  const table = configurationsTable(
    device,
    () => chosen?.id,
    (one) => {
      app.keepAddress(deviceAddress(id, one.id));
      show(one);
    },
  );
  root.className = 'stack';
  fill(
    root,
    h('p.crumb', {}, h('a', { href: devicesAddress() }, 'Devices'), ' / ', h('a', { href: devicesAddress({ kind: device.kind }) }, kindsText(device.kind))),
    h('h1', { tabindex: '-1' }, device.name),
    summaryView(device),
    chosen && h('p.actions', {}, choose, comparison(device)),
    h('section.card', { 'aria-labelledby': 'configurations' }, h('h2', { id: 'configurations' }, 'Configurations'), table.element, quality),
    chosen && front.element,
    h('section.card', { 'aria-labelledby': 'sources' }, h('h2', { id: 'sources' }, 'Sources'), citationsView(device.citations)),
  );
  if (chosen) show(chosen);
  return () => front.close();
}

/** @param {DeviceDetail} device */
function comparison({ configurations }) {
  const first = configurations.slice(0, MOST_FRONTS).map(({ id }) => id);
  return h('a.button', { href: compareAddress(first) }, first.length > 1 ? 'Compare its fronts' : 'Compare with others');
}

/** @param {DeviceDetail} device */
function summaryView(device) {
  return h(
    'section.card',
    { 'aria-label': 'Summary' },
    h(
      'dl.tiles',
      {},
      tile('Kind', kindText(device.kind)),
      device.chip !== '' && tile('Chip', device.chip),
      device.ramBytes !== null && tile('RAM', bytes(device.ramBytes), device.memorySource),
      device.flashBytes !== null && tile('Flash', bytes(device.flashBytes), device.memorySource),
      device.power !== null && tile('Power', `${device.power.loadWatts} W`, powerText(device.power)),
      tile('Published figures', count(device.rows), `${count(device.exactRows)} of them of exactly a variant that is here`),
      tile('Configurations', count(device.targets)),
    ),
    device.aliases.length > 0 &&
      h(
        'details.configuration',
        {},
        h('summary', {}, `${counted(device.aliases.length, 'other name')}`),
        h('ul', {}, device.aliases.map((alias) => h('li', {}, alias))),
      ),
  );
}

/** @param {DevicePower} power */
function powerText({ idleWatts, cores, source }) {
  return `with all ${counted(cores, 'core')} busy, ${idleWatts} W at idle; ${source}`;
}

/** @param {string} title @param {string} value @param {string} [more] */
function tile(title, value, more) {
  return h('div', {}, h('dt', {}, title), h('dd', {}, value), more && h('dd.hint', {}, more));
}
