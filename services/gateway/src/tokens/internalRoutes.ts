import { defineOperation } from '@closeout/contracts/http';
import { EndedTokensAnswer } from '@closeout/contracts/http/internal';
import type { Tx } from '@closeout/service-kit/db';
import { query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { z } from 'zod';
import { readRevocations } from './revocations.js';

/** Not part of the public API: the kit lets only other services in here. */
const listEndedTokens = defineOperation({
  id: 'listEndedTokens',
  service: 'gateway',
  method: 'get',
  path: '/ended-tokens',
  tag: 'Internal',
  summary: 'Tokens that are over before they expire, for services that are called directly',
  access: 'signed-in',
  query: z.object({ since: z.iso.datetime().optional() }),
  status: 200,
  answer: EndedTokensAnswer,
  errors: [],
});

export function internalTokenRoutes(router: Router, parts: { query: Tx['query']; keepMs: number }): void {
  query(router, listEndedTokens, async ({ query: { since } }) => {
    const { rows, until } = await readRevocations(
      parts.query,
      since === undefined ? null : new Date(since),
      parts.keepMs,
    );
    return { until: until.toISOString(), items: rows.map(({ subject, below }) => ({ subject, below })) };
  });
}
