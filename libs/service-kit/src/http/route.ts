import { DomainError, refusalsOf } from '@closeout/contracts/errors';
import type { Operation } from '@closeout/contracts/http';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { z } from 'zod';
import { requestScope } from './requestScope.js';
import { registerRoute } from './routeTable.js';
import { serialize } from './send.js';

export type AnswerOf<Op extends Operation> = z.input<NonNullable<Op['answer']>>;

/** In tests each answer is held against its schema, and each refusal against the codes, so that the contract cannot drift. */
const checkAnswers = process.env['NODE_ENV'] === 'test';

/** Puts an operation on a router, under the path of its contract. */
export function bind(
  router: Router,
  operation: Operation,
  handle: (req: Request, res: Response) => Promise<void>,
): void {
  const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
  const handler: RequestHandler = (req, res) => {
    const scope = requestScope(req);
    scope.route = operation.path;
    scope.operation = operation.id;
    return checkAnswers ? handle(req, res).catch(requireDeclared(operation)) : handle(req, res);
  };
  // As in `createHttpApp`: a path is written in one way only. Express knows it as an option of `Router()` alone.
  (router as Router & { caseSensitive: boolean }).caseSensitive = true;
  router[operation.method](path, handler);
  registerRoute(router, operation.method, operation.path);
}

/** A refusal that the contract does not name is a fault of ours: a client cannot be ready for it. */
const requireDeclared =
  (operation: Operation) =>
  (error: unknown): never => {
    if (
      error instanceof DomainError &&
      operation.tag !== 'Internal' &&
      !refusalsOf(operation).has(error.code)
    )
      throw new Error(`${operation.id} refuses with ${error.code}, which its contract does not name`, {
        cause: error,
      });
    throw error;
  };

/** The text of an answer. */
export function toText(operation: Operation, answer: unknown): string | null {
  const text = serialize(operation.id, answer);
  if (checkAnswers && operation.answer && text !== null) {
    const result = operation.answer.safeParse(JSON.parse(text));
    if (!result.success)
      throw new Error(`${operation.id} answers what its contract does not allow: ${result.error.message}`);
  }
  return text;
}
