/**
 * The rows that are not compared: of other versions of the data, or measured under other conditions. They are on no chart and in no front.
 *
 * @import {Row} from '../../api/types.js'
 */
import { h } from '../../dom.js';
import { counted, moment } from '../../words/format.js';
import { valueIn } from '../../words/metrics.js';
import { figureView } from '../../parts/figure.js';
import { dataTable } from '../../parts/table.js';
import { rowAddress } from '../../state/routes.js';

/** @returns {{element: HTMLDetailsElement, show: (rows: Row[]) => void}} hidden while there are none */
export function apartView() {
  const summary = h('summary');
  const table = dataTable({
    caption: 'Models that are not compared with those above',
    empty: 'There are none.',
    key: (/** @type {Row} */ row) => row.id,
    columns: [
      {
        id: 'variant',
        title: 'Model',
        head: true,
        order: (row) => row.variant,
        cell: (row) => h('a', { href: rowAddress(row) }, row.variant),
      },
      { id: 'why', title: 'Why apart', order: (row) => row.apart.join('; '), cell: (row) => row.apart.join('; ') },
      { id: 'accuracy', title: 'Accuracy', number: true, order: (row) => valueIn(row, 'accuracy'), cell: (row) => figureView('accuracy', row.accuracy) },
      { id: 'latency', title: 'Latency', number: true, order: (row) => valueIn(row, 'latency'), cell: (row) => figureView('latency', row.latency) },
      { id: 'at', title: 'Measured', order: (row) => row.at, cell: (row) => moment(row.at) },
    ],
  });
  const element = /** @type {HTMLDetailsElement} */ (h('details.apart', { hidden: true }, summary, table.element));
  return {
    element,
    show(rows) {
      element.hidden = rows.length === 0;
      summary.textContent = `Not compared: ${counted(rows.length, 'row')} of other versions of the data or other conditions`;
      table.show(rows);
    },
  };
}
