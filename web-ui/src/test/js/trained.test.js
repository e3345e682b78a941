import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import './metrics.js';
import * as client from '../../main/resources/META-INF/resources/tradespace/ui/api/client.js';
import { CURVES, curveText, lastEpoch, learningCurve } from '../../main/resources/META-INF/resources/tradespace/ui/charts/curve.js';
import { mixedUp, mostMixedUp, paintOf, rowTotal, shareText, stepTo } from '../../main/resources/META-INF/resources/tradespace/ui/words/confusion-words.js';
import { datasetNames, datasetOf, offeredText } from '../../main/resources/META-INF/resources/tradespace/ui/state/datasets.js';
import { namesOf } from '../../main/resources/META-INF/resources/tradespace/ui/words/format.js';
import { leftOutText } from '../../main/resources/META-INF/resources/tradespace/ui/pages/choose/recommendation.js';
import { probabilityText } from '../../main/resources/META-INF/resources/tradespace/ui/pages/try/opinions.js';
import { modelAddress, routeOf, trainingAddress, tryAddress } from '../../main/resources/META-INF/resources/tradespace/ui/state/routes.js';
import * as training from '../../main/resources/META-INF/resources/tradespace/ui/words/training-words.js';
import { fileProblem, kindOf, middleSquare, pixelProblem } from '../../main/resources/META-INF/resources/tradespace/ui/pages/try/upload.js';

const wire = (name) => JSON.parse(readFileSync(new URL(`wire/${name}.json`, import.meta.url), 'utf8'));
const ink = { font: 'sans-serif', text: 'black', muted: 'grey', line: 'silver', strong: 'grey', surface: 'white', accent: 'blue', shade: 'white', families: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] };

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

test('a recipe reads as sentences, and what it does without is said', () => {
  assert.deepEqual(training.recipeLines(wire('training').spec.recipe), [
    ['Optimizer', 'SGD with Nesterov momentum'],
    ['Learning rate', '0.1 at its height'],
    ['Schedule', 'cosine, rising over the first 5%'],
    ['Weight decay', '0.0005 on kernels only'],
    ['Batch', '128 images'],
    ['Label smoothing', 'none'],
    ['Gradient clipping', 'none'],
    ['Weight averaging', 'exponential, 0.999'],
    ['Flip', 'half of the images, left to right'],
    ['Random crop', 'after 2 pixels of padding'],
    ['Mixup', 'none'],
    ['Random erasing', '25% of the images'],
  ]);
});

test('a budget is epochs or a time', () => {
  const { spec } = wire('training');
  assert.deepEqual(training.specLines(spec).slice(1, 3), [['Images', '10,000 of the training split'], ['Budget', '3 epochs']]);
  assert.equal(training.budgetText({ seconds: 600 }), '10 min');
  assert.equal(training.askedText({ dataset: 'mnist', epochs: 1, subset: 500 }), 'mnist (500 images), 1 epoch');
});

test('how far a training is stands in one line, even where its loss has run away', () => {
  const progress = wire('progress');
  assert.equal(training.progressText(progress), 'Epoch 3 of 3, loss 0.412, 85.2% right, 3,181 images/s, 2 min 10 s left');
  assert.match(training.progressText({ ...progress, loss: null }), /loss not finite/);
});

test('an epoch that is trained again takes the place of the old one', () => {
  const { curve } = wire('training');
  const third = { ...curve[1], epoch: 3 };
  assert.deepEqual(training.withPoint(curve, third).map(({ epoch }) => epoch), [1, 2, 3]);
  const again = { ...curve[0], validationAccuracy: 1 };
  assert.deepEqual(training.withPoint(curve, again), [again]);
  assert.equal(curve.length, 2);
});

test('trainings are kept apart by data set, and news take the place of what they renew', () => {
  const list = [{ id: 3, dataset: 'b' }, { id: 2, dataset: 'a' }, { id: 1, dataset: 'b' }];
  assert.deepEqual(training.byDataset(list).map(([id, of]) => [id, of.length]), [['b', 2], ['a', 1]]);
  assert.deepEqual(training.renewed(list, { id: 2, dataset: 'a', new: true }).map((one) => one.new), [undefined, true, undefined]);
  assert.equal(training.renewed(list, { id: 4, dataset: 'a' })[0].id, 4);
});

