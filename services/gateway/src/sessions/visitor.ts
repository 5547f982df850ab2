import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { clientAddress } from '../limits/clientAddress.js';
import type { SessionCookies } from './sessionCookie.js';

/** From where, and with what program, a request was sent. */
export interface Visitor {
  address: string;
  program: string;
  headers: IncomingHttpHeaders;
  /** The secret of the session cookie that came along. */
  cookie: string | null;
  /** Has the answer set a cookie. */
  setCookie(line: string): void;
}

const storage = new AsyncLocalStorage<Visitor>();

export function rememberVisitor(trustProxy: number, cookies: SessionCookies): RequestHandler {
  return (req, res, next) => {
    const visitor: Visitor = {
      address: clientAddress(req, trustProxy),
      program: req.headers['user-agent'] ?? '',
      headers: req.headers,
      cookie: cookies.read(req.headers.cookie),
      setCookie: (line) => void res.setHeader('Set-Cookie', line),
    };
    storage.run(visitor, next);
  };
}

/** @throws Error where `rememberVisitor` did not come first */
export function currentVisitor(): Visitor {
  const visitor = storage.getStore();
  if (!visitor) throw new Error('nobody is visiting');
  return visitor;
}
