/**
 * Shows a picture to trained models and what each takes it for, side by side.
 *
 * @import {Training, Dataset} from '../../api/types.js'
 * @import {App} from '../../main.js'
 */
import * as api from '../../api/client.js';
import { catalogue } from '../../state/catalogue.js';
import { fill, h } from '../../dom.js';
import { counted, modelName, moment, text } from '../../words/format.js';
import { trainingCommands } from '../../parts/commands.js';
import { markView } from '../../parts/mark.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { trainingAddress, tryAddress } from '../../state/routes.js';
import { byDataset } from '../../words/training-words.js';
import { opinionsView } from './opinions.js';
import { picker } from './picker.js';

/** The server shows a picture to so many models at once. */
const MOST_MODELS = 20;

/** @typedef {{name: string, blob: Blob}} Picture */

/** @param {HTMLElement} root @param {{query: URLSearchParams}} route @param {App} app @returns {Promise<() => void>} */
export async function openTry(root, { query }, app) {
  fill(root, waiting('Loading the trained models\u2026'));
  const asked = new AbortController();
  const [known, listed, datasets] = await Promise.all([catalogue(), api.trainings({}, asked.signal), api.datasets(asked.signal)]);
  const trained = listed.items.filter(({ status }) => status === 'done');
  root.className = 'stack';
  const heading = h('h1', { tabindex: '-1' }, 'Try an image');
  if (trained.length === 0) {
    fill(
      root,
      heading,
      h('section.card.start', {}, h('h2', {}, 'No model has been trained here yet'), h('p', {}, 'Pictures are shown to models that were trained on this machine. One line in a terminal trains the first:'), trainingCommands(known.variants)),
    );
    return () => asked.abort();
  }
  const page = new TryPage(byDataset(trained), datasets.items, known.familyIds, app);
  page.begin(query.get('dataset'), query.get('training'));
  fill(
    root,
    heading,
    h('p.lead', {}, 'Pick a picture and see the class probabilities of the models trained here. The platform runs them; nothing leaves this server.'),
    page.element,
  );
  return () => {
    asked.abort();
    page.close();
  };
}

class TryPage {
  /** @type {Picture|null} */
  #picture = null;
  #dataset = '';
  /** @type {Set<number>} ids of the trainings that are asked */
  #chosen = new Set();
  #asked = new AbortController();
  #models = h('fieldset.targets');
  #answer = h('div.opinions-place', { 'aria-live': 'polite' });
  #picker = picker({
    picked: (picture) => {
      this.#picture = picture;
      this.#ask();
    },
    refused: () => {
      this.#asked.abort();
      this.#picture = null;
      fill(this.#answer, this.#nothingYet());
    },
  });

  /**
   * @param {[string, Training[]][]} groups trained models by data set
   * @param {Dataset[]} datasets that are here
   * @param {string[]} families
   * @param {App} app
   */
  constructor(groups, datasets, families, app) {
    this.groups = new Map(groups);
    this.datasets = datasets;
    this.families = families;
    this.app = app;
    this.choice = h(
      'select',
      { onchange: (/** @type {any} */ event) => this.#choose(event.target.value, null) },
      groups.map(([id, members]) => h('option', { value: id }, `${id} (${counted(members.length, 'model')})`)),
    );
    this.element = h(
      'div.try',
      {},
      h(
        'div.stack.side',
        {},
        h('section.card', { 'aria-labelledby': 'picture' }, h('h2', { id: 'picture' }, 'Picture'), this.#picker.element),
        h(
          'section.card.stack',
          { 'aria-labelledby': 'models' },
          h('h2', { id: 'models' }, 'Models'),
          h('label.field', {}, h('span.label', {}, 'Trained on'), this.choice),
          this.#models,
        ),
      ),
      h('section.card', { 'aria-labelledby': 'opinions' }, h('h2', { id: 'opinions' }, 'What each model sees'), this.#answer),
    );
  }

  /** @param {string|null} dataset @param {string|null} training as the address names them */
  begin(dataset, training) {
    const all = [...this.groups.values()].flat();
    const one = all.find(({ id }) => String(id) === training);
    const first = one?.dataset ?? (dataset !== null && this.groups.has(dataset) ? dataset : all[0].dataset);
    this.choice.value = first;
    this.#choose(first, one?.id ?? null);
  }

  close() {
    this.#asked.abort();
    this.#picker.close();
  }

  /** @param {string} dataset @param {number|null} only this training; null for the newest of each model */
  #choose(dataset, only) {
    this.#dataset = dataset;
    const members = this.groups.get(dataset) ?? [];
    const newest = members.filter(({ variant }, place) => members.findIndex((other) => other.variant === variant) === place);
    this.#chosen = new Set(only === null ? newest.slice(0, MOST_MODELS).map(({ id }) => id) : [only]);
    this.#drawModels(members);
    this.#picker.show(this.datasets.find(({ id }) => id === dataset) ?? null);
    this.#changed();
  }

  /** @param {Training[]} members */
  #drawModels(members) {
    fill(
      this.#models,
      h('legend', {}, 'Asked'),
      members.map((training) =>
        h(
          'label.check',
          {},
          h('input', {
            type: 'checkbox',
            checked: this.#chosen.has(training.id),
            onchange: (/** @type {any} */ event) => {
              if (!event.target.checked) this.#chosen.delete(training.id);
              else if (this.#chosen.size < MOST_MODELS) this.#chosen.add(training.id);
              else {
                event.target.checked = false;
                this.app.announce(`At most ${MOST_MODELS} models are asked at once.`);
              }
              this.#changed();
            },
          }),
          h('span', {}, markView(training.family, this.families), ' ', modelName(training.variant), h('small', {}, `#${training.id}, validation ${text('accuracy', training.validationAccuracy)}, ${moment(training.created)}`)),
        ),
      ),
    );
  }

  #changed() {
    const [training] = this.#chosen;
    this.app.keepAddress(tryAddress({ dataset: this.#dataset, training: this.#chosen.size === 1 ? training : undefined }));
    this.#ask();
  }

  #nothingYet() {
    return h('p.hint', {}, 'Pick a picture, and the answers appear here.');
  }

  async #ask() {
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    if (!this.#picture) return fill(this.#answer, this.#nothingYet());
    if (this.#chosen.size === 0) return fill(this.#answer, h('p.hint', {}, 'Choose at least one model.'));
    this.#answer.setAttribute('aria-busy', 'true');
    if (this.#answer.querySelector('.opinions') === null) fill(this.#answer, h('p.hint', {}, 'Asking the models\u2026'));
    try {
      const said = await api.classify(this.#picture.blob, { training: [...this.#chosen] }, signal);
      fill(this.#answer, opinionsView(said, this.#picture.name, this.families, trainingAddress));
    } catch (error) {
      if (!isGivenUp(error)) fill(this.#answer, errorView(error, () => this.#ask()));
    } finally {
      if (!signal.aborted) this.#answer.removeAttribute('aria-busy');
    }
    return undefined;
  }
}
