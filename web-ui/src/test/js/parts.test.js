import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import './metrics.js';
import * as client from '../../main/resources/META-INF/resources/tradespace/ui/api/client.js';
import { axisTitle, originsOf, provenance, valueOf } from '../../main/resources/META-INF/resources/tradespace/ui/words/metrics.js';
import { matches, standingOf } from '../../main/resources/META-INF/resources/tradespace/ui/pages/choose/models.js';
import { problemsOf } from '../../main/resources/META-INF/resources/tradespace/ui/parts/plugins.js';
import { sorted } from '../../main/resources/META-INF/resources/tradespace/ui/parts/table.js';
import { representative } from '../../main/resources/META-INF/resources/tradespace/ui/state/representative.js';
import { withRow } from '../../main/resources/META-INF/resources/tradespace/ui/state/measured-rows.js';
import { METRICS, costs, knowMetrics, limited, limitTitle } from '../../main/resources/META-INF/resources/tradespace/ui/words/metrics.js';
import { metrics } from './metrics.js';
import { row } from './rows.js';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** A server of prepared answers: [status, body] by address. */
function serve(answers) {
  const asked = [];
  globalThis.fetch = async (address, init) => {
    asked.push([address, init]);
    const [status, body] = answers(String(address));
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  return asked;
}

test('a list is read to its end', async () => {
  const all = Array.from({ length: 2500 }, (_, place) => ({ id: place }));
  const asked = serve((address) => {
    const query = new URL(address, 'http://x').searchParams;
    const from = Number(query.get('offset'));
    // Fewer than are asked for.
    return [200, { items: all.slice(from, from + 1000), total: all.length }];
  });
  const answer = await client.measurements({ target: ['a', 'b'], protocol: '' });
  assert.equal(answer.items.length, 2500);
  assert.equal(asked.length, 3);
  assert.match(asked[0][0], /^\/api\/measurements\?target=a&target=b&offset=0&/);
});

test('a list that shrinks while it is read ends all the same', async () => {
  serve((address) => [200, { items: address.includes('offset=0') ? [1, 2] : [], total: 5 }]);
  assert.deepEqual((await client.variants()).items, [1, 2]);
});

test('what the server refuses becomes sentences', async () => {
  serve(() => [400, { problems: [{ path: '/variants/0', message: 'there is no variant x' }, { path: '', message: 'Too much!' }] }]);
  await assert.rejects(client.startSweep({ variants: ['x'], targets: [], protocol: 'quick' }), (error) => {
    assert.ok(error instanceof client.Refused);
    assert.equal(error.status, 400);
    assert.equal(error.message, 'There is no variant x. Too much!');
    assert.equal(error.problems.length, 2);
    return true;
  });
});

test('an answer that is no JSON, and no answer at all, are told apart', async () => {
  serve(() => [502, '<html>']);
  await assert.rejects(client.about(), /answered 502/);
  globalThis.fetch = async () => {
    throw new TypeError('failed');
  };
  await assert.rejects(client.about(), /does not answer/);
});

test('a question that is given up in the midst of its answer is given up, not refused', async () => {
  const asked = new AbortController();
  globalThis.fetch = async () => ({
    ok: true,
    status: 200,
    json: async () => {
      asked.abort();
      asked.signal.throwIfAborted();
    },
  });
  await assert.rejects(client.about(asked.signal), { name: 'AbortError' });
});

test('writes say that they are JSON', async () => {
  const asked = serve(() => [200, {}]);
  await client.cancelSweep('a/b');
  const [address, init] = asked[0];
  assert.equal(address, '/api/sweeps/a%2Fb/cancel');
  assert.equal(init.headers['Content-Type'], 'application/json');
  assert.equal(init.body, '{}');
});

test('an unavailable figure has no value even if it carries one', () => {
  assert.equal(valueOf({ value: 0, unit: 'J', origin: 'unavailable', reason: 'no meter' }), null);
  assert.equal(valueOf({ value: 0, unit: 'J', origin: 'measured' }), 0);
  assert.equal(valueOf(null), null);
  assert.equal(provenance({ unit: 'J', origin: 'unavailable', reason: 'no meter' }), 'no meter');
});

test('published and measured figures are never named as one', () => {
  const rows = [row(1, 'a/x', { accuracy: 70, latency: 1 }), row(2, 'a/y', { accuracy: 71, latency: 2, origin: 'measured' })];
  assert.deepEqual(originsOf(rows, 'accuracy'), ['measured', 'published']);
  assert.equal(axisTitle(rows, 'accuracy'), 'Accuracy (measured and published)');
  assert.equal(axisTitle(rows.slice(0, 1), 'accuracy'), 'Accuracy (published)');
  assert.equal(axisTitle(rows, 'params'), 'Parameters');
});

test('what has no value is last in either direction', () => {
  const order = (one) => one.at;
  const rows = [{ at: null }, { at: 2 }, { at: 10 }, { at: 1 }];
  assert.deepEqual(sorted(rows, order, false).map(order), [1, 2, 10, null]);
  assert.deepEqual(sorted(rows, order, true).map(order), [10, 2, 1, null]);
});

test('names sort by their numbers, and equals keep their order', () => {
  const rows = [{ name: 'b10' }, { name: 'b9' }, { name: 'B9', second: true }];
  assert.deepEqual(sorted(rows, ({ name }) => name, false).map(({ name }) => name)[2], 'b10');
  const equal = [{ at: 1, place: 0 }, { at: 1, place: 1 }];
  assert.deepEqual(sorted(equal, ({ at }) => at, true), equal);
});

test('a filter takes all its words, and families only if some are chosen', () => {
  const one = { ...row(1, 'mobilenet/v2-1.0', {}), noisy: true };
  assert.ok(matches(one, { text: 'v2 mobile', families: new Set() }));
  assert.ok(matches(one, { text: 'NOISY', families: new Set(['mobilenet']) }));
  assert.ok(!matches(one, { text: 'v3', families: new Set() }));
  assert.ok(!matches(one, { text: '', families: new Set(['resnet']) }));
});

test('a standing is only what the server said', () => {
  const front = { front: [row(7, 'a/x')], dominated: [8], incomplete: [] };
  const answer = { recommended: { variant: 'a/x', rows: [row(7, 'a/x')], reason: '' }, excluded: [{ variant: 'a/y', reason: 'too slow' }] };
  const standing = standingOf(front, answer);
  assert.ok(standing.front.has(7) && !standing.front.has(8));
  assert.equal(standing.excluded.get('a/y'), 'too slow');
  assert.deepEqual([...standing.recommended], [7]);
  assert.equal(standingOf(null, null).recommended.size, 0);
});

test('a representative set has every family, and of many members the best of each step of cost', () => {
  const variant = (family, place, macs, accuracy = 70, dataset = 'imagenet-1k') => ({
    id: `${family}/${place}`,
    family,
    dataset,
    macs,
    accuracy: accuracy === null ? { origin: 'unavailable', unit: '%', reason: 'none' } : { origin: 'published', unit: '%', value: accuracy },
  });
  const variants = [
    ...Array.from({ length: 20 }, (_, place) => variant('small', place, 1e7 * 1.3 ** place, 50 + place)),
    variant('small', 'better', 1.01e7, 80),
    variant('large', 0, 9e9),
    variant('large', 1, 4e9),
    variant('large', 2, 6e9),
    variant('small', 'unknown', 1e6, null),
    variant('small', 'tiny', 1e6, 90, 'cifar-10'),
  ];
  const chosen = representative(variants, 'imagenet-1k');
  assert.deepEqual(chosen.slice(-2), ['large/1', 'large/2']);
  assert.ok(chosen.includes('small/better') && chosen.includes('small/19'));
  assert.ok(!chosen.includes('small/unknown') && !chosen.includes('small/tiny'));
  assert.ok(chosen.length >= 10 && chosen.length <= 11);
  assert.equal(new Set(chosen).size, chosen.length);
});

test('what is wrong with a plugin is said in a sentence for each', () => {
  const plugins = [
    { name: 'good.jar', digest: '0123456789ab', families: ['good'], problems: [] },
    { name: 'bad.jar', families: [], problems: ['it is no readable jar', 'it is new since the start'] },
  ];
  assert.deepEqual(problemsOf(/** @type {any} */ ({ plugins })), ['Plugin bad.jar: it is no readable jar.', 'Plugin bad.jar: it is new since the start.']);
  assert.deepEqual(problemsOf(/** @type {any} */ ({})), []);
});

test('a row that an event brings takes the place of the one it renews, or comes first', () => {
  const rows = [row(1, 'resnet/a', { latency: 5 }), row(2, 'resnet/b', { latency: 7 })];
  const again = row(2, 'resnet/b', { latency: 6 });
  assert.deepEqual(withRow(rows, again), [rows[0], again]);
  const another = row(3, 'resnet/c', { latency: 6 });
  assert.deepEqual(withRow(rows, another), [another, ...rows]);
});

test('a row of other data or conditions makes the page ask which rows are apart', () => {
  const rows = [row(1, 'resnet/a')];
  assert.equal(withRow([], rows[0]), null);
  assert.equal(withRow(rows, { ...rows[0], data: '77ab' }), null);
  assert.equal(withRow(rows, { ...rows[0], target: 'local-cpu/other' }), null);
  assert.equal(withRow(rows, { ...rows[0], conditions: { ...rows[0].conditions, digest: 'other' } }), null);
  assert.equal(withRow([{ ...rows[0], apart: ['other data'] }], rows[0]), null);
});

test('what metrics there are, and their words, is what the server says', () => {
  assert.deepEqual(costs(), ['latency', 'macs', 'memory', 'energy', 'params', 'modelSize']);
  assert.deepEqual(limited(), ['latency', 'accuracy', 'memory', 'params', 'macs', 'modelSize', 'energy']);
  assert.equal(limitTitle('accuracy'), 'Accuracy at least');
  assert.equal(limitTitle('modelSize'), 'Model size at most');
  knowMetrics([...metrics, { id: 'flops', unit: '1', goal: 'minimize', title: 'FLOPs', label: 'FLOPs' }]);
  assert.equal(costs().at(-1), 'flops');
  assert.equal(limited().at(-1), 'flops');
  assert.equal(limitTitle('flops'), 'FLOPs at most');
  delete METRICS.flops;
});
