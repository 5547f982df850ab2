import { describe, expect, it } from '@jest/globals';
import { decideSubject, UnknownReference, type Known } from './subject.js';

const customer = { id: 'c1', name: 'Client A', securityLevel: 3 };
const project = {
  id: 'p1',
  number: 'PRJ-2026-0001',
  title: 'T',
  customerId: 'c1',
  currency: 'EUR',
  status: 'ACTIVE',
  closureId: null,
};
const milestone = {
  id: 'm1',
  projectId: 'p1',
  label: 'Advance Payment',
  expectedMinor: 100n,
  removed: false,
};
const known: Known = { customer, project, milestone };
const wanted = { customerId: 'c1', currency: 'EUR', projectId: 'p1', milestoneId: 'm1' };

describe('whom a document is for', () => {
  it('is a customer, maybe a project of theirs, maybe a milestone of it', () => {
    expect(decideSubject(wanted, known, 9)).toMatchObject(wanted);
    expect(decideSubject({ ...wanted, projectId: null }, known, 9).projectId).toBe('p1');
    expect(
      decideSubject({ ...wanted, milestoneId: null }, { ...known, milestone: null }, 9).milestone,
    ).toBeNull();
    const alone = { ...wanted, projectId: null, milestoneId: null };
    expect(decideSubject(alone, { ...known, project: null, milestone: null }, 9).project).toBeNull();
  });

  it.each<[string, Partial<typeof wanted>, Partial<Known>, number, string]>([
    ['an unknown customer', {}, { customer: null }, 9, 'customer-unknown'],
    ['a customer above the caller’s clearance', {}, {}, 2, 'customer-unknown'],
    ['an unknown project', {}, { project: null }, 9, 'project-unknown'],
    ['an unknown milestone', {}, { milestone: null }, 9, 'milestone-unknown'],
    [
      'a milestone that was taken out',
      {},
      { milestone: { ...milestone, removed: true } },
      9,
      'milestone-unknown',
    ],
    [
      'a milestone of another project',
      {},
      { milestone: { ...milestone, projectId: 'p2' } },
      9,
      'allocation-mismatch',
    ],
    [
      'a project of another customer',
      {},
      { project: { ...project, customerId: 'c2' } },
      9,
      'allocation-mismatch',
    ],
    [
      'a project in another currency',
      {},
      { project: { ...project, currency: 'USD' } },
      9,
      'currency-mismatch',
    ],
    ['a finalized project', {}, { project: { ...project, status: 'FINALIZED' } }, 9, 'project-locked'],
    ['a cancelled project', {}, { project: { ...project, status: 'CANCELLED' } }, 9, 'project-locked'],
  ])('is not %s', (_what, more, other, clearance, code) => {
    expect(() => decideSubject({ ...wanted, ...more }, { ...known, ...other }, clearance)).toThrow(code);
  });

  it('knows what the owner can be asked about', () => {
    const ask = (more: Partial<typeof wanted>, other: Partial<Known>) => {
      try {
        decideSubject({ ...wanted, ...more }, { ...known, ...other }, 9);
      } catch (error) {
        return (error as UnknownReference).askFor;
      }
      return undefined;
    };
    expect(ask({}, { project: null })).toEqual({ projectId: 'p1' });
    expect(ask({}, { milestone: null })).toEqual({ projectId: 'p1' });
    expect(ask({ projectId: null } as never, { milestone: null, project: null })).toEqual({
      milestoneId: 'm1',
    });
    expect(ask({}, { milestone: { ...milestone, removed: true } })).toBeNull();
  });
});
