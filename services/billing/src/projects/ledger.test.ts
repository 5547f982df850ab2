import { expect, it } from '@jest/globals';
import { assertOpen } from './ledger.js';

it.each([
  ['ACTIVE', true, true],
  ['ON_HOLD', true, true],
  ['TECHNICALLY_CLOSED', true, true],
  ['CANCELLED', false, true],
  ['FINALIZED', false, false],
])(
  'a project that is %s takes new documents: %s, documents that take back or settle: %s',
  (status, takesNew, takesBack) => {
    const ledgers = [
      { projectId: 'p1', status: 'ACTIVE', closureId: null },
      { projectId: 'p2', status, closureId: null },
    ];
    const attempt = (options?: { takesBack?: boolean; settles?: boolean }) => {
      try {
        assertOpen(ledgers, options);
        return true;
      } catch (error) {
        expect(error).toMatchObject({
          code: 'project-locked',
          extra: { projectId: 'p2', projectStatus: status },
        });
        return false;
      }
    };
    expect(attempt()).toBe(takesNew);
    expect(attempt({ takesBack: true })).toBe(takesBack);
    expect(attempt({ settles: true })).toBe(takesBack);
  },
);

it('a ledger that an approved closure has locked takes no document at all, and says which closure and who can reopen', () => {
  for (const takesBack of [true, false]) {
    expect(() =>
      assertOpen([{ projectId: 'p1', status: 'TECHNICALLY_CLOSED', closureId: 'c1' }], { takesBack }),
    ).toThrow(
      expect.objectContaining({
        code: 'project-locked',
        extra: expect.objectContaining({ closureId: 'c1', allowed: ['reopen'], permission: 'projects.edit' }),
      }),
    );
  }
});
