import type { JsonSchema } from './componentSchemas.js';
import { commonErrors, describeError, statusOfKind } from '../errors.js';

/** Parameters that many operations share, as components of the OpenAPI document. */
export const commonParameters = {
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    required: false,
    description: 'Taken over into logs, traces and events; made up when absent.',
    schema: { type: 'string', maxLength: 200 },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'The same key and body gives the same answer once more, also after a restart; the same key with another body is refused with `idempotency-key-reused`.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description:
      'The `ETag` that the change is based on; when the resource has moved on, `stale-version` (412).',
    schema: { type: 'string', examples: ['"3"'] },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` that the caller has; when it still holds, the answer is 304 without a body.',
    schema: { type: 'string', examples: ['"3"'] },
  },
};

export const commonHeaders = {
  ETag: { description: 'The version, quoted', schema: { type: 'string', examples: ['"3"'] } },
  RequestId: { description: 'Id of the request, to find it in logs and traces', schema: { type: 'string' } },
  IdempotencyReplayed: {
    description: '`true` when the answer is a stored one',
    schema: { type: 'string', enum: ['true'] },
  },
  RetryAfter: { description: 'Seconds', schema: { type: 'integer', minimum: 0 } },
};

/** A response component for each HTTP status of a common error, with an example for each code. */
export function commonResponses(problem: JsonSchema): Record<string, JsonSchema> {
  const responses: Record<string, JsonSchema> = {};
  for (const status of [
    ...new Set(Object.values(commonErrors).map(({ kind }) => statusOfKind[kind])),
  ].sort()) {
    const codes = Object.keys(commonErrors).filter(
      (code) => statusOfKind[describeError(code).kind] === status,
    );
    responses[`Problem${status}`] = problemResponse(problem, status, codes);
  }
  responses['Problem500'] = {
    description: 'A fault of the product. The log has it under the request’s id.',
    headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } },
    content: { 'application/problem+json': { schema: problem } },
  };
  return responses;
}

/** Describes the problems with one HTTP status: which codes, what each means. */
export function problemResponse(
  problem: JsonSchema,
  status: number,
  codes: readonly string[],
  path?: string,
): JsonSchema {
  const waits = status === 429 || status === 503;
  return {
    description: codes.map((code) => `\`${code}\`: ${describeError(code, path).title}`).join('\n\n'),
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(waits && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
    },
    content: {
      'application/problem+json': {
        schema: problem,
        examples: Object.fromEntries(
          codes.map((code) => [
            code,
            {
              value: {
                type: `https://closeout.dev/problems/${code}`,
                title: describeError(code, path).title,
                status,
                detail: describeError(code, path).title,
                code,
              },
            },
          ]),
        ),
      },
    },
  };
}
