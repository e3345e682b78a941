import assert from 'node:assert/strict';
import { test } from 'node:test';
import './metrics.js';
import { namedOnSlope, slope } from '../../main/resources/META-INF/resources/tradespace/ui/charts/slope.js';
import { flipsSentence, rankText } from '../../main/resources/META-INF/resources/tradespace/ui/words/rank-words.js';

const ink = { font: 'sans', text: '#000', muted: '#666', line: '#ddd', strong: '#999', surface: '#fff', accent: '#00f', shade: '#eee', families: ['#0', '#1', '#2', '#3', '#4', '#5', '#6'] };
const model = (variant, first, second, flips) => ({ variant, family: 'toy', first: { rank: first, ties: 0, figure: {} }, second: { rank: second, ties: 0, figure: {} }, flips });
const models = [model('toy/a', 1, 2, 1), model('toy/b', 2, 1, 1), model('toy/c', 3, 3, 0)];
const view = (more = {}) => slope({ models, titles: ['one', 'two'], variant: null, ink, narrow: false, still: true, ...more });

test('a slope has a line for every model from its rank on one target to that on the other, the best at the top', () => {
  const option = view();
  assert.deepEqual(option.xAxis.data, ['one', 'two']);
  assert.equal(option.yAxis.inverse, true);
  assert.deepEqual(
    option.series.map(({ data }) => data.map(({ value }) => value)),
    [
      [[0, 1], [1, 2]],
      [[0, 2], [1, 1]],
      [[0, 3], [1, 3]],
    ],
  );
});

test('models that flip stand out, and the marked one most', () => {
  const [flipped, , still] = view().series;
  assert.notEqual(flipped.lineStyle.color, still.lineStyle.color);
  assert.ok(flipped.lineStyle.opacity > still.lineStyle.opacity);
  assert.equal(view({ variant: 'toy/c' }).series[2].lineStyle.color, ink.text);
});

test('of many models those with most flips are named, and on a narrow page only the marked one', () => {
  const many = Array.from({ length: 40 }, (_, place) => model(`toy/${place}`, place + 1, place + 1, place));
  const named = namedOnSlope(many);
  assert.equal(named.size, 16);
  assert.ok(named.has('toy/39') && !named.has('toy/0'));
  assert.equal(namedOnSlope(models).size, 3);
  const shown = (option) => option.series.map(({ data }) => data[0].label.show);
  assert.deepEqual(shown(view()), [true, true, true]);
  assert.deepEqual(shown(view({ narrow: true, variant: 'toy/b' })), [false, true, false]);
});

test('the coefficient and the flips are told in a sentence', () => {
  const ranks = { metric: 'latency', spearman: 0.98765, pairs: 3, flips: 1, models };
  assert.equal(flipsSentence(ranks), 'Spearman’s coefficient of the two orders is 0.988. Of 3 pairs of models 1 is flipped: one model is better on one target and the other on the other, beyond the 95% intervals of both.');
  assert.match(flipsSentence({ ...ranks, flips: 0 }), /No pair of the 3 models changes its order/);
  assert.match(flipsSentence({ ...ranks, spearman: null }), /^None of the models can be told apart/);
  assert.equal(flipsSentence({ ...ranks, models: [] }), 'Fewer than two models have a latency on both targets, so there is no order to compare.');
  assert.equal(rankText({ rank: 3.5, ties: 2 }), '3.5, tied with 2');
  assert.equal(rankText({ rank: 1, ties: 0 }), '1');
});
