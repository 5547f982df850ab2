import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '@closeout/contracts/errors';

/** Other sites cannot have a browser send it without asking us first, and we never agree. */
const provingHeader = 'x-requested-with';
const provingValue = 'closeout';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request of this method may change something. */
export const changesSomething = (method: string | undefined): boolean => !harmless.has(method ?? 'GET');

/**
 * A browser adds cookies by itself, whoever made it send the request. So whoever uses one to change something has
 * to show that our own page asked for it: by what the browser says of the page, and by a header that needs our consent.
 * @throws DomainError 403 `cross-site-request`, `request-header-missing`
 */
export function requireSameOrigin(headers: IncomingHttpHeaders, publicOrigin: string): void {
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  const elsewhere =
    (site !== undefined && site !== 'same-origin') || (origin !== undefined && origin !== publicOrigin);
  // Every browser in use says at least one of the two of a request that changes something.
  if (elsewhere || (site === undefined && origin === undefined)) {
    throw new DomainError('forbidden', 'cross-site-request', {
      detail: `With the session cookie, changes can only be made from the page at ${publicOrigin}. Programs send a token or an API key.`,
    });
  }
  if (headers[provingHeader] !== provingValue) {
    throw new DomainError('forbidden', 'request-header-missing', {
      detail: 'With the session cookie, changes need the header X-Requested-With: closeout.',
    });
  }
}
