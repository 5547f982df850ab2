import { type Expression, type ExpressionBuilder, sql } from 'kysely';

/**
 * For an upsert: these columns as they are in the row that was to be inserted.
 *
 *     .onConflict((on) => on.column('id').doUpdateSet((eb) => excluded(eb, ['version', 'name'])))
 */
export function excluded<
  Tables extends { excluded: object },
  Table extends keyof Tables,
  Column extends keyof Tables['excluded'] & string,
>(
  _eb: ExpressionBuilder<Tables, Table>,
  columns: readonly Column[],
): { [Name in Column]: Expression<Exclude<Tables['excluded'][Name], undefined>> } {
  return Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)])) as Record<
    Column,
    never
  >;
}
