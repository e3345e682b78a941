import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import './metrics.js';
import { agreeing, agreement } from '../../main/resources/META-INF/resources/tradespace/ui/charts/agreement.js';
import { fronts, MOST_FRONTS, pointsOfFronts } from '../../main/resources/META-INF/resources/tradespace/ui/charts/fronts.js';
import { COLOURS } from '../../main/resources/META-INF/resources/tradespace/ui/charts/marks.js';
import { paced } from '../../main/resources/META-INF/resources/tradespace/ui/dom.js';
import { badgeNote } from '../../main/resources/META-INF/resources/tradespace/ui/parts/figure.js';
import { comparedModels, comparedTargets } from '../../main/resources/META-INF/resources/tradespace/ui/state/compared.js';
import { publishedDataset } from '../../main/resources/META-INF/resources/tradespace/ui/state/datasets.js';
import { deviceDetail, deviceOf, targetOf, namedTargets } from '../../main/resources/META-INF/resources/tradespace/ui/state/device-targets.js';
import { chooseAddress, compareAddress, deviceAddress, devicesAddress, estimatesAddress, routeOf, rowAddress } from '../../main/resources/META-INF/resources/tradespace/ui/state/routes.js';
import * as words from '../../main/resources/META-INF/resources/tradespace/ui/words/device-words.js';
import { axisTitle, figureTitle } from '../../main/resources/META-INF/resources/tradespace/ui/words/metrics.js';
import { row } from './rows.js';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

const PI = 'raspberry-pi-5/ncnn-fp32-4t';
const ORIN = 'jetson-agx-orin/ncnn-fp32-1t';

/** A row of a device elsewhere. */
const elsewhere = (id, variant, target, figures, latency = {}) => {
  const one = { ...row(id, variant, figures), target };
  return { ...one, latency: { ...one.latency, ...(one.latency.origin === 'unavailable' ? {} : { origin: 'published' }), ...latency } };
};

const ink = { font: 'sans-serif', text: 'rgb(0, 0, 0)', muted: 'grey', line: 'silver', strong: 'grey', surface: 'rgb(255, 255, 255)', accent: 'blue', shade: 'white', families: Array.from({ length: COLOURS }, (_, place) => `rgb(${place}, 0, 0)`) };

test('devices, one of them, and a comparison have addresses', () => {
  assert.equal(routeOf(devicesAddress()).page, 'devices');
  const searched = routeOf(devicesAddress({ kind: 'phone', words: 'galaxy s24' }));
  assert.deepEqual([searched.query.get('kind'), searched.query.get('q')], ['phone', 'galaxy s24']);
  const device = routeOf(deviceAddress('raspberry-pi-5', PI));
  assert.deepEqual([device.page, device.id, device.query.get('target')], ['device', 'raspberry-pi-5', PI]);
  const compared = routeOf(compareAddress([PI, ORIN, PI]));
  assert.equal(compared.page, 'compare');
  assert.deepEqual(comparedTargets(compared.query), [PI, ORIN]);
  assert.deepEqual(comparedTargets(routeOf(compareAddress([])).query), []);
  assert.deepEqual(routeOf(chooseAddress([PI, ORIN])).query.getAll('target'), [PI, ORIN]);
  const estimates = routeOf(estimatesAddress(PI));
  assert.deepEqual([estimates.page, estimates.query.get('target')], ['estimates', PI]);
});

test('a row elsewhere is not opened on the page of its model, which shows what was measured here', () => {
  assert.equal(rowAddress({ variant: 'resnet/resnet50', id: 7 }), '#/model/resnet/resnet50?row=7');
  assert.equal(rowAddress({ variant: 'resnet/resnet50', id: -7 }), '#/model/resnet/resnet50');
});

