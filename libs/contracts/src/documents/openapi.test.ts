import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { describeError, isDocumented } from '../errors.js';
import { AmountInput } from '../fields.js';
import { operationCatalog } from '../http/catalog.js';
import { defineOperation } from '../http/operation.js';
import { permissionCatalog } from '../permissions.js';
import * as billing from '../http/billing.js';
import * as gateway from '../http/gateway.js';
import * as notifications from '../http/notifications.js';
import * as operations from '../http/operations.js';
import * as projects from '../http/projects.js';
import { buildOpenApi, type OpenApiDocument } from './openapi.js';

let document: OpenApiDocument;
beforeAll(() => {
  document = JSON.parse(JSON.stringify(buildOpenApi(operationCatalog))) as OpenApiDocument;
});

describe('the API document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document) as Record<string, unknown>);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has no reference that leads nowhere', () => {
    const missing: string[] = [];
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) return node.forEach(walk);
      if (node === null || typeof node !== 'object') return;
      for (const [key, value] of Object.entries(node)) {
        if (key === '$ref' && typeof value === 'string' && !resolve(value)) missing.push(value);
        else walk(value);
      }
    };
    const resolve = (reference: string): unknown =>
      reference
        .replace('#/', '')
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
    walk(document);
    expect(missing).toEqual([]);
  });

  it.each([...operationCatalog].map((operation) => [operation.id, operation] as const))(
    '%s is described wholly',
    (id, operation) => {
      const described = document.paths[operation.path]?.[operation.method] as Record<string, unknown>;
      expect(described['operationId']).toBe(id);
      const responses = described['responses'] as Record<string, unknown>;
      expect(responses[String(operation.status)]).toBeDefined();
      expect(JSON.stringify(described)).not.toContain('undefined');
      const text = JSON.stringify(responses) + JSON.stringify(document.components['responses']);
      for (const code of operation.errors) expect(text).toContain(`\`${code}\``);
      const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = (described['parameters'] as { name?: string; in?: string }[]).filter(
        (p) => p.in === 'path',
      );
      expect(parameters.map(({ name }) => name).sort()).toEqual(inPath.sort());
    },
  );

  it('says which permission each operation needs, by a name of the catalog', () => {
    for (const { access } of operationCatalog) {
      if (typeof access === 'string') continue;
      for (const permission of 'permission' in access ? [access.permission] : access.anyOf) {
        expect(Object.keys(permissionCatalog)).toContain(permission);
      }
    }
  });

  it('says that an export is no JSON', () => {
    const described = document.paths['/journal.csv']?.['get'] as {
      responses: Record<string, { content: object }>;
    };
    expect(Object.keys(described.responses['200']?.content ?? {})).toEqual(['text/csv']);
  });

  it('explains the words for a status', () => {
    expect(document.info['description']).toContain(
      '| `FINALIZED` | `FINA` | `Completed` | `Completed` | `CLOSED` |',
    );
  });
});

describe('the catalog', () => {
  it('names no operation twice, and no method and path twice', () => {
    const ids = operationCatalog.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const routes = operationCatalog.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('has every operation that the HTTP contracts export', () => {
    const isOperation = (value: unknown): value is { id: string } =>
      value !== null &&
      typeof value === 'object' &&
      'method' in value &&
      'path' in value &&
      'access' in value;
    const doors = [gateway, projects, billing, notifications, operations];
    const exported = doors
      .flatMap((door) => Object.values<unknown>(door))
      .flatMap((value) =>
        isOperation(value)
          ? [value]
          : value !== null && typeof value === 'object'
            ? Object.values(value).filter(isOperation)
            : [],
      );
    const ids = new Set(operationCatalog.map(({ id }) => id));
    expect(exported.filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it('uses only error codes that are documented', () => {
    const unknown = operationCatalog.flatMap(({ id, errors }) =>
      errors.filter((code) => !isDocumented(code)).map((code) => `${id}: ${code}`),
    );
    expect(unknown).toEqual([]);
  });

  it('knows what is not found by the path from what is not found by the body', () => {
    expect(describeError('customer-not-found', '/customers/{id}').kind).toBe('not-found');
    expect(describeError('customer-not-found', '/projects').kind).toBe('invalid');
  });

  it.each([...operationCatalog].map((operation) => [operation.id, operation] as const))(
    '%s has examples that parse',
    (_id, operation) => {
      for (const { request, response } of operation.examples ?? []) {
        if (request !== undefined) operation.body?.parse(request);
        if (response !== undefined) operation.answer?.parse(response);
      }
    },
  );

  it.each(operationCatalog.flatMap(({ id, body }) => (body ? [[id, body] as const] : [])))(
    '%s refuses unknown members',
    (_id, body) => {
      const parsed = body.safeParse({ 'no such member': 1 });
      expect(JSON.stringify(parsed.error?.issues)).toContain('unrecognized_keys');
    },
  );
});

it('what lies below /me is for people only, and says so', () => {
  const own = operationCatalog.filter(({ path }) => path.startsWith('/me/'));
  expect(own.length).toBeGreaterThan(12);
  expect(own.filter(({ peopleOnly }) => !peopleOnly).map(({ id }) => id)).toEqual([]);
  const { paths } = buildOpenApi(own);
  expect(JSON.stringify(paths['/me/sessions'])).toMatch(/Not for API keys\..*not-a-user/);
});

it('what is taken in another form than it is given appears twice', () => {
  const Price = z.strictObject({ amount: AmountInput });
  const op = defineOperation({
    id: 'setPrice',
    service: 'billing',
    method: 'put',
    record: 'project',
    path: '/price',
    tag: 'Test',
    summary: 'Test',
    access: 'public',
    status: 200,
    body: Price,
    answer: Price,
    errors: [],
  });
  const { schemas } = buildOpenApi([op]).components;
  expect(schemas['SetPriceRequestInput']).toMatchObject({
    properties: { amount: { $ref: '#/components/schemas/AmountInputInput' } },
  });
  expect(schemas['AmountInputInput']).toMatchObject({ type: ['string', 'number'] });
  expect(schemas['AmountInput']).toMatchObject({ type: 'string' });
});
