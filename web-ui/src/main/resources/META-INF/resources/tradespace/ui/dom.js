/**
 * Elements, made so that whatever users and plugins wrote can only ever become text.
 *
 * @typedef {Node|string|number|null|undefined|false} One
 * @typedef {One|Child[]} Child
 */

/**
 * @param {string} kind `div`, or with classes `div.card.wide`
 * @param {Record<string, any>} [attributes] `onclick` and the like take listeners; `checked`, `value`, ... are properties
 * @param {...Child} children
 * @returns {any} the element; untyped, since the kind decides
 */
export function h(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) /** @type {any} */ (element)[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...nodes(children));
  return element;
}

const PROPERTIES = new Set(['checked', 'value', 'disabled', 'hidden', 'indeterminate', 'htmlFor', 'open']);

/** @param {Child[]} children @returns {(Node|string)[]} */
function nodes(children) {
  return children.flatMap((child) => {
    if (Array.isArray(child)) return nodes(child);
    if (child === null || child === undefined || child === false) return [];
    return [child instanceof Node ? child : String(child)];
  });
}

const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} tag @param {Record<string, string|number>} attributes @param {...Node} children @returns {SVGElement} */
export function svg(tag, attributes = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** @param {Element} element @param {...Child} children */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
}

/**
 * What is folded away and made when it is first opened: what nobody looks at costs nothing at each drawing.
 *
 * @param {string} kind `details`, or with classes
 * @param {string} title
 * @param {() => Child} content
 * @returns {HTMLDetailsElement}
 */
export function folded(kind, title, content) {
  const element = h(
    kind,
    {
      ontoggle: () => {
        if (element.open && element.childElementCount === 1) element.append(...nodes([content()]));
      },
    },
    h('summary', {}, title),
  );
  return element;
}

/**
 * @template {any[]} A
 * @param {(...args: A) => void} work
 * @param {number} milliseconds of quiet before it runs
 * @returns {((...args: A) => void) & {cancel: () => void}}
 */
export function settled(work, milliseconds) {
  /** @type {number|undefined} */
  let timer;
  const later = (/** @type {A} */ ...args) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => work(...args), milliseconds);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

/**
 * Work that is asked for faster than it is done, such as by a slider: it begins at once, and once more behind each run for all that was asked during it.
 *
 * @param {() => Promise<void>} work
 * @returns {(() => void) & {cancel: () => void}}
 */
export function paced(work) {
  let running = false;
  let again = false;
  const soon = async () => {
    again = running;
    if (running) return;
    running = true;
    try {
      await work();
    } finally {
      running = false;
      if (again) soon();
    }
  };
  soon.cancel = () => {
    again = false;
  };
  return soon;
}
