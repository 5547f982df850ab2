/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {string} unit of ours and bare
 * @property {number} ours
 * @property {number} [bare]
 * @property {number} [ratio]
 * @property {number} [beyond] ours less bare
 * @property {number} [floor] the ratio's
 * @property {number} [ceiling] the ratio's
 * @property {number} [limit] of beyond
 * @property {number} [perCore]
 * @property {boolean} [ok]
 */

const headings = ['what', 'ours', 'bare', 'unit', 'ratio', 'bound', ''];

/** @param {Figure[]} figures */
export function benchTable(figures) {
  const rows = [headings, ...figures.map(row)];
  const widths = headings.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => pad(cell, widths[column] ?? 0, column === 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {Figure} figure */
function row({ name, unit, ours, bare, ratio, beyond, floor, ceiling, limit, perCore, ok }) {
  const compared =
    ratio !== undefined ? number(ratio) : beyond !== undefined ? `+${number(beyond)} ${unit}` : '';
  const bound =
    floor !== undefined
      ? `≥ ${floor}`
      : ceiling !== undefined
        ? `≤ ${ceiling}`
        : limit !== undefined
          ? `≤ ${limit} ${unit}`
          : '';
  const verdict = ok === undefined ? '' : ok ? 'ok' : 'SHORT';
  const cores = perCore === undefined ? '' : ` (${number(perCore)} per core)`;
  return [name, number(ours) + cores, bare === undefined ? '' : number(bare), unit, compared, bound, verdict];
}

/** @param {number} value */
const number = (value) => (value >= 100 ? String(Math.round(value)) : value.toPrecision(3));

/** @param {string} text @param {number} width @param {boolean} left */
const pad = (text, width, left) => (left ? text.padEnd(width) : text.padStart(width));
