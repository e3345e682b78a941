/**
 * One model: what it is, what was published about it, what was measured here, and its layers.
 *
 * @import {Model, Row, Training, PublishedFigure, MetricId} from '../../api/types.js'
 * @import {Column} from '../../parts/table.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 * @import {App} from '../../main.js'
 */
import * as api from '../../api/client.js';
import { Refused } from '../../api/client.js';
import { catalogue } from '../../state/catalogue.js';
import { fill, h } from '../../dom.js';
import { configurationView } from '../../parts/configuration.js';
import { NOTHING, bytes, count, counted, modelName, shapeText, text } from '../../words/format.js';
import { METRICS } from '../../words/metrics.js';
import { markView } from '../../parts/mark.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { withRow } from '../../state/measured-rows.js';
import { modelAddress, sweepAddress, trainingAddress } from '../../state/routes.js';
import { layersView } from './layers.js';
import { measuredView } from './measured.js';
import { profileView } from './profile.js';

/** @param {HTMLElement} root @param {{id: string, query: URLSearchParams}} route @param {App} app @returns {Promise<() => void>} */
export async function openModel(root, { id, query }, app) {
  fill(root, waiting(`Loading ${id}\u2026`));
  const asked = new AbortController();
  const [known, model, rows, trainings] = await Promise.all([
    catalogue(),
    api.model(id, asked.signal).catch(missing),
    api.measurements({ variant: id }, asked.signal),
    api.trainings({ variant: id }, asked.signal),
  ]);
  if (model instanceof Refused && rows.items.length + trainings.items.length === 0) throw model;
  const gone = model instanceof Refused ? model : null;
  const measured = measuredView(rows.items, {
    variant: id,
    targets: known.targets,
    trainings: trainings.items,
    wanted: query.get('row'),
    opened: (row) => app.keepAddress(modelAddress(id, row?.id)),
  });
  let here = rows.items;
  const show = (/** @type {Row[]} */ next) => {
    here = next;
    measured.show(next);
  };
  const profile = gone ? null : profileView(id, known.targets, (target) => here.find((row) => row.target === target && !row.failure)?.weights);
  const trouble = h('div');
  const stop = app.hear((event) => {
    const mine = event.type === 'measurement' && event.data.variant === id;
    const shown = mine && withRow(here, event.data);
    if (shown) {
      show(shown);
    } else if (mine || (event.type === 'connected' && event.again)) {
      api.measurements({ variant: id }, asked.signal).then(
        ({ items }) => show(items),
        (error) => isGivenUp(error) || fill(trouble, errorView(error)),
      );
    }
  });
  const family = gone ? id.split('/')[0] : model.family;
  const about = known.families.find((one) => one.id === family);
  root.className = 'stack';
  fill(
    root,
    h('p.crumb', {}, h('a', { href: '#/' }, 'Choose'), ' / ', familyView(about, family)),
    h('h1.model-name', { tabindex: '-1' }, markView(family, known.familyIds), modelName(gone ? id : model.id)),
    configurationView(gone ? id : model.id),
    gone ? goneView(gone, trainings.items) : summaryView(model),
    trouble,
    h(
      'section.card',
      { 'aria-labelledby': 'measured' },
      h('div.table-head', {}, h('h2', { id: 'measured' }, 'Measured here'), !gone && measureButton(id, known, trouble)),
      measured.element,
    ),
    profile && h('section.card', { 'aria-labelledby': 'time' }, h('h2', { id: 'time' }, 'Where the time goes'), profile.element),
    !gone && h('section.card', { 'aria-labelledby': 'published' }, h('h2', { id: 'published' }, 'Published by others'), publishedView(model)),
    !gone && h('section.card', { 'aria-labelledby': 'layers' }, h('h2', { id: 'layers' }, 'Layers'), layersView(model)),
  );
  return () => {
    asked.abort();
    stop();
    measured.close();
    profile?.close();
  };
}

/**
 * A family's name with its mark, a link where it has an address.
 *
 * @param {import('../../api/types.js').Family|undefined} about @param {string} id
 */
function familyView(about, id) {
  if (!about) return id;
  const name = about.symbol ? `${about.title} ${about.symbol}` : about.title;
  return about.link ? h('a', { href: about.link, rel: 'noreferrer', title: about.description }, name) : name;
}

/**
 * A model that no plugin builds now is an answer too: what was measured of it stays.
 *
 * @param {unknown} error
 * @returns {Refused}
 */
function missing(error) {
  if (error instanceof Refused && error.status >= 400 && error.status < 500) return error;
  throw error;
}

/** @param {Refused} gone why the model cannot be built @param {Training[]} trainings of it */
function goneView(gone, trainings) {
  return h(
    'section.card',
    { 'aria-label': 'Summary' },
    h('div.notice', { role: 'status' }, h('p', {}, 'The plugin of this model is not here, or does not build it any more. What was measured and trained stays and is shown below.'), h('p', {}, gone.message)),
    trainings.length > 0 &&
      h('p', {}, 'Trained: ', trainings.map(({ id: training, dataset }, index) => [index > 0 && ', ', h('a', { href: trainingAddress(training) }, `training ${training} on ${dataset}`)])),
  );
}

