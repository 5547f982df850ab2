import createClient from 'openapi-fetch';
import type { components, paths } from './generated/schema.js';
import { ProblemError, problemOf } from './problem.js';

export type Schemas = components['schemas'];

/** Every call of the API; paths, parameters, bodies and answers are typed from the OpenAPI document. */
export const api = createClient<paths>({
  baseUrl: '/api/v1',
  // The session is a cookie; that another site cannot send this header is what proves that we asked.
  headers: { 'X-Requested-With': 'closeout' },
});

/**
 * The answer's body.
 *
 * @throws {ProblemError} what the API said against it, or that it could not be reached
 */
export async function ask<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const answer = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ProblemError({ code: 'unreachable', status: 0, title: '', detail: '' });
  });
  if (!answer.response.ok) throw new ProblemError(problemOf(answer.error, answer.response.status));
  return answer.data as NonNullable<T>;
}
