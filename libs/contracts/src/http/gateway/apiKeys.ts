import { z } from 'zod';
import { Id, Instant, lineOfText, page, PageQuery, Version } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { permissions } from '../../permissions.js';
import { serviceNames } from '../../services.js';
import { EventSource } from '../eventSource.js';
import { freshProof } from './freshProof.js';
import { limits } from '../../limits.js';

export const ApiKey = z.object({
  id: Id,
  version: Version,
  name: z.string(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()).meta({ description: 'Beyond those of its roles' }),
  clearance: z.int(),
  eventSources: z
    .array(EventSource)
    .nullable()
    .meta({ description: 'The services whose events it reads in the feed; null: all of them' }),
  status: z.enum(['ACTIVE', 'EXPIRED', 'REVOKED']),
  createdBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable().meta({ description: 'To within a few minutes' }),
  revokedAt: Instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const NewApiKey = ApiKey.extend({
  secret: z.string().meta({ description: 'For the `X-Api-Key` header. Shown only here; it is not stored.' }),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

const apiKey: ApiKey = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b13',
  version: 1,
  name: 'ERP synchronisation',
  roles: ['accounting'],
  permissions: [],
  clearance: 0,
  eventSources: null,
  status: 'ACTIVE',
  createdBy: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
  createdAt: '2026-01-31T09:30:00.000Z',
  expiresAt: '2027-01-31T00:00:00.000Z',
  lastUsedAt: null,
  revokedAt: null,
};

export const listApiKeys = defineOperation({
  id: 'listApiKeys',
  service: 'gateway',
  method: 'get',
  path: '/api-keys',
  tag: 'API keys',
  summary: 'API keys, newest first',
  access: { permission: 'users.manage' },
  query: PageQuery,
  status: 200,
  answer: page(ApiKey),
  errors: ['bad-cursor'],
  examples: [{ summary: 'One page', response: { items: [apiKey], nextCursor: null } }],
});

export const createApiKey = defineOperation({
  id: 'createApiKey',
  record: 'api-key',
  service: 'gateway',
  method: 'post',
  path: '/api-keys',
  tag: 'API keys',
  summary: 'Make an API key',
  description: freshProof,
  access: { permission: 'users.manage' },
  body: z
    .strictObject({
      name: lineOfText(limits.apiKey.name),
      roles: z.array(lineOfText(60)).max(50).default([]),
      permissions: z.array(z.enum(permissions)).max(permissions.length).default([]),
      clearance: z.int().min(0).max(limits.securityLevel).default(0),
      eventSources: z
        .array(EventSource)
        .min(1)
        .max(serviceNames.length)
        .nullable()
        .default(null)
        .meta({ description: 'Limits what it reads in the event feed to these services; null: all' }),
      expiresAt: z.iso
        .datetime({ offset: true })
        .nullable()
        .default(null)
        .meta({ description: 'null: never' }),
    })
    .refine((key) => key.roles.length + key.permissions.length > 0, {
      path: ['roles'],
      message: 'a key needs at least one role or permission',
    }),
  status: 201,
  answer: NewApiKey,
  errors: ['role-unknown', 'expiry-in-the-past', 'fresh-proof-required'],
  examples: [
    {
      summary: 'For an accounting system',
      request: { name: 'ERP synchronisation', roles: ['accounting'], expiresAt: '2027-01-31T00:00:00Z' },
      response: { ...apiKey, secret: 'cok_0199d3a06c1e7c39b6f40d1f5c8a2b13_mB1f…' },
    },
    {
      summary: 'For billing’s events only',
      request: { name: 'Ledger import', permissions: ['events.view_all'], eventSources: ['billing'] },
    },
  ],
});

export const getApiKey = defineOperation({
  id: 'getApiKey',
  service: 'gateway',
  method: 'get',
  path: '/api-keys/{id}',
  tag: 'API keys',
  summary: 'An API key, without its secret',
  access: { permission: 'users.manage' },
  params: z.strictObject({ id: Id }),
  status: 200,
  answer: ApiKey,
  errors: ['api-key-not-found'],
});

export const revokeApiKey = defineOperation({
  id: 'revokeApiKey',
  record: 'api-key',
  service: 'gateway',
  method: 'post',
  path: '/api-keys/{id}/revoke',
  tag: 'API keys',
  summary: 'Revoke an API key, for ever; refused within a second everywhere',
  access: { permission: 'users.manage' },
  params: z.strictObject({ id: Id }),
  status: 200,
  answer: ApiKey,
  errors: ['api-key-not-found'],
});

export const apiKeyOperations = { listApiKeys, createApiKey, getApiKey, revokeApiKey } as const;
