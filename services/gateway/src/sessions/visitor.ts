import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler } from 'express';
import { clientAddress } from '../limits/clientAddress.js';

/** From where, and with what program, a request was sent. */
export interface Visitor {
  address: string;
  program: string;
}

const storage = new AsyncLocalStorage<Visitor>();

export function rememberVisitor(trustProxy: number): RequestHandler {
  return (req, _res, next) => {
    const visitor = { address: clientAddress(req, trustProxy), program: req.headers['user-agent'] ?? '' };
    storage.run(visitor, next);
  };
}

/** @throws Error where `rememberVisitor` did not come first */
export function currentVisitor(): Visitor {
  const visitor = storage.getStore();
  if (!visitor) throw new Error('nobody is visiting');
  return visitor;
}
