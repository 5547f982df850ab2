import type { TimelineBar } from './timeline.js';

export const rowHeight = 44;
const barHeight = 16;
/** How far behind the beginning of a bar an arrow meets it. */
const inset = 7;
const headSize = 4;

/** In pixels: from the end of one row's bar to the beginning of another's, with an arrow that meets it from above or below. */
export function linkPath(
  bars: readonly TimelineBar[],
  from: number,
  to: number,
  width: number,
): { line: string; head: string } {
  const x1 = ((bars[from]?.end ?? 0) / 100) * width;
  const start = ((bars[to]?.start ?? 0) / 100) * width;
  const end = ((bars[to]?.end ?? 0) / 100) * width;
  const x2 = Math.min(start + inset, (start + end) / 2);
  const down = to > from ? 1 : -1;
  const y1 = (from + 0.5) * rowHeight;
  const y2 = (to + 0.5) * rowHeight - (down * barHeight) / 2;
  const tip = y2 - down;
  const neck = tip - down * headSize;
  const head = `M ${x2 - headSize} ${neck} L ${x2} ${tip} L ${x2 + headSize} ${neck} Z`;
  if (x2 >= x1) return { line: `M ${x1} ${y1} H ${x2} V ${neck}`, head };
  const below = y1 + (down * rowHeight) / 2;
  return { line: `M ${x1 - 3} ${y1 + (down * barHeight) / 2} V ${below} H ${x2} V ${neck}`, head };
}
