/**
 * The configurations of a device with what was published for each, and how well the rest is estimated.
 *
 * @import {DeviceDetail, EstimateErrors, PublishedTarget} from '../../api/device-types.js'
 * @import {Column} from '../../parts/table.js'
 */
import { sentence } from '../../api/client.js';
import { h } from '../../dom.js';
import { count, counted, modelName } from '../../words/format.js';
import { estimatesAddress, modelAddress } from '../../state/routes.js';
import { configurationName, errorsText, percent, rank } from '../../words/device-words.js';
import { noted } from '../../parts/figure.js';
import { dataTable } from '../../parts/table.js';

/**
 * @param {DeviceDetail} device
 * @param {() => string|undefined} chosen id of the one whose front is shown
 * @param {(configuration: PublishedTarget) => void} pick
 */
export function configurationsTable(device, chosen, pick) {
  const table = dataTable({
    caption: `Configurations of ${device.name}`,
    empty: 'Nothing was published for this device.',
    key: (/** @type {PublishedTarget} */ one) => one.id,
    columns: columns(device, chosen, pick),
    tone: (one) => (one.id === chosen() ? 'picked' : ''),
    picked: pick,
  });
  table.show(device.configurations);
  return table;
}

/** @param {DeviceDetail} device @param {() => string|undefined} chosen @param {(configuration: PublishedTarget) => void} pick @returns {Column<PublishedTarget>[]} */
function columns(device, chosen, pick) {
  return [
    {
      id: 'title',
      title: 'Configuration',
      head: true,
      order: (one) => one.title,
      cell: (one) => h('button.plain', { type: 'button', 'aria-pressed': String(one.id === chosen()), onclick: () => pick(one) }, configurationName(device, one)),
    },
    {
      id: 'variants',
      title: 'Models published',
      hint: 'Variants that are here of which exactly this was published',
      number: true,
      descending: true,
      order: (one) => one.variants,
      cell: (one) => count(one.variants),
    },
    { id: 'rows', title: 'All figures', number: true, descending: true, order: (one) => one.rows, cell: (one) => count(one.rows) },
    qualityColumn('meanError', 'Mean error', 'Of the estimates, each published latency left out once', percent, false),
    qualityColumn('within10', 'Within 10%', 'Share of them whose error is at most 10%', percent, true),
    qualityColumn('spearman', 'Spearman', 'Rank correlation of the estimates with what was published', rank, true),
    qualityColumn('coverage', 'In interval', 'Share of what was published that lies in the 90% interval of its estimate', percent, true),
    {
      id: 'why',
      title: 'Not estimated',
      idle: (rows) => rows.every((one) => !one.estimatesReason),
      cell: (one) => one.estimatesReason && noted('why', one.estimatesReason),
    },
  ];
}

/**
 * @param {keyof EstimateErrors} name
 * @param {string} title
 * @param {string} hint
 * @param {(value: any) => string} written
 * @param {boolean} descending
 * @returns {Column<PublishedTarget>} away where nothing is estimated on any configuration
 */
function qualityColumn(name, title, hint, written, descending) {
  return {
    id: name,
    title,
    hint,
    number: true,
    descending,
    idle: (rows) => rows.every((one) => !one.estimates),
    order: (one) => one.estimates?.[name] ?? null,
    cell: (one) => (one.estimates ? written(one.estimates[name]) : ''),
  };
}

/** @param {DeviceDetail} device @param {PublishedTarget} one @returns {HTMLElement} how good the estimates of a configuration are, and what would make them better */
export function qualityView(device, one) {
  const words = one.estimates
    ? errorsText(one.estimates)
    : `Only ${counted(one.variants, 'published model')}; no other is estimated${one.estimatesReason ? `: ${one.estimatesReason}` : ''}`;
  return h(
    'p.hint.caption',
    { role: 'status' },
    h('b', {}, `${configurationName(device, one)}: `),
    sentence(words),
    one.measureNext && [' To measure next: ', h('a', { href: modelAddress(one.measureNext) }, modelName(one.measureNext)), ', whose latency would narrow the estimates most.'],
    one.estimates && [' ', h('a', { href: estimatesAddress(one.id) }, 'Estimated against published'), '.'],
  );
}
