import { commonErrors } from './commonErrors.js';
import { billingErrors } from './catalog/billing.js';
import { operationsErrors } from './catalog/operations.js';
import { projectErrors } from './catalog/projects.js';
import { secondFactorErrors } from './catalog/secondFactor.js';
import { sharedErrors } from './catalog/shared.js';
import { signInErrors } from './catalog/signIn.js';
import { userErrors } from './catalog/users.js';
import { workErrors } from './catalog/work.js';
import type { ErrorDescription } from './domainError.js';
import type { protocolErrors } from './protocolErrors.js';

/** The codes of the domain. `…-not-found` is in no table: see `describeError`. */
export const errorCatalog = {
  ...sharedErrors,
  ...signInErrors,
  ...secondFactorErrors,
  ...userErrors,
  ...projectErrors,
  ...workErrors,
  ...billingErrors,
  ...operationsErrors,
} satisfies Record<string, ErrorDescription>;

/** Every code that a service refuses with. Those that a later release may add come to readers as strings. */
export type ErrorCode =
  keyof typeof commonErrors | keyof typeof protocolErrors | keyof typeof errorCatalog | `${string}-not-found`;

const descriptions: Partial<Record<string, ErrorDescription>> = { ...commonErrors, ...errorCatalog };

/** Whether the code has a description of its own, and not only one that is made up for it. */
export function isDocumented(code: string): boolean {
  return code in descriptions || code.endsWith('-not-found');
}

/**
 * The description of any code. `customer-not-found` is a 404 where the path names the customer, and a
 * 400 where the body does.
 */
export function describeError(code: string, path?: string): ErrorDescription {
  const description = descriptions[code];
  if (description) return description;
  if (!code.endsWith('-not-found')) return { kind: 'conflict', title: 'The present state forbids it' };
  const noun = code.slice(0, -'-not-found'.length);
  if (path !== undefined && !path.includes(`/${noun}s/{`)) {
    return { kind: 'invalid', title: `The body names a ${noun.replaceAll('-', ' ')} that does not exist` };
  }
  return {
    kind: 'not-found',
    title: `There is no such ${noun.replaceAll('-', ' ')}, or it is not the caller’s to see`,
  };
}
