import assert from 'node:assert/strict';
import { test } from 'node:test';
import './metrics.js';
import { profileSentence, shareText, speedText, timeText, traceName } from '../../main/resources/META-INF/resources/tradespace/ui/words/profile-words.js';

const part = (precision) => ({ name: 'Conv', operations: ['Conv'], precision, nodes: 1, milliseconds: 1, share: 0.5, macs: 1, gigaMacsPerSecond: 1 });
const profile = (precision) => ({ runtime: 'toy 1', queries: 50, queryMilliseconds: 2.5, macs: 3e8, int8Share: 0.25, operations: [part(precision)] });

test('a time below a millisecond is told in microseconds', () => {
  assert.equal(timeText(0.045), '45.0\u202fµs');
  assert.equal(timeText(1.5), '1.50\u202fms');
  assert.equal(shareText(0.1234), '12.3%');
  assert.equal(speedText(null), '—');
  assert.equal(speedText(45.31), '45.3');
});

test('a profile says how it was taken, and how much ran in int8 where anything did', () => {
  assert.match(profileSentence(profile('int8')), /^toy 1: a query takes 2.50\u202fms \(median of 50 queries, .*\) and does 300\u202fM multiply-accumulates, 25.0% of them in int8\.$/);
  assert.doesNotMatch(profileSentence(profile('fp32')), /int8/);
});

test('the file of a trace has a name that every system takes', () => {
  assert.equal(traceName({ id: 'resnet/resnet18[width=0.5]', target: 'local-cpu/ort-fp32-1t' }), 'resnet-resnet18-width-0.5-local-cpu-ort-fp32-1t.trace.json');
});
