import { DomainError } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';

/** So long a proof holds. */
const proofMs = 10 * 60_000;

/** `sign-in`: whoever has just signed in is not asked again, which is enough where something is only added. */
export type EnoughProof = 'sign-in' | 'proof';

/**
 * A stolen session, or a screen that was left unlocked, must not be enough to change what protects an account.
 * @throws DomainError 403 `fresh-proof-required`
 */
export async function requireFreshProof(
  tx: Tx,
  { sessionId }: { sessionId: string },
  now: Date,
  enough: EnoughProof,
): Promise<void> {
  const since = new Date(now.getTime() - proofMs);
  const [fresh] = await tx.query(
    `select 1 from session where id = $1 and (proved_at > $2 or $3 and created_at > $2)`,
    [sessionId, since, enough === 'sign-in'],
  );
  if (fresh) return;
  throw new DomainError('forbidden', 'fresh-proof-required', {
    detail: 'Show by your password, or by a second factor, that it is you.',
  });
}

/**
 * The same for what lets somebody in: it would be a door that stays open when the stolen session has ended. API keys and users of
 * an outside provider are not asked: the one has nobody who could answer, the other proves nothing here.
 * @throws DomainError 403 `fresh-proof-required`
 */
export async function requireFreshProofOf(
  tx: Tx,
  { kind, sessionId }: Pick<Actor, 'kind' | 'sessionId'>,
  now: Date,
  enough: EnoughProof,
): Promise<void> {
  if (kind === 'user' && sessionId !== undefined) await requireFreshProof(tx, { sessionId }, now, enough);
}
