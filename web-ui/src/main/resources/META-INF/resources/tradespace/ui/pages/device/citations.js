/**
 * Who published the figures of a device.
 *
 * @import {Citation} from '../../api/device-types.js'
 */
import { h } from '../../dom.js';
import { dataTable } from '../../parts/table.js';

/** @param {Citation[]} citations @returns {HTMLElement} */
export function citationsView(citations) {
  const table = dataTable({
    caption: 'Who published the figures',
    empty: 'No source is cited.',
    key: (/** @type {Citation} */ source) => source.id,
    columns: [
      { id: 'title', title: 'Source', head: true, order: ({ title }) => title, cell: (source) => titleView(source) },
      { id: 'date', title: 'Date', order: ({ date }) => date, cell: ({ date }) => date },
      { id: 'commit', title: 'Version', cell: ({ commit }) => h('code', {}, commit) },
      { id: 'licence', title: 'Licence', cell: ({ licence }) => licence },
      { id: 'statistic', title: 'Statistic', cell: ({ statistic }) => h('span.prose', {}, statistic) },
      { id: 'conditions', title: 'Conditions', cell: ({ conditions }) => h('span.prose', {}, conditions) },
    ],
  });
  table.show(citations);
  return table.element;
}

/** @param {Citation} source a link only where its address is one of the web: sources may be anybody's files */
function titleView({ title, url }) {
  return /^https?:\/\//.test(url) ? h('a', { href: url, rel: 'noreferrer' }, title) : title;
}
