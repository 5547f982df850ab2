/** The services behind the gateway. */
export const proxiedServices = ['projects', 'billing', 'notifications'] as const;
export type ProxiedService = (typeof proxiedServices)[number];

const base = '/api/v1/';

/** Who answers what, by the first segment of the path. */
const owners: Record<string, ProxiedService> = {
  projects: 'projects',
  billing: 'billing',
  customers: 'billing',
  quotes: 'billing',
  cpos: 'billing',
  decisions: 'billing',
  invoices: 'billing',
  'credit-notes': 'billing',
  receipts: 'billing',
  refunds: 'billing',
  journal: 'billing',
  'journal.csv': 'billing',
  notifications: 'notifications',
  events: 'notifications',
  webhooks: 'notifications',
};
const ownerOf = new Map(Object.entries(owners));
const isProxied = (name: string): name is ProxiedService =>
  (proxiedServices as readonly string[]).includes(name);

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

  const end = path.indexOf('/', base.length);
  const first = path.slice(base.length, end < 0 ? undefined : end);
  const owner = ownerOf.get(first);
  if (owner) return owner;
  const second = end < 0 ? '' : (path.slice(end + 1).split('/', 1)[0] ?? '');
  if (first === 'operations') return isProxied(second) ? second : 'own';
  if (first === 'me' && second === 'notification-preferences') return 'notifications';
  return 'own';
}
