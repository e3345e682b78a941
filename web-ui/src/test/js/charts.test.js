import assert from 'node:assert/strict';
import { test } from 'node:test';
import './metrics.js';
import { linearDomain, logDomain, logTicks, roundStep } from '../../main/resources/META-INF/resources/tradespace/ui/charts/axes.js';
import { bars, barText, histogram } from '../../main/resources/META-INF/resources/tradespace/ui/charts/histogram.js';
import { COLOURS, markOf, SHAPES } from '../../main/resources/META-INF/resources/tradespace/ui/charts/marks.js';
import { circleSize, labelAlign, placed, tradeoff, withAlpha } from '../../main/resources/META-INF/resources/tradespace/ui/charts/tradeoff.js';
import { row } from './rows.js';

const ink = {
  font: 'sans-serif',
  text: 'rgb(0, 0, 0)',
  muted: 'rgb(90, 90, 90)',
  line: 'rgb(220, 220, 220)',
  strong: 'rgb(130, 130, 130)',
  surface: 'rgb(255, 255, 255)',
  accent: 'rgb(42, 86, 198)',
  shade: 'rgb(240, 240, 240)',
  families: Array.from({ length: COLOURS }, (_, place) => `rgb(${place}, ${place}, ${place})`),
};

const rows = [
  row(1, 'resnet/small', { accuracy: 70, latency: 10, params: 1e6, interval: [9, 11] }),
  row(2, 'vit/large', { accuracy: 80, latency: 100, params: 9e7 }),
  row(3, 'resnet/trained', { accuracy: 75, latency: 50, params: 4e6, origin: 'measured' }),
  row(4, 'vit/unknown', { latency: 20 }),
  row(5, 'vit/failed', { accuracy: 60 }),
];

const option = (changes = {}) =>
  tradeoff({
    rows,
    front: [rows[0], rows[2], rows[1]],
    x: 'latency',
    log: true,
    limits: {},
    excluded: new Set(),
    recommended: new Set(),
    selected: null,
    families: ['resnet', 'vit'],
    ink,
    narrow: false,
    still: true,
    ...changes,
  });

const series = (built, id) => built.series.find((one) => one.id === id);

test('only rows with both figures have a place, the largest first', () => {
  assert.deepEqual(placed(rows, 'latency').map(({ id }) => id), [2, 3, 1]);
  assert.deepEqual(series(option(), 'models').data.map(({ name }) => name), ['vit/large', 'resnet/trained', 'resnet/small']);
});

test('a zero has no place on a logarithmic axis', () => {
  const zero = row(9, 'resnet/zero', { accuracy: 10, latency: 0 });
  assert.equal(placed([zero], 'latency', true).length, 0);
  assert.equal(placed([zero], 'latency', false).length, 1);
});

test('measured accuracy is filled and published accuracy hollow', () => {
  const [published, measured] = series(option(), 'models').data;
  assert.equal(measured.itemStyle.borderWidth, 0);
  assert.ok(published.itemStyle.borderWidth > 0);
  assert.notEqual(published.itemStyle.color, published.itemStyle.borderColor);
});

test('the axes name the origins of what they show', () => {
  const built = option();
  assert.equal(built.yAxis.name, 'Accuracy (measured and published)');
  assert.equal(built.xAxis.name, 'Latency (p50, measured)');
});

test('the front is the server\'s, drawn as steps that never promise more than was reached', () => {
  const front = series(option(), 'front');
  assert.equal(front.step, 'end');
  assert.deepEqual(front.data, [[10, 70], [50, 75], [100, 80]]);
});

test('the axis of accuracy has room for the intervals', () => {
  const trained = { ...rows[2], accuracy: { ...rows[2].accuracy, interval: [61, 88.5] } };
  const { min, max } = option({ rows: [rows[0], trained] }).yAxis;
  assert.ok(min <= 61 && max >= 88.5, `${min} to ${max}`);
});

test('whoever the server left out is pale', () => {
  const data = series(option({ excluded: new Set(['vit/large']) }), 'models').data;
  assert.ok(data[0].itemStyle.opacity < 0.5);
  assert.ok(data[1].itemStyle.opacity > 0.5);
});

test('limits are drawn where they lie', () => {
  const lines = series(option({ limits: { latency: 20, accuracy: 72, memory: 1 } }), 'front').markLine.data;
  assert.deepEqual(lines.map(({ xAxis, yAxis }) => [xAxis, yAxis]), [[20, undefined], [undefined, 72]]);
});

