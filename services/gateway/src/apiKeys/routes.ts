import { notFound } from '@closeout/contracts/errors';
import { PageQuery } from '@closeout/contracts/fields';
import * as contract from '@closeout/contracts/http/gateway';
import type { Clock } from '@closeout/service-kit/db';
import { command, keysetCursor, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { z } from 'zod';
import type { GatewayDatabase, Prisma, Transaction } from '../database.js';
import type { Seal } from '../keys/seal.js';
import { apiKeyView, withRoles } from './apiKey.js';
import { createApiKey } from './createApiKey.js';
import { revokeApiKey } from './revokeApiKey.js';
import { matching } from '../searchText.js';

export interface ApiKeyRouteParts {
  database: GatewayDatabase;
  /** A transaction after which this replica knows at once what was revoked in it. */
  revoking: Transaction;
  seal: Seal;
  clock: Clock;
}

export function apiKeyRoutes(router: Router, { database, revoking, seal, clock }: ApiKeyRouteParts): void {
  const { prisma, transaction } = database;

  query(router, contract.listApiKeys, (input) => listApiKeys(prisma, clock.now(), input.query));
  query(router, contract.getApiKey, async ({ params }) => {
    const key = await prisma.apiKey.findUnique({ where: params, ...withRoles });
    if (!key) throw notFound('api-key', params.id);
    return apiKeyView(key, clock.now());
  });
  command(router, contract.createApiKey, transaction, (tx, input) => createApiKey(tx, clock, input), {
    // The answer holds the secret, which is stored nowhere in the clear.
    seal: {
      close: (answer) => seal.close(Buffer.from(answer), 'new api key').toString('base64'),
      open: (kept) => seal.open(Buffer.from(kept, 'base64'), 'new api key')?.toString() ?? 'null',
    },
  });
  command(router, contract.revokeApiKey, revoking, (tx, { actor, params }) =>
    revokeApiKey(tx, clock, actor, params.id),
  );
}

const Cursor = z.tuple([z.uuid()]);

async function listApiKeys(prisma: Prisma, now: Date, { q, limit, cursor }: z.output<typeof PageQuery>) {
  const [before] = cursor ? keysetCursor.decode(cursor, Cursor) : [];
  const rows = await prisma.apiKey.findMany({
    ...withRoles,
    where: {
      AND: matching(q),
      ...(before && { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last ? keysetCursor.encode([last.id]) : null;
  return { items: items.map((row) => apiKeyView(row, now)), nextCursor };
}
