/** The way to a page or a file of the server. */
import { recorded } from '../api/client.js';
import { h } from '../dom.js';

/**
 * @param {string} address
 * @param {Record<string, any>} attributes
 * @param {...import('../dom.js').Child} children
 * @returns {HTMLElement} its words alone in a report, where there is no server
 */
export function linkTo(address, attributes, ...children) {
  return recorded === null ? h('a', { href: address, ...attributes }, ...children) : h('span', {}, ...children);
}
