import type { Clock } from '@closeout/service-kit/db';
import { on, type Handler } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { QuotedNodes } from './onQuoteApproved.js';
import { linkQuote } from './linkQuote.js';

const Linked = z.object({
  id: z.uuid(),
  version: z.int(),
  projectId: z.uuid().nullable(),
  budgetNodes: QuotedNodes,
});

export const onQuoteLinked = (clock: Clock): Handler =>
  on(Linked, async (tx, { data: { projectId, ...quote } }) => {
    if (projectId !== null) await linkQuote(tx, { ...quote, projectId }, clock.now());
  });
