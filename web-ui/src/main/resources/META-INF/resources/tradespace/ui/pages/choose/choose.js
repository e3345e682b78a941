/**
 * The main page: which model should I use?
 *
 * @import {Row, Front, Recommendation, MetricId, Target} from '../../api/types.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 * @import {Choice} from '../../state/choice.js'
 * @import {App, Heard} from '../../main.js'
 * @typedef {Awaited<ReturnType<typeof offeredDatasets>>} Trained the data sets, and the trainings on them
 */
import * as api from '../../api/client.js';
import { catalogue } from '../../state/catalogue.js';
import { choiceAddress, limitQuery, readChoice } from '../../state/choice.js';
import { withRow } from '../../state/measured-rows.js';
import { datasetOf, offeredDatasets } from '../../state/datasets.js';
import { targetsElsewhere } from '../../state/device-targets.js';
import { fill, h, paced, settled } from '../../dom.js';
import { counted, namesOf } from '../../words/format.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { apartView } from './apart.js';
import { familyChips } from './chips.js';
import { emptyView, noTargetView } from './empty.js';
import { limitFields } from './limits.js';
import { matches, modelColumns, nameField, standingOf, standingStamp } from './models.js';
import { datasetsView, targetsView } from './question.js';
import { recommendationView, targetTitle } from './recommendation.js';
import { scatter } from './scatter.js';
import { selectedView } from './selected.js';
import { chartToolbar } from './toolbar.js';

/** Quiet time, in ms, before new measurements are fetched. */
const AFTER_A_MEASUREMENT = 700;

/**
 * @param {HTMLElement} root
 * @param {{query: URLSearchParams}} route
 * @param {App} app
 * @returns {Promise<() => void>} leaves the page
 */
export async function openChoose(root, { query }, app) {
  fill(root, waiting('Loading the models and targets\u2026'));
  const known = await catalogue();
  const choice = readChoice(query);
  const elsewhere = choice.targets.filter((id) => !known.targets.some((target) => target.id === id));
  const [trained, found] = await Promise.all([offeredDatasets(known.variants), targetsElsewhere(elsewhere)]);
  const page = new ChoosePage(known, found, trained, choice, app);
  fill(root, page.element);
  page.askRows();
  const stop = app.hear((event) => page.heard(event));
  return () => {
    stop();
    page.close();
  };
}

