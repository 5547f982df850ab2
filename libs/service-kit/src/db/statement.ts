import type { Compilable } from 'kysely';

/** Texts beyond these are sent unprepared: statements built from varying parts must not fill the server's memory. */
const maxNames = 1000;
const names = new Map<string, string>();

export interface Statement {
  name?: string;
  text: string;
  values: unknown[];
}

/** A query that PostgreSQL parses and plans once per connection, known by its text. */
export function statement(text: string, values: readonly unknown[] = []): Statement {
  let name = names.get(text);
  if (name === undefined && names.size < maxNames) {
    name = `s${names.size + 1}`;
    names.set(text, name);
  }
  return { name, text, values: values as unknown[] };
}

/** What Kysely built. The same building gives the same text, and so the same name. */
export function statementOf(query: Compilable<unknown>): Statement {
  const { sql, parameters } = query.compile();
  return statement(sql, parameters);
}
