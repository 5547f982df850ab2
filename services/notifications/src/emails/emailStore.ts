import type { EmailState } from '@closeout/contracts/events/notifications';
import { type Queryable, type Tx, wakeJob } from '@closeout/service-kit/db';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { type Selectable, sql } from 'kysely';
import type { Email } from '../generated/kysely/types.js';
import { tables } from '../tables.js';
import type { Fate } from './email.js';

export const stateColumns = [
  ...([
    'id',
    'version',
    'event_type',
    'event_id',
    'recipient',
    'subject',
    'status',
    'attempts',
    'at',
  ] as const),
] as const;

export type EmailRow = Pick<Selectable<Email>, (typeof stateColumns)[number]>;

export function stateOf(row: EmailRow) {
  return {
    id: row.id,
    version: row.version,
    event: row.event_type,
    eventId: row.event_id,
    recipient: row.recipient,
    subject: row.subject,
    status: row.status,
    attempts: row.attempts,
    at: row.at.toISOString(),
  } satisfies EmailState;
}

const claimedColumns = [
  ...(['id', 'message_id', 'recipient', 'subject', 'text', 'html'] as const),
  ...(['attempts', 'refusals', 'queued_at', 'expires_at'] as const),
] as const;

export type ClaimedEmail = Pick<Selectable<Email>, (typeof claimedColumns)[number]>;

export interface Claim {
  /** Another one for each claim, so that a sender that was slow cannot mistake the next one's lease for its own. */
  holder: string;
  limit: number;
  leaseMs: number;
  now: Date;
}

// Statuses stand in statements as they are: a partial index is not used for a parameter.
const queued = sql.lit<EmailRow['status']>('QUEUED');

const claim = prepared(({ holder, limit, leaseMs, now }: Params<Claim>) =>
  tables
    .updateTable('email')
    .set({
      lease_holder: holder,
      lease_until: sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`,
      attempts: (eb) => eb('attempts', '+', eb.lit(1)),
      version: (eb) => eb('version', '+', eb.lit(1)),
    })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('email')
        .select('id')
        .where('status', '=', queued)
        .where('next_attempt_at', '<=', now)
        .where((due) => due.or([due('lease_until', 'is', null), due('lease_until', '<', sql<Date>`now()`)]))
        .orderBy('next_attempt_at')
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(claimedColumns),
);

/**
 * Takes e-mails that are due, for as long as the lease runs; counts the attempt before it is made. Replicas
 * pass over each other's rows. An e-mail whose lease ran out was in the hands of a sender that died.
 */
export const claimEmails = (db: Queryable, taken: Claim): Promise<ClaimedEmail[]> => db.run(claim(taken));

interface Settlement {
  id: string;
  holder: string;
  status: EmailRow['status'];
  nextAttemptAt: Date | null;
  lastError: string | null;
  /** null: as many as before. */
  refusals: number | null;
  now: Date;
}

const settle = prepared((to: Params<Settlement>) =>
  tables
    .updateTable('email')
    .set({
      status: to.status,
      version: (eb) => eb('version', '+', eb.lit(1)),
      lease_holder: null,
      lease_until: null,
      next_attempt_at: to.nextAttemptAt,
      last_error: to.lastError,
      refusals: ({ fn }) => fn.coalesce(to.refusals, 'refusals'),
      at: (eb) => eb.case().when(to.status, '=', queued).then(eb.ref('at')).else(to.now).end(),
    })
    .where('id', '=', to.id)
    .where('lease_holder', '=', to.holder)
    .where('status', '=', queued)
    .returning(stateColumns),
);

/** Writes what came of an attempt; null when the lease was lost to another sender. */
export async function settleEmail(
  tx: Tx,
  id: string,
  holder: string,
  fate: Fate,
  now: Date,
): Promise<EmailState | null> {
  const isSent = fate.status === 'SENT';
  const [row] = await tx.run(
    settle({
      ...{ id, holder, now, status: fate.status },
      nextAttemptAt: fate.status === 'QUEUED' ? fate.nextAttemptAt : null,
      lastError: isSent ? null : fate.reason,
      refusals: isSent ? null : fate.refusals,
    }),
  );
  return row ? stateOf(row) : null;
}

/** Puts a failed e-mail back into the queue; false when it has not failed, or its text is gone. */
export async function requeueEmail(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.run(
    tables
      .updateTable('email')
      .set({
        status: 'QUEUED',
        version: (eb) => eb('version', '+', eb.lit(1)),
        attempts: 0,
        refusals: 0,
        queued_at: now,
        at: now,
        next_attempt_at: now,
      })
      .where('id', '=', id)
      .where('status', '=', 'FAILED')
      .where('confidential', '=', false)
      .returning('id'),
  );
  wakeJob(tx, 'send-emails');
  return rows.length === 1;
}

const nextDue = prepared(() =>
  tables
    .selectFrom('email')
    .select('next_attempt_at')
    .where('status', '=', queued)
    .where((due) => due.or([due('lease_until', 'is', null), due('lease_until', '<', sql<Date>`now()`)]))
    .orderBy('next_attempt_at')
    .limit(1),
);

/** When the next e-mail that is in nobody's hands is due. */
export async function findNextDue(db: Queryable): Promise<Date | null> {
  const [row] = await db.run(nextDue({}));
  return row?.next_attempt_at ?? null;
}