test('targets are asked for by their ids, all at once', async () => {
  const target = { id: PI, device: 'raspberry-pi-5', runtime: 'ncnn', precision: 'fp32', threads: 4, batch: 1, title: 'Raspberry Pi 5, ncnn fp32, 4 threads', energy: null };
  const asked = [];
  globalThis.fetch = async (address) => {
    asked.push(String(address));
    return new Response(JSON.stringify({ items: [target], total: 1 }));
  };
  assert.deepEqual(await namedTargets(['nowhere/ncnn-fp32-1t', PI]), [target]);
  assert.deepEqual(asked.map((address) => new URL(address, 'http://x').searchParams.getAll('target')), [['nowhere/ncnn-fp32-1t', PI]]);
  assert.deepEqual(await namedTargets([]), []);
  assert.deepEqual(await namedTargets(['']), [], 'not all of this machine');
  assert.equal(asked.length, 1);
  globalThis.fetch = async () => new Response('', { status: 503 });
  await assert.rejects(namedTargets([PI]), { status: 503 });
  assert.equal(deviceOf(PI), 'raspberry-pi-5');
});

test('a configuration of a device is a target, the details of a device asked for once', async () => {
  const configuration = { id: PI, title: 'Raspberry Pi 5, ncnn fp32', runtime: 'ncnn', computeUnit: 'cpu', precision: 'fp32', threads: null, batch: 1, rows: 27, variants: 6 };
  let asked = 0;
  globalThis.fetch = async () => {
    asked += 1;
    return new Response(JSON.stringify({ id: 'raspberry-pi-5', configurations: [configuration] }));
  };
  const device = await deviceDetail('raspberry-pi-5');
  assert.deepEqual(targetOf(device, device.configurations[0]), { id: PI, device: 'raspberry-pi-5', runtime: 'ncnn', precision: 'fp32', threads: 0, batch: 1, title: configuration.title });
  await deviceDetail('raspberry-pi-5');
  assert.equal(asked, 1);
});

test('kinds are counted in the order offered, unknown ones last', () => {
  const devices = ['server', 'drone', 'phone', 'server'].map((kind) => ({ kind }));
  assert.deepEqual(words.kindsOf(devices), [
    { kind: 'phone', count: 1 },
    { kind: 'server', count: 2 },
    { kind: 'drone', count: 1 },
  ]);
  assert.equal(words.kindText('phone'), 'phone or tablet');
  assert.equal(words.kindsText('drone'), 'drone');
});

test('a configuration is named without its device, and says what its figures rest on', () => {
  const device = { name: 'Raspberry Pi 5' };
  assert.equal(words.configurationName(device, { title: 'Raspberry Pi 5, ncnn fp32, 4 threads' }), 'ncnn fp32, 4 threads');
  assert.equal(words.configurationName(device, { title: 'Another' }), 'Another');
  assert.equal(words.configurationLine({ variants: 1 }), '1 model published');
  assert.match(words.configurationLine({ variants: 14, estimates: { meanError: 7.25 } }), /^14 models published, the others estimated within 7\.3% on average$/);
  assert.match(words.configurationLine({ variants: 2, estimates: null, estimatesReason: '5 are needed' }), /none estimated: 5 are needed$/);
});

test('how good estimates are is told as a sentence', () => {
  const errors = { networks: 14, meanError: 7, within10: 81.25, spearman: 0.9921, coverage: 89 };
  const text = words.errorsText(errors);
  assert.match(text, /14 published latencies/);
  assert.match(words.errorsText({ ...errors, networks: 1, spearman: null }), /1 published latency .*\(Spearman\) \u2014;/);
  assert.match(words.errorsText(errors, 'measured'), /14 measured latencies .* what was measured\.$/);
  assert.match(text, /mean error 7%, 81\.3% of them within 10%, rank correlation \(Spearman\) 0\.992; 89% of the 90% intervals/);
});

test('a device is shown in the configuration of most published models, the first of equals', () => {
  const configurations = [{ id: 'a', variants: 2 }, { id: 'b', variants: 6 }, { id: 'c', variants: 6 }];
  assert.equal(words.mainConfiguration(configurations).id, 'b');
  assert.equal(words.mainConfiguration([]), undefined);
});

