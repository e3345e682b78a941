import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

/** The house rules of the page, as far as its text can show them. */
const page = resolve(dirname(fileURLToPath(import.meta.url)), '../../main/resources/META-INF/resources/tradespace');
const files = readdirSync(page, { recursive: true })
  .map(String)
  .filter((file) => /\.(js|css|html)$/.test(file));
const modules = files.filter((file) => file.endsWith('.js'));
const read = (file) => readFileSync(join(page, file), 'utf8');

test('the rules have something to look at', () => {
  assert.ok(modules.length > 20);
});

test('only the client talks to the server', () => {
  const talkers = modules.filter((file) => /\bfetch\(|new EventSource|XMLHttpRequest|WebSocket/.test(read(file)));
  assert.deepEqual(talkers, [join('ui', 'api', 'client.js')]);
});

test('text from outside can only become text', () => {
  for (const file of modules) {
    assert.doesNotMatch(read(file), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function/, file);
  }
});

test('charts are pure: they know neither the page nor the server', () => {
  for (const file of modules.filter((name) => name.startsWith(join('ui', 'charts')))) {
    assert.doesNotMatch(read(file), /\bdocument\b|\bwindow\b|from '\.\.\/(dom|api\/client|parts|pages)/, file);
  }
});

test('a module is known by its name', () => {
  const names = modules.map((file) => basename(file));
  assert.deepEqual(names.filter((name, place) => names.indexOf(name) !== place), []);
});

test('every page has a folder of its own', () => {
  const loose = modules.filter((file) => dirname(file) === join('ui', 'pages'));
  assert.deepEqual(loose, []);
});

test('every module that is imported exists', () => {
  for (const file of modules) {
    for (const [, name] of read(file).matchAll(/(?:from|import\() ?'([^']+)'/g)) {
      if (name.startsWith('/vendor/')) continue;
      assert.ok(existsSync(join(page, dirname(file), name)), `${file} imports ${name}`);
    }
  }
});

test('what the first page is made of is named at the start, and nothing else', () => {
  const needed = new Set();
  const visit = (file) => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const [, name] of read(file).matchAll(/^import [^;]*?from '(\.[^']+)'/gm)) visit(join(dirname(file), name));
  };
  visit(join('ui', 'main.js'));
  visit(join('ui', 'pages', 'choose', 'choose.js'));
  needed.delete(join('ui', 'main.js'));
  const named = [...read('index.html').matchAll(/rel="modulepreload" href="\/([^"]+)"/g)].map(([, name]) => join(...name.split('/')));
  assert.deepEqual(named, [...needed].sort());
});

test('every file that the page names exists, and none lies where the API answers', () => {
  for (const html of ['index.html', join('ui', 'report.html')]) {
    for (const [, name] of read(html).matchAll(/(?:href|src)="(\/[^"]*)"/g)) {
      assert.ok(existsSync(join(page, name)), name);
      assert.doesNotMatch(name, /^\/api\//);
    }
  }
  assert.ok(!existsSync(join(page, 'api')));
});

test('the page runs under a content policy without inline scripts and styles', () => {
  const text = read('index.html');
  assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)/);
  assert.doesNotMatch(text, /\son[a-z]+=|\sstyle=|<style/);
});

test('nothing is loaded from elsewhere', () => {
  for (const file of files) {
    assert.doesNotMatch(read(file), /(?:src|href|url\(|from|import\()\s*=?\s*["'(]?https?:/, file);
  }
});

test('no source file is longer than 400 lines', () => {
  const long = files
    .filter((file) => !file.endsWith('.css'))
    .filter((file) => read(file).split('\n').length > 400)
    .map((file) => relative('.', file));
  assert.deepEqual(long, []);
});
