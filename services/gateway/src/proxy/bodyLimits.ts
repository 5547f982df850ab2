import { operationCatalog } from '@closeout/contracts/http/catalog';
import { defaultMaxBodyBytes } from '@closeout/service-kit/http';

const larger = operationCatalog
  .filter(({ maxBodyBytes }) => maxBodyBytes !== undefined)
  .map(({ method, path, maxBodyBytes }) => ({
    method: method.toUpperCase(),
    pattern: new RegExp(`^/api/v1${path.replace(/\{\w+\}/g, '[^/]+')}/?$`),
    limit: maxBodyBytes ?? defaultMaxBodyBytes,
  }));

/** How many bytes the body of a call may have: as many as its operation takes, and for what is no operation as for most. */
export function bodyLimitOf(method: string, url: string): number {
  const path = url.split('?', 1)[0] ?? '';
  return larger.find((one) => one.method === method && one.pattern.test(path))?.limit ?? defaultMaxBodyBytes;
}
