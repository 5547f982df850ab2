import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { collect } from './collect.mjs';

const folder = mkdtempSync(join(tmpdir(), 'collect-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('an image holds the files that its service and the libraries below it name, and no declarations', () => {
  const write = (/** @type {string} */ path, /** @type {unknown} */ content = '') => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  write('package-lock.json', {
    packages: {
      'services/billing': { dependencies: { kit: '1' } },
      'node_modules/kit': { link: true, resolved: 'libs/kit' },
      'libs/kit': {},
      'services/projects': {},
    },
  });
  write('libs/kit/package.json', { files: ['dist', 'migrations'] });
  write('libs/kit/migrations/1_first/migration.sql');
  write('libs/kit/dist/index.js');
  write('services/billing/package.json', { files: ['dist'] });
  write('services/projects/package.json', { files: ['dist'] });
  for (const path of ['dist/main.js', 'dist/main.d.ts', 'dist/.tsbuildinfo', 'src/main.ts'])
    for (const service of ['billing', 'projects']) write(`services/${service}/${path}`);

  collect(folder, 'services/billing', join(folder, 'collected'));

  const there = (/** @type {string} */ path) => existsSync(join(folder, 'collected', path));
  expect(
    [
      'services/billing/dist/main.js',
      'libs/kit/dist/index.js',
      'libs/kit/migrations/1_first/migration.sql',
    ].filter((path) => !there(path)),
  ).toEqual([]);
  expect(
    [
      'services/billing/dist/main.d.ts',
      'services/billing/dist/.tsbuildinfo',
      'services/billing/src',
      'services/projects',
    ].filter(there),
  ).toEqual([]);
});
