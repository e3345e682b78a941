import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import './metrics.js';
import { frontChart, frontPoints } from '../../main/resources/META-INF/resources/tradespace/ui/charts/front.js';
import { brushed, metricAxis, parallelChart, parameterAxis } from '../../main/resources/META-INF/resources/tradespace/ui/charts/parallel.js';
import { timeStep, volumeChart, volumeSteps } from '../../main/resources/META-INF/resources/tradespace/ui/charts/volume.js';
import { firstAxes } from '../../main/resources/META-INF/resources/tradespace/ui/pages/search/front-view.js';
import { isElsewhere } from '../../main/resources/META-INF/resources/tradespace/ui/pages/searches/search-form.js';
import { toggled } from '../../main/resources/META-INF/resources/tradespace/ui/parts/target-choice.js';
import { routeOf, searchAddress } from '../../main/resources/META-INF/resources/tradespace/ui/state/routes.js';
import * as words from '../../main/resources/META-INF/resources/tradespace/ui/words/search-words.js';

const wire = () => JSON.parse(readFileSync(new URL('wire/search.json', import.meta.url), 'utf8'));
const ink = { font: 'sans-serif', text: 'black', muted: 'grey', line: 'silver', strong: 'grey', surface: 'rgb(255, 255, 255)', accent: 'rgb(0, 0, 255)', shade: 'white', families: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] };
const families = ['mobilenet', 'vit'];
const LATENCY = 'latency@local-cpu/ort-fp32-1t';

const layer = (search) => ({ search: search.id, trials: search.trials, front: new Set(search.front.map(({ trial }) => trial)) });
const draw = (search, changes = {}) => {
  const [y, x, params] = search.metrics;
  return frontChart({ layers: [layer(search)], x, y, line: true, log: false, limits: search.limits, titles: ['x', 'y'], brushed: null, picked: null, families, ink, narrow: false, still: true, ...changes, ...(changes.x === 'params' ? { x: params } : {}) });
};
const series = (option, id) => option.series.find((one) => one.id === id);

test('a search begins between its aims, the one to maximise upwards', () => {
  assert.deepEqual(firstAxes(wire()), { x: LATENCY, y: 'accuracy' });
  const cheap = wire();
  cheap.metrics = cheap.metrics.filter(({ goal }) => goal === 'minimize');
  assert.deepEqual(firstAxes(cheap), { x: 'params', y: LATENCY });
});

test('every trial whose cost is known has a place, the front on top', () => {
  const search = wire();
  const [y, x] = search.metrics;
  const points = frontPoints([layer(search)], x, y);
  assert.deepEqual(points.map(({ trial }) => trial.number), [2, 5, 1, 0, 3]);
  assert.deepEqual(points.map(({ y: along }) => along), [null, null, 88, 90.5, 92]);
});

test('the front is the server\'s, drawn as steps that never promise more than was reached', () => {
  const search = wire();
  const option = draw(search);
  assert.deepEqual(series(option, 'front-0').data, [[0.5, 90.5], [1.2, 92]]);
  assert.equal(series(option, 'front-0').step, 'end');
  search.front = search.front.slice(1);
  assert.deepEqual(series(draw(search), 'front-0').data, [[1.2, 92]]);
  assert.deepEqual(series(draw(search, { line: false }), 'front-0').data, []);
});

test('limits are drawn where they lie, with what they rule out', () => {
  const { markLine, markArea } = series(draw(wire()), 'limits');
  assert.deepEqual(markLine.data.map(({ xAxis }) => xAxis), [2]);
  assert.match(markLine.data[0].label.formatter, /^at most 2.ms$/);
  assert.equal(markArea.data[0][0].xAxis, 2);
  assert.ok(markArea.data[0][1].xAxis > 4.5, 'up to the end of the axis');
  assert.deepEqual(series(draw(wire(), { x: 'params' }), 'limits').markLine.data.map(({ xAxis }) => xAxis), [1e6]);
});

test('what was not trained is crossed, what runs is a dot, and the front is filled', () => {
  const data = series(draw(wire()), 'models').data;
  const [over, running, beaten, member] = data;
  assert.match(over.symbol, /^path:\/\/M2 0L/);
  assert.equal(running.symbol, 'circle');
  assert.ok(beaten.itemStyle.borderWidth > 0);
  assert.equal(member.itemStyle.color, 'a');
  assert.equal(member.label.formatter(), '#0');
});

