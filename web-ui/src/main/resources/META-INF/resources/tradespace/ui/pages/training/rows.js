/**
 * What was measured of a trained network on each target, with the way to its scores.
 *
 * @import {Row, Target} from '../../api/types.js'
 */
import { h } from '../../dom.js';
import { moment } from '../../words/format.js';
import { valueIn } from '../../words/metrics.js';
import { figureView, noted } from '../../parts/figure.js';
import { dataTable } from '../../parts/table.js';
import { modelAddress } from '../../state/routes.js';
import { targetTitle } from '../choose/recommendation.js';

/** @param {Target[]} targets */
export function targetRows(targets) {
  const table = dataTable({
    caption: 'Measurements with these weights',
    empty: 'Not measured with these weights yet.',
    key: (/** @type {Row} */ row) => row.id,
    columns: [
      {
        id: 'target',
        title: 'Target',
        head: true,
        order: (row) => targetTitle(row.target, targets),
        cell: (row) => [h('a', { href: modelAddress(row.variant, row.id) }, targetTitle(row.target, targets)), row.failure && [' ', noted('failed', row.failure)]],
      },
      { id: 'accuracy', title: 'Test accuracy', number: true, descending: true, order: (row) => valueIn(row, 'accuracy'), cell: (row) => figureView('accuracy', row.accuracy) },
      { id: 'latency', title: 'Latency (p50)', number: true, order: (row) => valueIn(row, 'latency'), cell: (row) => figureView('latency', row.latency) },
      { id: 'memory', title: 'Memory', number: true, order: (row) => valueIn(row, 'memory'), cell: (row) => figureView('memory', row.memory) },
      { id: 'size', title: 'Model size', number: true, order: (row) => valueIn(row, 'modelSize'), cell: (row) => figureView('modelSize', row.modelSize) },
      { id: 'protocol', title: 'Protocol', order: (row) => row.protocol, cell: (row) => row.protocol },
      { id: 'at', title: 'Measured', order: (row) => row.at, cell: (row) => moment(row.at) },
      { id: 'scores', title: 'Scores', cell: (row) => h('a', { href: modelAddress(row.variant, row.id) }, 'confusions and images', h('span.unseen', {}, ` on ${targetTitle(row.target, targets)}`)) },
    ],
  });
  return {
    element: table.element,
    show: table.show,
  };
}
