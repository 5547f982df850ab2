import type { Minor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import type { CpoEvent } from './changeCpo.js';
import type { Cpo } from './cpo.js';
import { differenceOf } from './mismatch.js';

/** Why an order changes: somebody did it, or it follows from something else. */
export interface Cause {
  now: Date;
  actor?: Pick<Actor, 'id' | 'name'>;
  reason?: string | null;
}

/** What a line of an order's history is about. */
export interface About {
  action: string;
  versionNo: number | null;
  amountMinor: Minor | null;
  differenceMinor: Minor | null;
}

const nothing = { versionNo: null, amountMinor: null, differenceMinor: null };

/** An event of an order as its history words it. */
export function aboutEvent(event: CpoEvent, cpo: Cpo): About {
  switch (event) {
    case 'cpoEntered':
      return { action: 'entered', ...nothing, versionNo: 1, amountMinor: cpo.amountMinor };
    case 'cpoLinked':
      return { action: 'linked', ...nothing };
    case 'cpoVersionCreated':
      return aboutVersion('created', cpo.versions.at(-1));
    case 'cpoVersionDecided': {
      const decided = cpo.versions.at(-1);
      return aboutVersion(decided?.status === 'APPROVED' ? 'approved' : 'rejected', decided);
    }
    case 'cpoFinalized':
      return { action: 'finalized', ...nothing };
    case 'cpoReopened':
      return { action: 'reopened', ...nothing };
    case 'cpoCancelled':
      return { action: 'cancelled', ...nothing };
    case 'cpoMismatchFound':
      return aboutMismatch('found', cpo);
    case 'cpoMismatchReported':
      return aboutMismatch('reported', cpo);
    case 'cpoMismatchResolved':
      return aboutMismatch(outcomes[cpo.mismatch?.status ?? ''] ?? 'gone', cpo);
    default:
      return event satisfies never;
  }
}

const outcomes: Record<string, string | undefined> = { ACCEPTED: 'accepted', REJECTED: 'rejected' };

/** One version at a time waits, so that what is created or decided is the last. */
function aboutVersion(what: string, version: Cpo['versions'][number] | undefined): About {
  const { no = null, amountMinor = null } = version ?? {};
  return { ...nothing, action: `version-${what}`, versionNo: no, amountMinor };
}

function aboutMismatch(what: string, { mismatch, drawdown }: Cpo): About {
  const differenceMinor = mismatch && differenceOf(mismatch, drawdown.invoiceLeg);
  return { ...nothing, action: `mismatch-${what}`, differenceMinor };
}
