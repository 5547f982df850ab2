import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { projectsOperations } from '@closeout/contracts/http/projects';

const service = join(import.meta.dirname, '..');
const readme = readFileSync(join(service, 'README.md'), 'utf8');

function sources(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sources(path);
    return /\.ts$/.test(entry.name) && !/\.test\.ts$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

it('every error code of the code and of the contracts stands in the README', () => {
  const thrown = sources(join(service, 'src')).flatMap((text) =>
    [...text.matchAll(/\b(?:conflict|invalid|refused)\(\s*'([a-z-]+)'/g)].map((match) => match[1] as string),
  );
  const promised = Object.values(projectsOperations).flatMap((operation) => [...operation.errors]);
  expect(thrown.length).toBeGreaterThan(10);
  for (const code of new Set([...thrown, ...promised])) expect(readme).toContain(`\`${code}\``);
});

it('every code that is thrown is promised by an operation', () => {
  const promised = new Set(
    Object.values(projectsOperations).flatMap((operation) => [...operation.errors] as string[]),
  );
  const thrown = sources(join(service, 'src')).flatMap((text) =>
    [...text.matchAll(/\b(?:conflict|invalid|refused)\(\s*'([a-z-]+)'/g)].map((match) => match[1] as string),
  );
  expect(thrown.filter((code) => !promised.has(code))).toEqual([]);
});
