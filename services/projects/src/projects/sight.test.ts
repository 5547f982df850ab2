import { describe, expect, it } from '@jest/globals';
import { sightOf, type SeenParts } from './sight.js';

const someone = (...permissions: string[]) => ({ id: 'me', permissions: new Set(permissions) });
const project = { projectManagerId: null, technicalManagerId: null };
const parts = (sight: SeenParts) =>
  Object.entries(sight)
    .filter(([, seen]) => seen)
    .map(([part]) => part)
    .sort();

describe('Of a project one sees', () => {
  it.each([
    [
      'no figure with all that is not about money',
      ['projects.view', 'project_stages.manage', 'time.approve'],
      [],
    ],
    ['payments and sums', ['project_payments.view'], ['money', 'payments']],
    ['costs and sums', ['projects.view_cost_income'], ['costs', 'expenses', 'money']],
    ['the expenses that one decides on, and no sum', ['expenses.settle'], ['expenses']],
    ['the notes, and no sum, as one who edits', ['projects.edit'], ['notes']],
  ])('%s', (_, permissions, seen) => {
    expect(parts(sightOf(someone(...permissions), project))).toEqual(seen);
  });

  it('all its money when one runs it, whatever one’s permissions', () => {
    for (const runs of ['projectManagerId', 'technicalManagerId']) {
      const sight = sightOf(someone(), { ...project, [runs]: 'me' });
      expect(parts(sight)).toEqual(['costs', 'expenses', 'money', 'payments']);
    }
  });
});
