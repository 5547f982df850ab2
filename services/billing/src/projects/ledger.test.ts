import { expect, it } from '@jest/globals';
import { assertOpen } from './ledger.js';

it.each([
  ['ACTIVE', true, true],
  ['ON_HOLD', true, true],
  ['TECHNICALLY_CLOSED', true, true],
  ['CANCELLED', false, true],
  ['FINALIZED', false, false],
])(
  'a project that is %s takes new documents: %s, documents that take back: %s',
  (status, takesNew, takesBack) => {
    const ledgers = [
      { projectId: 'p1', status: 'ACTIVE' },
      { projectId: 'p2', status },
    ];
    const attempt = (options?: { takesBack: boolean }) => {
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
  },
);