test('marked trials stay and the others fade', () => {
  const data = series(draw(wire(), { brushed: new Set([3]) }), 'models').data;
  assert.deepEqual(data.map(({ itemStyle }) => itemStyle.opacity > 0.5), [false, false, false, false, true]);
  assert.deepEqual(series(draw(wire(), { picked: 3 }), 'picked').data, [[1.2, 92]]);
});

test('two searches are told apart by colour and dashes', () => {
  const search = wire();
  const other = { ...wire(), id: 4 };
  const option = draw(search, { layers: [layer(search), layer(other)] });
  assert.deepEqual([0, 1].map((place) => series(option, `front-${place}`).lineStyle.color), ['a', 'b']);
  assert.equal(series(option, 'front-1').lineStyle.type, 'dashed');
  assert.equal(series(option, 'models').data.length, 10);
});

test('a search without trials is still a chart', () => {
  const empty = { ...wire(), trials: [], front: [] };
  assert.equal(series(draw(empty), 'models').data.length, 0);
  assert.equal(draw(empty, { log: true }).xAxis.type, 'value');
  assert.equal(volumeChart([{ search: 1, points: [] }], { spent: 'trials', ink, narrow: false, still: true }).series[0].data.length, 0);
});

test('the volume is the server\'s, against trials and against time', () => {
  const { hypervolume } = wire();
  assert.deepEqual(volumeSteps(hypervolume, 'trials').map(([at]) => at), [1, 2, 3, 4, 5]);
  assert.deepEqual(volumeSteps(hypervolume, 'seconds')[3], [91, 0.71]);
  const option = volumeChart([{ search: 3, points: hypervolume }], { spent: 'seconds', ink, narrow: true, still: true });
  assert.equal(option.xAxis.max, 93.5);
  assert.equal(option.xAxis.interval, 60);
  assert.ok(option.yAxis.min >= 0 && option.yAxis.max <= 1);
});

test('steps of time are ones that people say', () => {
  assert.deepEqual([4, 93.5, 1500, 7200, 864000].map((span) => timeStep(span, 5)), [1, 20, 300, 1800, 172800]);
});

test('an axis of names has a place for each, and one for none', () => {
  const { trials, parameters } = wire();
  const family = parameterAxis(parameters[0], 'title', trials);
  assert.deepEqual(family.ticks.map(({ label }) => label), ['mobilenet', 'vit']);
  const width = parameterAxis(parameters[1], 'title', trials);
  assert.equal(width.ticks.at(-1).label, 'none');
  assert.equal(width.place(trials[1]), width.absent);
  assert.ok(width.absent < 0.5 && width.min === width.absent);
});

test('up is better on every metric', () => {
  const { trials, metrics } = wire();
  const accuracy = metricAxis(metrics[0], 'Accuracy', trials);
  const latency = metricAxis(metrics[1], 'Latency', trials);
  assert.equal(accuracy.inverse, false);
  assert.equal(latency.inverse, true);
  assert.ok(latency.absent > latency.place(trials[2]), 'what was not measured lies below the worst');
});

test('costs that lie far apart are spread by their logarithms', () => {
  const trials = [1e3, 1e4, 1e6].map((params, number) => ({ number, configuration: {}, values: { params } }));
  const axis = metricAxis(wire().metrics[2], 'Parameters', trials);
  assert.deepEqual(trials.map((trial) => axis.place(trial)), [3, 4, 6]);
  assert.deepEqual(axis.ticks.map(({ at, label }) => [at, label]).at(-1), [6, '1\u202fM']);
});

test('a brush keeps what lies within all of its axes', () => {
  const { trials, metrics, parameters } = wire();
  const axes = [parameterAxis(parameters[0], 'title', trials), metricAxis(metrics[0], 'Accuracy', trials)];
  assert.equal(brushed(trials, axes, new Map()), null);
  assert.equal(brushed(trials, axes, new Map([['family', []]])), null);
  assert.deepEqual(brushed(trials, axes, new Map([['family', [[-0.2, 0.3]]]])), new Set([0, 3, 4, 5]));
  assert.deepEqual(brushed(trials, axes, new Map([['family', [[0.3, -0.2]]], ['@accuracy', [[90, 91], [91.5, 93]]]])), new Set([0, 3]));
  assert.deepEqual(brushed(trials, axes, new Map([['gone', [[0, 1]]]])), null);
});

