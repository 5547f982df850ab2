import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from '@closeout/service-kit/observability';
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
  /** The secret by which a browser that signed in before is known again. */
  device: string | null;
  /** A name for it, where the secret was made here. */
  deviceName: string | null;
  /** Has the answer set a cookie. */
  setCookie(line: string): void;
}

const storage = new AsyncLocalStorage<Visitor>();
const hour = 3_600_000;

export function rememberVisitor(parts: {
  trustProxy: number;
  cookies: SessionCookies;
  log: Logger;
}): RequestHandler {
  const { trustProxy, cookies } = parts;
  const warn = warnOfUntrustedProxy(parts);
  return (req, res, next) => {
    if (req.headers['x-forwarded-for'] !== undefined) warn();
    const device = cookies.readDevice(req.headers.cookie);
    const visitor: Visitor = {
      address: clientAddress(req, trustProxy),
      program: req.headers['user-agent'] ?? '',
      headers: req.headers,
      cookie: cookies.read(req.headers.cookie),
      device,
      deviceName: cookies.deviceName(device),
      setCookie: (line) => void res.appendHeader('Set-Cookie', line),
    };
    storage.run(visitor, next);
  };
}

/** Behind a proxy that is not named, everybody has the proxy's address, and shares one network's limits. At most once an hour. */
function warnOfUntrustedProxy({ trustProxy, log }: { trustProxy: number; log: Logger }): () => void {
  let warnedAt = -Infinity;
  return () => {
    if (trustProxy > 0 || Date.now() - warnedAt < hour) return;
    warnedAt = Date.now();
    log.warn(
      'X-Forwarded-For arrives and is not trusted: with a proxy in front set TRUST_PROXY to the number of proxies, or everybody behind it counts as one sender',
    );
  };
}

/** @throws Error where `rememberVisitor` did not come first */
export function currentVisitor(): Visitor {
  const visitor = storage.getStore();
  if (!visitor) throw new Error('nobody is visiting');
  return visitor;
}
