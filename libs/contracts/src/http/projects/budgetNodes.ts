import { z } from 'zod';
import { Amount, Currency, Id, lineOfText, page, Version } from '../../fields.js';
import { withAccess } from '../fieldAccess.js';
import { defineOperation } from '../operation.js';
import { AmountFromZero } from './vocabulary.js';
import { projectReaders } from './readers.js';
import { limits } from '../../limits.js';

const figures = {
  amount: withAccess('costs', Amount.optional()),
  spent: withAccess('costs', Amount.optional()).meta({ description: 'Settled expenses' }),
  committed: withAccess('costs', Amount.optional()).meta({
    description: 'Recorded expenses that nobody has decided on yet',
  }),
};

/** A node of a budget. Figures are for those with `projects.view_cost_income` and those who run the project. */
export const BudgetNode = z.object({
  id: Id,
  version: Version,
  projectId: Id,
  parentId: Id.nullable(),
  depth: z.int().meta({ description: '1 at the top' }),
  code: z.string(),
  name: z.string(),
  currency: Currency,
  ...figures,
  warnings: withAccess('costs', z.array(z.object({ code: z.string(), detail: z.string() })).optional()),
});
export type BudgetNode = z.infer<typeof BudgetNode>;

export const BudgetTree = page(BudgetNode).extend({
  total: z
    .object({ currency: Currency, ...figures })
    .meta({ description: 'The project’s whole budget; expenses without a node count here alone' }),
});
export type BudgetTree = z.infer<typeof BudgetTree>;

export const BudgetNodeInput = z.strictObject({
  code: lineOfText(limits.budgetNode.code),
  name: lineOfText(limits.budgetNode.name),
  amount: AmountFromZero,
  parentId: Id.nullish(),
});
export type BudgetNodeInput = z.output<typeof BudgetNodeInput>;

/** A node stays where it is in the tree. */
export const BudgetNodePatch = BudgetNodeInput.omit({ parentId: true }).partial();
export type BudgetNodePatch = z.output<typeof BudgetNodePatch>;

const NodePath = z.object({ id: Id, budgetNodeId: Id });

const exampleNode: BudgetNode = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b39',
  version: 1,
  projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
  parentId: null,
  depth: 1,
  code: '1',
  name: 'Installation',
  currency: 'EUR',
  amount: '5000.00',
  spent: '1200.00',
  committed: '89.90',
  warnings: [],
};

const about = { service: 'projects', tag: 'Budget' } as const;
const refusals = ['project-not-found', 'project-read-only', 'amount-scale', 'amount-too-large'] as const;

export const budgetNodeOperations = {
  listBudgetNodes: defineOperation({
    ...about,
    id: 'listBudgetNodes',
    method: 'get',
    path: '/projects/{id}/budget-nodes',
    summary: 'The budget of a project as a flat tree, in the order of codes',
    description:
      '`parentId` says where a node hangs. `spent` and `committed` are of the node and everything below it. Amounts are left out for those without `projects.view_cost_income` who do not run the project. A warning `children-exceed-node` says that the nodes below have been given more than the node has.',
    access: 'signed-in',
    callers: projectReaders,
    params: z.object({ id: Id }),
    status: 200,
    answer: BudgetTree,
    errors: ['project-not-found'],
    examples: [
      {
        summary: 'One node',
        response: {
          items: [exampleNode],
          nextCursor: null,
          total: { currency: 'EUR', amount: '8000.00', spent: '1200.00', committed: '89.90' },
        },
      },
    ],
  }),
  getBudgetNode: defineOperation({
    ...about,
    id: 'getBudgetNode',
    method: 'get',
    path: '/projects/{id}/budget-nodes/{budgetNodeId}',
    summary: 'One node of a budget',
    access: 'signed-in',
    callers: projectReaders,
    params: NodePath,
    status: 200,
    answer: BudgetNode,
    errors: ['project-not-found', 'budget-node-not-found'],
    examples: [{ summary: 'A node', response: exampleNode }],
  }),
  addBudgetNode: defineOperation({
    ...about,
    id: 'addBudgetNode',
    record: 'budget-node',
    method: 'post',
    path: '/projects/{id}/budget-nodes',
    summary: 'Add a node to the budget',
    description:
      'At the top, or below another node; 8 levels and 500 nodes at most. Codes are unique in a project. As a node has an amount, also for those only who see costs: `projects.view_cost_income`, or running the project.',
    access: { permission: 'projects.edit' },
    params: z.object({ id: Id }),
    body: BudgetNodeInput,
    status: 201,
    answer: BudgetNode,
    errors: [
      ...refusals,
      'budget-node-not-found',
      'budget-code-taken',
      'budget-too-deep',
      'budget-nodes-limit',
    ],
    examples: [
      {
        summary: 'A node at the top',
        request: { code: '1', name: 'Installation', amount: '5000.00' },
        response: { ...exampleNode, spent: '0.00', committed: '0.00' },
      },
    ],
  }),
  updateBudgetNode: defineOperation({
    ...about,
    id: 'updateBudgetNode',
    record: 'budget-node',
    method: 'patch',
    path: '/projects/{id}/budget-nodes/{budgetNodeId}',
    summary: 'Change code, name or amount of a node',
    description:
      'The amount is changed by those who see costs: `projects.view_cost_income`, or running the project.',
    access: { permission: 'projects.edit' },
    params: NodePath,
    body: BudgetNodePatch,
    status: 200,
    answer: BudgetNode,
    errors: [...refusals, 'budget-node-not-found', 'budget-code-taken', 'stale-version'],
    examples: [
      {
        summary: 'More budget',
        request: { amount: '6000.00' },
        response: { ...exampleNode, version: 2, amount: '6000.00' },
      },
    ],
  }),
  removeBudgetNode: defineOperation({
    ...about,
    id: 'removeBudgetNode',
    record: 'budget-node',
    method: 'delete',
    path: '/projects/{id}/budget-nodes/{budgetNodeId}',
    summary: 'Take a node out that nothing hangs on',
    description:
      'Refused while nodes or expenses, rejected ones too, hang on it, or purchase orders that are not cancelled name it. Billing is asked.',
    access: { permission: 'projects.delete' },
    params: NodePath,
    status: 204,
    errors: [
      'project-not-found',
      'project-read-only',
      'budget-node-not-found',
      'budget-node-in-use',
      'stale-version',
      'service-unavailable',
    ],
  }),
} as const;
