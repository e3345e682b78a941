/**
 * Starts the page: routes, theme, and what the server announces.
 *
 * @typedef {Parameters<Parameters<typeof import('./api/client.js').listen>[0]>[0]} Heard
 * @typedef {object} App What the frame gives a page.
 * @property {(heard: (event: Heard) => void) => () => void} hear listens to the server; the answer stops it
 * @property {(words: string) => void} announce reads words aloud
 * @property {(address: string) => void} keepAddress writes the page's state into the address, without leaving it
 */
import * as api from './api/client.js';
import { about, catalogue, forgetCatalogue } from './state/catalogue.js';
import { fill, h } from './dom.js';
import { errorView, isGivenUp } from './parts/notices.js';
import { startNotes } from './parts/notes.js';
import { startPlugins } from './parts/plugins.js';
import { startRunning } from './parts/running.js';
import { startTheme } from './parts/theme.js';
import { routeOf } from './state/routes.js';

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const announcer = /** @type {HTMLElement} */ (document.getElementById('announcer'));
const connection = /** @type {HTMLElement} */ (document.getElementById('connection'));

/** @type {Set<(event: Heard) => void>} */
const listeners = new Set();

/** @type {App} */
const app = {
  hear(heard) {
    listeners.add(heard);
    return () => listeners.delete(heard);
  },
  announce(words) {
    announcer.textContent = words;
  },
  keepAddress(address) {
    history.replaceState(null, '', address);
  },
};

/** Pages by the name of their route: the module that opens each, its title, and the entry of the bar it belongs to. */
const PAGES = {
  choose: { open: async () => (await import('./pages/choose/choose.js')).openChoose, title: () => 'Choose a model', entry: 'choose' },
  sweeps: { open: async () => (await import('./pages/sweeps/sweeps.js')).openSweeps, title: () => 'Sweeps', entry: 'sweeps' },
  sweep: { open: async () => (await import('./pages/sweep/sweep.js')).openSweep, title: (/** @type {any} */ route) => `Sweep ${route.id}`, entry: 'sweeps' },
  searches: { open: async () => (await import('./pages/searches/searches.js')).openSearches, title: () => 'Searches', entry: 'searches' },
  search: { open: async () => (await import('./pages/search/search.js')).openSearch, title: (/** @type {any} */ route) => `Search ${route.id}`, entry: 'searches' },
  trainings: { open: async () => (await import('./pages/trainings/trainings.js')).openTrainings, title: () => 'Trainings', entry: 'trainings' },
  training: { open: async () => (await import('./pages/training/training.js')).openTraining, title: (/** @type {any} */ route) => `Training ${route.id}`, entry: 'trainings' },
  try: { open: async () => (await import('./pages/try/try.js')).openTry, title: () => 'Try an image', entry: 'try' },
  devices: { open: async () => (await import('./pages/devices/devices.js')).openDevices, title: () => 'Devices', entry: 'devices' },
  device: { open: async () => (await import('./pages/device/device.js')).openDevice, title: (/** @type {any} */ route) => route.id, entry: 'devices' },
  compare: { open: async () => (await import('./pages/compare/compare.js')).openCompare, title: () => 'Compare targets', entry: 'devices' },
  estimates: { open: async () => (await import('./pages/estimates/estimates.js')).openEstimates, title: () => 'Estimates', entry: 'devices' },
  model: { open: async () => (await import('./pages/model/model.js')).openModel, title: (/** @type {any} */ route) => route.id, entry: '' },
  unknown: { open: async () => openUnknown, title: () => 'No such page', entry: '' },
};

/** Milliseconds in which the first page has come. */
const AFTER_THE_FIRST = 5000;

/** Leaves the page that is open. */
let leave = () => {};
/** Tells a page that was left while it was still opening. */
let turn = 0;

/** @param {boolean} first */
async function go(first) {
  turn += 1;
  const mine = turn;
  leave();
  leave = () => {};
  const route = routeOf(location.hash);
  const page = PAGES[route.page];
  document.title = `${page.title(route)} \u00b7 Tradespace`;
  for (const link of document.querySelectorAll('.bar nav a')) {
    if (/** @type {HTMLElement} */ (link).dataset.page === page.entry) {
      link.setAttribute('aria-current', 'page');
      // On a narrow page the bar's links may be moved sideways.
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else {
      link.removeAttribute('aria-current');
    }
  }
  const root = h('div');
  fill(main, root);
  if (!first) window.scrollTo(0, 0);
  try {
    // Most pages ask for it, and say what is wrong: it need not wait for their modules.
    catalogue().catch(() => {});
    // Every page writes figures, for which it must know the metrics.
    const [open] = await Promise.all([page.open(), about()]);
    const close = await open(root, /** @type {any} */ (route), app);
    if (mine === turn) leave = close;
    else close();
  } catch (error) {
    if (mine === turn && !isGivenUp(error)) fill(root, h('h1', { tabindex: '-1' }, 'This page could not be shown'), errorView(error, () => go(false)));
  }
  if (mine === turn && !first) root.querySelector('h1')?.focus({ preventScroll: true });
}

/** @param {HTMLElement} root @param {{path: string}} route */
async function openUnknown(root, { path }) {
  fill(
    root,
    h('h1', { tabindex: '-1' }, 'No such page'),
    h('p', {}, `There is nothing at ${path}. `, h('a', { href: '#/' }, 'Choose a model'), ' is a good place to start.'),
  );
  return () => {};
}

/** @param {Heard} event */
function heard(event) {
  if (event.type === 'lost') {
    connection.textContent = 'The connection to the server is lost; trying again. What you see may be old.';
    connection.hidden = false;
  } else if (event.type === 'connected') {
    connection.hidden = true;
    if (event.again) forgetCatalogue();
  }
  for (const listener of listeners) listener(event);
}

document.getElementById('skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', () => {
  lookAtPlugins();
  go(false);
});
startNotes(/** @type {HTMLElement} */ (document.getElementById('note')));
startTheme(/** @type {HTMLButtonElement} */ (document.getElementById('theme')));
startRunning(/** @type {HTMLAnchorElement} */ (document.getElementById('running')), app);
const lookAtPlugins = startPlugins(/** @type {HTMLElement} */ (document.getElementById('plugins')), app);
api.listen(heard);
go(true);
// The first page does not wait for the modules of all others, which are there in case the server is not when somebody goes on.
window.setTimeout(() => Object.values(PAGES).forEach(({ open }) => open().catch(() => {})), AFTER_THE_FIRST);
