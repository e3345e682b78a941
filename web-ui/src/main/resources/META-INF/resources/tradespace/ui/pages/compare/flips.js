/**
 * Rank flips: the order of models on two of the compared targets.
 *
 * @import {Target} from '../../api/types.js'
 * @import {Ranked, Ranks} from '../../api/comparison-types.js'
 * @import {Column} from '../../parts/table.js'
 */
import * as api from '../../api/client.js';
import { slope } from '../../charts/slope.js';
import { fill, h } from '../../dom.js';
import { counted, modelName } from '../../words/format.js';
import { METRICS } from '../../words/metrics.js';
import { flipsSentence, rankText } from '../../words/rank-words.js';
import { modelAddress } from '../../state/routes.js';
import { chartPlace } from '../../parts/chart.js';
import { figureView } from '../../parts/figure.js';
import { markView } from '../../parts/mark.js';
import { errorView, isGivenUp } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';

/** What models may be ranked by, in the order offered. */
const RANKED_BY = ['latency', 'accuracy', 'memory', 'energy'];

/** @param {string} dataset @param {string[]} families in the order of their marks */
export function flipsView(dataset, families) {
  /** @type {Target[]} */
  let targets = [];
  /** @type {Ranks|undefined} */
  let ranks;
  /** @type {string|null} */
  let marked = null;
  let asked = new AbortController();
  const chosen = { first: '', second: '', metric: 'latency' };
  const chart = chartPlace('slope');
  chart.element.hidden = true;
  const words = h('p', { role: 'status' });
  const caption = h('p.hint.caption', { hidden: true }, 'Orange: changes its order with another model beyond the intervals of both. Models whose 95% intervals overlap are tied and have the mean of their ranks; a published figure has no interval and is taken as exact.');
  const place = h('div');
  const selects = /** @type {Record<string, HTMLSelectElement>} */ (
    Object.fromEntries(
      [
        ['first', 'First target'],
        ['second', 'Second target'],
        ['metric', 'Ranked by'],
      ].map(([name, title]) => [
        name,
        h('select', {
          'aria-label': title,
          onchange: (/** @type {any} */ event) => {
            chosen[/** @type {'first'} */ (name)] = event.target.value;
            ask();
          },
        }),
      ]),
    )
  );
  const element = h('section.card.comparison.flips', { 'aria-labelledby': 'flips', hidden: true }, h('h2', { id: 'flips' }, 'Rank flips between two targets'), h('div.toolbar', {}, selects.metric, selects.first, selects.second), words, chart.element, caption, place);

  const titleOf = (/** @type {string} */ id) => targets.find((target) => target.id === id)?.title ?? id;

  function drawChoices() {
    const option = (/** @type {string} */ value, /** @type {string} */ title, /** @type {string} */ now) => h('option', { value, selected: value === now }, title);
    fill(selects.metric, RANKED_BY.filter((id) => METRICS[id]).map((id) => option(id, `By ${METRICS[id].label}`, chosen.metric)));
    for (const name of /** @type {('first'|'second')[]} */ (['first', 'second'])) fill(selects[name], targets.map(({ id, title }) => option(id, title, chosen[name])));
  }

  async function ask() {
    asked.abort();
    asked = new AbortController();
    if (chosen.first === chosen.second) {
      ranks = undefined;
      draw('Choose two different targets.');
      return;
    }
    if (!ranks) words.textContent = 'Comparing the orders\u2026';
    try {
      ranks = await api.ranks({ target: [chosen.first, chosen.second], metric: chosen.metric, dataset }, asked.signal);
      draw();
    } catch (error) {
      if (isGivenUp(error)) return;
      ranks = undefined;
      draw('');
      fill(place, errorView(error, ask));
    }
  }

  /** @param {string} [instead] what is said where there is nothing to show */
  function draw(instead) {
    const shown = ranks?.models ?? [];
    chart.element.hidden = shown.length < 2;
    caption.hidden = shown.length < 2;
    words.textContent = instead ?? (ranks ? flipsSentence(ranks) : '');
    fill(place, ranks && shown.length > 0 ? tableOf(ranks) : null);
    drawChart();
  }

  function drawChart() {
    const shown = ranks?.models ?? [];
    if (shown.length < 2) return;
    chart.show(`The order of ${counted(shown.length, 'model')} on ${titleOf(chosen.first)} and on ${titleOf(chosen.second)}. The table below holds the same ranks.`, (look) => {
      const option = slope({ models: shown, titles: [titleOf(chosen.first), titleOf(chosen.second)], variant: marked, ...look });
      option.tooltip.formatter = (/** @type {any} */ { seriesIndex }) => tip(shown[seriesIndex]);
      return option;
    });
  }

  /** @param {Ranked|undefined} model */
  function tip(model) {
    if (!model) return '';
    const rows = [
      [titleOf(chosen.first), model.first],
      [titleOf(chosen.second), model.second],
    ];
    return h('div.tip', {}, h('b', {}, modelName(model.variant)), h('dl', {}, rows.map(([title, rank]) => [h('dt', {}, title), h('dd', {}, `#${rankText(/** @type {any} */ (rank))}`)])), h('p', {}, `flipped with ${counted(model.flips, 'model')}`));
  }

  /** @param {Ranks} shown */
  function tableOf({ models, metric }) {
    const table = dataTable({
      caption: 'Models on both targets, those with most flips first',
      empty: 'No model has this metric on both targets.',
      key: (/** @type {Ranked} */ { variant }) => variant,
      columns: columns(metric),
      tone: ({ variant }) => (variant === marked ? 'picked' : ''),
      picked: ({ variant }) => {
        marked = variant === marked ? null : variant;
        table.retone();
        drawChart();
      },
      first: 15,
    });
    table.show([...models].sort((a, b) => b.flips - a.flips));
    return table.element;
  }

  /** @param {string} metric @returns {Column<Ranked>[]} */
  function columns(metric) {
    const sides = /** @type {['first'|'second', string][]} */ ([
      ['first', titleOf(chosen.first)],
      ['second', titleOf(chosen.second)],
    ]);
    return [
      { id: 'variant', title: 'Model', head: true, order: ({ variant }) => variant, cell: ({ variant, family }) => h('span.model-cell', {}, markView(family, families), ' ', h('a', { href: modelAddress(variant) }, modelName(variant))) },
      { id: 'flips', title: 'Flipped with', hint: 'Other models that it changes its order with', number: true, descending: true, order: ({ flips }) => flips, cell: ({ flips }) => flips },
      ...sides.flatMap(([side, title]) => [
        { id: `${side}-rank`, title: `Rank: ${title}`, number: true, order: (/** @type {Ranked} */ model) => model[side].rank, cell: (/** @type {Ranked} */ model) => rankText(model[side]) },
        { id: `${side}-value`, title: METRICS[metric].title, number: true, order: (/** @type {Ranked} */ model) => model[side].rank, cell: (/** @type {Ranked} */ model) => figureView(metric, model[side].figure) },
      ]),
    ];
  }

  return {
    element,
    /** @param {Target[]} next the targets that are compared */
    show(next) {
      targets = next;
      element.hidden = targets.length < 2;
      if (targets.length < 2) {
        asked.abort();
        return;
      }
      const known = (/** @type {string} */ id) => targets.some((target) => target.id === id);
      if (!known(chosen.first)) chosen.first = targets.find(({ id }) => id !== chosen.second)?.id ?? targets[0].id;
      if (!known(chosen.second) || chosen.second === chosen.first) chosen.second = targets.find(({ id }) => id !== chosen.first)?.id ?? '';
      drawChoices();
      ask();
    },
    /** @param {string|null} variant the model that is marked on the fronts */
    mark(variant) {
      marked = variant;
      drawChart();
    },
    close() {
      asked.abort();
      chart.close();
    },
  };
}
