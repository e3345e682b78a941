/**
 * One model on all targets of this machine: its precisions and runtimes side by side.
 *
 * @import {Row, Target} from '../../api/types.js'
 * @import {OnTarget} from '../../api/comparison-types.js'
 * @import {Column} from '../../parts/table.js'
 *
 * @typedef {OnTarget & {figures: Row}} Side
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { columnTitle, METRICS, valueIn } from '../../words/metrics.js';
import { figureView, noted } from '../../parts/figure.js';
import { errorView, isGivenUp } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { targetTitle } from '../choose/recommendation.js';

/** What is shown of each, in this order. */
const SHOWN = ['accuracy', 'latency', 'memory', 'modelSize', 'energy'];

/** @param {string} variant @param {Target[]} targets */
export function sideBySideView(variant, targets) {
  let asked = new AbortController();
  const table = dataTable({
    caption: 'Precisions and runtimes of this model side by side',
    empty: 'Not measured here yet.',
    key: (/** @type {Side} */ { row }) => row,
    columns: columns(targets),
  });
  const trouble = h('div');
  const element = h('div.side-by-side', { hidden: true }, h('h3', {}, 'Side by side'), h('p.hint', {}, 'What may be compared on each target; all rows are below.'), trouble, table.element);
  return {
    element,
    /** @param {Row[]} rows of this model and one data set */
    async show(rows) {
      asked.abort();
      asked = new AbortController();
      if (new Set(rows.map(({ target }) => target)).size < 2) {
        element.hidden = true;
        return;
      }
      try {
        const { items } = await api.sideBySide({ variant, dataset: rows[0].dataset }, asked.signal);
        const sides = items.flatMap((item) => {
          const figures = rows.find(({ id }) => id === item.row);
          return figures ? [{ ...item, figures }] : [];
        });
        element.hidden = sides.length < 2;
        fill(trouble);
        table.show(sides);
      } catch (error) {
        if (isGivenUp(error)) return;
        element.hidden = false;
        fill(trouble, errorView(error));
      }
    },
    close() {
      asked.abort();
    },
  };
}

/** @param {Target[]} targets @returns {Column<Side>[]} */
function columns(targets) {
  return [
    {
      id: 'target',
      title: 'Target',
      head: true,
      order: ({ target }) => targetTitle(target, targets),
      cell: ({ target, precision, slower }) => [targetTitle(target, targets), slower && [' ', slowerTag(precision, slower)]],
    },
    { id: 'precision', title: 'Precision', order: ({ precision }) => precision, cell: ({ precision }) => precision },
    { id: 'threads', title: 'Threads', number: true, order: ({ threads }) => threads, cell: ({ threads }) => threads },
    { id: 'batch', title: 'Batch', number: true, idle: (sides) => sides.every(({ batch }) => batch === 1), order: ({ batch }) => batch, cell: ({ batch }) => batch },
    ...SHOWN.map((id) => ({
      id,
      title: METRICS[id] ? columnTitle(id) : id,
      number: true,
      order: (/** @type {Side} */ { figures }) => valueIn(figures, id),
      cell: (/** @type {Side} */ { figures }) => figureView(id, figures[id], { interval: id === 'accuracy' || id === 'latency' }),
    })),
  ];
}

/** @param {string} precision @param {string} sentence */
function slowerTag(precision, sentence) {
  const element = noted(`${precision} is slower here`, sentence);
  element.className = 'noted tag warn';
  return element;
}
