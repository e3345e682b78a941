/**
 * How the front grew: hypervolume against what was spent, and which parameters mattered.
 *
 * @import {SearchDetail, Volumes} from '../../api/search-types.js'
 * @import {Spent} from '../../charts/volume.js'
 */
import { sentence } from '../../api/client.js';
import { spentText, volumeChart } from '../../charts/volume.js';
import { fill, h } from '../../dom.js';
import { chartPlace } from '../../parts/chart.js';
import { parameterName, volumeText } from '../../words/search-words.js';
import { percent } from '../../words/training-words.js';

export function volumeView() {
  /** @type {Spent} */
  let spent = 'trials';
  /** @type {(() => void)|undefined} */
  let again;
  const chart = chartPlace('volume');
  const note = h('p.hint');
  const buttons = /** @type {[Spent, string][]} */ ([['trials', 'Trials'], ['seconds', 'Time']]).map(([id, title]) => ({
    id,
    button: h('button.chip', { type: 'button', onclick: () => choose(id) }, title),
  }));
  const press = () => {
    for (const { id, button } of buttons) button.setAttribute('aria-pressed', String(id === spent));
  };
  const choose = (/** @type {Spent} */ id) => {
    spent = id;
    press();
    again?.();
  };
  press();
  return {
    element: h('figure', {}, h('figcaption', {}, h('h2', {}, 'Hypervolume'), h('span.chips', { role: 'group', 'aria-label': 'Against' }, buttons.map(({ button }) => button))), chart.element, note),
    /** @param {SearchDetail} search @param {Volumes|null} both of two searches, with one scaling */
    show(search, both) {
      again = () => this.show(search, both);
      const curves = both?.curves ?? [{ search: search.id, points: search.hypervolume }];
      chart.show(`Hypervolume: ${curves.map(({ search: id, points }) => `search ${id} ${volumeText(points)}`).join('; ')}`, (look) => {
        const option = volumeChart(curves, { spent, ...look });
        option.tooltip.formatter = (/** @type {any[]} */ points) => tip(points, spent);
        return option;
      });
      const of = both?.of ?? search.hypervolumeOf;
      fill(note, of ? sentence(of) : '');
    },
    close: () => chart.close(),
  };
}

/** @param {any[]} points @param {Spent} spent */
function tip(points, spent) {
  if (points.length === 0) return '';
  return h(
    'div.tip',
    {},
    h('b', {}, spent === 'trials' ? `After ${spentText(points[0].value[0], spent)} evaluated trials` : `After ${spentText(points[0].value[0], spent)}`),
    h('dl', {}, points.map(({ seriesName, value }) => [h('dt', {}, seriesName), h('dd', {}, percent(value[1]))])),
  );
}

/** Which parameters mattered, as bars. */
export function importanceView() {
  const bars = h('ol.mattered');
  const note = h('p.hint');
  const element = h('figure', {}, h('figcaption', {}, h('h2', {}, 'What mattered')), bars, note);
  return {
    element,
    /** @param {SearchDetail} search */
    show({ importance, importanceOf, parameters }) {
      const most = Math.max(...importance.map(({ share }) => share), 0);
      fill(
        bars,
        importance.slice(0, 8).map(({ parameter, share, interval: [low, high] }) => {
          const filled = h('span');
          // The policy of the page allows no style in the markup, but a script may set one.
          filled.style.width = `${most > 0 ? (100 * share) / most : 0}%`;
          const known = parameters.find(({ name }) => name === parameter);
          const { name, family } = parameterName(known ?? { name: parameter });
          return h('li', {}, h('span.name', { title: known?.meaning }, name, family && h('small', {}, ` ${family}`)), h('span.share', { 'aria-hidden': 'true' }, filled), h('span.number', {}, percent(share), h('small', {}, ` ${percent(low)} to ${percent(high)}`)));
        }),
      );
      fill(note, importanceOf ? sentence(importanceOf) : '');
    },
  };
}
