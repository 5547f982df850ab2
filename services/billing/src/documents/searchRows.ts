import type { Database } from '@closeout/service-kit/db';

/**
 * A statement with a search pattern is planned for the pattern: with a plan for any pattern, as prepared statements come to have,
 * PostgreSQL cannot know whether the index of trigrams or the order of the list is the better way.
 */
export async function searchRows<Row>(
  db: Pick<Database, 'pool'>,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await db.pool.query({ text, values: values as unknown[] });
  return rows as Row[];
}
