import { z } from 'zod';
import { Instant, page, PageQuery } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { Cpo } from './cpo.js';
import { Doer } from './documents.js';

/** Something that waits for direction. */
export const Decision = z.object({
  kind: z.enum(['CPO_VERSION', 'CPO_MISMATCH']),
  since: Instant,
  by: Doer.meta({ description: 'Who asked' }),
  reason: z.string().nullable(),
  versionNo: z.int().nullable().meta({ description: 'Of the version that waits' }),
  cpo: Cpo,
});

const common = { service: 'billing', tag: 'Purchase orders' } as const;
const direction = { permission: 'cpos.direction' } as const;

export const listDecisions = defineOperation({
  ...common,
  id: 'listDecisions',
  method: 'get',
  path: '/decisions',
  summary: 'What waits for direction: versions of orders and mismatches, the longest waiting first',
  access: direction,
  query: PageQuery.omit({ q: true }),
  status: 200,
  answer: page(Decision),
  errors: ['bad-cursor'],
});

export const countDecisions = defineOperation({
  ...common,
  id: 'countDecisions',
  method: 'get',
  path: '/decisions/count',
  summary: 'How much waits for direction',
  access: direction,
  status: 200,
  answer: z.object({ count: z.int() }),
  errors: [],
});