test('a target without a front says which figure is missing and why', () => {
  assert.equal(words.noFrontReason([elsewhere(-1, 'resnet/a', PI, { accuracy: 70, latency: 10 })]), '');
  const reason = words.noFrontReason([elsewhere(-1, 'resnet/a', PI, { latency: 10 })]);
  assert.match(reason, /no front\. Accuracy: not measured\.$/);
  assert.match(words.noFrontReason([elsewhere(-1, 'resnet/a', PI, { accuracy: 70 })]), /Latency \(p50\): not measured\.$/);
  assert.notEqual(words.noFrontReason([]), '');
});

test('the note on an estimate gives its interval and its source', () => {
  const figure = { value: 12, unit: 'ms', origin: 'estimated', interval: [10, 14], source: 'from 14 models' };
  assert.equal(badgeNote('latency', figure), '95% interval: 10.0 to 14.0\u202fms. from 14 models');
  assert.equal(badgeNote('latency', { ...figure, interval: undefined }), 'from 14 models');
  assert.equal(badgeNote('latency', { value: 1, unit: 'ms', origin: 'published' }), 'no source given');
});

test('only a latency that was measured here is called the median', () => {
  const published = elsewhere(-1, 'resnet/a', PI, { accuracy: 70, latency: 10 });
  const estimated = elsewhere(-2, 'resnet/b', PI, { accuracy: 71, latency: 12 }, { origin: 'estimated' });
  assert.equal(axisTitle([published, estimated], 'latency'), 'Latency (estimated and published)');
  assert.equal(axisTitle([published, row(1, 'resnet/a', { accuracy: 70, latency: 9 })], 'latency'), 'Latency (p50, measured and published)');
  assert.equal(figureTitle('latency', published.latency), 'Latency');
  assert.equal(figureTitle('latency', row(1, 'resnet/a', { latency: 9 }).latency), 'Latency (p50)');
  assert.equal(figureTitle('accuracy', published.accuracy), 'Accuracy');
});

test('devices elsewhere are asked about the data set of most published accuracies', () => {
  const variant = (dataset, origin) => ({ dataset, accuracy: { origin } });
  assert.equal(publishedDataset([variant('cifar10', 'unavailable'), variant('b', 'published'), variant('a', 'published'), variant('a', 'published')]), 'a');
  assert.equal(publishedDataset([]), '');
});

const layers = () => [
  { target: PI, title: 'Pi', front: [elsewhere(-2, 'vit/b', PI, { accuracy: 80, latency: 40 }, { origin: 'estimated' }), elsewhere(-1, 'resnet/a', PI, { accuracy: 70, latency: 10 })] },
  { target: ORIN, title: 'Orin', front: [elsewhere(-11, 'resnet/a', ORIN, { accuracy: 70, latency: 5 }), elsewhere(-12, 'resnet/none', ORIN, { accuracy: 71 })] },
];

const draw = (changes = {}) => fronts({ layers: layers(), variant: null, ink, narrow: false, still: true, ...changes });

test('every front is a line of its own colour, the fastest first, that never promises more than was reached', () => {
  const points = pointsOfFronts(layers());
  assert.deepEqual(points.map(({ layer, x }) => [layer, x]), [[0, 10], [0, 40], [1, 5]]);
  const [pi, orin] = draw().series;
  assert.deepEqual(pi.data, [[10, 70], [40, 80]]);
  assert.deepEqual(orin.data, [[5, 70]]);
  assert.equal(pi.step, 'end');
  assert.notEqual(pi.lineStyle.color, orin.lineStyle.color);
});

test('an estimated latency is hollow and dashed, a published one filled, and fronts differ by shape', () => {
  const [published, estimated, other] = draw().series.find(({ id }) => id === 'models').data;
  assert.equal(published.itemStyle.color, 'rgb(0, 0, 0)');
  assert.notEqual(estimated.itemStyle.color, estimated.itemStyle.borderColor);
  assert.ok(Array.isArray(estimated.itemStyle.borderType));
  assert.equal(published.itemStyle.borderType, 'solid');
  assert.notEqual(other.symbol, published.symbol);
});

