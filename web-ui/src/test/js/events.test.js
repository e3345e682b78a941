import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { listen } from '../../main/resources/META-INF/resources/tradespace/ui/api/client.js';

/** Streams that were opened, in their order. @type {any[]} */
let streams = [];

class Stream extends EventTarget {
  static CLOSED = 2;

  readyState = 1;

  constructor() {
    super();
    streams.push(this);
  }

  close() {
    this.readyState = Stream.CLOSED;
  }
}

/** A document that is hidden or seen. */
class Page extends EventTarget {
  hidden = false;

  turn(hidden) {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const open = () => streams.filter((stream) => stream.readyState !== Stream.CLOSED).length;

/** @type {any} */
const before = {};

beforeEach(() => {
  streams = [];
  for (const name of ['EventSource', 'document', 'window']) before[name] = globalThis[name];
  globalThis.EventSource = Stream;
  globalThis.document = new Page();
  globalThis.window = globalThis;
});

afterEach(() => Object.assign(globalThis, before));

test('a hidden page holds no stream, and tells that it listens again when it is seen', () => {
  const heard = [];
  const stop = listen((event) => heard.push(event));
  streams[0].dispatchEvent(new Event('hello'));

  document.turn(true);
  assert.equal(open(), 0);

  document.turn(false);
  assert.equal(open(), 1);
  streams[1].dispatchEvent(new Event('hello'));
  assert.deepEqual(heard, [
    { type: 'connected', again: false },
    { type: 'connected', again: true },
  ]);

  stop();
  document.turn(true);
  document.turn(false);
  assert.equal(open(), 0);
});

test('a page that was opened in the background listens when it is seen', () => {
  document.hidden = true;
  const stop = listen(() => {});
  assert.equal(open(), 0);

  document.turn(false);
  document.turn(false);
  assert.equal(open(), 1);
  stop();
});