test('lines of the front are strong and those of what was not evaluated dashed', () => {
  const { trials, metrics } = wire();
  const option = parallelChart(trials, [metricAxis(metrics[0], 'Accuracy', trials), metricAxis(metrics[1], 'Latency', trials)], { front: new Set([0]), families, ink, narrow: true, still: true });
  const [member, , over] = option.series[0].data;
  assert.ok(member.lineStyle.width > over.lineStyle.width);
  assert.equal(over.lineStyle.type, 'dashed');
  assert.equal(option.parallel.layout, 'vertical');
  assert.ok(option.series[0].data.every(({ value }) => value.every(Number.isFinite)));
});

test('validation figures say so, and figures of a target name it', () => {
  const { metrics } = wire();
  assert.deepEqual(metrics.map((metric) => words.metricTitle(metric, metrics)), ['Validation accuracy', 'Latency (p50)', 'Parameters']);
  assert.equal(words.axisTitle(metrics[0], metrics), 'Validation accuracy, measured');
  assert.equal(words.axisTitle(metrics[2], metrics), 'Parameters');
  const twin = { ...metrics[1], name: 'latency@board/ort-fp32-1t', target: 'board/ort-fp32-1t' };
  const other = { ...metrics[1], name: 'latency@board/int8', target: 'board/int8' };
  const worst = { ...metrics[1], name: 'latency', target: null };
  const several = [...metrics, twin, other, worst];
  assert.deepEqual([twin, other, worst, metrics[2]].map((metric) => words.metricTitle(metric, several)), [
    'Latency (p50) on board/ort-fp32-1t',
    'Latency (p50) on int8',
    'Latency (p50), worst target',
    'Parameters',
  ]);
});

test('outcomes, limits and budgets read as words', () => {
  const { trials, limits, metrics, spec } = wire();
  assert.deepEqual(trials.map((trial) => words.outcomeOf(trial).words), ['evaluated', 'evaluated', 'over a limit', 'evaluated', 'failed', 'training']);
  assert.equal(words.outcomeOf({ ...trials[0], reusedFrom: 2 }).words, 'same as #2');
  assert.deepEqual(trials.slice(0, 2).map(words.fidelityText), [null, '25% of the epochs']);
  assert.equal(words.limitText(limits[1], metrics), 'Parameters at most 1\u202fM');
  assert.equal(words.budgetText(spec), '6 trials');
  assert.equal(words.budgetText({ trials: null, seconds: 7200 }), '2 h 0 min');
  assert.equal(words.measuredText(trials[0], metrics[0]), '90.5% (95%: 89.8 to 91.1%)');
  assert.equal(words.configurationText(trials[0], wire().parameters), 'width 0.5');
});

test('lists show what a search is about, and what trials have values of', () => {
  const search = wire();
  const extra = (name, unit) => ({ name, metric: name, target: null, unit, goal: 'minimize', aim: false, origin: 'counted' });
  search.metrics.push(extra('macs', '1'), extra('modelSize', 'B'), extra('activationMemory', 'B'));
  for (const trial of search.trials) Object.assign(trial.values, { modelSize: 5, activationMemory: 6 });
  assert.deepEqual(words.shownMetrics(search).map(({ name }) => name), ['accuracy', LATENCY, 'params', 'modelSize']);
  const last = search.metrics.at(-1);
  assert.equal(words.metricTitle(last, search.metrics), 'Activation memory');
  assert.equal(words.valueText(last, 294912), '295\u202fkB');
  assert.deepEqual([0.12528952336565, true, 'v2', 28].map(words.settingText), ['0.125', 'yes', 'v2', '28']);
});