test('a model that is marked stands out on every front', () => {
  const { data } = draw({ variant: 'resnet/a' }).series.find(({ id }) => id === 'models');
  assert.deepEqual(data.map(({ itemStyle }) => itemStyle.opacity > 0.5), [true, false, true]);
  assert.deepEqual(data.map(({ label }) => label.show), [true, true, true]);
});

test('fronts without a member make a chart all the same', () => {
  const empty = draw({ layers: [{ target: PI, title: 'Pi', front: [] }] });
  assert.equal(empty.series.at(-1).data.length, 0);
  assert.equal(MOST_FRONTS, COLOURS);
});

test('models are compared by the number of fronts they are on, with their latency elsewhere beside', () => {
  const [pi, orin] = layers();
  const slow = elsewhere(-13, 'vit/b', ORIN, { accuracy: 80, latency: 90 });
  const never = elsewhere(-3, 'resnet/slow', PI, { accuracy: 60, latency: 99 });
  const models = comparedModels([...pi.front, ...orin.front.slice(0, 1), slow, never], [pi, { ...orin, front: orin.front.slice(0, 1) }]);
  assert.deepEqual(models.map(({ variant, on }) => [variant, on]), [['resnet/a', 2], ['vit/b', 1]]);
  const { at } = models[1];
  assert.deepEqual([at.get(PI).member, at.get(ORIN).member, at.get(ORIN).row.latency.value], [true, false, 90]);
});

test('of several rows of a model on one target the member of the front speaks', () => {
  const long = { ...row(1, 'resnet/a', { accuracy: 70, latency: 12 }), target: 'here' };
  const quick = { ...row(2, 'resnet/a', { accuracy: 70, latency: 10 }), target: 'here' };
  for (const rows of [[long, quick], [quick, long]]) {
    assert.equal(comparedModels(rows, [{ target: 'here', front: [quick] }])[0].at.get('here').row.id, 2);
  }
});

test('work asked for while it runs is done once more behind it', async () => {
  const ends = [];
  let begun = 0;
  const work = paced(() => {
    begun += 1;
    return new Promise((end) => ends.push(end));
  });
  const turn = () => new Promise((done) => setImmediate(done));
  work();
  work();
  work();
  assert.equal(begun, 1, 'at once, and not beside itself');
  ends.shift()();
  await turn();
  assert.equal(begun, 2);
  work();
  work.cancel();
  ends.shift()();
  await turn();
  assert.equal(begun, 2, 'what was cancelled is not begun');
  work();
  assert.equal(begun, 3, 'and it can be asked for again');
});

test('estimates are held against what is known on equal axes, with their intervals', () => {
  const estimate = (value, interval) => ({ value, unit: 'ms', origin: 'estimated', interval });
  const items = [
    { variant: 'resnet/a', known: 10, estimate: estimate(12, [9, 16]) },
    { variant: 'resnet/b', known: null, estimate: estimate(20) },
    { variant: 'vit/c', known: 5, estimate: { value: null, unit: 'ms', origin: 'unavailable', reason: 'too far' } },
  ];
  assert.deepEqual(agreeing(items).map(({ item }) => item.variant), ['resnet/a']);
  const option = agreement({ items, known: 'measured', families: ['resnet', 'vit'], ink, narrow: false, still: true });
  assert.deepEqual([option.xAxis.min, option.xAxis.max], [option.yAxis.min, option.yAxis.max]);
  const [equal, intervals, models] = option.series;
  assert.deepEqual(equal.data, [[option.xAxis.min, option.xAxis.min], [option.xAxis.max, option.xAxis.max]]);
  assert.deepEqual(intervals.data, [{ value: [10, 9, 16] }]);
  assert.deepEqual(models.data.map(({ value }) => value), [[10, 12]]);
  assert.equal(agreement({ items: [], known: 'measured', families: [], ink, narrow: true, still: true }).series[2].data.length, 0);
});
