/**
 * Looks for devices by words and by kind.
 *
 * @import {Device} from '../api/device-types.js'
 */
import * as api from '../api/client.js';
import { fill, h, settled } from '../dom.js';
import { kindsOf, kindsText } from '../words/device-words.js';
import { isGivenUp } from './notices.js';

/** Quiet time, in ms, before typed words are looked for. */
const AFTER_A_KEY = 120;

/**
 * @param {object} plan
 * @param {string} [plan.words] typed at first
 * @param {string} [plan.kind] chosen at first; '' for all
 * @param {(devices: Device[], asked: {words: string, kind: string}) => void} plan.found
 * @param {(error: unknown) => void} plan.failed
 */
export function deviceSearch({ words = '', kind = '', found, failed }) {
  let chosen = kind;
  /** @type {Device[]} that the words fit, of every kind */
  let devices = [];
  let asked = new AbortController();
  const field = h('input', {
    type: 'search',
    value: words,
    placeholder: 'Name or chip\u2026',
    'aria-label': 'Search devices by name or chip',
    autocomplete: 'off',
    oninput: () => askSoon(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      // It would send the form around it.
      if (event.key === 'Enter') event.preventDefault();
    },
  });
  const chips = h('div.chips', { role: 'group', 'aria-label': 'Kinds of devices' });
  const askSoon = settled(() => ask(), AFTER_A_KEY);

  const tell = () => {
    found(chosen === '' ? devices : devices.filter((device) => device.kind === chosen), { words: field.value.trim(), kind: chosen });
  };
  const press = (/** @type {string} */ next) => {
    chosen = next;
    for (const chip of chips.children) chip.setAttribute('aria-pressed', String(chip.dataset.kind === chosen));
    tell();
  };
  const chip = (/** @type {string} */ id, /** @type {string} */ title, /** @type {number} */ count) =>
    h('button.chip', { type: 'button', 'data-kind': id, 'aria-pressed': String(id === chosen), onclick: () => press(id) }, `${title} ${count}`);

  async function ask() {
    asked.abort();
    asked = new AbortController();
    try {
      const { items } = await api.devices({ q: field.value.trim() }, asked.signal);
      devices = items;
      const kinds = kindsOf(devices);
      // A kind that the words do not fit stays in sight while it is chosen: one must be able to leave it.
      if (chosen !== '' && !kinds.some((one) => one.kind === chosen)) kinds.push({ kind: chosen, count: 0 });
      fill(chips, chip('', 'All', devices.length), kinds.map((one) => chip(one.kind, kindsText(one.kind), one.count)));
      tell();
    } catch (error) {
      if (!isGivenUp(error)) failed(error);
    }
  }

  return {
    elements: [field, chips],
    ask,
    close() {
      askSoon.cancel();
      asked.abort();
    },
  };
}
