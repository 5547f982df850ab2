import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** Schemas that have a name, and so become components of an API document. */
export class ComponentSchemas {
  private readonly names = new Map<z.ZodType, string>();

  /** The first name of a schema stays its name. */
  add(schema: z.ZodType, name: string): void {
    if (this.names.has(schema)) return;
    const taken = new Set(this.names.values());
    if (taken.has(name)) throw new Error(`two schemas are both called ${name}`);
    this.names.set(schema, name);
  }

  nameOf(schema: z.ZodType): string {
    const name = this.names.get(schema);
    if (name === undefined) throw new Error('the schema has no name: add it first');
    return name;
  }

  /** Every named schema as JSON Schema, references between them as `prefix` + name. */
  render(options: { io: 'input' | 'output'; prefix: string; target: string }): Record<string, JsonSchema> {
    const registry = z.registry<{ id: string }>();
    for (const [schema, id] of this.names) registry.add(schema, { id });
    const { schemas } = z.toJSONSchema(registry, {
      io: options.io,
      target: options.target,
      unrepresentable: 'any',
      uri: (id) => options.prefix + id,
      override: ({ zodSchema, jsonSchema }) => openObjects(zodSchema, jsonSchema),
    });
    return Object.fromEntries(
      Object.entries(schemas as Record<string, JsonSchema>).map(([name, schema]) => [
        name,
        withoutIds(schema),
      ]),
    );
  }
}

/** An answer may gain members: only what is declared strict (requests) refuses unknown ones. */
export function openObjects(zodSchema: z.core.$ZodTypes, jsonSchema: JsonSchema): void {
  const { def } = zodSchema._zod;
  if (def.type === 'object' && def.catchall === undefined) delete jsonSchema['additionalProperties'];
}

function withoutIds(schema: JsonSchema): JsonSchema {
  const { $schema: _dialect, $id: _id, id: _oldId, ...rest } = schema;
  return rest;
}

/** The names that a JSON Schema refers to, also deep inside. */
export function referencesOf(value: unknown, prefix: string): Set<string> {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      for (const [key, child] of Object.entries(node)) {
        if (key === '$ref' && typeof child === 'string' && child.startsWith(prefix))
          found.add(child.slice(prefix.length));
        else walk(child);
      }
    }
  };
  walk(value);
  return found;
}

/** `start` and everything that it refers to, directly or not. */
export function closureOf(
  start: Iterable<string>,
  schemas: Record<string, JsonSchema>,
  prefix: string,
): Set<string> {
  const closure = new Set<string>();
  const queue = [...start];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (closure.has(name) || !(name in schemas)) continue;
    closure.add(name);
    queue.push(...referencesOf(schemas[name], prefix));
  }
  return closure;
}

/** The same value with every reference's name changed by `rename`. */
export function renameReferences<T>(value: T, prefix: string, rename: (name: string) => string): T {
  if (Array.isArray(value)) return value.map((item: unknown) => renameReferences(item, prefix, rename)) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, child]: [string, unknown]) => {
    if (key === '$ref' && typeof child === 'string' && child.startsWith(prefix)) {
      return [key, prefix + rename(child.slice(prefix.length))];
    }
    return [key, renameReferences(child, prefix, rename)];
  });
  return Object.fromEntries(entries) as T;
}
