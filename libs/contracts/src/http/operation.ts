import type { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import type { Permission } from '../permissions.js';
import type { RecordName } from '../records.js';
import type { ServiceName } from '../services.js';

/** Who may call an operation. `anyOf`: one of the permissions is enough. */
export type Access = 'public' | 'signed-in' | { permission: Permission } | { anyOf: readonly Permission[] };

export interface OperationExample<Body, Answer> {
  summary: string;
  request?: Body;
  response?: Answer;
}

interface Described<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  /** Unique, camelCase verb and noun: `issueReceipt`. */
  id: string;
  service: ServiceName;
  path: `/${string}`;
  tag: string;
  summary: string;
  description?: string;
  access: Access;
  /** API keys are refused as `not-a-user`: what is about somebody's own account, or must be a person's own doing. */
  peopleOnly?: true;
  /** In words, where more than being signed in decides: who of those may call it. */
  callers?: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** For bodies that may be larger than most: what an operation allows has to fit into one request. */
  maxBodyBytes?: number;
  status: 200 | 201 | 202 | 204;
  answer?: Answer;
  /** Codes of `DomainError`s beyond the common ones, so that clients know what to expect. */
  errors: readonly ErrorCode[];
  examples?: readonly OperationExample<z.input<Body>, z.input<Answer>>[];
}

/** `record`: what is changed, as the audit log names it. Its id is that of the answer, else the last one in the path. */
type Effect =
  | { method: 'get'; record?: RecordName }
  | { method: 'post' | 'put' | 'patch' | 'delete'; record: RecordName };

/**
 * One HTTP operation, as a contract: the route parses by it, the OpenAPI document is generated from
 * it, tests walk through it. Paths are below `/api/v1`, with parameters in braces: `/projects/{id}`.
 */
export type Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = Described<Params, Query, Body, Answer> & Effect;

export function defineOperation<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(operation: Operation<Params, Query, Body, Answer>): Operation<Params, Query, Body, Answer> {
  return operation;
}
