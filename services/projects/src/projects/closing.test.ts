import { describe, expect, it } from '@jest/globals';
import type { ReceivedBlocker } from '@closeout/contracts/events/projects';
import type { PendingItem } from '@closeout/contracts/http/projects';
import { assertCanClose, missingFor, type Closing } from './closing.js';

const actor = (...permissions: string[]) => ({ permissions: new Set(permissions) });
const both = actor('projects.technical_closure', 'projects.finance_closure');
const line: PendingItem = {
  ...{
    code: 'checklist-open',
    kind: 'CHECKLIST',
    id: 'c1',
    status: 'OPEN',
    label: 'Sign-off',
    person: null,
    date: null,
  },
  ...{ detail: '“Sign-off” is not ticked.', clearedBy: 'projects.edit' },
};
const blocker: ReceivedBlocker = {
  ...{
    code: 'sums-differ',
    recordKind: 'PROJECT',
    recordId: 'p1',
    expected: '10.00',
    actual: '0.00',
    difference: '10.00',
  },
  ...{ detail: '10.00 is not invoiced.', action: 'Invoice it', permission: 'invoices.issue' },
};
const nothing = { pending: [], pendingCount: 0, blockers: [] };
const project = { number: 'PRJ-2026-0001', status: 'ACTIVE', archived: false } as const;

describe('Closing a project by a status word', () => {
  it('needs nothing but the permissions where nothing stands in the way', () => {
    expect(() => assertCanClose(project, 'both-closures', both, nothing)).not.toThrow();
  });

  it.each([
    ['technical-closure', ['projects.technical_closure']],
    ['financial-closure', ['projects.finance_closure']],
    ['both-closures', ['projects.technical_closure', 'projects.finance_closure']],
  ] as [Closing, string[]][])('%s takes %j', (closing, permissions) => {
    expect(missingFor(closing, actor('projects.edit'), nothing).map(({ clearedBy }) => clearedBy)).toEqual(
      permissions,
    );
  });

  it('says all that is missing at once, with who can clear it', () => {
    const obstacles = { pending: [line], pendingCount: 1, blockers: [blocker] };
    expect(missingFor('both-closures', actor('projects.technical_closure'), obstacles)).toEqual([
      expect.objectContaining({ code: 'permission-missing', clearedBy: 'projects.finance_closure' }),
      {
        code: 'checklist-open',
        kind: 'CHECKLIST',
        id: 'c1',
        detail: line.detail,
        clearedBy: 'projects.edit',
      },
      { code: 'sums-differ', kind: 'PROJECT', id: 'p1', detail: blocker.detail, clearedBy: 'invoices.issue' },
    ]);
    expect(() => assertCanClose(project, 'both-closures', both, { ...obstacles, pendingCount: 700 })).toThrow(
      /closure-incomplete.*not ticked.*And 700 more/s,
    );
  });
});
