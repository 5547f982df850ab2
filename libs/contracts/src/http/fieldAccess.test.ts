import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Amount } from '../fields.js';
import { figurePermissions } from '../permissions.js';
import { operationCatalog } from './catalog.js';
import { DryRun, DryRunQuery } from './dryRun.js';
import { withAccess } from './fieldAccess.js';
import { defineOperation, type Operation } from './operation.js';
import { fieldsToProtect } from './protectedFields.js';

/** Whether everybody who may call it holds a permission about money. */
const isAboutMoney = ({ access }: Operation): boolean =>
  typeof access === 'object' &&
  ('permission' in access ? [access.permission] : access.anyOf).every((one) => figurePermissions.has(one));

const unmarkedIn = (operation: Operation): string[] =>
  isAboutMoney(operation)
    ? []
    : [operation.answer, ...(operation.query === DryRunQuery ? [DryRun] : [])]
        .flatMap((schema) => (schema ? fieldsToProtect(schema) : []))
        .filter((field) => field.access === null)
        .map(({ path }) => path.join('.'));

describe('Every amount of an answer', () => {
  it.each(operationCatalog.map((operation) => [operation.id, operation] as const))(
    'of %s says who sees it, or the operation is for those only who may see it',
    (_id, operation) => {
      expect(unmarkedIn(operation)).toEqual([]);
    },
  );

  const inventory = (answer: z.ZodType) =>
    defineOperation({
      id: 'listInventory',
      service: 'projects',
      method: 'get',
      path: '/projects/{id}/inventory',
      tag: 'Inventory',
      summary: 'What lies in store',
      access: 'signed-in',
      status: 200,
      answer,
      errors: [],
    });

  it('that a new operation forgets is found, however it is wrapped', () => {
    const item = z.object({
      worth: Amount.meta({ description: 'At cost' }).nullable(),
      lots: z.array(z.object({ price: Amount.optional() })),
      budgetLeft: z.string(),
      internalNotes: z.string().nullable(),
      taxRate: z.string(),
    });
    expect(unmarkedIn(inventory(z.object({ items: z.array(item) })))).toEqual([
      'items.*.worth',
      'items.*.lots.*.price',
      'items.*.budgetLeft',
      'items.*.internalNotes',
    ]);
    expect(unmarkedIn(inventory(z.object({ items: withAccess('costs', z.array(item)) })))).toEqual([]);
  });

  it('is found at all: a project’s are', () => {
    const getProject = operationCatalog.find(({ id }) => id === 'getProject');
    const fields = fieldsToProtect(getProject?.answer as z.ZodType);
    expect(fields.map(({ path, access: who }) => `${path.join('.')}: ${who}`)).toEqual(
      expect.arrayContaining([
        'budgetTotal: money',
        'totals.remaining: money',
        'hourlyRate: money',
        'warnings: money',
        'internalNotes: notes',
        'milestones.*.expectedAmount: payments',
      ]),
    );
  });
});
