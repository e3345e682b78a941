import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as format from '../../main/resources/META-INF/resources/tradespace/ui/format.js';

const plain = (words) => words.replaceAll('\u202f', ' ');

test('three digits are kept at every size', () => {
  assert.equal(format.threeDigits(0), '0.00');
  assert.equal(format.threeDigits(0.012345), '0.0123');
  assert.equal(format.threeDigits(1.005), '1.00');
  assert.equal(format.threeDigits(12.345), '12.3');
  assert.equal(format.threeDigits(123.45), '123');
  assert.equal(format.threeDigits(12345), '12,300');
});

test('a value that rounds up to a thousand moves to the next prefix', () => {
  assert.equal(plain(format.text('modelSize', 999_600)), '1.00 MB');
  assert.equal(plain(format.text('modelSize', 999_400)), '999 kB');
});

test('each metric has its unit', () => {
  assert.equal(plain(format.text('latency', 12.345)), '12.3 ms');
  assert.equal(format.text('accuracy', 76.13), '76.1%');
  assert.equal(plain(format.text('memory', 129e6)), '129 MB');
  assert.equal(plain(format.text('params', 25557032)), '25.6 M');
  assert.equal(plain(format.text('macs', 4.089e9)), '4.09 G');
  assert.equal(plain(format.text('energy', 0.0123)), '12.3 mJ');
  assert.equal(plain(format.text('energy', 1.5)), '1.50 J');
  assert.equal(format.text('throughput', 81.23), '81.2/s');
});

test('a missing value is a dash, never a zero', () => {
  assert.equal(format.text('latency', null), '\u2014');
  assert.equal(format.text('latency', undefined), '\u2014');
});

test('small counts and bytes stay whole', () => {
  assert.equal(format.text('params', 0), '0');
  assert.equal(plain(format.text('memory', 512)), '512 B');
});

test('an interval names its unit once where both ends share it', () => {
  assert.equal(plain(format.intervalText('latency', [12.1, 12.9])), '12.1 to 12.9 ms');
  assert.equal(plain(format.intervalText('memory', [900e3, 1.2e6])), '900 kB to 1.20 MB');
});

test('a chosen number loses the zeros that only tell precision', () => {
  assert.equal(plain(format.roundText('latency', 20)), '20 ms');
  assert.equal(plain(format.roundText('latency', 100)), '100 ms');
  assert.equal(plain(format.roundText('latency', 0.25)), '0.25 ms');
  assert.equal(format.roundText('accuracy', 75), '75%');
  assert.equal(plain(format.roundText('macs', 2e9)), '2 G');
});

test('durations read as people say them', () => {
  assert.equal(format.duration(0.4), '0 s');
  assert.equal(format.duration(59.6), '1 min');
  assert.equal(format.duration(130), '2 min 10 s');
  assert.equal(format.duration(600), '10 min');
  assert.equal(format.duration(7260), '2 h 1 min');
});

test('a limit survives being typed', () => {
  for (const [metric, value] of [
    ['latency', 23.0812],
    ['memory', 200e6],
    ['energy', 0.0001],
    ['params', 5.5e6],
    ['accuracy', 75],
  ]) {
    assert.equal(format.fromTyped(metric, format.toTyped(metric, value)), value);
  }
});

test('what is no number is no limit', () => {
  for (const typed of ['', '  ', 'fast', '-3', '1e999', '3 ms']) assert.equal(format.fromTyped('latency', typed), null);
  assert.equal(format.fromTyped('latency', '12,5'), 12.5);
});

test('a short name leaves the family out', () => {
  assert.equal(format.shortName('resnet/resnet50'), 'resnet50');
  assert.equal(format.shortName('alone'), 'alone');
});
