import { describe, expect, it } from '@jest/globals';
import { contentOf, onlyContent, patchedContent, sameContent } from './projectContent.js';
import { warningsOf } from './project.js';

const input = {
  title: 'System Implementation',
  budgetTotal: '8000',
  currency: 'EUR',
  startDate: '2026-01-01',
  endDate: '2026-03-31',
};

describe('The content of a project', () => {
  it('has its amounts at the scale of its currency', () => {
    expect(contentOf(input).budgetMinor).toBe(800000n);
    expect(contentOf({ ...input, currency: 'JPY' }).budgetMinor).toBe(8000n);
    expect(() => contentOf({ ...input, budgetTotal: '8000.001' })).toThrow('amount-scale');
    expect(() => contentOf({ ...input, currency: 'JPY', hourlyRate: '10.5' })).toThrow('amount-scale');
    expect(() => contentOf({ ...input, currency: 'CLF', budgetTotal: '9999999999999' })).toThrow(
      'amount-too-large',
    );
  });

  it('does not end before it starts', () => {
    expect(() => contentOf({ ...input, endDate: '2025-12-31' })).toThrow('end-before-start');
    expect(contentOf({ ...input, endDate: '2026-01-01' }).endDate).toBe('2026-01-01');
    expect(() => patchedContent(contentOf(input), 'EUR', { startDate: '2026-04-01' })).toThrow(
      'end-before-start',
    );
  });

  it('changes only in what a patch names; null takes a value away', () => {
    const before = contentOf({ ...input, description: 'As agreed', hourlyRate: '120.00' });
    const after = patchedContent(before, 'EUR', { description: null, hourlyRate: '125' });
    expect(after).toEqual({ ...before, description: null, hourlyRateMinor: 12500n });
    expect(sameContent(before, after)).toBe(false);
    expect(sameContent(before, patchedContent(before, 'EUR', { title: before.title }))).toBe(true);
    expect(onlyContent(before)).toEqual(before);
  });
});

describe('Warnings', () => {
  const warn = (count: number, sum: bigint, budget: bigint) =>
    warningsOf({ milestoneCount: count, milestonesExpectedMinor: sum, budgetMinor: budget }, String).map(
      (w) => w.code,
    );

  it('tell of milestones that do not add up to the budget, once there are any', () => {
    expect(warn(0, 0n, 800n)).toEqual([]);
    expect(warn(4, 800n, 800n)).toEqual([]);
    expect(warn(3, 700n, 800n)).toEqual(['milestones-do-not-sum-to-budget']);
    expect(warn(5, 900n, 800n)).toEqual(['milestones-do-not-sum-to-budget']);
  });
});
