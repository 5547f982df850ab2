import { expect, test } from '@jest/globals';
import { packagesOf } from './shed.mjs';

const packages = {
  'services/billing': { dependencies: { client: '1' }, devDependencies: { cli: '1' } },
  'node_modules/client': {
    dependencies: { shared: '1' },
    peerDependencies: { cli: '1', base: '1' },
    peerDependenciesMeta: { cli: { optional: true } },
  },
  'node_modules/client/node_modules/shared': {},
  'node_modules/shared': {},
  'node_modules/base': {},
  'node_modules/cli': { dependencies: { engine: '1' } },
  'node_modules/engine': {},
};

test('an image holds what its service runs, and nothing that only somebody’s development needs', () => {
  expect([...packagesOf(packages, 'services/billing')].sort()).toEqual([
    'node_modules/base',
    'node_modules/client',
    'node_modules/client/node_modules/shared',
    'services/billing',
  ]);
});

test('a workspace that is linked is followed to its folder', () => {
  const linked = {
    'services/billing': { dependencies: { kit: '1' } },
    'node_modules/kit': { link: true, resolved: 'libs/kit' },
    'libs/kit': { dependencies: { log: '1' } },
    'node_modules/log': {},
  };
  expect([...packagesOf(linked, 'services/billing')]).toContain('node_modules/log');
});
