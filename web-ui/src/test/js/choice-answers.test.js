import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import './metrics.js';
import { answersTo } from '../../main/resources/META-INF/resources/tradespace/ui/pages/choose/choice-answers.js';
import { row } from './rows.js';

const HERE = 'local-cpu/ort-fp32-1t';
const OTHER = 'raspberry-pi-5/ncnn-fp32-4t';
const choice = (changes = {}) => ({ targets: [HERE, OTHER], dataset: 'imagenet-1k', protocol: '', shown: '', x: 'latency', log: true, limits: {}, ...changes });

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** A server that has rows on each target; what it was asked is kept as paths with the targets named. */
function serve(rows = () => [row(1, 'resnet/a')]) {
  const asked = [];
  globalThis.fetch = async (address, { signal }) => {
    const { pathname, searchParams } = new URL(address, 'http://x');
    asked.push([pathname.replace('/api/', ''), ...searchParams.getAll('target')].join(' '));
    await new Promise((soon) => setImmediate(soon));
    signal.throwIfAborted();
    const items = pathname === '/api/measurements' ? rows() : [];
    return new Response(JSON.stringify({ items, total: items.length, front: [], excluded: [] }));
  };
  return { asked, since: () => asked.splice(0).sort() };
}

const ALL = [`measurements ${HERE}`, `pareto ${HERE}`, `recommend ${HERE} ${OTHER}`];

test('the recommendation is for all targets, rows and front are of the one that is shown', async () => {
  const server = serve(() => [row(1, 'resnet/a'), { ...row(2, 'resnet/b'), apart: ['other data'] }]);
  const known = await answersTo().ask(choice(), HERE);
  assert.deepEqual(server.since(), ALL);
  assert.deepEqual([known.rows, known.apart].map((rows) => rows.map(({ id }) => id)), [[1], [2]]);
});

test('a limit that is moved asks for another recommendation alone', async () => {
  const server = serve();
  const answers = answersTo();
  const before = await answers.ask(choice(), HERE);
  server.since();
  const after = await answers.ask(choice({ limits: { latency: 5 } }), HERE);
  assert.deepEqual(server.since(), ALL.slice(2));
  assert.equal(after.rows, before.rows);
  assert.equal(after.front, before.front);
});

test('another cost asks for another front, another target or data set for its rows too', async () => {
  const server = serve();
  const answers = answersTo();
  await answers.ask(choice(), HERE);
  server.since();
  await answers.ask(choice({ x: 'params' }), HERE);
  assert.deepEqual(server.since(), ALL.slice(1));
  await answers.ask(choice({ x: 'params' }), OTHER);
  assert.deepEqual(server.since(), [`measurements ${OTHER}`, `pareto ${OTHER}`, ALL[2]]);
  await answers.ask(choice({ x: 'params', dataset: 'cifar10' }), OTHER);
  assert.equal(server.since().length, 3);
});

test('a newer question ends the one before', async () => {
  serve();
  const answers = answersTo();
  const first = assert.rejects(answers.ask(choice(), HERE), { name: 'AbortError' });
  const second = answers.ask(choice({ limits: { latency: 5 } }), HERE);
  await first;
  assert.equal((await second).rows.length, 1);
});

test('a measurement is taken among the rows, and the front asked for again', async () => {
  const server = serve();
  const answers = answersTo();
  await answers.ask(choice(), HERE);
  server.since();
  answers.take(row(2, 'resnet/b'));
  const known = await answers.ask(choice(), HERE);
  assert.deepEqual(server.since(), ALL.slice(1));
  assert.deepEqual(known.rows.map(({ id }) => id), [2, 1]);
  answers.take({ ...row(3, 'resnet/c'), data: '77ab' });
  await answers.ask(choice(), HERE);
  assert.deepEqual(server.since(), ALL, 'it may set others apart');
});

test('an answer that was on its way during a measurement is asked for again', async () => {
  const server = serve();
  const answers = answersTo();
  const early = answers.ask(choice(), HERE);
  answers.forget();
  await early;
  server.since();
  await answers.ask(choice(), HERE);
  assert.deepEqual(server.since(), ALL);
});
