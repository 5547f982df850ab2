import { notFound } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Conditions } from './conditions.js';

type Viewer = Pick<Actor, 'clearance'>;

/** A customer with a security level is there only for those whose clearance reaches it, and so are its documents. */
export const canSee = ({ clearance }: Viewer, found: { securityLevel: number }): boolean =>
  found.securityLevel <= clearance;

/** `canSee` of the documents `d`, for a list in any order. Whoever may see everything needs no look at each customer. */
export const andVisible = (where: Conditions, { clearance }: Viewer): Conditions =>
  clearance < 9
    ? where.and('(SELECT c.security_level FROM customer c WHERE c.id = d.customer_id) <= ?', clearance)
    : where;

/** `canSee` of the documents `d`, for sums over all of them: customers above a clearance are few, they are read once and kept at hand. */
export const isVisible = (clearance: string): string =>
  `d.customer_id NOT IN (SELECT id FROM customer WHERE security_level > 0 AND security_level > ${clearance}::int)`;

/** @throws DomainError `…-not-found`, also for what is not the actor's to see: both look the same */
export function assertVisible<T extends { securityLevel: number }>(
  actor: Viewer,
  found: T | null | undefined,
  noun: string,
  id: string,
): T {
  if (!found || !canSee(actor, found)) throw notFound(noun, id);
  return found;
}
