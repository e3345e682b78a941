/**
 * What all charts draw alike, in the colours of the theme.
 *
 * @typedef {object} Ink The colours of the theme, read from the style sheet.
 * @property {string} font
 * @property {string} text
 * @property {string} muted
 * @property {string} line
 * @property {string} strong
 * @property {string} surface
 * @property {string} accent
 * @property {string} shade
 * @property {string[]} families
 */

/**
 * @param {Ink} ink
 * @param {'item'|'axis'} trigger what is pointed at: a mark, or a place along the axis
 * @returns {Record<string, any>}
 */
export function tooltip(ink, trigger) {
  return {
    trigger,
    confine: true,
    backgroundColor: ink.surface,
    borderColor: ink.line,
    textStyle: { color: ink.text, fontSize: 13 },
    transitionDuration: 0,
    ...(trigger === 'axis' ? { axisPointer: { type: 'line', lineStyle: { color: ink.strong, width: 1 } } } : {}),
  };
}

/**
 * @param {Ink} ink
 * @param {string} name of an axis
 * @param {number} gap between the axis and its name, in pixels
 * @param {boolean} [narrow] whether what stands in brackets must go on in a second line
 * @returns {Record<string, any>}
 */
export function axisName(ink, name, gap, narrow = false) {
  return {
    name: narrow ? name.replace(' (', '\n(') : name,
    nameLocation: 'middle',
    nameGap: gap,
    nameTextStyle: { color: ink.text, fontWeight: 600, fontSize: narrow ? 11 : 12, lineHeight: 15 },
  };
}