class ChoosePage {
  /** @type {Row[]} of all chosen targets, that may be compared */
  #rows = [];
  /** @type {Row[]} the others */
  #apart = [];
  /** @type {Front|null} of the target shown */
  #front = null;
  /** What it is the front of; limits do not change it. */
  #frontOf = '';
  /** @type {Recommendation|null} */
  #answer = null;
  /** @type {string|number|null} a row's id */
  #selected = null;
  /** @type {import('./models.js').Standing} */
  #standing;
  #filter = { text: '', families: /** @type {Set<string>} */ (new Set()) };
  /** What is being asked for; a newer question ends it. */
  #rowsAsked = new AbortController();
  #answerAsked = new AbortController();
  #askRowsSoon = settled(() => this.askRows(), AFTER_A_MEASUREMENT);
  #showRowsSoon = settled(() => {
    this.#frontOf = '';
    this.#showLimits();
    this.#askAnswer();
  }, AFTER_A_MEASUREMENT);
  #askAnswerSoon = paced(() => this.#askAnswer());
  #askDatasetsSoon = settled(() => this.#askDatasets(), AFTER_A_MEASUREMENT);

  #datasets = datasetsView((dataset) => this.#change({ dataset }, true));
  #limits = limitFields(
    (metric, limit) => this.#limit(metric, limit),
    () => this.#setLimits({}),
  );
  #scatter = scatter({
    picked: (row) => this.#select(row, true),
    pointed: (row) => this.#table.point(row?.id ?? null),
  });
  #table = dataTable({
    caption: 'Models on the target shown, as on the chart',
    empty: 'No model matches the filter.',
    sort: 'state',
    key: (/** @type {Row} */ row) => row.id,
    columns: modelColumns(
      () => this.#standing,
      (row) => this.#select(row.id === this.#selected ? null : row, false),
    ),
    tone: (row) => this.#tone(row),
    stamp: (row) => standingStamp(row, this.#standing),
    picked: (row) => this.#select(row, false),
    pointed: (row) => this.#scatter.point(row),
  });
  #apartTable = apartView();
  #answerPlace = h('section.card.recommendation', { 'aria-label': 'Recommendation' });
  #selectedPlace = h('section.selected', { 'aria-label': 'Marked model', hidden: true });
  #tally = h('p.hint', { role: 'status' });
  #trouble = h('div');
  #results = h('div.results');

  /** @param {Catalogue} known @param {Target[]} elsewhere @param {Trained} trained @param {Choice} choice @param {App} app */
  constructor(known, elsewhere, trained, choice, app) {
    this.known = known;
    this.targets = [...known.targets, ...elsewhere];
    this.trained = trained;
    this.app = app;
    const targets = choice.targets.filter((id) => this.targets.some((target) => target.id === id));
    /** @type {Choice} */
    this.choice = {
      ...choice,
      targets: targets.length > 0 ? targets : known.targets.slice(0, 1).map(({ id }) => id),
      dataset: datasetOf(trained.datasets, choice.dataset),
    };
    this.#standing = this.#stand();
    this.#datasets.show(trained.datasets, this.choice.dataset);
    this.toolbar = chartToolbar(() => this.targets, known.about.protocols, (change) =>
      this.#change(change, 'protocol' in change),
    );
    this.chips = familyChips(known.families, this.#filter.families, () => this.#drawRows());
    this.full = this.#fullView();
    this.question = targetsView(
      known.targets,
      elsewhere,
      this.choice.targets,
      (chosen, all) => {
        this.targets = all;
        this.#change({ targets: chosen }, true);
      },
      app.announce,
    );
    this.element = h(
      'div.choose',
      {},
      h('h1', { tabindex: '-1' }, 'Which model should I use?'),
      h(
        'form.sidebar',
        { 'aria-label': 'What is asked', onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
        this.#datasets.element,
        this.question.element,
        this.#limits.element,
      ),
      h('div.answers', {}, this.#trouble, this.#results),
    );
  }

  /** @returns {HTMLElement[]} what is there once something is measured */
  #fullView() {
    const search = nameField((text) => {
      this.#filter.text = text;
      this.#drawRows();
    });
    return [
      this.#answerPlace,
      h(
        'section.card',
        { 'aria-label': 'Accuracy against cost' },
        h('div.chart-head', {}, h('h2', {}, 'Accuracy against cost'), this.toolbar.element),
        this.chips.element,
        this.#scatter.elements,
        this.#selectedPlace,
      ),
      h(
        'section.card',
        { 'aria-label': 'Models' },
        h('div.table-head', {}, h('h2', {}, 'Models'), this.#tally, search),
        this.#table.element,
        this.#apartTable.element,
      ),
    ];
  }

  /** @param {Heard} event */
  heard(event) {
    if (event.type === 'measurement' && this.choice.targets.includes(event.data.target)) this.#take(event.data);
    if (event.type === 'measurement' || event.type === 'training') this.#askDatasetsSoon();
    if (event.type === 'connected' && event.again) {
      this.askRows();
      this.#askDatasets();
    }
  }

  /** @param {Row} row as it was measured just now */
  #take(row) {
    const { dataset, protocol } = this.choice;
    if (row.dataset !== dataset || (protocol !== '' && row.protocol !== protocol)) return;
    const rows = withRow(this.#rows, row);
    this.#rows = rows ?? this.#rows;
    if (rows) this.#showRowsSoon();
    else this.#askRowsSoon();
  }

  close() {
    this.#rowsAsked.abort();
    this.#showRowsSoon.cancel();
    this.#answerAsked.abort();
    this.#askRowsSoon.cancel();
    this.#askAnswerSoon.cancel();
    this.#askDatasetsSoon.cancel();
    this.question.close();
    this.#scatter.close();
  }

  /** The target on the chart. */
  get shown() {
    return this.choice.targets.includes(this.choice.shown) ? this.choice.shown : this.choice.targets[0];
  }

  /** Asks for everything: rows, front and recommendation. */
  async askRows() {
    this.#rowsAsked.abort();
    this.#rowsAsked = new AbortController();
    const { signal } = this.#rowsAsked;
    this.#frontOf = '';
    const { targets, dataset, protocol } = this.choice;
    if (targets.length === 0) {
      fill(this.#results, noTargetView());
      return;
    }
    this.#results.setAttribute('aria-busy', 'true');
    try {
      const answer = await api.measurements({ target: targets, dataset, protocol }, signal);
      this.#rows = answer.items.filter(({ apart }) => apart.length === 0);
      this.#apart = answer.items.filter(({ apart }) => apart.length > 0);
      fill(this.#trouble);
      this.#showLimits();
      if (answer.items.length === 0 && protocol === '') {
        fill(this.#results, emptyView(this.known, dataset, this.targets.filter(({ id }) => targets.includes(id))));
        return;
      }
      await this.#askAnswer();
    } catch (error) {
      if (!isGivenUp(error)) fill(this.#trouble, errorView(error, () => this.askRows()));
    } finally {
      if (!signal.aborted) this.#results.removeAttribute('aria-busy');
    }
  }

  async #askDatasets() {
    try {
      this.trained = await offeredDatasets(this.known.variants);
      this.#datasets.show(this.trained.datasets, this.choice.dataset);
    } catch {
      // The rows are asked for as well, and say what is wrong.
    }
  }

  async #askAnswer() {
    this.#answerAsked.abort();
    this.#answerAsked = new AbortController();
    const { signal } = this.#answerAsked;
    const { targets, dataset, protocol, x } = this.choice;
    const of = [this.shown, dataset, protocol, x].join(' ');
    try {
      const [front, answer] = await Promise.all([
        this.#frontOf === of ? this.#front : api.pareto({ target: this.shown, dataset, objectives: `accuracy,${x}`, protocol }, signal),
        api.recommend({ target: targets, dataset, ...limitQuery(this.choice) }, signal),
      ]);
      const before = this.#answer?.recommended?.variant;
      this.#front = front;
      this.#frontOf = of;
      this.#answer = answer;
      fill(this.#trouble);
      if (!this.#answerPlace.isConnected) fill(this.#results, this.full);
      this.#draw();
      const now = answer.recommended?.variant;
      if (now !== before) this.app.announce(now ? `Recommended: ${now}` : 'Nothing fits these limits');
    } catch (error) {
      if (!isGivenUp(error)) fill(this.#trouble, errorView(error, () => this.#askAnswer()));
    }
  }

  /** @param {Partial<Choice>} change @param {boolean} rows whether other rows are needed */
  #change(change, rows) {
    this.choice = { ...this.choice, ...change };
    this.app.keepAddress(choiceAddress(this.choice));
    if (rows) this.askRows();
    else this.#askAnswer();
  }

  /** @param {MetricId} metric @param {number|null} limit from its field, which shows it already */
  #limit(metric, limit) {
    const limits = { ...this.choice.limits };
    if (limit === null) delete limits[metric];
    else limits[metric] = limit;
    this.choice = { ...this.choice, limits };
    this.app.keepAddress(choiceAddress(this.choice));
    this.#askAnswerSoon();
  }

  /** @param {Choice['limits']} limits */
  #setLimits(limits) {
    this.#change({ limits }, false);
    this.#showLimits();
  }

  #showLimits() {
    const { targets, limits } = this.choice;
    const silent = this.targets.find(({ id, energyReason }) => energyReason && targets.includes(id));
    this.#limits.show(this.#rows, limits, silent?.energyReason);
  }

  /** Once for each drawing: every cell of the table asks for it. @returns {import('./models.js').Standing} */
  #stand() {
    return {
      ...standingOf(this.#front, this.#answer),
      families: this.known.familyIds,
      selected: this.#selected,
      names: namesOf(this.#rows.filter((row) => row.target === this.shown).map((row) => row.variant)),
      trainings: new Map(this.trained.trainings.map(({ id, weights }) => [weights, id])),
    };
  }

  /** @returns {Row[]} of the target on the chart, that pass the filter */
  #visible() {
    return this.#rows.filter((row) => row.target === this.shown && matches(row, this.#filter));
  }

  #draw() {
    this.toolbar.show(this.choice, this.shown, this.#rows);
    this.chips.show(this.#rows);
    if (this.#answer) {
      fill(
        this.#answerPlace,
        recommendationView(this.#answer, {
          families: this.known.familyIds,
          targets: this.targets,
          loosen: (metric, limit) => this.#setLimits({ ...this.choice.limits, [metric]: limit }),
          select: () => {
            this.#select(this.#visible().find(({ id }) => this.#standing.recommended.has(id)) ?? null, true);
            this.#selectedPlace.scrollIntoView({ block: 'nearest' });
          },
        }),
      );
    }
    this.#drawRows();
  }

  #drawRows() {
    this.#standing = this.#stand();
    const rows = this.#visible();
    const all = this.#rows.filter(({ target }) => target === this.shown).length;
    this.#table.show(rows);
    this.#apartTable.show(this.#apart.filter((row) => row.target === this.shown && matches(row, this.#filter)));
    const some = rows.length === all ? '' : `${rows.length} of `;
    this.#tally.textContent = `${some}${counted(all, 'model')} on ${targetTitle(this.shown, this.targets)}`;
    this.#drawChart();
    this.#drawSelected();
  }

  #drawChart() {
    this.#scatter.show(this.#visible(), this.#front, this.#standing, this.choice, targetTitle(this.shown, this.targets));
  }

  #drawSelected() {
    const row = this.#rows.find(({ id }) => id === this.#selected);
    this.#selectedPlace.hidden = !row;
    if (!row) return;
    const { families, excluded } = this.#standing;
    fill(this.#selectedPlace, selectedView(row, families, excluded.get(row.variant), () => this.#select(null, false)));
  }

  /** @param {Row|null} row @param {boolean} scroll whether the table moves to it */
  #select(row, scroll) {
    this.#selected = row?.id ?? null;
    this.#standing = { ...this.#standing, selected: this.#selected };
    this.#table.retone((shown, element) =>
      element.querySelector('.pick')?.setAttribute('aria-pressed', String(shown.id === this.#selected)),
    );
    this.#drawChart();
    this.#drawSelected();
    if (row && scroll) this.#table.reveal(row.id);
  }

  /** @param {Row} row @returns {string} */
  #tone(row) {
    const { excluded, recommended } = this.#standing;
    const tones = [];
    if (row.id === this.#selected) tones.push('picked');
    if (recommended.has(row.id)) tones.push('best');
    if (row.failure || excluded.has(row.variant)) tones.push('faint');
    return tones.join(' ');
  }
}
