/**
 * The selected row in full, with the source of every figure.
 *
 * @import {Row, MetricId} from '../../api/types.js'
 */
import { sentence } from '../../api/client.js';
import { h } from '../../dom.js';
import { configurationView } from '../../parts/configuration.js';
import { counted, modelName, moment } from '../../words/format.js';
import { figureTitle, ordered, provenance } from '../../words/metrics.js';
import { figureView } from '../../parts/figure.js';
import { markView } from '../../parts/mark.js';
import { provenanceFacts, standingSentences } from '../../parts/provenance.js';
import { rowAddress } from '../../state/routes.js';

/** Throughput is latency's inverse. */
const shown = () => ordered(['accuracy', 'latency', 'memory', 'energy', 'params', 'macs', 'modelSize'], ({ id }) => id !== 'throughput');

/**
 * @param {Row} row
 * @param {string[]} families
 * @param {string|undefined} excluded why it is outside the limits
 * @param {() => void} close
 * @returns {HTMLElement[]}
 */
export function selectedView(row, families, excluded, close) {
  const detail = row.latencyDetail;
  return [
    h(
      'div.selected-head',
      {},
      h('h3', {}, markView(row.family, families), ' ', modelName(row.variant)),
      h(
        'a',
        { href: rowAddress(row) },
        row.accuracy.origin === 'measured' ? 'Scores, confusions, test images and layers' : 'Layers, samples and published figures',
      ),
      h('button.quiet', { type: 'button', onclick: close, 'aria-label': 'Take the mark away' }, '\u2715'),
    ),
    configurationView(row.variant),
    ...trouble(row, excluded).map((words) => h('p.trouble', {}, words)),
    h(
      'dl.figure-list',
      {},
      shown().map((metric) =>
        h(
          'div',
          {},
          h('dt', {}, figureTitle(metric, row[metric])),
          h('dd', {}, figureView(metric, row[metric], { interval: true })),
          h('dd.source', {}, provenance(row[metric])),
        ),
      ),
      detail &&
        h(
          'div',
          {},
          h('dt', {}, 'Tail'),
          h('dd', {}, 'p90 ', figureView('latency', detail.p90), ', p99 ', figureView('latency', detail.p99)),
          h('dd.source', {}, `${counted(detail.queries, 'query', 'queries')}, ${row.protocol}, ${moment(row.at)}`),
        ),
    ),
    h(
      'details.configuration',
      {},
      h('summary', {}, 'What made this row'),
      h('dl', {}, provenanceFacts(row).map(([name, words]) => [h('dt', {}, name), h('dd', {}, words)])),
    ),
  ];
}

/** @param {Row} row @param {string|undefined} excluded @returns {string[]} */
function trouble(row, excluded) {
  const found = [];
  if (row.failure) found.push(`Failed: ${sentence(row.failure)}`);
  else if (excluded) found.push(`Left out: ${sentence(excluded)}`);
  if (row.noisy) found.push(`Noisy: ${sentence(row.disturbances.join('; ') || 'other load disturbed the run')}`);
  if (!row.warmupSettled && !row.failure) found.push('The warm-up did not come to rest before measuring began.');
  return [...found, ...standingSentences(row)];
}