test('a learning curve has the points of the server, and leaves room for the epochs to come', () => {
  const { curve } = wire('training');
  const option = learningCurve('accuracy', curve, { epochs: 30, ink, still: true });
  assert.deepEqual(option.series.map(({ name }) => name), ['training', 'validation']);
  assert.deepEqual(option.series[1].data, [[1, 77.2], [2, 84.06]]);
  assert.equal(option.xAxis.max, 30);
  assert.equal(learningCurve('accuracy', curve, { epochs: null, ink, still: true }).xAxis.max, 2);
  assert.equal(lastEpoch([], null), 2);
  for (const kind of Object.keys(CURVES)) {
    for (const { data } of learningCurve(kind, curve, { epochs: null, ink, still: true }).series) {
      assert.ok(data.every(([epoch, value]) => epoch > 0 && Number.isFinite(value)), kind);
    }
  }
});

test('the axis of accuracy ends at 100% once it comes near', () => {
  const { max } = learningCurve('accuracy', [], { epochs: null, ink, still: true }).yAxis;
  assert.equal(max({ max: 95 }), 100);
  assert.equal(max({ max: 60 }), null);
});

test('values of curves have the digits that tell epochs apart', () => {
  assert.equal(curveText('accuracy', 84.06), '84.1%');
  assert.equal(curveText('loss', 0.44191), '0.442');
  assert.equal(curveText('rate', 0.0001234), '0.000123');
});

test('shares of a row never round an image away', () => {
  const { confusion } = wire('scores');
  assert.deepEqual(confusion[0].map((count) => shareText(count, rowTotal(confusion[0]))), ['80%', '<1%', '20%']);
  assert.equal(shareText(999, 1000), '>99%');
  assert.equal(shareText(1000, 1000), '100%');
  assert.equal(shareText(0, 0), '0%');
});

test('cells are painted by their share, and a grave error as strongly as can be', () => {
  assert.equal(paintOf(100, 100, true), 100);
  assert.equal(paintOf(0, 100, false), 0);
  assert.equal(paintOf(50, 100, false), 100);
  assert.ok(paintOf(1, 100, false) > 10);
  assert.equal(paintOf(0, 0, true), 0);
});

test('what is mixed up most comes first, and right answers are no mix-up', () => {
  const { confusion } = wire('scores');
  assert.deepEqual(mixedUp(confusion, 2), [
    { truth: 0, answer: 2, count: 201, total: 1000 },
    { truth: 1, answer: 0, count: 39, total: 200 },
  ]);
  assert.deepEqual(mixedUp([[5, 0], [0, 5]], 9), []);
});

test('the arrows stay within the matrix', () => {
  assert.deepEqual(stepTo('ArrowUp', { row: 0, column: 1 }, 3), { row: 0, column: 1 });
  assert.deepEqual(stepTo('ArrowRight', { row: 0, column: 1 }, 3), { row: 0, column: 2 });
  assert.deepEqual(stepTo('ArrowRight', { row: 0, column: 2 }, 3), { row: 0, column: 2 });
  assert.deepEqual(stepTo('End', { row: 1, column: 0 }, 3, true), { row: 2, column: 2 });
  assert.deepEqual(stepTo('Home', { row: 1, column: 2 }, 3), { row: 1, column: 0 });
  assert.equal(stepTo('a', { row: 1, column: 2 }, 3), null);
});

test('a file is judged by its bytes, not by its name', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  assert.equal(kindOf(png), 'image/png');
  assert.equal(kindOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)), 'image/jpeg');
  assert.equal(kindOf(Uint8Array.of(0x42, 0x4d, 0x3a)), 'image/bmp');
  assert.equal(kindOf(png.slice(0, 5)), null);
  assert.equal(fileProblem('cat.png', 100, 'image/png'), null);
  assert.match(fileProblem('cat.png', 100, null), /cat\.png is not a PNG, JPEG or BMP/);
  assert.match(fileProblem('cat.png', 0, null), /empty/);
});

test('the limits of an upload are said with what was too much', () => {
  assert.equal(fileProblem('a', 32e6, 'image/png'), null);
  assert.match(fileProblem('a', 32000001, 'image/png'), /has 32\.1 MB; at most 32 MB/);
  assert.equal(pixelProblem('a', 5000, 5000), null);
  assert.match(pixelProblem('a', 16385, 8192), /16385 × 8192 pixels; at most 134 million/);
});

test('a network is shown the middle of a picture', () => {
  assert.deepEqual(middleSquare(640, 480), { left: 80, top: 0, side: 480 });
  assert.deepEqual(middleSquare(3, 8), { left: 0, top: 2, side: 3 });
});

