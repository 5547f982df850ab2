/**
 * Freezes the schema and the golden example of each event that is not released yet, in `released/`.
 * What is there is never touched: a released event changes by gaining optional members only, and
 * anything else is a new event, `.v<N+1>`. Run it after a build: `npm run release -w libs/contracts`.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releasedSchema } from '../src/documents/release.js';
import { eventCatalog } from '../src/events/catalog.js';

const directory = join(import.meta.dirname, '..', 'released');
mkdirSync(directory, { recursive: true });
const there = new Set(readdirSync(directory));

for (const definition of eventCatalog.values()) {
  const files = {
    [`${definition.type}.schema.json`]: releasedSchema(definition),
    [`${definition.type}.example.json`]: definition.example,
  };
  for (const [name, content] of Object.entries(files)) {
    if (there.has(name)) continue;
    writeFileSync(join(directory, name), `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
    console.log(`released ${name}`);
  }
}
