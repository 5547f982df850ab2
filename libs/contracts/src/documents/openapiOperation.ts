import { z } from 'zod';
import type { JsonSchema } from './componentSchemas.js';
import { commonErrors, describeError, statusOfKind } from '../errors.js';
import { DryRunQuery } from '../http/dryRun.js';
import type { Access, Operation } from '../http/operation.js';
import { problemResponse } from './openapiCommon.js';

interface References {
  body?: JsonSchema;
  answer?: JsonSchema;
  dryRun: JsonSchema;
}

/** One operation of the OpenAPI document. */
export function describeOperation(operation: Operation, references: References): JsonSchema {
  const answersOneResource = operation.method === 'get' && hasVersion(operation.answer);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, accessText(operation), operation.peopleOnly && 'Not for API keys.']
      .filter(Boolean)
      .join('\n\n'),
    'x-service': operation.service,
    ...accessMembers(operation.access),
    parameters: [
      ...parametersIn('path', operation.params),
      ...parametersIn('query', operation.query),
      { $ref: '#/components/parameters/RequestId' },
      ...(operation.method === 'post' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(heedsVersion(operation) ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
      ...(answersOneResource ? [{ $ref: '#/components/parameters/IfNoneMatch' }] : []),
    ],
    ...(references.body && {
      requestBody: {
        required: true,
        content: { 'application/json': content(references.body, operation, 'request') },
      },
    }),
    responses: {
      ...successesOf(operation, references),
      ...(answersOneResource && {
        304: { description: 'The version that the caller has is the present one.' },
      }),
      ...problemsOf(operation),
    },
  };
}

/** Commands on a record too: what was seen is decided on, and nothing newer. */
const heedsVersion = ({ method, errors }: Operation): boolean =>
  method === 'patch' || errors.includes('stale-version');

/** A dry run answers with 200 and a shape of its own, whatever the operation itself answers with. */
function successesOf(operation: Operation, { answer, dryRun }: References): JsonSchema {
  if (operation.query !== DryRunQuery) return { [operation.status]: successOf(operation, answer) };
  if (operation.status === 200) return { 200: successOf(operation, { anyOf: [answer, dryRun] }) };
  const dryRunSuccess = {
    description: 'With `dryRun=true`: what would happen',
    content: { 'application/json': { schema: dryRun } },
  };
  return { 200: dryRunSuccess, [operation.status]: successOf(operation, answer) };
}

function successOf(operation: Operation, answer: JsonSchema | undefined): JsonSchema {
  return {
    description: operation.status === 202 ? 'Accepted; it goes on in the background' : operation.summary,
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(hasVersion(operation.answer) && { ETag: { $ref: '#/components/headers/ETag' } }),
      ...(operation.method === 'post' && {
        'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' },
      }),
    },
    ...(answer && { content: { [mediaTypeOf(operation)]: content(answer, operation, 'response') } }),
  };
}

/** Exports are named after what they are, `/journal.csv`, and so are streams and PDFs. */
function mediaTypeOf({ path }: Operation): string {
  if (path.endsWith('/stream')) return 'text/event-stream';
  if (path.endsWith('/pdf')) return 'application/pdf';
  return path.endsWith('.csv') ? 'text/csv' : 'application/json';
}

function content(schema: JsonSchema, operation: Operation, side: 'request' | 'response'): JsonSchema {
  const examples = (operation.examples ?? []).flatMap((example, index) =>
    example[side] === undefined
      ? []
      : [[`example${index + 1}`, { summary: example.summary, value: example[side] }]],
  );
  return { schema, ...(examples.length > 0 && { examples: Object.fromEntries(examples) as JsonSchema }) };
}

/** Each HTTP status once: the operation's own codes beside the common ones of that status. */
function problemsOf(operation: Operation): JsonSchema {
  const byStatus = new Map<number, string[]>();
  const list = (code: string) => {
    const status = statusOfKind[describeError(code, operation.path).kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  };
  const own = operation.errors.filter((code) => !(code in commonErrors));
  new Set([...own, ...commonCodesOf(operation)]).forEach(list);

  const responses: JsonSchema = {};
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    const allCommon = Object.keys(commonErrors).filter(
      (code) => statusOfKind[describeError(code).kind] === status,
    );
    const isCommon = codes.length === allCommon.length && codes.every((code) => allCommon.includes(code));
    responses[status] = isCommon
      ? { $ref: `#/components/responses/Problem${status}` }
      : problemResponse({ $ref: '#/components/schemas/Problem' }, status, codes, operation.path);
  }
  responses[500] = { $ref: '#/components/responses/Problem500' };
  return responses;
}

function commonCodesOf(operation: Operation): string[] {
  const own: readonly string[] = operation.errors;
  return Object.entries(commonErrors)
    .filter(([code, { when }]) => own.includes(code) || when(operation))
    .map(([code]) => code);
}

function parametersIn(place: 'path' | 'query', schema: z.ZodType | undefined): JsonSchema[] {
  if (!schema) return [];
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(json.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || (json.required?.includes(name) ?? false),
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
}

export function hasVersion(schema: z.ZodType | undefined): boolean {
  return schema instanceof z.ZodObject && 'version' in schema.shape;
}

function accessText({ access, callers }: Operation): string {
  if (callers !== undefined) return callers;
  if (access === 'public') return 'No sign-in needed.';
  if (access === 'signed-in') return 'For anyone who is signed in.';
  if ('permission' in access) return `Needs the permission \`${access.permission}\`.`;
  return `Needs one of the permissions ${access.anyOf.map((p) => `\`${p}\``).join(', ')}.`;
}

function accessMembers(access: Access): JsonSchema {
  if (access === 'public') return { security: [] };
  if (access === 'signed-in') return {};
  return { 'x-permissions-any-of': 'permission' in access ? [access.permission] : access.anyOf };
}
