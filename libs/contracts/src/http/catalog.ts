import type { Operation } from './operation.js';
import * as gateway from './gateway.js';
import * as billing from './billing.js';
import * as feed from './notifications/feed.js';
import * as emails from './notifications/emails.js';
import * as operations from './operations.js';
import * as projects from './projects.js';

/** Every operation of the public API, in the order of the documentation. */
export const operationCatalog: readonly Operation[] = [
  gateway,
  projects,
  billing,
  emails,
  feed,
  operations,
].flatMap((module) => operationsOf(Object.values(module)));

/** Operations stand alone, in lists, or in tables by name. */
function operationsOf(exported: readonly unknown[]): Operation[] {
  const found = exported.flatMap((value) => {
    if (isOperation(value)) return [value];
    return isTable(value) ? Object.values(value).filter(isOperation) : [];
  });
  return [...new Set(found)];
}

function isTable(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}

function isOperation(value: unknown): value is Operation {
  return (
    isTable(value) &&
    typeof value['method'] === 'string' &&
    typeof value['path'] === 'string' &&
    'access' in value
  );
}
