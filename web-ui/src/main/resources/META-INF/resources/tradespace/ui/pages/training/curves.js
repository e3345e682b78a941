/**
 * The learning curves of a training, as charts and as a table.
 *
 * @import {TrainingDetail, EpochPoint} from '../../api/types.js'
 * @import {CurveKind} from '../../charts/curve.js'
 * @import {Column} from '../../parts/table.js'
 */
import { CURVES, curveText, learningCurve } from '../../charts/curve.js';
import { fill, h } from '../../dom.js';
import { count, counted, duration } from '../../words/format.js';
import { chartPlace } from '../../parts/chart.js';
import { dataTable } from '../../parts/table.js';
import { rateText } from '../../words/training-words.js';

const KINDS = /** @type {CurveKind[]} */ (['accuracy', 'loss', 'rate']);

export function curvesView() {
  const charts = KINDS.map((kind) => ({ kind, chart: chartPlace('curve') }));
  const table = dataTable({
    caption: 'Epochs of this training',
    empty: 'No epoch has ended yet.',
    key: (/** @type {EpochPoint} */ point) => point.epoch,
    columns: COLUMNS,
  });
  const nothing = h('p.hint', {}, 'The first point comes when the first epoch has ended.');
  const drawn = h('div.curves', {}, charts.map(({ kind, chart }) => h('figure', {}, h('figcaption', {}, h('h3', {}, CURVES[kind].title), legend(kind)), chart.element)));
  const fold = h('details.configuration', {}, h('summary', {}, 'The curves as a table'), table.element);
  const element = h('section.card', { 'aria-labelledby': 'curves' }, h('h2', { id: 'curves' }, 'Learning curves'), nothing, drawn, fold);
  return {
    element,
    /** @param {TrainingDetail} training */
    show({ curve, spec, status }) {
      const empty = curve.length === 0;
      nothing.hidden = !empty || status === 'failed' || status === 'done';
      drawn.hidden = empty;
      fold.hidden = empty;
      element.hidden = empty && nothing.hidden;
      table.show([...curve].reverse());
      const going = status === 'running' || status === 'waiting';
      for (const { kind, chart } of charts) {
        chart.show(labelOf(kind, curve), ({ ink, still }) => {
          const option = learningCurve(kind, curve, { epochs: going ? (spec.epochs ?? null) : null, ink, still });
          option.tooltip.formatter = (/** @type {any[]} */ points) => tip(kind, points);
          return option;
        });
      }
    },
    close() {
      for (const { chart } of charts) chart.close();
    },
  };
}

/** @param {CurveKind} kind */
function legend(kind) {
  const { lines } = CURVES[kind];
  if (lines.length < 2) return null;
  return h('span.legend', {}, lines.map(({ name, colour, dashed }) => h('span', {}, h(`span.swatch.family-${colour}${dashed ? '.dashed' : ''}`, { 'aria-hidden': 'true' }), name)));
}

/** @param {CurveKind} kind @param {EpochPoint[]} curve @returns {string} what a chart shows, for those who do not see it */
function labelOf(kind, curve) {
  const { title, lines } = CURVES[kind];
  const last = curve[curve.length - 1];
  if (!last) return `${title}: nothing yet`;
  const ends = lines.map(({ name, field }) => `${name} ${curveText(kind, last[field])}`).join(', ');
  return `${title} over ${counted(curve.length, 'epoch')}; at the end ${ends}. The table below holds the same figures.`;
}

/** @param {CurveKind} kind @param {any[]} points */
function tip(kind, points) {
  if (points.length === 0) return '';
  const list = h('dl');
  fill(list, points.map(({ seriesName, value }) => [h('dt', {}, seriesName), h('dd', {}, curveText(kind, value[1]))]));
  return h('div.tip', {}, h('b', {}, `Epoch ${points[0].value[0]}`), list);
}

/** @type {Column<EpochPoint>[]} */
const COLUMNS = [
  { id: 'epoch', title: 'Epoch', head: true, order: (point) => point.epoch, cell: (point) => count(point.epoch) },
  { id: 'steps', title: 'Steps', number: true, cell: (point) => count(point.steps) },
  ...[...CURVES.accuracy.lines, ...CURVES.loss.lines].map(({ name, field }) => {
    const kind = /** @type {CurveKind} */ (field.endsWith('Loss') ? 'loss' : 'accuracy');
    return {
      id: field,
      title: `${name[0].toUpperCase()}${name.slice(1)} ${kind}`,
      number: true,
      descending: kind === 'accuracy',
      order: (/** @type {EpochPoint} */ point) => point[field],
      cell: (/** @type {EpochPoint} */ point) => curveText(kind, point[field]),
    };
  }),
  { id: 'rate', title: 'Learning rate', number: true, cell: (point) => curveText('rate', point.learningRate) },
  { id: 'images', title: 'Images/s', number: true, cell: (point) => rateText(point.imagesPerSecond) ?? '' },
  { id: 'seconds', title: 'At', number: true, cell: (point) => duration(point.seconds) },
];
