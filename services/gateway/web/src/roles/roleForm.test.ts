import { expect, it } from '@jest/globals';
import { byArea, keyFor } from './roleForm.js';

it('permissions stand under their areas, in the order of the catalog', () => {
  expect(byArea(['projects.view', 'time.log', 'projects.edit'])).toEqual([
    { area: 'projects', permissions: ['projects.view', 'projects.edit'] },
    { area: 'time', permissions: ['time.log'] },
  ]);
});

it.each([
  ['Auditor', 'auditor'],
  ['Externe Prüfung (2026)', 'externe_prufung_2026'],
  ['4 eyes', 'eyes'],
  ['!', ''],
])('a role called %s has the key %s', (name, key) => expect(keyFor(name)).toBe(key));
