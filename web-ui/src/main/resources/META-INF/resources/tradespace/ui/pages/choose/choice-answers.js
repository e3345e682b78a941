/**
 * What the server answers to a choice: the recommendation for all its targets, and the rows and the front of the one that is shown. Only what a change has made
 * wrong is asked for again: a hundred targets have ten thousand rows, and a limit that is moved changes none of them.
 *
 * @import {Row, Front, Recommendation} from '../../api/types.js'
 * @import {Choice} from '../../state/choice.js'
 * @typedef {object} Answers
 * @property {Row[]} rows of the target shown, that may be compared
 * @property {Row[]} apart its others
 * @property {Front|null} front of the target shown; limits do not change it
 * @property {Recommendation|null} recommendation for all targets
 */
import * as api from '../../api/client.js';
import { limitQuery } from '../../state/choice.js';
import { withRow } from '../../state/measured-rows.js';

export function answersTo() {
  /** @type {Answers} */
  let known = { rows: [], apart: [], front: null, recommendation: null };
  /** What they are of; '' for what is to be asked for again. */
  let rowsOf = '';
  let frontOf = '';
  /** Counts the measurements: an answer that was on its way meanwhile may lack them. */
  let measured = 0;
  let asked = new AbortController();

  return {
    /**
     * A newer question ends the one before.
     *
     * @param {Choice} choice with at least one target
     * @param {string} shown one of them
     * @returns {Promise<Answers>}
     */
    async ask(choice, shown) {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      const { targets, dataset, protocol, x } = choice;
      const rowsWanted = [shown, dataset, protocol].join(' ');
      const frontWanted = `${rowsWanted} ${x}`;
      const before = measured;
      const [recommendation, rows, front] = await Promise.all([
        api.recommend({ target: targets, dataset, ...limitQuery(choice) }, signal),
        rowsOf === rowsWanted ? null : api.measurements({ target: shown, dataset, protocol }, signal),
        frontOf === frontWanted ? null : api.pareto({ target: shown, dataset, protocol, objectives: `accuracy,${x}` }, signal),
      ]);
      known = { ...known, recommendation };
      if (rows) {
        known.rows = rows.items.filter(({ apart }) => apart.length === 0);
        known.apart = rows.items.filter(({ apart }) => apart.length > 0);
        rowsOf = before === measured ? rowsWanted : '';
      }
      if (front) {
        known.front = front;
        frontOf = before === measured ? frontWanted : '';
      }
      return known;
    },
    /** Everything is to be asked for again. */
    forget() {
      measured += 1;
      rowsOf = '';
      frontOf = '';
    },
    /** @param {Row} row of the target shown, as it was measured just now */
    take(row) {
      const rows = withRow(known.rows, row);
      const of = rowsOf;
      this.forget();
      if (rows === null) return;
      // What it does to the front only the server can tell.
      known = { ...known, rows };
      rowsOf = of;
    },
    close: () => asked.abort(),
  };
}
