import { type Compilable, type Insertable, type InsertQueryBuilder, type InsertResult, sql } from 'kysely';
import { prepared } from './prepared.js';

type SqlType =
  'bigint' | 'boolean' | 'date' | 'integer' | 'jsonb' | 'smallint' | 'text' | 'timestamptz' | 'uuid';

/** null is no value, and not the JSON text `null`. */
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

type Required<Row> = { [Name in keyof Row]-?: undefined extends Row[Name] ? never : Name }[keyof Row];
type Types<Row> = { readonly [Name in keyof Row]?: SqlType } & { readonly [Name in Required<Row>]: SqlType };

/**
 * Inserts however many rows with one statement, whose text is always the same: it takes an array for each column. `types` are
 * those of the columns; a column that is left out gets its default. Built once, as `prepared` does.
 *
 * @param complete what is to be done about conflicts, or given back
 */
export function insertRows<DB, Table extends keyof DB, T extends Types<Insertable<DB[Table]>>, Result>(
  insert: InsertQueryBuilder<DB, Table, InsertResult>,
  types: T & { readonly [Name in Exclude<keyof T, keyof DB[Table]>]: never },
  complete: (insert: InsertQueryBuilder<DB, Table, InsertResult>) => Compilable<Result>,
): (
  rows: readonly Pick<Insertable<DB[Table]>, keyof T & keyof Insertable<DB[Table]>>[],
) => Compilable<Result> {
  type Name = keyof T & keyof Insertable<DB[Table]> & keyof DB[Table] & string;
  const columns = Object.entries(types) as [Name, SqlType][];
  const statement = prepared<Record<Name, unknown[]>, Result>((arrays) => {
    const unnested = columns.map(([name, type]) => sql`${arrays[name]}::${sql.raw(type)}[]`);
    const select = sql`select * from unnest(${sql.join(unnested)})`;
    return complete(insert.columns(columns.map(([name]) => name)).expression(select));
  });
  return (rows) =>
    statement(
      Object.fromEntries(
        columns.map(([name, type]) => [
          name,
          rows.map((row) => (type === 'jsonb' ? json(row[name]) : row[name])),
        ]),
      ) as Record<Name, unknown[]>,
    );
}