test('the recommended and the selected model have rings', () => {
  const built = option({ recommended: new Set([1]), selected: 2 });
  assert.deepEqual(series(built, 'recommended').data, [[10, 70]]);
  assert.deepEqual(series(built, 'selected').data, [[100, 80]]);
  assert.equal(series(option({ recommended: new Set([4]) }), 'recommended'), undefined);
});

test('an interval is drawn only where it reaches beyond its mark', () => {
  const { data, renderItem } = series(option(), 'intervals');
  assert.deepEqual(data.map(({ value }) => value), [[9, 70, 11, 70]]);
  const at = (scale) => ({ value: (place) => data[0].value[place], coord: ([x, y]) => [x * scale, y] });
  assert.equal(renderItem({ dataIndex: 0 }, at(1)), undefined);
  assert.equal(renderItem({ dataIndex: 0 }, at(100)).children.length, 3);
});

test('a chart without rows is still a chart', () => {
  assert.equal(series(option({ rows: [], front: [] }), 'models').data.length, 0);
});

test('areas grow with the parameters', () => {
  const smallest = circleSize(0, 100);
  assert.ok(Math.abs((circleSize(100, 100) - smallest) / (circleSize(25, 100) - smallest) - 2) < 1e-9);
  assert.equal(circleSize(null, 100), smallest);
});

test('families differ by colour or shape, unknown ones included', () => {
  const families = Array.from({ length: 3 * COLOURS }, (_, place) => `family-${place}`);
  const marks = families.map((family) => JSON.stringify(markOf(family, families)));
  assert.equal(new Set(marks).size, families.length);
  assert.ok(SHAPES.includes(markOf('newcomer', families).shape));
});

test('ticks are round numbers within the axis', () => {
  assert.deepEqual(logTicks(0.9, 12), [1, 2, 5, 10]);
  assert.deepEqual(logTicks(1, 400), [1, 3, 10, 30, 100, 300]);
  assert.deepEqual(logTicks(1e6, 1e10), [1e6, 1e7, 1e8, 1e9, 1e10]);
});

test('axes leave room at both ends', () => {
  const { min, max } = logDomain([10, 1000]);
  assert.ok(min < 10 && max > 1000);
  assert.deepEqual(linearDomain([41.5, 84.2], false), { min: 30, max: 90, interval: 10 });
  assert.equal(linearDomain([3, 8], true).min, 0);
  const single = linearDomain([5], false);
  assert.ok(single.min < 5 && single.max > 5);
});

test('steps are 1, 2 or 5 times a power of ten', () => {
  assert.equal(roundStep(43, 6), 10);
  assert.equal(roundStep(0.9, 40), 0.05);
  assert.equal(roundStep(2.1, 10), 0.5);
});

test('bars hold every sample once', () => {
  const samples = Array.from({ length: 500 }, (_, place) => 10 + Math.sin(place) + (place === 7 ? 90 : 0));
  const found = bars(samples);
  assert.equal(found.reduce((sum, bar) => sum + bar.count, 0), 500);
  assert.ok(found.length <= 60);
});

test('one slow outlier goes into an open last bar and does not press the rest together', () => {
  const found = bars([...Array.from({ length: 99 }, (_, place) => 10 + place / 100), 500]);
  assert.ok(found.filter((bar) => bar.count > 0).length > 10);
  assert.equal(found.at(-1).open, true);
  assert.match(barText(found.at(-1)), /and above$/);
});

test('equal samples and no samples make a chart', () => {
  assert.deepEqual(bars([]), []);
  assert.equal(bars([5, 5, 5]).reduce((sum, bar) => sum + bar.count, 0), 3);
  assert.equal(histogram([], [], ink, true).series[0].data.length, 0);
});

test('the histogram marks the server\'s percentiles', () => {
  const { series: [queries] } = histogram([1e7, 1.1e7, 1.2e7], [{ name: 'p50', at: 11 }], ink, true);
  assert.deepEqual(queries.markLine.data.map(({ xAxis }) => xAxis), [11]);
});

test('a colour becomes translucent, an unknown notation stays', () => {
  assert.equal(withAlpha('rgb(1, 2, 3)', 0.5), 'rgba(1, 2, 3, 0.5)');
  assert.equal(withAlpha('red', 0.5), 'red');
});

test('labels grow away from the ends of the axis', () => {
  const linear = { type: 'value', min: 0, max: 100 };
  const log = { type: 'log', min: 1, max: 1000 };
  assert.deepEqual([1, 50, 99].map((value) => labelAlign(value, linear)), ['left', 'center', 'right']);
  assert.deepEqual([1.1, 50, 900].map((value) => labelAlign(value, log)), ['left', 'center', 'right']);
});
