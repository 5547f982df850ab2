import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { serviceNames } from '@closeout/contracts/services';

const root = join(import.meta.dirname, '..');

it('every folder of a service has its entry in the list, and every entry its folder', () => {
  const folders = readdirSync(join(root, 'services'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.sort()).toEqual([...serviceNames].sort());
});

it('every service is compiled with the others', () => {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const compiled = references.map(({ path }: { path: string }) => path);
  expect(serviceNames.filter((name) => !compiled.includes(`services/${name}`))).toEqual([]);
});
