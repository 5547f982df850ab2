import { operationCatalog } from '@closeout/contracts/http/catalog';
import { serviceNames, type ServiceName } from '@closeout/contracts/services';
import { createPathOwners } from './pathOwners.js';

export type ProxiedService = Exclude<ServiceName, 'gateway'>;

const isProxied = (name: ServiceName): name is ProxiedService => name !== 'gateway';

/** The services behind the gateway. */
export const proxiedServices: readonly ProxiedService[] = serviceNames.filter(isProxied);

const base = '/api/v1/';
const ownerOf = createPathOwners(operationCatalog);

/**
 * What could mean another path to the service than it means here: dot segments, empty segments,
 * backslashes, and encoded forms of any of these. No path of the API contains them.
 */
const ambiguous = /\/\.{1,2}(?:\/|$)|\/\/|[\\#]|%(?:2e|2f|5c|00)/i;

/** The address of an API is written in one way only: Express, too, takes `/API/v1` for another path. */
export function isApi(url: string): boolean {
  return url.startsWith(base);
}

const pathOf = (url: string): string => {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
};

/** `stream` lasts for hours; `export` makes a document or a whole file, at a hundred times the price of other calls. */
export type CallKind = 'stream' | 'export' | 'ordinary';

/** Case and a slash at the end are not looked at: whatever else a service may take for such a path, it costs as much. */
export function kindOf(url: string): CallKind {
  const path = pathOf(url);
  if (/^\/api\/v1\/events\/stream\/?$/i.test(path)) return 'stream';
  return /\/pdf\/?$|\.csv\/?$/i.test(path) ? 'export' : 'ordinary';
}

/**
 * Where a request goes: a service, `own` (the gateway answers it itself), or `nowhere`.
 * Only paths below `/api/v1/` ever leave the gateway, so `/internal` of the services is out of reach.
 */
export function routeOf(url: string): ProxiedService | 'own' | 'nowhere' {
  if (!url.startsWith('/')) return 'nowhere';
  const path = pathOf(url);
  if (ambiguous.test(path)) return 'nowhere';
  if (!isApi(path)) return 'own';

  const owner = ownerOf(path, base.length);
  return owner && isProxied(owner) ? owner : 'own';
}
