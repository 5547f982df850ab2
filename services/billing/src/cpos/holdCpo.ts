import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { assertVisible } from '../documents/visibility.js';
import { assertOpen } from '../projects/ledger.js';
import { reviewCpos } from './changeCpo.js';
import { assertCan, type Cpo, type CpoAction, type CpoStatus } from './cpo.js';
import { lockCpos } from './lockCpos.js';
import { review } from './mismatch.js';

export interface CpoRequest {
  actor: Pick<Actor, 'id' | 'name' | 'clearance' | 'permissions'>;
  ifMatch: number | null;
  now: Date;
}

export interface HeldCpo {
  cpo: Cpo;
  /** Those of the same project, held too. */
  others: Cpo[];
  /** The status that the action leads to. */
  to: CpoStatus;
}

/**
 * Holds an order for an action.
 * @throws DomainError `cpo-not-found`, `transition-not-allowed`, `project-locked` (conflict), `stale-version`
 */
export async function holdCpo(
  tx: Tx,
  id: string,
  action: CpoAction,
  request: CpoRequest & { takesBack?: boolean },
): Promise<HeldCpo> {
  const { cpo: found, others, ledgers } = await lockCpos(tx, { id });
  const seen = assertVisible(request.actor, found, 'cpo', id);
  checkVersion(request.ifMatch, seen.version);
  // What an earlier release kept as its mismatch may be so no longer: the action is one on what is.
  const [cpo = seen] = review(seen) ? await reviewCpos(tx, [id], request.now) : [];
  const to = assertCan(cpo, action);
  assertOpen(ledgers, { takesBack: request.takesBack });
  return { cpo, others, to };
}
