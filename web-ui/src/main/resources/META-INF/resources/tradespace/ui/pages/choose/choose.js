/**
 * The main page: which model should I use?
 *
 * @import {Row, Recommendation, MetricId, Target} from '../../api/types.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 * @import {Choice} from '../../state/choice.js'
 * @import {App, Heard} from '../../main.js'
 * @typedef {Awaited<ReturnType<typeof offeredDatasets>>} Trained the data sets, and the trainings on them
 */
import { catalogue } from '../../state/catalogue.js';
import { choiceAddress, readChoice } from '../../state/choice.js';
import { datasetOf, offeredDatasets } from '../../state/datasets.js';
import { namedTargets } from '../../state/device-targets.js';
import { fill, h, paced, settled } from '../../dom.js';
import { counted, namesOf } from '../../words/format.js';
import { prepareCharts } from '../../parts/chart.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { targetChoice } from '../../parts/target-choice.js';
import { answersTo } from './choice-answers.js';
import { apartView } from './apart.js';
import { familyChips } from './chips.js';
import { datasetsView } from './dataset-choice.js';
import { emptyView, noTargetView } from './empty.js';
import { limitFields } from './limits.js';
import { matches, modelColumns, nameField, standingOf } from './models.js';
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
  prepareCharts();
  const choice = readChoice(query);
  const asked = catalogue();
  const [known, named, trained] = await Promise.all([asked, namedTargets(choice.targets), offeredDatasets(asked.then(({ variants }) => variants))]);
  const elsewhere = named.filter(({ id }) => !known.targets.some((target) => target.id === id));
  const page = new ChoosePage(known, elsewhere, trained, choice, app);
  fill(root, page.element);
  page.ask();
  const stop = app.hear((event) => page.heard(event));
  return () => {
    stop();
    page.close();
  };
}

class ChoosePage {
  #asked = answersTo();
  /** @type {import('./choice-answers.js').Answers} that are drawn */
  #answers = { rows: [], apart: [], front: null, recommendation: null };
  /** @type {string|number|null} a row's id */
  #selected = null;
  /** @type {import('./models.js').Standing} */
  #standing;
  #filter = { text: '', families: /** @type {Set<string>} */ (new Set()) };
  #askPaced = paced(() => this.ask());
  #askSettled = settled(() => this.ask(), AFTER_A_MEASUREMENT);
  #askDatasetsSoon = settled(() => this.#askDatasets(), AFTER_A_MEASUREMENT);

