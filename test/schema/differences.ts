import type { Facts } from './schemaFacts.js';

/**
 * Where schema and database disagree, a line for each. Columns and primary keys have to be the same; of other keys, references and
 * indexes the database may have more than a schema says.
 */
export function differences(schema: Facts, database: Facts): string[] {
  const subjects = new Set([...schema.keys(), ...database.keys()]);
  return [...subjects]
    .filter((subject) => schema.get(subject) !== database.get(subject))
    .filter((subject) => schema.has(subject) || !/, (unique|index|foreign key) /.test(subject))
    .map((subject) => {
      const [is, says] = [database.get(subject), schema.get(subject)];
      return `${subject}: ${is ?? 'not'} after the migrations, ${says ?? 'not'} in schema.prisma`;
    })
    .sort();
}
