import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { usePrinting } from './usePrinting.js';
import classes from './VirtualList.module.css';

interface VirtualListProps<T> {
  label: string;
  rows: readonly T[];
  keyOf(row: T): string;
  /** The usual height of a row in pixels; the true one is measured. */
  estimate: number;
  /** Whether `rows` is what was asked for before, shown until the new ones are there. */
  old?: boolean;
  /** Whether more rows follow, which nobody has counted. */
  open?: boolean;
  rowClass?: string;
  children(row: T): ReactNode;
}

/** A list of which only the rows near the screen are drawn; on paper, all that were fetched. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  return usePrinting() ? <WholeList {...props} /> : <ScrolledList {...props} />;
}

function WholeList<T>({ label, rows, keyOf, rowClass, children }: VirtualListProps<T>) {
  return (
    <ul className={classes.list} aria-label={label}>
      {rows.map((row) => (
        <li key={keyOf(row)} className={rowClass}>
          {children(row)}
        </li>
      ))}
    </ul>
  );
}

/** It scrolls with the page; the row with the focus stays. */
function ScrolledList<T>(props: VirtualListProps<T>) {
  const { label, rows, keyOf, estimate, old, open, rowClass, children } = props;
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const focused = useRef<number | null>(null);
  useLayoutEffect(() => {
    const measure = () => setTop(list.current?.offsetTop ?? 0);
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const virtual = useWindowVirtualizer<HTMLLIElement>({
    count: rows.length,
    estimateSize: () => estimate,
    getItemKey: (index) => keyOf(rows[index] as T),
    overscan: 12,
    scrollMargin: top,
    rangeExtractor: (range) => withFocused(range, focused.current),
  });
  return (
    <ul
      ref={list}
      className={classes.list}
      style={{ height: virtual.getTotalSize() }}
      aria-label={label}
      aria-busy={old}
      onFocus={({ target }) => {
        const index = target.closest('li')?.dataset.index;
        focused.current = index === undefined ? null : Number(index);
      }}
      onBlur={() => {
        focused.current = null;
      }}
    >
      {virtual.getVirtualItems().map(({ index, key, start }) => (
        <li
          key={key}
          ref={virtual.measureElement}
          data-index={index}
          className={rowClass ? `${classes.row} ${rowClass}` : classes.row}
          style={{ transform: `translateY(${start - top}px)` }}
          aria-posinset={index + 1}
          aria-setsize={open ? -1 : rows.length}
        >
          {children(rows[index] as T)}
        </li>
      ))}
    </ul>
  );
}

function withFocused(range: Range, focused: number | null): number[] {
  const indexes = defaultRangeExtractor(range);
  if (focused === null || focused >= range.count || indexes.includes(focused)) return indexes;
  return [...indexes, focused].sort((a, b) => a - b);
}
