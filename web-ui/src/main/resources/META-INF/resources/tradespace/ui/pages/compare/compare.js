/**
 * The fronts of several targets over each other, and their models side by side.
 *
 * @import {Front, Row, Target} from '../../api/types.js'
 * @import {Compared} from '../../state/compared.js'
 * @import {Column} from '../../parts/table.js'
 * @import {App} from '../../main.js'
 */
import * as api from '../../api/client.js';
import { fronts as frontsChart, MOST_FRONTS, pointsOfFronts } from '../../charts/fronts.js';
import { fill, h } from '../../dom.js';
import { counted, modelName } from '../../words/format.js';
import { figureTitle, METRICS, valueIn } from '../../words/metrics.js';
import { noFrontReason } from '../../words/device-words.js';
import { catalogue } from '../../state/catalogue.js';
import { comparedModels, comparedTargets } from '../../state/compared.js';
import { publishedDataset } from '../../state/datasets.js';
import { deviceOf, namedTargets } from '../../state/device-targets.js';
import { chooseAddress, compareAddress, deviceAddress, modelAddress } from '../../state/routes.js';
import { chartPlace } from '../../parts/chart.js';
import { figureView } from '../../parts/figure.js';
import { markView } from '../../parts/mark.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { targetPicker } from '../../parts/target-picker.js';
import { flipsView } from './flips.js';
import { swatchView } from './swatch.js';

/** @param {HTMLElement} root @param {{query: URLSearchParams}} route @param {App} app @returns {Promise<() => void>} */
export async function openCompare(root, { query }, app) {
  fill(root, waiting('Loading the targets\u2026'));
  const wanted = comparedTargets(query);
  const [known, named] = await Promise.all([catalogue(), namedTargets(wanted)]);
  const here = known.targets;
  const all = [...here, ...named];
  const dataset = publishedDataset(known.variants);
  const found = wanted.flatMap((id) => all.find((target) => target.id === id) ?? []);
  let targets = found.slice(0, MOST_FRONTS);
  /** @type {Front[]} in the order of the targets */
  let fronts = [];
  /** @type {Row[]} */
  let rows = [];
  /** @type {string|null} */
  let marked = null;
  /** @type {ReturnType<typeof dataTable<Compared>>|undefined} */
  let table;
  let asked = new AbortController();

  const chart = chartPlace('tradeoff', {
    picked: (place) => mark(points()[place]?.row.variant ?? null),
  });
  const legend = h('ul.legend.fronts', { 'aria-label': 'Targets compared' });
  const caption = h('p.hint.caption');
  const trouble = h('div');
  const notes = h('div.stack');
  const place = h('div');
  const start = h('section.card.start', {}, h('h2', {}, 'Nothing to compare yet'), h('p', {}, 'Add targets of this machine or configurations of devices elsewhere; each gets its line.'));
  const results = h('div.stack', {}, h('section.card', { 'aria-label': 'Fronts' }, notes, chart.element, caption), h('section.card.comparison', { 'aria-labelledby': 'models' }, h('h2', { id: 'models' }, 'Models on these fronts'), place));
  const flips = flipsView(dataset, known.familyIds);
  results.append(flips.element);
  const hereBoxes = h('div.configurations');
  const picker = targetPicker({ title: 'Add a device elsewhere', isChosen, toggle });

  /** @param {string} id */
  function isChosen(id) {
    return targets.some((target) => target.id === id);
  }

  /** @param {Target} target @param {boolean} on */
  function toggle(target, on) {
    if (on && targets.length === MOST_FRONTS) {
      app.announce(`At most ${MOST_FRONTS} targets are compared: take one away first.`);
      fill(trouble, h('p.notice.warn', {}, `At most ${MOST_FRONTS} targets are compared: take one away first.`));
      return;
    }
    targets = on ? [...targets, target] : targets.filter(({ id }) => id !== target.id);
    app.keepAddress(compareAddress(targets.map(({ id }) => id)));
    drawChosen();
    ask();
  }

  const points = () => pointsOfFronts(layers());
  const layers = () => fronts.map(({ target, front }) => ({ target, title: titleOf(target), front }));
  const titleOf = (/** @type {string} */ id) => targets.find((target) => target.id === id)?.title ?? id;

  /** @param {string|null} variant */
  function mark(variant) {
    marked = variant === marked ? null : variant;
    flips.mark(marked);
    table?.retone((shown, element) => element.querySelector('.pick')?.setAttribute('aria-pressed', String(shown.variant === marked)));
    draw();
  }

  function drawChosen() {
    const focused = legend.contains(document.activeElement);
    fill(legend, targets.map((target, layer) => legendEntry(target, layer, here.includes(target), () => toggle(target, false))));
    if (focused) /** @type {HTMLElement|null} */ (legend.querySelector('button'))?.focus();
    for (const box of hereBoxes.querySelectorAll('input')) box.checked = isChosen(box.value);
    picker.refresh();
    start.hidden = targets.length > 0;
    results.hidden = targets.length === 0;
    flips.show(targets);
  }

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const ids = targets.map(({ id }) => id);
    if (ids.length === 0) return;
    results.setAttribute('aria-busy', 'true');
    try {
      const [answer, ...found] = await Promise.all([
        api.measurements({ target: ids, dataset }, signal),
        ...ids.map((target) => api.pareto({ target, dataset, objectives: 'accuracy,latency' }, signal)),
      ]);
      rows = answer.items.filter(({ apart }) => apart.length === 0);
      fronts = found;
      fill(trouble);
      draw();
      drawTable();
    } catch (error) {
      if (isGivenUp(error)) return;
      fill(trouble, errorView(error, ask));
    }
    results.removeAttribute('aria-busy');
  }

  function draw() {
    const shown = points();
    const without = fronts.filter(({ front }) => front.length === 0);
    fill(notes, without.map(({ target }) => h('p.notice.warn', {}, h('b', {}, `${titleOf(target)}: `), noFrontReason(rows.filter((row) => row.target === target)) || 'No model is on a front here.')));
    chart.element.hidden = shown.length === 0;
    caption.hidden = shown.length === 0;
    chart.show(
      `Fronts of accuracy against latency of ${counted(fronts.length - without.length, 'target')}: ${targets.map(({ title }) => title).join('; ')}. The table below holds the same figures.`,
      (look) => {
        const option = frontsChart({ layers: layers(), variant: marked, ...look });
        option.tooltip.formatter = (/** @type {any} */ { dataIndex }) => tip(shown[dataIndex]?.row, titleOf);
        return option;
      },
    );
    fill(caption, 'Each line is the front of one target: from each mark on, its accuracy can be had. Hollow and dashed: the latency is estimated. Press a mark to see its model on every front.');
  }

  function drawTable() {
    table = dataTable({
      caption: 'Models on the fronts, those on most of them first',
      empty: 'No model is on any of these fronts.',
      key: (/** @type {Compared} */ { variant }) => variant,
      columns: columns(targets, known.familyIds, () => marked, mark),
      tone: ({ variant }) => (variant === marked ? 'picked' : ''),
      picked: ({ variant }) => mark(variant),
    });
    fill(place, table.element);
    table.show(comparedModels(rows, fronts));
  }

  fill(
    hereBoxes,
    here.map((target) =>
      h(
        'label.check',
        {},
        h('input', {
          type: 'checkbox',
          value: target.id,
          onchange: (/** @type {any} */ event) => {
            toggle(target, event.target.checked);
            event.target.checked = isChosen(target.id);
          },
        }),
        h('span', {}, target.title),
      ),
    ),
  );
  const missing = wanted.filter((id) => !found.some((target) => target.id === id));
  if (missing.length > 0) fill(trouble, h('p.notice.warn', {}, `There is no target ${missing.join(', ')}.`));
  root.className = 'stack';
  fill(
    root,
    h('h1', { tabindex: '-1' }, 'Compare targets'),
    h('p.lead', {}, `Up to ${MOST_FRONTS} targets, of this machine and of devices elsewhere: which accuracy each of them gives within which latency (${dataset}).`),
    h('section.card', { 'aria-label': 'Targets' }, legend, h('div.pickers', {}, h('details.picker', {}, h('summary', {}, 'Add a target of this machine'), hereBoxes), picker.element)),
    trouble,
    start,
    results,
  );
  drawChosen();
  picker.element.open = targets.length === 0;
  ask();
  return () => {
    asked.abort();
    picker.close();
    chart.close();
    flips.close();
  };
}

