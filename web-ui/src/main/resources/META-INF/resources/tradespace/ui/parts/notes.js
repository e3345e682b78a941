/**
 * The one tooltip: whatever has `data-note` shows it on hover, on focus and on touch; Escape puts it away.
 *
 * @param {HTMLElement} note
 */
export function startNotes(note) {
  /** @type {Element|null} */
  let owner = null;

  const hide = () => {
    owner = null;
    note.hidden = true;
  };
  const show = (/** @type {Element} */ element) => {
    owner = element;
    note.textContent = element.getAttribute('data-note');
    note.hidden = false;
    const at = element.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left), document.documentElement.clientWidth - note.offsetWidth - 8);
    const below = at.bottom + 6;
    const fits = below + note.offsetHeight < document.documentElement.clientHeight;
    note.style.left = `${Math.max(8, left)}px`;
    note.style.top = `${fits ? below : Math.max(8, at.top - note.offsetHeight - 6)}px`;
  };
  const noteOf = (/** @type {EventTarget|null} */ target) =>
    target instanceof Element ? target.closest('[data-note]') : null;

  document.addEventListener('mouseover', (event) => {
    const element = noteOf(event.target);
    if (element) show(element);
    else if (owner && event.target !== note) hide();
  });
  document.addEventListener('focusin', (event) => {
    const element = noteOf(event.target);
    if (element) show(element);
    else hide();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  window.addEventListener('scroll', hide, { capture: true, passive: true });
}
