/**
 * A place for a chart: loads ECharts when it is first needed, keeps the size, and draws again when the theme changes.
 *
 * @import {Ink} from '../charts/ink.js'
 */
import { recorded } from '../api/client.js';
import { COLOURS } from '../charts/marks.js';
import { fill, h } from '../dom.js';

/** @type {Promise<any>|undefined} */
let library;

/** @returns {Promise<any>} */
function echarts() {
  // @ts-ignore the server maps this address to the file in ECharts's jar
  library ??= import('/vendor/echarts.esm.min.mjs');
  return library;
}

/** Loads what draws charts while a page still asks for its data. */
export function prepareCharts() {
  // The place of a chart says what is wrong.
  echarts().catch(() => {});
}

/** @param {Element} where @returns {Ink} the theme's colours as plain rgb */
function readInk(where) {
  const probe = h('span', { hidden: true });
  where.append(probe);
  const colour = (/** @type {string} */ name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const ink = {
    font: getComputedStyle(where).fontFamily,
    text: colour('text'),
    muted: colour('muted'),
    line: colour('line'),
    strong: colour('line-strong'),
    surface: colour('raised'),
    accent: colour('accent'),
    shade: colour('sunken'),
    families: Array.from({ length: COLOURS }, (_, place) => colour(`family-${place}`)),
  };
  probe.remove();
  return ink;
}

/**
 * @typedef {object} Chart
 * @property {HTMLElement} element
 * @property {(label: string, option: (look: {ink: Ink, narrow: boolean, still: boolean}) => Record<string, any>) => void} show
 * @property {(dataIndex: number|null) => void} point points at a datum of the series `models`; null at none
 * @property {(axis: string, intervals: [number, number][]) => void} brush marks intervals of a parallel axis
 * @property {() => void} close
 */

/**
 * @param {string} kind classes of the element
 * @param {{picked?: (dataIndex: number) => void, pointed?: (dataIndex: number|null) => void, brushed?: (axis: string, intervals: [number, number][]) => void}} [heard]
 * @returns {Chart}
 */
export function chartPlace(kind, heard = {}) {
  const element = h(`div.chart.${kind}`, { role: 'img' });
  const still = window.matchMedia('(prefers-reduced-motion: reduce)');
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  /** @type {any} */
  let chart;
  let closed = false;
  // Both are kept: to ask the browser for either in the midst of a drawing makes it lay out the page once more.
  let width = 0;
  /** @type {Ink|undefined} */
  let ink;
  /** @type {Parameters<Chart['show']>[1]|undefined} */
  let latest;

  const draw = () => {
    if (!chart || !latest || width === 0) return;
    ink ??= readInk(element);
    chart.setOption(latest({ ink, narrow: width < 560, still: still.matches }), {
      replaceMerge: ['series', 'parallelAxis'],
    });
  };
  const size = new ResizeObserver(() => {
    width = element.clientWidth;
    chart?.resize();
    draw();
  });
  const recolour = () => {
    ink = undefined;
    draw();
  };
  const theme = new MutationObserver(recolour);

  const begin = async () => {
    let loaded;
    try {
      loaded = await echarts();
    } catch {
      if (!closed) fill(element, h('p.empty', {}, 'The chart could not be loaded. The table holds the same figures.'));
      return;
    }
    if (closed) return;
    chart = loaded.init(element, null, { renderer: recorded === null ? 'canvas' : 'svg' });
    chart.on('click', { seriesId: 'models' }, (/** @type {any} */ event) => heard.picked?.(event.dataIndex));
    chart.on('mouseover', { seriesId: 'models' }, (/** @type {any} */ event) => heard.pointed?.(event.dataIndex));
    chart.on('mouseout', { seriesId: 'models' }, () => heard.pointed?.(null));
    chart.on('axisareaselected', (/** @type {any} */ event) => heard.brushed?.(event.parallelAxisId, event.intervals));
    size.observe(element);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    dark.addEventListener('change', recolour);
  };
  begin();

  return {
    element,
    show(label, option) {
      element.setAttribute('aria-label', label);
      latest = option;
      draw();
    },
    point(dataIndex) {
      chart?.dispatchAction({ type: 'downplay', seriesId: 'models' });
      if (dataIndex !== null) chart?.dispatchAction({ type: 'highlight', seriesId: 'models', dataIndex });
    },
    brush(axis, intervals) {
      chart?.dispatchAction({ type: 'axisAreaSelect', parallelAxisId: axis, intervals });
    },
    close() {
      closed = true;
      size.disconnect();
      theme.disconnect();
      dark.removeEventListener('change', recolour);
      chart?.dispose();
    },
  };
}