/** @param {Target} target @param {number} layer @param {boolean} local @param {() => void} remove */
function legendEntry(target, layer, local, remove) {
  return h(
    'li',
    {},
    swatchView(layer),
    local ? h('a', { href: chooseAddress([target.id]) }, target.title) : h('a', { href: deviceAddress(deviceOf(target.id), target.id) }, target.title),
    h('button.quiet', { type: 'button', 'aria-label': `Take ${target.title} away`, onclick: remove }, '\u2715'),
  );
}

/** @param {Row|undefined} row @param {(target: string) => string} titleOf */
function tip(row, titleOf) {
  if (!row) return '';
  return h(
    'div.tip',
    {},
    h('b', {}, modelName(row.variant)),
    h('p', {}, titleOf(row.target)),
    h('dl', {}, ['accuracy', 'latency'].map((metric) => [h('dt', {}, figureTitle(metric, row[metric])), h('dd', {}, figureView(metric, row[metric], { interval: true }))])),
  );
}

/**
 * @param {Target[]} targets
 * @param {string[]} families
 * @param {() => string|null} marked
 * @param {(variant: string) => void} mark
 * @returns {Column<Compared>[]}
 */
function columns(targets, families, marked, mark) {
  return [
    {
      id: 'variant',
      title: 'Model',
      head: true,
      order: ({ variant }) => variant,
      cell: ({ variant, family }) =>
        h(
          'span.model-cell',
          {},
          h(
            'button.pick',
            { type: 'button', 'aria-pressed': String(variant === marked()), 'aria-label': `Mark ${variant} on the chart`, onclick: () => mark(variant) },
            markView(family, families),
          ),
          h('a', { href: modelAddress(variant) }, modelName(variant)),
        ),
    },
    { id: 'on', title: 'Fronts', hint: 'On how many of these fronts it is', number: true, descending: true, order: ({ on }) => on, cell: ({ on }) => `${on} of ${targets.length}` },
    {
      id: 'accuracy',
      title: METRICS.accuracy.title,
      number: true,
      descending: true,
      order: ({ accuracy }) => (accuracy.origin === 'unavailable' ? null : (accuracy.value ?? null)),
      cell: ({ accuracy }) => figureView('accuracy', accuracy),
    },
    ...targets.map(({ id, title }) => ({
      id,
      title,
      number: true,
      order: (/** @type {Compared} */ { at }) => {
        const here = at.get(id);
        return here ? valueIn(here.row, 'latency') : null;
      },
      cell: (/** @type {Compared} */ { at }) => {
        const here = at.get(id);
        return [here?.member && h('span.tag', {}, 'front'), ' ', figureView('latency', here?.row.latency)];
      },
    })),
  ];
}