  #datasets = datasetsView((dataset) => this.#change({ dataset }));
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
    keeps: true,
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
    this.toolbar = chartToolbar(() => this.targets, known.about.protocols, (change) => this.#change(change));
    this.chips = familyChips(known.families, this.#filter.families, () => this.#drawRows());
    this.full = this.#fullView();
    this.targetChoice = targetChoice({
      here: known.targets,
      elsewhere,
      chosen: this.choice.targets,
      changed: (chosen, all) => {
        this.targets = all;
        this.#change({ targets: chosen });
      },
      announce: app.announce,
    });
    this.element = h(
      'div.choose',
      {},
      h('h1', { tabindex: '-1' }, 'Which model should I use?'),
      h(
        'form.sidebar',
        { 'aria-label': 'What is asked', onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
        this.#datasets.element,
        this.targetChoice.element,
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
      this.#asked.forget();
      this.ask();
      this.#askDatasets();
    }
  }

  /** @param {Row} row as it was measured just now */
  #take(row) {
    const { dataset, protocol } = this.choice;
    if (row.dataset !== dataset || (protocol !== '' && row.protocol !== protocol)) return;
    if (row.target === this.shown) this.#asked.take(row);
    this.#askSettled();
  }

  close() {
    this.#asked.close();
    this.#askPaced.cancel();
    this.#askSettled.cancel();
    this.#askDatasetsSoon.cancel();
    this.targetChoice.close();
    this.#scatter.close();
  }

  /** The target on the chart. */
  get shown() {
    return this.choice.targets.includes(this.choice.shown) ? this.choice.shown : this.choice.targets[0];
  }

  /** Asks for what is not known of the choice, and draws it. */
  async ask() {
    if (this.choice.targets.length === 0) {
      fill(this.#results, noTargetView());
      return;
    }
    try {
      this.#show(await this.#asked.ask(this.choice, this.shown));
    } catch (error) {
      if (isGivenUp(error)) return;
      fill(this.#trouble, errorView(error, () => this.ask()));
    }
    this.#results.removeAttribute('aria-busy');
  }

  async #askDatasets() {
    try {
      this.trained = await offeredDatasets(this.known.variants);
      this.#datasets.show(this.trained.datasets, this.choice.dataset);
    } catch {
      // The rows are asked for as well, and say what is wrong.
    }
  }

  /** @param {import('./choice-answers.js').Answers} answers */
  #show(answers) {
    const { recommendation: before, rows } = this.#answers;
    const { recommendation } = answers;
    this.#answers = answers;
    fill(this.#trouble);
    if (!recommendation) return;
    if (rows !== answers.rows || JSON.stringify(before?.ranges) !== JSON.stringify(recommendation.ranges)) this.#showLimits();
    if (recommendation.compared.length + recommendation.leftOut.length === 0) {
      const { targets, dataset } = this.choice;
      fill(this.#results, emptyView(this.known, dataset, this.targets.filter(({ id }) => targets.includes(id))));
      return;
    }
    if (!this.#answerPlace.isConnected) fill(this.#results, this.full);
    this.#draw(recommendation);
    const now = recommendation.recommended?.variant;
    if (now !== before?.recommended?.variant) this.app.announce(now ? `Recommended: ${now}` : 'Nothing fits these limits');
  }

  /** @param {Partial<Choice>} change */
  #choose(change) {
    this.choice = { ...this.choice, ...change };
    this.app.keepAddress(choiceAddress(this.choice));
  }

  /** @param {Partial<Choice>} change for which other rows may be needed */
  #change(change) {
    this.#choose(change);
    this.#results.setAttribute('aria-busy', 'true');
    this.ask();
  }

  /** @param {MetricId} metric @param {number|null} limit from its field, which shows it already */
  #limit(metric, limit) {
    const limits = { ...this.choice.limits };
    if (limit === null) delete limits[metric];
    else limits[metric] = limit;
    this.#choose({ limits });
    this.#askPaced();
  }

  /** @param {Choice['limits']} limits */
  #setLimits(limits) {
    this.#choose({ limits });
    this.#showLimits();
    this.ask();
  }

  #showLimits() {
    const { targets, limits } = this.choice;
    const { recommendation, rows } = this.#answers;
    const silent = this.targets.find(({ id, energyReason }) => energyReason && targets.includes(id));
    this.#limits.show(recommendation?.ranges ?? [], rows, limits, silent?.energyReason);
  }

  /** Once for each drawing: every cell of the table asks for it. @returns {import('./models.js').Standing} */
  #stand() {
    const { front, recommendation, rows } = this.#answers;
    return {
      ...standingOf(front, recommendation),
      families: this.known.familyIds,
      selected: this.#selected,
      names: namesOf(rows.map((row) => row.variant)),
      trainings: new Map(this.trained.trainings.map(({ id, weights }) => [weights, id])),
    };
  }

  /** @returns {Row[]} those that pass the filter */
  #visible() {
    return this.#answers.rows.filter((row) => matches(row, this.#filter));
  }

  /** @param {Recommendation} recommendation */
  #draw(recommendation) {
    const { rows } = this.#answers;
    this.toolbar.show(this.choice, this.shown, rows);
    this.chips.show(rows);
    fill(
      this.#answerPlace,
      recommendationView(recommendation, {
        families: this.known.familyIds,
        targets: this.targets,
        loosen: (metric, limit) => this.#setLimits({ ...this.choice.limits, [metric]: limit }),
        select: () => {
          this.#select(this.#visible().find(({ id }) => this.#standing.recommended.has(id)) ?? null, true);
          this.#selectedPlace.scrollIntoView({ block: 'nearest' });
        },
      }),
    );
    this.#drawRows();
  }

  #drawRows() {
    this.#standing = this.#stand();
    const rows = this.#visible();
    const all = this.#answers.rows.length;
    this.#table.show(rows);
    this.#apartTable.show(this.#answers.apart.filter((row) => matches(row, this.#filter)));
    const some = rows.length === all ? '' : `${rows.length} of `;
    this.#tally.textContent = `${some}${counted(all, 'model')} on ${targetTitle(this.shown, this.targets)}`;
    this.#drawChart();
    this.#drawSelected();
  }

  #drawChart() {
    this.#scatter.show(this.#visible(), this.#answers.front, this.#standing, this.choice, targetTitle(this.shown, this.targets));
  }

  #drawSelected() {
    const row = this.#answers.rows.find(({ id }) => id === this.#selected);
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
