import assert from 'node:assert/strict';
import { test } from 'node:test';
import './metrics.js';
import * as format from '../../main/resources/META-INF/resources/tradespace/ui/words/format.js';

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
  for (const typed of ['0x10', '1_000', 'Infinity', '1,00,000', '1.000.000', '1,2,3', '1e', '١٢']) assert.equal(format.fromTyped('latency', typed), null, typed);
  assert.equal(format.fromTyped('latency', '12,5'), 12.5);
});

test('a comma is what it can only be', () => {
  for (const [typed, number] of [
    ['0,5', 0.5],
    ['0,500', 0.5],
    ['00,125', 0.125],
    ['12,5', 12.5],
    ['1,0000', 1],
    ['1000,250', 1000.25],
    ['1,000,000', 1e6],
    ['3,120.5', 3120.5],
    ['1.000,5', 1000.5],
    ['1 000', 1000],
    ['1\u202f500', 1500],
    ['1 000 000', 1e6],
    ['1e3', 1000],
    ['.5', 0.5],
  ]) {
    assert.equal(format.fromTyped('latency', typed), number, typed);
    assert.equal(format.typedNumber(typed).problem, null);
  }
});

test('what may mean two numbers is refused in words', () => {
  for (const typed of ['1,000', '1,500', '12,345', '999,999']) assert.equal(format.fromTyped('latency', typed), null, typed);
  assert.equal(format.typedNumber('1,500').problem, '1,500 may mean 1500 or 1.500: write 1500, or 1.5.');
  assert.equal(format.typedNumber('fast').problem, 'This must be a number from 0 on, or empty for no limit.');
  assert.deepEqual(format.typedNumber(' '), { number: null, problem: null });
});

test('a short name leaves the family out', () => {
  assert.equal(format.shortName('resnet/resnet50'), 'resnet50');
  assert.equal(format.shortName('alone'), 'alone');
});

const FOUND = `mobilenet/v2-1.0[${Array.from({ length: 10 }, (each, place) => `blocks${place}=${place}`).join(',')}]`;

test('a found network has a short name, the same as on the command line', () => {
  assert.equal(format.modelName(FOUND), 'mobilenet/v2-1.0~dcda558c1f');
  assert.equal(format.modelName('resnet/resnet50[width=0.75]'), 'resnet/resnet50[width=0.75]');
  assert.equal(format.shortName(FOUND), 'v2-1.0~dcda558c1f');
  assert.equal(format.configurationText('resnet/resnet50'), '');
  assert.ok(format.configurationText(FOUND).startsWith('blocks0=0, blocks1=1, '));
  assert.deepEqual([...format.namesOf([FOUND, 'mobilenet/v2-1.0']).values()], ['v2-1.0~dcda558c1f', 'v2-1.0']);
});
