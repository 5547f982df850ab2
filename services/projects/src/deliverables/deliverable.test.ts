import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@closeout/contracts/errors';
import type { DeliverableStatus } from '@closeout/contracts/http/projects';
import { following, isOpen, isOverdue, patched, type Deliverable } from './deliverable.js';

const manual = (status: DeliverableStatus): Deliverable => ({
  ...{
    id: 'd',
    version: 1,
    projectId: 'p',
    name: 'Manual',
    description: null,
    dueDate: '2026-03-15',
    status,
  },
});
const refusal = (run: () => unknown): DomainError => {
  try {
    run();
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('was not refused');
};

describe('A deliverable', () => {
  const statuses: DeliverableStatus[] = ['INITIAL', 'READY', 'DELIVERED', 'CANCELLED'];
  const ways = new Set(['INITIAL READY', 'INITIAL CANCELLED', 'READY DELIVERED', 'READY CANCELLED']);
  const pairs = statuses.flatMap((from) =>
    statuses.filter((to) => to !== from).map((to) => [from, to] as const),
  );

  it.each(pairs)('goes from %s to %s as the workflow has it', (from, to) => {
    if (ways.has(`${from} ${to}`)) {
      expect(patched(manual(from), { status: to })).toMatchObject({ status: to });
      return;
    }
    const error = refusal(() => patched(manual(from), { status: to }));
    expect(error.code).toBe('deliverable-transition-not-allowed');
    expect(error.extra).toEqual({ currentStatus: from, allowed: following(from) });
  });

  it.each(statuses)('that is %s stays as it is when nothing is changed', (status) => {
    expect(patched(manual(status), { status, name: 'Manual' })).toBeNull();
  });

  it.each(['DELIVERED', 'CANCELLED'] as const)('that is %s is never changed again', (status) => {
    expect(isOpen(manual(status))).toBe(false);
    expect(refusal(() => patched(manual(status), { name: 'Handbook' })).code).toBe('deliverable-final');
  });

  it('is overdue the day after, until it is handed over', () => {
    expect(isOverdue(manual('READY'), '2026-03-15')).toBe(false);
    expect(isOverdue(manual('READY'), '2026-03-16')).toBe(true);
    expect(isOverdue(manual('DELIVERED'), '2026-03-16')).toBe(false);
    expect(isOverdue({ ...manual('READY'), dueDate: null }, '2026-03-16')).toBe(false);
  });
});
