/**
 * Finds a device elsewhere, and offers its configurations as targets.
 *
 * @import {Target} from '../api/types.js'
 * @import {Device, DeviceDetail} from '../api/device-types.js'
 */
import { fill, h } from '../dom.js';
import { counted } from '../words/format.js';
import { configurationLine, configurationName, deviceLine } from '../words/device-words.js';
import { deviceAddress, devicesAddress } from '../state/routes.js';
import { deviceDetail, targetOf } from '../state/device-targets.js';
import { deviceSearch } from './device-search.js';
import { errorView } from './notices.js';

/** So many devices are listed; more than that are looked for by name. */
const MOST = 8;

/**
 * @param {object} plan
 * @param {string} plan.title
 * @param {(id: string) => boolean} plan.isChosen
 * @param {(target: Target, wanted: boolean) => void} plan.toggle may decide otherwise
 * @returns {{element: HTMLDetailsElement, refresh: () => void, close: () => void}}
 */
export function targetPicker({ title, isChosen, toggle }) {
  const list = h('div.found-devices');
  const tally = h('p.hint', { role: 'status' });
  const search = deviceSearch({
    found: (devices) => show(devices),
    failed: (error) => fill(list, errorView(error, () => search.ask())),
  });
  let begun = false;
  const element = h(
    'details.picker',
    {
      ontoggle: () => {
        if (element.open && !begun) {
          begun = true;
          search.ask();
        }
      },
    },
    h('summary', {}, title),
    h('div.picker-body', {}, search.elements, tally, list),
  );

  /** @param {Device[]} devices */
  function show(devices) {
    const first = [...devices].sort((a, b) => b.exactRows - a.exactRows).slice(0, MOST);
    tally.textContent =
      devices.length === 0
        ? 'No device has these words in its name or chip.'
        : devices.length > first.length
          ? `${counted(devices.length, 'device')}; those with the most figures are shown.`
          : '';
    fill(list, first.map(deviceEntry), h('p.hint', {}, h('a', { href: devicesAddress() }, 'All devices')));
    // One that is left is the one that was looked for.
    if (first.length === 1) /** @type {HTMLDetailsElement} */ (list.firstElementChild).open = true;
  }

  /** @param {Device} device */
  function deviceEntry(device) {
    const body = h('div.configurations');
    let asked = false;
    const entry = h(
      'details.found-device',
      {
        ontoggle: async () => {
          if (!entry.open || asked) return;
          asked = true;
          try {
            fill(body, configurationBoxes(await deviceDetail(device.id)));
          } catch (error) {
            asked = false;
            fill(body, errorView(error));
          }
        },
      },
      h('summary', {}, h('span', {}, device.name, h('small', {}, deviceLine(device)))),
      body,
    );
    return entry;
  }

  /** @param {DeviceDetail} device */
  function configurationBoxes(device) {
    return [
      device.configurations.map((one) => {
        const box = h('input', {
          type: 'checkbox',
          value: one.id,
          checked: isChosen(one.id),
          onchange: () => {
            toggle(targetOf(device, one), box.checked);
            refresh();
          },
        });
        return h('label.check', {}, box, h('span', {}, configurationName(device, one), h('small', {}, configurationLine(one))));
      }),
      h('p.hint', {}, h('a', { href: deviceAddress(device.id) }, `About ${device.name}`)),
    ];
  }

  function refresh() {
    for (const box of list.querySelectorAll('input[type="checkbox"]')) {
      const { value } = /** @type {HTMLInputElement} */ (box);
      /** @type {HTMLInputElement} */ (box).checked = isChosen(value);
    }
  }

  return {
    element,
    /** Ticks what is chosen now. */
    refresh,
    close: () => search.close(),
  };
}
