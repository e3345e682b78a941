import assert from 'node:assert/strict';
import { test } from 'node:test';
import './metrics.js';
import { choiceAddress, limitName, limitQuery, readChoice } from '../../main/resources/META-INF/resources/tradespace/ui/state/choice.js';
import { modelAddress, routeOf } from '../../main/resources/META-INF/resources/tradespace/ui/state/routes.js';

test('a choice survives the address', () => {
  const choice = {
    targets: ['local-cpu/ort-fp32-1t', 'local-cpu/ort-fp32-all'],
    dataset: 'imagenet-1k',
    protocol: 'quick',
    shown: 'local-cpu/ort-fp32-all',
    x: 'memory',
    log: false,
    limits: { latency: 20, accuracy: 75 },
  };
  assert.deepEqual(readChoice(routeOf(choiceAddress(choice)).query), choice);
});

test('an empty address is a choice of nothing, on a logarithmic axis of latency', () => {
  const choice = readChoice(new URLSearchParams());
  assert.deepEqual(choice, { targets: [], dataset: '', protocol: '', shown: '', x: 'latency', log: true, limits: {} });
  assert.equal(choiceAddress(choice), '#/');
});

test('nonsense in the address is passed over', () => {
  const { x, limits } = readChoice(new URLSearchParams('x=beauty&maxLatency=fast&maxMemory=-1&minAccuracy=&maxParams=Infinity'));
  assert.equal(x, 'latency');
  assert.deepEqual(limits, {});
});

test('limits have the names of the server', () => {
  assert.equal(limitName('modelSize'), 'maxModelSize');
  assert.equal(limitName('accuracy'), 'minAccuracy');
  assert.deepEqual(limitQuery({ limits: { macs: 1e9, accuracy: 70 } }), { maxMacs: 1e9, minAccuracy: 70 });
});

test('a limit of zero is a limit', () => {
  assert.deepEqual(readChoice(new URLSearchParams('maxLatency=0')).limits, { latency: 0 });
});

test('a model keeps its id in the address, whatever it holds', () => {
  for (const id of ['resnet/resnet50', 'resnet/resnet50[width=0.75,x=1]', 'odd/a b?c#d%2F', 'odd/100%']) {
    const route = routeOf(modelAddress(id));
    assert.equal(route.page, 'model');
    assert.equal(route.id, id);
  }
});

test('addresses lead to their pages', () => {
  assert.equal(routeOf('').page, 'choose');
  assert.equal(routeOf('#/').page, 'choose');
  assert.equal(routeOf('#/?x=macs').page, 'choose');
  assert.equal(routeOf('#/sweeps').page, 'sweeps');
  assert.equal(routeOf('#/sweeps/12').page, 'sweep');
  assert.equal(routeOf('#/nowhere').page, 'unknown');
  assert.equal(routeOf('#/model/100%').id, '100%');
});
