import { readFile } from 'node:fs/promises';
import { getDMMF } from '@prisma/get-dmmf';

/** What is so of a table, by what it is about: `email.subject` → `text not null`. */
export type Facts = Map<string, string>;

type Datamodel = Extract<ReturnType<typeof getDMMF>, { datamodel: unknown }>['datamodel'];
type Model = Datamodel['models'][number];
type Field = Model['fields'][number];
type Index = Datamodel['indexes'][number];
type Models = ReadonlyMap<string, Model>;

/** What a `schema.prisma` says of the tables, in the same words as `databaseFacts`. */
export async function schemaFacts(path: string): Promise<Facts> {
  const document = getDMMF({ datamodel: await readFile(path, 'utf8') });
  if ('error' in document) throw new Error(`${path}: ${document.reason}`, { cause: document.error });
  const { models, indexes } = document.datamodel;
  const byName: Models = new Map(models.map((model) => [model.name, model]));
  return new Map(
    models.flatMap((model) => [
      ...model.fields.filter(({ kind }) => kind !== 'object').map((field) => columnFact(model, field)),
      ...indexes.filter((index) => index.model === model.name).map((index) => indexFact(model, index)),
      ...model.fields
        .filter(({ relationFromFields }) => relationFromFields && relationFromFields.length > 0)
        .map((field) => foreignKeyFact(model, field, byName)),
    ]),
  );
}

const tableOf = (model: Model): string => model.dbName ?? model.name;

function columnOf(model: Model, name: string): string {
  return model.fields.find((field) => field.name === name)?.dbName ?? name;
}

const columnsOf = (model: Model, names: readonly string[]): string =>
  `(${names.map((name) => columnOf(model, name)).join(', ')})`;

function columnFact(model: Model, field: Field): [string, string] {
  const says = [typeOf(field) + (field.isList ? '[]' : ''), field.isRequired ? 'not null' : 'null'];
  if (field.default !== undefined) says.push(`default ${defaultOf(field.default)}`);
  return [`${tableOf(model)}.${columnOf(model, field.name)}`, says.join(' ')];
}

const usualTypes: Record<string, string> = {
  ...{ String: 'text', Int: 'integer', BigInt: 'bigint', Boolean: 'boolean', Json: 'jsonb', Bytes: 'bytea' },
  ...{ Float: 'double precision', DateTime: 'timestamp(3) without time zone' },
};

const nativeTypes: Record<string, (size: string) => string> = {
  Uuid: () => 'uuid',
  Date: () => 'date',
  Decimal: (size) => (size === '' ? 'numeric' : `numeric(${size})`),
  SmallInt: () => 'smallint',
  Char: (size) => `character(${size})`,
  VarChar: (size) => `character varying(${size})`,
  Timestamptz: (size) => `timestamp(${size}) with time zone`,
};

function typeOf({ name, type, nativeType }: Field): string {
  const found = nativeType ? nativeTypes[nativeType[0]]?.(nativeType[1].join(',')) : usualTypes[type];
  if (found === undefined)
    throw new Error(`${name}: which type of PostgreSQL is ${nativeType?.[0] ?? type}?`);
  return found;
}

function defaultOf(value: NonNullable<Field['default']>): string {
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  if (typeof value !== 'object') return String(value);
  const { name, args } = value as { name: string; args: readonly unknown[] };
  return String(name === 'dbgenerated' ? (args[0] ?? name) : name);
}

function indexFact(model: Model, index: Index): [string, string] {
  const table = tableOf(model);
  const names = index.fields.map(
    ({ name, sortOrder }) => [columnOf(model, name), sortOrder === 'desc'] as const,
  );
  const columns = names.map(([column, descends]) => (descends ? `${column} desc` : column)).join(', ');
  if (index.type === 'id') return [`${table}, primary key`, `(${columns})`];
  const isUnique = index.type === 'unique';
  const usualName = `${table}_${names.map(([column]) => column).join('_')}_${isUnique ? 'key' : 'idx'}`;
  return [`${table}, ${isUnique ? 'unique' : 'index'} ${index.dbName ?? usualName}`, `(${columns})`];
}

/** Without its name, which a DMMF does not hold. */
function foreignKeyFact(model: Model, field: Field, models: Models): [string, string] {
  const target = models.get(field.type);
  if (!target) throw new Error(`${model.name}.${field.name} refers to ${field.type}, which is not there`);
  const { relationFromFields = [], relationToFields = [] } = field;
  const onDelete = field.relationOnDelete ?? (field.isRequired ? 'Restrict' : 'SetNull');
  const onUpdate = field.relationOnUpdate ?? 'Cascade';
  return [
    `${tableOf(model)}, foreign key ${columnsOf(model, relationFromFields)}`,
    `${tableOf(target)} ${columnsOf(target, relationToFields)} on delete ${inSql(onDelete)} on update ${inSql(onUpdate)}`,
  ];
}

/** `NoAction` → `no action` */
const inSql = (action: string): string =>
  action.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