/**
 * @param {string} id
 * @param {Catalogue} known
 * @param {Element} trouble where a refusal is said
 */
function measureButton(id, { targets, about }, trouble) {
  const [first] = about.protocols;
  const button = h(
    'button.at-end',
    {
      type: 'button',
      onclick: async () => {
        button.disabled = true;
        try {
          const sweep = await api.startSweep({
            variants: [id],
            targets: targets.map((target) => target.id),
            protocol: first.id,
          });
          location.hash = sweepAddress(sweep.id);
        } catch (error) {
          fill(trouble, errorView(error));
          button.disabled = false;
        }
      },
    },
    `Measure it on ${counted(targets.length, 'target')}`,
  );
  return button;
}

/** @param {Model} model */
function summaryView(model) {
  const { macs } = model;
  const parts = [`convolution ${text('macs', macs.convolution)}`, `dense ${text('macs', macs.dense)}`, `attention ${text('macs', macs.attention)}`];
  const configuration = Object.entries(model.configuration ?? {});
  return h(
    'section.card',
    { 'aria-label': 'Summary' },
    h(
      'dl.tiles',
      {},
      tile('Parameters', text('params', model.params), `${count(model.params)} trainable${model.statistics > 0 ? `, ${count(model.statistics)} batch-norm statistics apart` : ''}`),
      tile('MACs', text('macs', macs.total), parts.join(', ')),
      tile('Peak activations', bytes(model.peakActivationBytes), 'live at once, batch 1'),
      ...Object.entries(model.sizes).map(([precision, size]) => tile(`Size, ${precision}`, bytes(size))),
      tile('Input', shapeText(model.input), `out: ${shapeText(model.output)}`),
      tile('Data set', model.dataset),
    ),
    configuration.length > 0 &&
      h(
        'details.configuration',
        {},
        h('summary', {}, 'Configuration and digests'),
        h('dl', {}, configuration.map(([key, value]) => [h('dt', {}, key), h('dd', {}, String(value))])),
        h('dl', {}, h('dt', {}, 'digest'), h('dd', {}, h('code', {}, model.digest)), h('dt', {}, 'canonical digest'), h('dd', {}, h('code', {}, model.canonicalDigest))),
      ),
  );
}

/** @param {string} title @param {string} value @param {string} [more] */
function tile(title, value, more) {
  return h('div', {}, h('dt', {}, title), h('dd', {}, value), more && h('dd.hint', {}, more));
}

/** @param {Model} model */
function publishedView(model) {
  const table = dataTable({
    caption: 'Published figures',
    empty: 'Nobody has published figures of this model, or none is cited here.',
    key: (/** @type {PublishedFigure} */ figure) => `${figure.metric} ${figure.source} ${figure.conditions}`,
    columns: PUBLISHED,
  });
  table.show(model.published);
  return table.element;
}

/** @param {PublishedFigure} figure @param {number} value @returns {string} counts to the last digit, for they can differ there */
function exact(figure, value) {
  return figure.metric === 'params' || figure.metric === 'macs' ? count(value) : text(figure.metric, value);
}

/** @type {Column<PublishedFigure>[]} */
const PUBLISHED = [
  {
    id: 'metric',
    title: 'Metric',
    head: true,
    cell: (figure) => [METRICS[/** @type {MetricId} */ (figure.metric)]?.title ?? figure.metric, figure.headline && h('span.tag.beside', {}, 'headline')],
  },
  { id: 'value', title: 'Published', number: true, cell: (figure) => exact(figure, figure.value) },
  {
    id: 'own',
    title: 'Counted here',
    number: true,
    cell: (figure) => (typeof figure.own === 'number' ? exact(figure, figure.own) : NOTHING),
  },
  {
    id: 'differs',
    title: 'Agreement',
    cell: (figure) =>
      typeof figure.own === 'number' ? h(`span.tag.${figure.differs ? 'warn' : 'good'}`, {}, figure.differs ? 'differs' : 'agrees') : '',
  },
  { id: 'conditions', title: 'Conditions', cell: (figure) => figure.conditions ?? '' },
  { id: 'source', title: 'Source', cell: (figure) => sourceView(figure.source) },
];

/** @param {string} source @returns {import('../../dom.js').Child[]} with its web address, if it has one, as a link */
function sourceView(source) {
  const found = /https?:\/\/[^\s,;)]+/.exec(source);
  if (!found) return [source];
  const [address] = found;
  return [
    source.slice(0, found.index),
    h('a', { href: address, rel: 'noreferrer' }, address.replace(/^https?:\/\//, '')),
    source.slice(found.index + address.length),
  ];
}
