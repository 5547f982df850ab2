import { describe, expect, it } from '@jest/globals';
import { eventCatalog } from '@closeout/contracts/events/catalog';
import type { Permission } from '@closeout/contracts/permissions';
import { mayHear, permissionsFor, placeOf, type Audience } from './hint.js';

const someone = (permissions: Permission[], clearance = 0) => ({
  id: 'me',
  permissions: new Set<string>(permissions),
  clearance,
});
const audience = (more: Partial<Audience> = {}): Audience => ({
  anyOf: ['project_payments.view'],
  inProject: true,
  people: [],
  securityLevel: 0,
  ...more,
});
const events = [...eventCatalog.entries()];

describe('Who hears of an event', () => {
  it.each(events.map(([type]) => type))('is decided for %s', (type) => {
    expect(permissionsFor(type)).not.toEqual([]);
  });
  it('is nobody, of one that is not known', () => {
    expect(mayHear(someone([], 9), audience({ anyOf: permissionsFor('billing.novelty-made.v1') }))).toBe(
      false,
    );
  });
  it('is whoever may see the project and what changed in it', () => {
    expect(mayHear(someone(['projects.view', 'project_payments.view']), audience())).toBe(true);
    expect(mayHear(someone(['projects.view']), audience())).toBe(false);
    expect(mayHear(someone(['project_payments.view']), audience())).toBe(false);
    expect(mayHear(someone(['project_payments.view']), audience({ inProject: false }))).toBe(true);
  });
  it('is whoever runs the project', () => {
    expect(mayHear(someone([]), audience({ people: ['me'] }))).toBe(true);
    expect(mayHear(someone([]), audience({ people: ['you'] }))).toBe(false);
  });
  it('is nobody without the customer’s clearance', () => {
    const all: Permission[] = ['projects.view', 'project_payments.view'];
    expect(mayHear(someone(all, 2), audience({ securityLevel: 3, people: ['me'] }))).toBe(false);
    expect(mayHear(someone(all, 3), audience({ securityLevel: 3 }))).toBe(true);
  });
});

describe('An event', () => {
  const ofProjects = events.filter(([type]) => /^projects\.(?!records)/.test(type));
  it.each(ofProjects)('of projects says which one: %s', (type, { example }) => {
    expect(placeOf({ type, data: example }).projectId).toEqual(expect.any(String));
  });
  const ofBilling = events.filter(([type]) => /^billing\.(?!closure|records)/.test(type));
  it.each(ofBilling)('of billing says which customer: %s', (type, { example }) => {
    expect(placeOf({ type, data: example }).customerId).toEqual(expect.any(String));
  });
});
