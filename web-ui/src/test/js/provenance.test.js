import assert from 'node:assert/strict';
import { test } from 'node:test';
import './metrics.js';
import { conditionsText, provenanceFacts, standingSentences } from '../../main/resources/META-INF/resources/tradespace/ui/parts/provenance.js';
import { row } from './rows.js';

test('what was not recorded is said to be unknown', () => {
  const conditions = { digest: null, machine: null, cpu: 'Xeon', runtime: null, threads: null, batch: null };
  assert.equal(conditionsText(conditions), 'threads unknown, batch unknown, runtime unknown, Xeon, machine unknown');
});

test('a row tells its data, seed, recipe, conditions and plugin', () => {
  const training = { dataset: 'pets', recipe: { optimizer: 'adamw', learningRate: 0.01 }, epochs: 3, threads: 1, seed: 5 };
  const trained = { ...row(1, 'resnet/a'), dataset: 'pets', data: '0123456789abcdef', seed: 5, training };
  assert.deepEqual(provenanceFacts(trained).map(([name]) => name), ['Data', 'Weights', 'Recipe', 'Conditions', 'Built by']);
  assert.deepEqual(provenanceFacts(trained)[0], ['Data', 'pets, version 0123456789ab']);
  assert.deepEqual(provenanceFacts(trained)[2], ['Recipe', 'adamw, learning rate 0.01, 3 epochs']);
});

test('a row apart and a stale one say why', () => {
  const old = { ...row(1, 'resnet/a'), apart: ['another version of the data: aa, not bb'], stale: 'its plugin toy.jar@1 is not here any more' };
  assert.deepEqual(standingSentences(old), [
    'Not compared with the others: Another version of the data: aa, not bb.',
    'Stale: Its plugin toy.jar@1 is not here any more.',
  ]);
  assert.deepEqual(standingSentences(row(1, 'resnet/a')), []);
});
