/**
 * The front of one configuration of a device: what was published and what is estimated, as a chart and as a table.
 *
 * @import {Front, Row} from '../../api/types.js'
 * @import {DeviceDetail, PublishedTarget} from '../../api/device-types.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { counted, namesOf } from '../../words/format.js';
import { configurationName, noFrontReason } from '../../words/device-words.js';
import { valueIn } from '../../words/metrics.js';
import { publishedDataset } from '../../state/datasets.js';
import { errorView, isGivenUp } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { modelColumns, standingOf } from '../choose/models.js';
import { scatter } from '../choose/scatter.js';

/** @param {Catalogue} known */
export function publishedFront({ familyIds, variants }) {
  const dataset = publishedDataset(variants);
  /** @type {Row[]} */
  let rows = [];
  /** @type {Front|null} */
  let front = null;
  /** @type {string|number|null} */
  let selected = null;
  let title = '';
  let asked = new AbortController();
  const heading = h('h2', { id: 'front' });
  const tally = h('p.hint', { role: 'status' });
  const missing = h('p.notice.warn', { hidden: true });
  const trouble = h('div');
  const chart = scatter({ picked: (row) => select(row), pointed: (row) => table.point(row?.id ?? null) });
  const table = dataTable({
    caption: 'Models on this configuration, as on the chart',
    empty: 'Nothing is known of models here.',
    sort: 'state',
    key: (/** @type {Row} */ row) => row.id,
    columns: modelColumns(standing, (row) => select(row.id === selected ? null : row)),
    tone: (row) => (row.id === selected ? 'picked' : valueIn(row, 'latency') === null ? 'faint' : ''),
    picked: (row) => select(row),
    pointed: (row) => chart.point(row),
  });
  const picture = h('div', {}, chart.elements);

  function standing() {
    return { ...standingOf(front, null), families: familyIds, selected, names: namesOf(rows.map(({ variant }) => variant)), trainings: new Map() };
  }

  /** @param {Row|null} row */
  function select(row) {
    selected = row?.id ?? null;
    table.retone((shown, element) => element.querySelector('.pick')?.setAttribute('aria-pressed', String(shown.id === selected)));
    drawChart();
    if (row) table.reveal(row.id);
  }

  function drawChart() {
    const reason = noFrontReason(rows);
    missing.textContent = reason;
    missing.hidden = reason === '';
    picture.hidden = reason !== '';
    if (reason === '') chart.show(rows, front, standing(), { x: 'latency', log: true, limits: {} }, title);
  }

  return {
    element: h('section.card', { 'aria-labelledby': 'front' }, h('div.table-head', {}, heading, tally), trouble, missing, picture, table.element),
    /** @param {DeviceDetail} device @param {PublishedTarget} configuration */
    async show(device, configuration) {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      const target = configuration.id;
      title = configuration.title;
      heading.textContent = `Accuracy against latency: ${configurationName(device, configuration)}`;
      try {
        const [answer, found] = await Promise.all([
          api.measurements({ target, dataset }, signal),
          api.pareto({ target, dataset, objectives: 'accuracy,latency' }, signal),
        ]);
        rows = answer.items;
        front = found;
        selected = null;
        const origins = (/** @type {string} */ origin) => rows.filter(({ latency }) => latency.origin === origin).length;
        tally.textContent = `${counted(rows.length, 'model')}: latency published of ${origins('published')}, estimated of ${origins('estimated')}, not known of ${origins('unavailable')}`;
        fill(trouble);
        table.show(rows);
        drawChart();
      } catch (error) {
        if (!isGivenUp(error)) fill(trouble, errorView(error, () => this.show(device, configuration)));
      }
    },
    close() {
      asked.abort();
      chart.close();
    },
  };
}
