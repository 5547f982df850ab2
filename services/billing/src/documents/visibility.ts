import { notFound } from '@closeout/contracts';
import type { Actor } from '@closeout/service-kit';

/** A customer with a security level is there only for those whose clearance reaches it, and so are its documents. */
export function assertVisible<T extends { securityLevel: number }>(
  actor: Pick<Actor, 'clearance'>,
  found: T | null | undefined,
  noun: string,
  id: string,
): T {
  if (!found || found.securityLevel > actor.clearance) throw notFound(noun, id);
  return found;
}
