import { expect, it } from '@jest/globals';
import { grouped, isIn } from './groups.js';
import { sections } from './sections.js';

it('every section stands under one heading', () => {
  const shown = grouped(sections).flatMap((group) => group.sections);
  expect(shown.map(({ path }) => path).sort()).toEqual(sections.map(({ path }) => path).sort());
});

it('a page is in the section that its path begins with, and only the dashboard is in the dashboard', () => {
  expect(isIn('/projects', '/projects/new')).toBe(true);
  expect(isIn('/projects', '/projectsx')).toBe(false);
  expect(isIn('/', '/')).toBe(true);
  expect(isIn('/', '/projects')).toBe(false);
});

it('a heading over nothing is not shown', () => {
  expect(grouped([{ path: '/invoices', title: 'dashboard.money' }]).map(({ title }) => title)).toEqual([
    'nav.money',
  ]);
});