test('what was asked is said in full', () => {
  assert.deepEqual(words.askedLines(wire()), [
    ['Maximise', 'validation accuracy'],
    ['Minimise', 'latency (p50)'],
    ['Limits', 'Latency (p50) at most 2\u202fms; Parameters at most 1\u202fM'],
    ['Targets', 'local-cpu/ort-fp32-1t'],
    ['Data set', 'fashion-mnist, 20,000 images of it'],
    ['A whole training', '4 epochs'],
    ['Held fixed', 'resolution 28'],
    ['Budget', '6 trials'],
    ['At once', '1 trial'],
    ['Seed', '1'],
  ]);
});

test('a parameter of one family is called by its own name', () => {
  assert.deepEqual(words.parameterName({ name: 'mobilenetNarrowHead', families: ['mobilenet'] }), { name: 'narrowHead', family: 'mobilenet' });
  assert.deepEqual(words.parameterName({ name: 'vitality', families: ['vit'] }), { name: 'vitality', family: null });
  assert.deepEqual(words.parameterName({ name: 'width', families: ['a', 'b'] }), { name: 'width', family: null });
  assert.deepEqual([7, 7.25].map(words.evaluatedText), ['7', '7.3']);
});

test('how far a search is', () => {
  const search = wire();
  assert.ok(Math.abs(words.spentShare(search) - 5 / 6) < 1e-9);
  assert.equal(words.spentShare({ ...search, status: 'finished' }), 1);
  assert.equal(words.spentShare({ ...search, spec: { ...search.spec, trials: null, seconds: 187 } }), 0.5);
  assert.equal(words.countsText(search.counts), '3 evaluated, 1 over a limit, 1 failed');
  assert.equal(words.volumeText(search.hypervolume), '71% after 5 evaluated trials');
});

test('only searches with the same aims on the same images are laid over each other', () => {
  const search = wire();
  assert.ok(words.comparable(search, { ...wire(), id: 9, strategy: { id: 'random', why: '' } }));
  assert.ok(!words.comparable(search, { ...wire(), spec: { ...search.spec, dataset: 'mnist' } }));
  assert.ok(!words.comparable(search, { ...wire(), metrics: search.metrics.map((metric) => ({ ...metric, aim: true })) }));
});

test('a search for a device elsewhere is told from one for this machine', () => {
  const here = [{ id: 'local-cpu/ort-fp32-1t' }, { id: 'local-cpu/ort-fp32-2t' }];
  assert.equal(isElsewhere(['local-cpu/ort-fp32-2t'], here), false);
  assert.equal(isElsewhere(['raspberry-pi-5/ncnn-fp32-4t'], here), true);
});

test('targets here and elsewhere take each other away where a search has one kind, and one stays chosen', () => {
  const here = (id) => id.startsWith('local-cpu/');
  assert.deepEqual(toggled(['local-cpu/a', 'local-cpu/b'], 'pi/a', true, here), ['pi/a']);
  assert.deepEqual(toggled(['pi/a'], 'pi/b', true, here), ['pi/a', 'pi/b']);
  assert.deepEqual(toggled(['pi/a', 'pi/b'], 'local-cpu/a', true, here), ['local-cpu/a']);
  assert.deepEqual(toggled(['local-cpu/a'], 'pi/a', true, null), ['local-cpu/a', 'pi/a']);
  assert.deepEqual(toggled(['pi/a', 'pi/b'], 'pi/a', false, here), ['pi/b']);
  const last = ['pi/a'];
  assert.equal(toggled(last, 'pi/a', false, here), last);
});

test('addresses lead to searches', () => {
  assert.equal(searchAddress(3), '#/searches/3');
  assert.equal(searchAddress(3, 2), '#/searches/3?compare=2');
  assert.equal(routeOf('#/searches').page, 'searches');
  const route = routeOf(searchAddress(3, 2));
  assert.deepEqual([route.page, route.id, route.query.get('compare')], ['search', '3', '2']);
});

test('an estimate says so in its title and before its value', () => {
  const latency = { ...wire().metrics[1], origin: 'estimated' };
  assert.equal(words.metricTitle(latency, [latency]), 'Estimated latency');
  assert.equal(words.axisTitle(latency, [latency]), 'Estimated latency');
  assert.equal(words.valueText(latency, 12.34), '\u2248\u202f12.3\u202fms');
  assert.equal(words.valueText(latency, undefined), '\u2014');
});
