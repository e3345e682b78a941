/**
 * Where the time of a model's query goes on a target of this machine, asked of the runtime when somebody wants to know.
 *
 * @import {Target} from '../../api/types.js'
 * @import {Profile, ProfilePart} from '../../api/profile-types.js'
 * @import {Column} from '../../parts/table.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { NOTHING, text } from '../../words/format.js';
import { profileSentence, shareText, speedText, timeText, traceName } from '../../words/profile-words.js';
import { errorView, isGivenUp } from '../../parts/notices.js';
import { shareBar } from '../../parts/share-bar.js';
import { dataTable } from '../../parts/table.js';

/** The longest layers, before all are asked for. */
const LONGEST = 20;

/**
 * @param {string} id of the model
 * @param {Target[]} targets of this machine
 * @param {(target: string) => string|undefined} weightsOn those that were measured on a target, if any
 */
export function profileView(id, targets, weightsOn) {
  let asked = new AbortController();
  /** @type {string|undefined} */
  let trace;
  const choice = h('select', { 'aria-label': 'Target' }, targets.map((target) => h('option', { value: target.id }, target.title)));
  const button = h('button', { type: 'button', onclick: () => ask(), disabled: targets.length === 0 }, 'Profile it');
  const answer = h('div.profile', { 'aria-live': 'polite' }, h('p.hint', {}, 'Runs the model some fifty times when nothing else uses the device. It is no measurement and leaves no row.'));

  const forget = () => {
    if (trace) URL.revokeObjectURL(trace);
    trace = undefined;
  };

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    button.disabled = true;
    answer.setAttribute('aria-busy', 'true');
    try {
      const profile = await api.profile({ id, target: choice.value, weights: weightsOn(choice.value) }, signal);
      forget();
      trace = URL.createObjectURL(new Blob([JSON.stringify(profile.trace)], { type: 'application/json' }));
      fill(answer, profiledView(profile, trace));
    } catch (error) {
      if (isGivenUp(error)) return;
      fill(answer, errorView(error));
    }
    answer.removeAttribute('aria-busy');
    button.disabled = false;
  }

  return {
    element: h('div.stack', {}, h('div.toolbar', {}, choice, button), answer),
    close() {
      asked.abort();
      forget();
    },
  };
}

/** @param {Profile} profile @param {string} trace the address of its file */
function profiledView(profile, trace) {
  const operations = dataTable({
    caption: 'Time by operation',
    empty: 'The runtime tells of no node.',
    key: (/** @type {ProfilePart} */ part) => `${part.name} ${part.precision}`,
    columns: columns('Operation', false),
  });
  const rest = { name: 'The rest: the runtime\u2019s own', operations: [], precision: '', nodes: 0, milliseconds: profile.restMilliseconds, share: profile.restShare, macs: 0, gigaMacsPerSecond: null };
  operations.show([...profile.operations, rest]);
  const layers = dataTable({
    caption: 'Time by layer, the longest first',
    empty: 'The runtime tells of no node.',
    key: (/** @type {ProfilePart} */ part) => part.name,
    columns: columns('Layer', true),
    first: LONGEST,
  });
  layers.show(profile.layers);
  return [
    h('p', {}, profileSentence(profile)),
    h('p.hint', {}, 'A fused layer is part of the node that bears the name of its last part. ', h('a', { href: trace, download: traceName(profile) }, 'Download one query as a trace'), ' for ui.perfetto.dev.'),
    h('h3', {}, 'By operation'),
    operations.element,
    h('h3', {}, 'By layer'),
    layers.element,
  ];
}

/** @param {string} title @param {boolean} ofLayers @returns {Column<ProfilePart>[]} */
function columns(title, ofLayers) {
  return [
    { id: 'name', title, head: true, order: (part) => part.name, cell: (part) => (part.nodes === 0 ? part.name : h('code', {}, part.name)) },
    ...(ofLayers ? [{ id: 'ran', title: 'What ran', cell: (/** @type {ProfilePart} */ part) => part.operations.join(', ') }] : []),
    {
      id: 'precision',
      title: 'In',
      order: (part) => part.precision,
      cell: (part) => part.precision !== '' && h(part.precision === 'int8' ? 'span.tag.good' : 'span.tag', {}, part.precision),
    },
    { id: 'time', title: 'Time', number: true, descending: true, order: (part) => part.milliseconds, cell: (part) => timeText(part.milliseconds) },
    { id: 'share', title: 'Share', number: true, descending: true, order: (part) => part.share, cell: (part) => shareText(part.share) },
    { id: 'scale', title: 'To scale', cell: (part) => shareBar(part.share) },
    { id: 'macs', title: 'MACs', number: true, descending: true, order: (part) => part.macs, cell: (part) => (part.macs === 0 ? NOTHING : text('macs', part.macs)) },
    { id: 'speed', title: 'GMAC/s', hint: '10\u2079 multiply-accumulates a second', number: true, descending: true, order: (part) => part.gigaMacsPerSecond, cell: (part) => speedText(part.gigaMacsPerSecond) },
  ];
}
