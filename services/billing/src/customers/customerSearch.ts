import type { Database } from '@closeout/service-kit';

/** `%` and `_` mean themselves. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/**
 * The condition that finds customers: a part of name, e-mail, phone or VAT number. Trigrams need three characters; fewer find
 * names that begin with them.
 */
export function customerMatch(q: string): { column: string; pattern: string } {
  const text = escapeLike(q.toLowerCase());
  return q.length < 3
    ? { column: 'lower(name)', pattern: `${text}%` }
    : { column: 'search_text', pattern: `%${text}%` };
}

/**
 * A statement with a search pattern is planned for the pattern: with a plan for any pattern, as prepared statements come to have,
 * PostgreSQL cannot know whether the index of trigrams or the order of the list is the better way.
 */
export async function searchRows<Row>(
  db: Database,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await db.pool.query({ text, values: values as unknown[] });
  return rows as Row[];
}
