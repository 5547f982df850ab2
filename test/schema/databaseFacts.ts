import type { TestDatabase } from '@closeout/service-kit/testing';
import type { Facts } from './schemaFacts.js';

type Asked = Pick<TestDatabase, 'query'>;

/** Partitions are as their table is; the migrations' own table is nobody's. */
const tables = `pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')
  AND NOT t.relispartition AND t.relname <> '_prisma_migrations'`;

/**
 * What is so of the tables of a database, as far as a `schema.prisma` can say it: neither checks nor triggers, and of the
 * indexes those that are whole, sort as their columns do, and hold nothing but columns.
 */
export async function databaseFacts(db: Asked): Promise<Facts> {
  const facts = await Promise.all([columns(db), indexes(db), foreignKeys(db)]);
  return new Map(facts.flat());
}

async function columns(db: Asked): Promise<[string, string][]> {
  const rows = await db.query<{ key: string; type: string; required: boolean; default: string | null }>(
    `SELECT t.relname || '.' || a.attname AS key, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
        CASE WHEN a.attidentity <> '' THEN 'autoincrement' WHEN a.attgenerated <> '' THEN 'dbgenerated' ELSE pg_get_expr(d.adbin, d.adrelid) END AS default
      FROM (SELECT t.oid, t.relname FROM ${tables}) t JOIN pg_attribute a ON a.attrelid = t.oid
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
      WHERE a.attnum > 0 AND NOT a.attisdropped`,
  );
  return rows.map(({ key, type, required, default: value }) => {
    const says = [type, required ? 'not null' : 'null'];
    if (value !== null) says.push(`default ${plainDefault(value)}`);
    return [key, says.join(' ')];
  });
}

/** `'{}'::text[]` → `{}`, `now()` → `now` */
function plainDefault(expression: string): string {
  if (expression.startsWith('nextval(')) return 'autoincrement';
  if (expression === 'now()' || expression === 'CURRENT_TIMESTAMP') return 'now';
  return expression.replace(/^'(.*)'::[\w ]+(\[\])?$/, '$1');
}

async function indexes(db: Asked): Promise<[string, string][]> {
  const rows = await db.query<{ table: string; kind: string; name: string; columns: string[] }>(
    `SELECT t.relname AS table, c.relname AS name,
        CASE WHEN i.indisprimary THEN 'primary key' WHEN i.indisunique THEN 'unique' ELSE 'index' END AS kind,
        ARRAY(
          SELECT a.attname || CASE WHEN i.indoption[k.n - 1] & 1 = 1 THEN ' desc' ELSE '' END
          FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY k (attnum, n)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
          ORDER BY k.n
        ) AS columns
      FROM (SELECT t.oid, t.relname FROM ${tables}) t JOIN pg_index i ON i.indrelid = t.oid
        JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
      WHERE i.indpred IS NULL AND i.indexprs IS NULL AND m.amname = 'btree'
        AND NOT EXISTS (
          SELECT FROM unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[]) k (attnum, opclass, sorting)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum JOIN pg_opclass o ON o.oid = k.opclass
          WHERE NOT o.opcdefault OR k.sorting <> a.attcollation
        )`,
  );
  return rows.map(({ table, kind, name, columns }) => [
    `${table}, ${kind === 'primary key' ? kind : `${kind} ${name}`}`,
    `(${columns.join(', ')})`,
  ]);
}

async function foreignKeys(db: Asked): Promise<[string, string][]> {
  const names = (relation: string, keys: string) =>
    `ARRAY(SELECT a.attname::text FROM unnest(c.${keys}) WITH ORDINALITY k (attnum, n)
      JOIN pg_attribute a ON a.attrelid = c.${relation} AND a.attnum = k.attnum ORDER BY k.n)`;
  const action = (column: string) =>
    `CASE c.${column} WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END`;
  const rows = await db.query<
    Record<'table' | 'target' | 'deleted' | 'updated', string> & Record<'from' | 'to', string[]>
  >(
    `SELECT t.relname AS table, f.relname AS target, ${action('confdeltype')} AS deleted, ${action('confupdtype')} AS updated,
        ${names('conrelid', 'conkey')} AS from, ${names('confrelid', 'confkey')} AS to
      FROM (SELECT t.oid, t.relname FROM ${tables}) t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f'
        JOIN pg_class f ON f.oid = c.confrelid`,
  );
  return rows.map(({ table, target, from, to, deleted, updated }) => [
    `${table}, foreign key (${from.join(', ')})`,
    `${target} (${to.join(', ')}) on delete ${deleted} on update ${updated}`,
  ]);
}
