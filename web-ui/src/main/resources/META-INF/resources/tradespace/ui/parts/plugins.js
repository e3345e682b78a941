/**
 * What is not as it should be with the server's plugins, above every page.
 *
 * @import {About} from '../api/types.js'
 * @import {App} from '../main.js'
 */
import * as api from '../api/client.js';
import { fill, h } from '../dom.js';

/** How many sentences are shown; the command line and the log have them all. */
const MOST = 5;

/** @param {HTMLElement} banner @param {App} app @returns {() => void} looks again */
export function startPlugins(banner, app) {
  const look = () => {
    api.about().then(
      (about) => {
        const problems = problemsOf(about);
        banner.hidden = problems.length === 0;
        fill(banner, problems.length === 1 ? problems[0] : h('ul', {}, bounded(problems).map((problem) => h('li', {}, problem))));
      },
      () => {
        // A page that cannot ask says so itself.
      },
    );
  };
  app.hear((event) => event.type === 'connected' && event.again && look());
  look();
  return look;
}

/** @param {About} about @returns {string[]} */
export function problemsOf({ plugins = [] }) {
  return plugins.flatMap(({ name, problems }) => problems.map((problem) => `Plugin ${name}: ${problem}.`));
}

/** @param {string[]} problems @returns {string[]} */
function bounded(problems) {
  return problems.length <= MOST ? problems : [...problems.slice(0, MOST), `And ${problems.length - MOST} more; \`tradespace list families\` names them.`];
}