test('a picture is sent as what it is, to the trainings that were chosen', async () => {
  let asked;
  globalThis.fetch = async (...all) => {
    asked = all;
    return new Response(JSON.stringify(wire('classification')));
  };
  const said = await client.classify(new Blob(['x'], { type: 'image/jpeg' }), { training: [12, 13] });
  assert.equal(asked[0], '/api/classify?training=12&training=13');
  assert.equal(asked[1].method, 'POST');
  assert.equal(asked[1].headers['Content-Type'], 'image/jpeg');
  assert.equal(said.models[1].failure, 'its model is not on this machine');
});

test('a probability is never rounded to certainty', () => {
  const [{ classes }] = wire('classification').models;
  assert.deepEqual(classes.map(({ probability }) => probabilityText(probability)), ['>99.9%', '<0.1%']);
  assert.equal(probabilityText(1), '100.0%');
  assert.equal(probabilityText(0), '0.0%');
});

test('names of data sets stay what they are in addresses', () => {
  assert.equal(client.imageAddress('my photos/2', 'test', 7, 96), '/api/datasets/my%20photos%2F2/images/test/7.png?size=96');
  assert.equal(client.trainedFile(3, 'onnx'), '/api/trainings/3/model.onnx');
});

test('trainings, trials and measured rows have addresses', () => {
  assert.deepEqual(routeOf(trainingAddress(12)).page, 'training');
  assert.equal(routeOf('#/trainings').page, 'trainings');
  const tried = routeOf(tryAddress({ dataset: 'a b', training: 3 }));
  assert.equal(tried.page, 'try');
  assert.deepEqual([tried.query.get('dataset'), tried.query.get('training')], ['a b', '3']);
  const model = routeOf(modelAddress('resnet/mini[width=0.5]', 9));
  assert.deepEqual([model.id, model.query.get('row')], ['resnet/mini[width=0.5]', '9']);
});

test('a data set is offered once, and one with rows is shown first', () => {
  const names = datasetNames([{ dataset: 'imagenet-1k' }, { dataset: 'imagenet-1k' }], [{ dataset: 'mnist' }]);
  assert.deepEqual(names, ['imagenet-1k', 'mnist']);
  const offered = [{ id: 'imagenet-1k', rows: 0, trained: 0 }, { id: 'mnist', rows: 4, trained: 2 }];
  assert.equal(datasetOf(offered, ''), 'mnist');
  assert.equal(datasetOf(offered, 'imagenet-1k'), 'imagenet-1k');
  assert.equal(datasetOf(offered, 'gone'), 'mnist');
  assert.equal(datasetOf([], ''), '');
  const unknown = { id: 'none', rows: 40, trained: 0, published: false };
  assert.equal(datasetOf([unknown, ...offered], ''), 'mnist', 'not the one without accuracies');
  assert.equal(datasetOf([unknown, { id: 'mine', rows: 0, trained: 1, published: false }], ''), 'mine');
  assert.equal(datasetOf([unknown], ''), 'none');
});

test('a data set says where its accuracies come from', () => {
  const words = (rows, trained, published) => offeredText({ id: 'a', rows, trained, published });
  assert.equal(words(24, 0, true), '24 rows, accuracy published');
  assert.equal(words(6, 3, false), '6 rows, accuracy measured on 3 trained models');
  assert.equal(words(6, 1, true), '6 rows, accuracy published and measured on 1 trained model');
  assert.equal(words(2, 0, false), '2 rows, accuracy not known');
  assert.equal(words(0, 1, false), '1 model trained, not measured yet');
  assert.equal(words(0, 0, true), 'nothing measured yet');
});

test('families that share a short name keep their own', () => {
  const names = namesOf(['resnet/mini', 'vit/mini', 'vit/ti16', 'vit/ti16']);
  assert.deepEqual([...names.values()], ['resnet/mini', 'vit/mini', 'ti16']);
});

test('of many classes those are shown that are mixed up most', () => {
  const size = 1000;
  const confusion = Array.from({ length: size }, (row, truth) => Array.from({ length: size }, (cell, answer) => (truth === answer ? 50 : 0)));
  confusion[900][7] = 30;
  confusion[7][900] = 5;
  confusion[500][501] = 20;
  assert.deepEqual(mostMixedUp(confusion, 4), [7, 500, 501, 900]);
  assert.deepEqual(mostMixedUp(confusion, 6), [0, 1, 7, 500, 501, 900], 'the first of the rest fill up');
  assert.deepEqual(mostMixedUp(confusion, 3), [0, 7, 900], 'no class without the one that it is taken for');
  assert.equal(mostMixedUp(confusion.map((row) => row.map(() => 1)), 40).length, 40);
});

test('models left out are not told as a part of those considered', () => {
  assert.equal(leftOutText(18, 0), '18 models left out, 0 models considered');
  assert.equal(leftOutText(1, 24), '1 model left out, 24 models considered');
});
