import { Table } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import classes from './DataTable.module.css';

export interface Column<T> {
  title: string;
  cell(row: T): ReactNode;
  /** Amounts: aligned to the right. */
  figures?: boolean;
  /** Text that may take several lines. */
  prose?: boolean;
  /** Needs no more room than its words. */
  short?: boolean;
  /** Of the table, in per cent: for lists that go on while one looks. Then every column has one. */
  share?: number;
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf(row: T): string;
  /** A list of records: where there is little room, each has its values below its name, and nothing is beyond the edge. */
  stacks?: boolean;
}

/** The first column names the row. On narrow screens it scrolls by itself, with the keyboard too, and shows that there is more. */
export function DataTable<T>({ label, columns, rows, keyOf, stacks }: DataTableProps<T>) {
  const { box, more } = useMore();
  return (
    <div
      ref={box}
      className={more ? `${classes.scroll} ${classes.more}` : classes.scroll}
      role="group"
      aria-label={label}
      tabIndex={0}
    >
      <Table
        className={[stacks && classes.stacks, columns.some(({ share }) => share) && classes.fixed]
          .filter(Boolean)
          .join(' ')}
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title, figures, share }) => (
              <Table.Th key={title} ta={figures ? 'right' : undefined} w={share && `${share}%`}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map((column, index) => (
                <Cell key={column.title} column={column} row={row} names={index === 0} />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Cell<T>({ column, row, names }: { column: Column<T>; row: T; names: boolean }) {
  const { title, cell, figures, prose, short } = column;
  const content = cell(row);
  return (
    <Table.Td
      component={names ? 'th' : 'td'}
      scope={names ? 'row' : undefined}
      ta={figures ? 'right' : undefined}
      className={figures ? 'figures' : prose ? classes.prose : short ? classes.short : undefined}
      data-column={title}
      // What is too long for its column can be read all the same.
      title={!prose && !names && typeof content === 'string' ? content : undefined}
    >
      {content}
    </Table.Td>
  );
}

/** Whether columns are hidden at the right. */
function useMore() {
  const box = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  useEffect(() => {
    const scroll = box.current;
    if (!scroll) return;
    const look = () => setMore(scroll.scrollLeft + scroll.clientWidth < scroll.scrollWidth - 1);
    const sizes = new ResizeObserver(look);
    sizes.observe(scroll);
    if (scroll.firstElementChild) sizes.observe(scroll.firstElementChild);
    scroll.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      scroll.removeEventListener('scroll', look);
    };
  }, []);
  return { box, more };
}
