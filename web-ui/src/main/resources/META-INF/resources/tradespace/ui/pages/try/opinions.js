/**
 * Class probabilities, model beside model.
 *
 * @import {Classification, Opinion} from '../../api/types.js'
 */
import { sentence } from '../../api/client.js';
import { h } from '../../dom.js';
import { counted, modelName } from '../../words/format.js';
import { markView } from '../../parts/mark.js';

/** So many classes are in sight at first. */
const FIRST = 5;

/** @param {number} probability @returns {string} `97.1%`; never a 100% or 0% that only rounding made */
export function probabilityText(probability) {
  const percent = 100 * probability;
  if (percent > 0 && percent < 0.1) return '<0.1%';
  if (percent < 100 && percent >= 99.95) return '>99.9%';
  return `${percent.toFixed(1)}%`;
}

/**
 * @param {Classification} said
 * @param {string} name of the picture
 * @param {string[]} families
 * @param {(training: number) => string} addressOf a training
 * @returns {HTMLElement[]}
 */
export function opinionsView({ width, height, models }, name, families, addressOf) {
  return [
    h('p.hint', {}, `${name}, ${width} × ${height} pixels, shown to ${counted(models.length, 'model')}.`),
    h('ul.opinions', {}, models.map((opinion) => h('li', {}, opinionView(opinion, families, addressOf)))),
  ];
}

/** @param {Opinion} opinion @param {string[]} families @param {(training: number) => string} addressOf */
function opinionView({ training, variant, classes, failure }, families, addressOf) {
  const head = h('h3.opinion-name', {}, markView(variant.split('/')[0], families), h('a', { href: addressOf(training), title: variant }, modelName(variant)), h('span.hint', {}, `#${training}`));
  if (failure !== null) return h('div.opinion', {}, head, h('p.notice.bad.flush', {}, sentence(failure)));
  const rest = classes.slice(FIRST);
  return h(
    'div.opinion',
    {},
    head,
    h('p.verdict', {}, classes[0]?.name ?? ''),
    linesView(classes.slice(0, FIRST), true),
    rest.length > 0 && h('details.configuration', {}, h('summary', {}, `${counted(rest.length, 'class', 'classes')} more`), linesView(rest, false)),
  );
}

/** @param {Opinion['classes']} classes @param {boolean} first whether the most probable is among them */
function linesView(classes, first) {
  return h(
    'ol.probabilities',
    {},
    classes.map(({ name, probability }, place) => {
      const filled = h('span');
      filled.style.width = `${100 * probability}%`;
      return h(
        `li${first && place === 0 ? '.top' : ''}`,
        {},
        h('span.class-name', {}, name),
        h('span.probability', {}, probabilityText(probability)),
        h('span.share', { 'aria-hidden': 'true' }, filled),
      );
    }),
  );
}
