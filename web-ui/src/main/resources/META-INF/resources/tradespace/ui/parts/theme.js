import { fill, h } from '../dom.js';

/**
 * The button that goes from the system's theme to light, to dark, and back; theme.js in the head remembers it.
 *
 * @param {HTMLButtonElement} button
 */
export function startTheme(button) {
  const themes = ['system', 'light', 'dark'];
  const names = /** @type {Record<string, string>} */ ({ system: 'Auto', light: 'Light', dark: 'Dark' });
  const now = () => document.documentElement.dataset.theme ?? 'system';

  const say = () => {
    fill(button, h('span', { 'aria-hidden': 'true' }, '\u25d0'), h('span.wide-only', {}, names[now()]));
    button.setAttribute('aria-label', `Theme: ${names[now()]}. Change it`);
  };
  button.addEventListener('click', () => {
    const next = themes[(themes.indexOf(now()) + 1) % themes.length];
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('tradespace.theme', next);
    } catch {
      // Storage may be forbidden; the theme then lasts as long as the page.
    }
    say();
  });
  say();
}
