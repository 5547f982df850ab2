import { type Compilable, type CompiledQuery, type Expression, sql } from 'kysely';

/** What stands in a statement where a value will be. */
class Placeholder {
  constructor(readonly name: string | symbol) {}
}

/** An expression for each value that a prepared statement takes. */
export type Params<Values extends object> = { readonly [Name in keyof Values]: Expression<Values[Name]> };

/**
 * A statement that is built once, at its first use; later uses only put their values in. For what runs often, since to build a
 * statement takes longer than to send it.
 *
 *     const lockEmail = prepared(({ id }: Params<{ id: string }>) =>
 *       tables.selectFrom('email').selectAll().where('id', '=', id).forUpdate());
 *     const [email] = await tx.run(lockEmail({ id }));
 */
export function prepared<Values extends object, Row>(
  build: (params: Params<Values>) => Compilable<Row>,
): (values: Values) => Compilable<Row> {
  let compiled: CompiledQuery<Row> | undefined;
  return (values) => ({
    compile() {
      compiled ??= build(placeholders<Values>()).compile();
      return { ...compiled, parameters: compiled.parameters.map((parameter) => valueOf(parameter, values)) };
    },
  });
}

const valueOf = (parameter: unknown, values: object): unknown =>
  parameter instanceof Placeholder ? (values as Record<string | symbol, unknown>)[parameter.name] : parameter;

function placeholders<Values extends object>(): Params<Values> {
  return new Proxy({} as Params<Values>, {
    get: (_target, name) => sql`${new Placeholder(name)}`,
  });
}
