/** What a short name of a model leaves out. */
import { h } from '../dom.js';
import { configurationText } from '../words/format.js';

/** @param {string} variant @returns {HTMLElement|null} the configuration beside the name; null where the name is the id */
export function configurationView(variant) {
  const text = configurationText(variant);
  return text === '' ? null : h('p.hint.configuration', {}, text);
}
