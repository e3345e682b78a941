/**
 * A table that can be sorted by its headings, is read in the order it is shown, and grows on demand.
 *
 * @template R
 * @typedef {object} Column
 * @property {string} id
 * @property {string} title
 * @property {string} [hint] what the heading means
 * @property {boolean} [number] right aligned
 * @property {boolean} [head] names the row
 * @property {(row: R) => number|string|null} [order] what it is sorted by; without it the column cannot be sorted
 * @property {boolean} [descending] sorts the larger first at the first press
 * @property {(row: R) => unknown} [stamp] changes whenever the cell of the same row would, in a table that keeps its cells
 * @property {(rows: R[]) => boolean} [idle] whether the column has nothing to say about these rows and stays away
 * @property {(row: R) => import('../dom.js').Child|import('../dom.js').Child[]} cell
 */
import { recorded } from '../api/client.js';
import { fill, h } from '../dom.js';
import { count } from '../words/format.js';

/** Rows shown before "Show all" is pressed. */
const FIRST = 200;

/**
 * @template R
 * @param {R[]} rows
 * @param {(row: R) => number|string|null} order
 * @param {boolean} descending
 * @returns {R[]} sorted; what has no value comes last either way
 */
export function sorted(rows, order, descending) {
  const sign = descending ? -1 : 1;
  return rows
    .map((row, place) => ({ row, place, key: order(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.place - b.place;
      const compared =
        typeof a.key === 'number' && typeof b.key === 'number'
          ? a.key - b.key
          : String(a.key).localeCompare(String(b.key), 'en', { numeric: true });
      return sign * compared || a.place - b.place;
    })
    .map(({ row }) => row);
}

/**
 * @template R
 * @param {object} plan
 * @param {string} plan.caption
 * @param {Column<R>[]} plan.columns
 * @param {string} plan.empty what stands there without rows
 * @param {string|null} [plan.sort] the column it starts with
 * @param {(row: R) => string|number} plan.key
 * @param {(row: R) => string} [plan.tone] classes of a row
 * @param {boolean} [plan.keeps] whether the cells of the same row stay until their column's stamp changes; else each drawing makes all cells anew
 * @param {(row: R) => void} [plan.picked] a press anywhere on the row
 * @param {(row: R|null) => void} [plan.pointed] hover or focus
 * @param {number} [plan.first] rows shown at first
 */
export function dataTable(plan) {
  let sort = { column: plan.sort ?? null, descending: false };
  /** @type {R[]} */
  let rows = [];
  let all = false;
  /** @typedef {{element: HTMLElement, row: R, stamps: unknown[]}} Line */
  /** @type {Map<string|number, Line>} */
  let shown = new Map();

  const heads = new Map(plan.columns.map((column) => [column.id, headOf(column)]));
  let columns = plan.columns;
  const headLine = h('tr');
  const body = h('tbody');
  const more = h('button', { type: 'button', hidden: true, onclick: () => showAll() });
  const element = h(
    'div.table-part',
    {},
    h(
      'div.table-scroll',
      { role: 'region', tabindex: '0', 'aria-label': plan.caption },
      h('table', {}, h('caption.unseen', {}, plan.caption), h('thead', {}, headLine), body),
    ),
    more,
  );

  /** @param {Column<R>} column */
  function headOf(column) {
    const classes = `${column.number ? '.number' : ''}`;
    const words = column.order
      ? h('button.sort', { type: 'button', onclick: () => sortBy(column) }, column.title)
      : column.title;
    return h(`th${classes}`, { scope: 'col', 'data-column': column.id, title: column.hint }, words);
  }

  /** @param {Column<R>} column */
  function sortBy(column) {
    const again = sort.column === column.id;
    sort = { column: column.id, descending: again ? !sort.descending : column.descending === true };
    draw();
  }

  function showAll() {
    all = true;
    const next = shown.size;
    draw();
    /** @type {HTMLElement|null} */ (body.children[next]?.querySelector('button, a'))?.focus();
  }

  function draw() {
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && body.contains(active) ? placeOf(active) : null;
    for (const [id, head] of heads) {
      if (id === sort.column) head.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    const wanted = plan.columns.filter((column) => !column.idle?.(rows));
    const before = shown;
    shown = new Map();
    if (wanted.length !== columns.length || wanted.some((one, place) => one !== columns[place]) || headLine.childElementCount === 0) {
      before.clear();
      columns = wanted;
      fill(headLine, columns.map(({ id }) => /** @type {HTMLElement} */ (heads.get(id))));
    }
    const column = columns.find(({ id }) => id === sort.column);
    const ordered = column?.order ? sorted(rows, column.order, sort.descending) : rows;
    // A report is printed, and shows all.
    const first = recorded === null ? (plan.first ?? FIRST) : ordered.length;
    const visible = all ? ordered : ordered.slice(0, first);
    const lines = visible.map((row) => lineOf(row, before.get(plan.key(row))));
    if (rows.length === 0) lines.push(h('tr', {}, h('td.empty', { colspan: columns.length }, plan.empty)));
    // Lines that stay where they are keep their layout and the focus.
    lines.forEach((line, place) => {
      if (body.children[place] !== line) body.insertBefore(line, body.children[place] ?? null);
    });
    while (body.children.length > lines.length) body.lastElementChild?.remove();
    more.hidden = visible.length === ordered.length;
    more.textContent = `Show all ${count(ordered.length)} rows`;
    if (focused) refocus(focused);
  }

  /** @param {R} row @param {Line|undefined} before as it was drawn last @returns {HTMLElement} */
  function lineOf(row, before) {
    const stamps = columns.map((column) => column.stamp?.(row));
    const kept = plan.keeps === true && before?.row === row;
    const element = kept ? before.element : rowOf(row);
    if (kept) {
      toneOf(row, element);
      columns.forEach((column, place) => {
        if (stamps[place] !== before.stamps[place]) fill(element.children[place], column.cell(row));
      });
    }
    shown.set(plan.key(row), { element, row, stamps });
    return element;
  }

  /** @param {R} row @param {HTMLElement} element of which the browser works out the styles anew at every change */
  function toneOf(row, element) {
    const tone = plan.tone?.(row) ?? '';
    if (element.className !== tone) element.className = tone;
  }

  /** @param {R} row @returns {HTMLElement} */
  function rowOf(row) {
    return h(
      'tr',
      {
        class: plan.tone?.(row),
        onclick: (/** @type {MouseEvent} */ event) => {
          if (event.target instanceof Element && !event.target.closest('a, button')) plan.picked?.(row);
        },
        onmouseenter: () => plan.pointed?.(row),
        onmouseleave: () => plan.pointed?.(null),
        onfocusin: () => plan.pointed?.(row),
        onfocusout: () => plan.pointed?.(null),
        onkeydown: (/** @type {KeyboardEvent} */ event) => step(event),
      },
      columns.map((column) =>
        column.head
          ? h('th', { scope: 'row' }, column.cell(row))
          : h(column.number ? 'td.number' : 'td', {}, column.cell(row)),
      ),
    );
  }

  /** The arrows go to the same place in the row above or below. @param {KeyboardEvent} event */
  function step(event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const element = /** @type {HTMLElement} */ (event.currentTarget);
    const next = event.key === 'ArrowDown' ? element.nextElementSibling : element.previousElementSibling;
    const place = [...element.querySelectorAll('a, button')].indexOf(/** @type {Element} */ (document.activeElement));
    const stops = next?.querySelectorAll('a, button') ?? [];
    if (place < 0 || stops.length === 0) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (stops[Math.min(place, stops.length - 1)]).focus();
  }

  /** @param {HTMLElement} active @returns {{key: string|number, place: number}|null} where the focus is */
  function placeOf(active) {
    for (const [key, { element }] of shown) {
      if (element.contains(active)) return { key, place: [...element.querySelectorAll('a, button')].indexOf(active) };
    }
    return null;
  }

  /** @param {{key: string|number, place: number}} focused */
  function refocus({ key, place }) {
    const stops = shown.get(key)?.element.querySelectorAll('a, button') ?? [];
    /** @type {HTMLElement|undefined} */ (stops[place])?.focus({ preventScroll: true });
  }

  return {
    element,
    /** @param {R[]} next */
    show(next) {
      rows = next;
      draw();
    },
    /**
     * Gives each row its classes anew, without touching its cells.
     *
     * @param {(row: R, element: HTMLElement) => void} [also]
     */
    retone(also) {
      for (const { element, row } of shown.values()) {
        toneOf(row, element);
        also?.(row, element);
      }
    },
    /**
     * Scrolls within the table until the row is seen; the page stays where it is.
     *
     * @param {string|number} key
     */
    reveal(key) {
      const row = shown.get(key)?.element;
      if (!row) return;
      const scroll = /** @type {HTMLElement} */ (element.firstElementChild);
      const head = scroll.querySelector('thead')?.getBoundingClientRect().height ?? 0;
      const seen = scroll.getBoundingClientRect();
      const at = row.getBoundingClientRect();
      if (at.top < seen.top + head) scroll.scrollTop -= seen.top + head - at.top;
      else if (at.bottom > seen.bottom) scroll.scrollTop += at.bottom - seen.bottom;
    },
    /** @param {string|number} key @returns {HTMLElement|undefined} */
    rowElement: (key) => shown.get(key)?.element,
    /**
     * Marks the row that is pointed at elsewhere.
     *
     * @param {string|number|null} key null at none
     */
    point(key) {
      for (const row of body.querySelectorAll('tr.pointed')) row.classList.remove('pointed');
      if (key !== null) shown.get(key)?.element.classList.add('pointed');
    },
  };
}
