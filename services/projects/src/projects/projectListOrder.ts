import type { ProjectListQuery } from '@closeout/contracts/http/projects';
import { keysetCursor } from '@closeout/service-kit/http';
import { z } from 'zod';
import type { Project } from './project.js';
import { titleKey } from './titleKey.js';

type Sort = ProjectListQuery['sort'];

/** The orders of the list: as an index has them, in a form that no index has, as columns of the answer; and what a cursor holds. */
const orders = {
  number: {
    columns: ['p.number_order'],
    unindexed: ['(p.number_order + 0)'],
    answered: ['"numberOrder"'],
    types: ['bigint'],
    cursor: z.tuple([z.string().regex(/^\d{1,18}$/)]),
  },
  createdAt: {
    columns: ['p.created_at', 'p.id'],
    unindexed: [`(p.created_at + interval '0')`, 'p.id'],
    answered: ['"createdAt"', 'id'],
    types: ['timestamptz', 'uuid'],
    cursor: z.tuple([z.iso.datetime(), z.uuid()]),
  },
  title: {
    columns: ['p.title_search COLLATE "C"', 'p.id'],
    unindexed: [`(p.title_search || '') COLLATE "C"`, 'p.id'],
    answered: ['"titleSearch" COLLATE "C"', 'id'],
    types: ['text', 'uuid'],
    cursor: z.tuple([z.string().max(1000), z.uuid()]),
  },
} as const;

export function sortOf(sort: Sort) {
  const descending = sort.startsWith('-');
  const name = (descending ? sort.slice(1) : sort) as keyof typeof orders;
  return { name, ...orders[name], direction: descending ? 'DESC' : 'ASC' };
}

/** The cursor behind the last project of a page. It names its order: in another one it would mean nothing. */
export function nextCursor(sort: Sort, last: Project): string {
  const values = {
    number: [last.numberOrder],
    createdAt: [last.createdAt.toISOString(), last.id],
    title: [titleKey(last.title), last.id],
  };
  return keysetCursor.encode([sort, ...values[sortOf(sort).name]]);
}

/** The condition that a cursor stands for. @throws DomainError `bad-cursor` (invalid) */
export function cursorBounds(
  sort: Sort,
  cursor: string,
  value: (of: unknown, type: string) => string,
): string {
  const order = sortOf(sort);
  const [, ...after] = keysetCursor.decode(cursor, z.tuple([z.literal(sort)]).rest(z.unknown()));
  const place = keysetCursor.decode(keysetCursor.encode(after), order.cursor);
  const bounds = place.map((part, i) => value(part, order.types[i] as string));
  return `(${order.columns.join(', ')}) ${order.direction === 'DESC' ? '<' : '>'} (${bounds.join(', ')})`;
}
