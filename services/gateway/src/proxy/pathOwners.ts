import type { Operation } from '@closeout/contracts/http';
import type { ServiceName } from '@closeout/contracts/services';

/** Who answers everything from a segment of a path on, or what the next segment says. */
type Place = ServiceName | Map<string, Place>;

const anything = '*';

/**
 * Who answers which path, as the operations say. The first segment decides where all that begins with it is one service's;
 * where services share it, the next one does.
 *
 * @returns the service that answers `path`, read from index `from` on; undefined: nobody
 * @throws Error where two services answer the same path
 */
export function createPathOwners(
  operations: readonly Pick<Operation, 'path' | 'service'>[],
): (path: string, from: number) => ServiceName | undefined {
  const root = branch(operations, 1);
  return (path, from) => {
    let place: Place | undefined = root;
    while (typeof place === 'object') {
      const end = path.indexOf('/', from);
      const segment = end < 0 ? path.slice(from) : path.slice(from, end);
      place = place.get(segment) ?? place.get(anything);
      from = end < 0 ? path.length : end + 1;
    }
    return place;
  };
}

type Route = Pick<Operation, 'path' | 'service'>;

/** @param depth of the segment that tells these routes apart; the path begins with a slash, so the first one has depth 1 */
function branch(routes: readonly Route[], depth: number): Map<string, Place> {
  const bySegment = new Map<string, Route[]>();
  for (const route of routes) {
    const segment = route.path.split('/')[depth] ?? '';
    const key = segment.startsWith('{') ? anything : segment;
    bySegment.set(key, [...(bySegment.get(key) ?? []), route]);
  }
  return new Map([...bySegment].map(([segment, those]) => [segment, placeOf(those, depth)]));
}

function placeOf(routes: readonly Route[], depth: number): Place {
  const services = new Set(routes.map(({ service }) => service));
  const [only] = services;
  if (only && services.size === 1) return only;
  if (routes.every(({ path }) => path.split('/').length <= depth + 1))
    throw new Error(`${[...services].join(' and ')} both answer ${routes[0]?.path}`);
  return branch(routes, depth + 1);
}
