/**
 * How well latencies on one target are estimated: each known one against what all others say of it, and the rest.
 *
 * @import {Estimates} from '../../api/device-types.js'
 * @import {EstimatedLatency} from '../../charts/agreement.js'
 * @import {Column} from '../../parts/table.js'
 */
import * as api from '../../api/client.js';
import { sentence } from '../../api/client.js';
import { agreeing, agreement } from '../../charts/agreement.js';
import { fill, h } from '../../dom.js';
import { counted, modelName, NOTHING, text } from '../../words/format.js';
import { valueOf } from '../../words/metrics.js';
import { errorsText } from '../../words/device-words.js';
import { catalogue } from '../../state/catalogue.js';
import { deviceOf, namedTargets } from '../../state/device-targets.js';
import { chooseAddress, deviceAddress, devicesAddress, modelAddress } from '../../state/routes.js';
import { chartPlace } from '../../parts/chart.js';
import { figureView } from '../../parts/figure.js';
import { markView } from '../../parts/mark.js';
import { waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';

/** @param {HTMLElement} root @param {{query: URLSearchParams}} route @returns {Promise<() => void>} */
export async function openEstimates(root, { query }) {
  fill(root, waiting('Estimating\u2026'));
  const asked = new AbortController();
  const known = await catalogue();
  const id = query.get('target') ?? known.targets[0]?.id ?? '';
  const here = known.targets.find((target) => target.id === id);
  const [estimates, elsewhere] = await Promise.all([api.estimates(id, asked.signal), here ? [] : namedTargets([id])]);
  const title = here?.title ?? elsewhere[0]?.title ?? id;
  const word = here ? 'measured' : 'published';
  const points = agreeing(estimates.items);
  const chart = chartPlace('tradeoff', {
    picked: (place) => table.reveal(points[place].item.variant),
    pointed: (place) => table.point(place === null ? null : points[place].item.variant),
  });
  const table = dataTable({
    caption: `Latencies on ${title}, ${word} and estimated`,
    empty: 'No model is known here.',
    key: (/** @type {EstimatedLatency} */ { variant }) => variant,
    columns: columns(known.familyIds, word),
    pointed: (item) => {
      const place = item === null ? -1 : points.findIndex((point) => point.item === item);
      chart.point(place < 0 ? null : place);
    },
  });
  root.className = 'stack';
  fill(
    root,
    h('p.crumb', {}, h('a', { href: devicesAddress() }, 'Devices'), ' / ', here ? h('a', { href: chooseAddress([id]) }, 'This machine') : h('a', { href: deviceAddress(deviceOf(id), id) }, deviceOf(id))),
    h('h1', { tabindex: '-1' }, `Estimates on ${title}`),
    h('p.lead', {}, summary(estimates, word), nextView(estimates)),
    h(
      'section.card',
      { 'aria-labelledby': 'agreement' },
      h('div.table-head', {}, h('h2', { id: 'agreement' }, `Estimated against ${word}`), h('p.hint', {}, `${counted(points.length, 'latency', 'latencies')} with both`)),
      chart.element,
      h('p.hint.caption', {}, `Each ${word} latency is left out and estimated from all others. On the line both are equal; whiskers: the 95% interval of the estimate.`),
      table.element,
    ),
  );
  chart.element.hidden = points.length === 0;
  chart.show(`Estimated against ${word} latencies of ${counted(points.length, 'model')} on ${title}. The table below holds the same figures.`, (look) => {
    const option = agreement({ items: estimates.items, known: word, families: known.familyIds, ...look });
    option.tooltip.formatter = (/** @type {any} */ { seriesId, dataIndex }) => (seriesId === 'models' ? tip(points[dataIndex].item, word) : '');
    return option;
  });
  table.show(estimates.items);
  return () => {
    asked.abort();
    chart.close();
  };
}

/** @param {Estimates} estimates @param {string} known @returns {string} */
function summary({ errors, reason }, known) {
  if (errors) return errorsText(errors, known);
  return sentence(reason ? `nothing is estimated on this target: ${reason}` : `too few latencies are ${known} here to say how good the estimates are`);
}

/** @param {Estimates} estimates */
function nextView({ measureNext }) {
  return measureNext && [' To measure next: ', h('a', { href: modelAddress(measureNext) }, modelName(measureNext)), ', whose latency would narrow the estimates most.'];
}

/** @param {EstimatedLatency} item @param {string} known */
function tip({ variant, known: latency, estimate }, known) {
  return h(
    'div.tip',
    {},
    h('b', {}, modelName(variant)),
    h('dl', {}, h('dt', {}, known), h('dd', {}, text('latency', latency)), h('dt', {}, 'estimated'), h('dd', {}, figureView('latency', estimate, { interval: true }))),
  );
}

/** @param {string[]} families @param {string} known @returns {Column<EstimatedLatency>[]} */
function columns(families, known) {
  return [
    {
      id: 'variant',
      title: 'Model',
      head: true,
      order: ({ variant }) => variant,
      cell: ({ variant }) => h('span.model-cell', {}, markView(variant.split('/')[0], families), variant.includes('/') ? h('a', { href: modelAddress(variant) }, modelName(variant)) : variant),
    },
    { id: 'known', title: `Latency, ${known}`, number: true, order: (item) => item.known, cell: (item) => (item.known === null ? NOTHING : text('latency', item.known)) },
    {
      id: 'estimate',
      title: 'Latency, estimated',
      hint: 'Of one that is known, from all others',
      number: true,
      order: ({ estimate }) => valueOf(estimate),
      cell: ({ estimate }) => figureView('latency', estimate, { interval: true }),
    },
  ];
}
