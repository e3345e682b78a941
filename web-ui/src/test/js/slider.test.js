import assert from 'node:assert/strict';
import { test } from 'node:test';
import './metrics.js';
import { limitAt, POSITIONS, positionOf, scaleOf } from '../../main/resources/META-INF/resources/tradespace/ui/pages/choose/slider.js';

const costs = scaleOf({ low: 2.34, high: 418 }, 'max');
const accuracies = scaleOf({ low: 41.5, high: 84.2 }, 'min');

test('a scale reaches from the smallest to the largest value, rounded outwards', () => {
  assert.deepEqual(costs, { low: 2.3, high: 420, logarithmic: true, kind: 'max' });
  assert.deepEqual(accuracies, { low: 41, high: 85, logarithmic: false, kind: 'min' });
});

test('the end that excludes nothing is no limit', () => {
  assert.equal(limitAt(costs, POSITIONS), null);
  assert.equal(limitAt(accuracies, 0), null);
  assert.equal(positionOf(costs, undefined), POSITIONS);
  assert.equal(positionOf(accuracies, undefined), 0);
});

test('each position gives a limit that leads back to it', () => {
  for (let position = 0; position < POSITIONS; position += 1) {
    assert.equal(positionOf(costs, limitAt(costs, position)), position);
    assert.equal(positionOf(accuracies, limitAt(accuracies, position + 1)), position + 1);
  }
});

test('limits grow with the position', () => {
  for (let position = 1; position < POSITIONS; position += 1) {
    assert.ok(limitAt(costs, position) > limitAt(costs, position - 1));
  }
});

test('a limit outside the scale rests at its end', () => {
  assert.equal(positionOf(costs, 0), 0);
  assert.equal(positionOf(costs, 1e9), POSITIONS - 1);
});

test('there is no scale without values, and a single value does not break it', () => {
  assert.equal(scaleOf(undefined, 'max'), null);
  const single = scaleOf({ low: 5, high: 5 }, 'max');
  assert.equal(positionOf(single, 5), 0);
  assert.equal(limitAt(single, 40), 5);
});

test('a metric that can be zero has a linear scale', () => {
  const scale = scaleOf({ low: 0, high: 10 }, 'max');
  assert.equal(scale.logarithmic, false);
  assert.equal(limitAt(scale, 0), 0);
});
