import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { errorCatalog } from '@closeout/contracts/errors';
import { operationCatalog } from '@closeout/contracts/http/catalog';

const folder = new URL('..', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');

it('The README names every error code that the gateway gives', () => {
  const named = new Set([...read('README.md').matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map((match) => match[1]));
  const promised = operationCatalog
    .filter(({ service }) => service === 'gateway')
    .flatMap(({ errors }) => errors);
  const thrown = sources()
    .flatMap((path) => [...read(path).matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map((match) => match[1] ?? ''))
    .filter((word) => word in errorCatalog);
  expect([...new Set([...promised, ...thrown])].filter((code) => !named.has(code))).toEqual([]);
});

it('The README names every variable of the environment', () => {
  const variables = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(
    (match) => match[1] ?? '',
  );
  expect(variables.length).toBeGreaterThan(15);
  expect(variables.filter((name) => !read('README.md').includes(`\`${name}\``))).toEqual([]);
});

function sources(): string[] {
  const names = readdirSync(new URL('src', folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /(?<!\.test)\.ts$/.test(name) && !name.startsWith('generated'))
    .map((name) => `src/${name}`);
}
