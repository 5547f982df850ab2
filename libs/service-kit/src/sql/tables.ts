import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
} from 'kysely';

/** Nothing is run here: that is for `tx.run` and `db.run`, on connections of the kit's pool. */
class NoConnection extends DummyDriver {
  override acquireConnection(): Promise<DatabaseConnection> {
    return Promise.reject(new Error('a statement is run with tx.run or db.run'));
  }
}

/**
 * The tables of a service, to build statements with: `tables.selectFrom('email')…`. `DB` is what `prisma generate` makes of its
 * `schema.prisma`.
 */
export function tablesOf<DB>(): Kysely<DB> {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new NoConnection(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
