import type { Clock, Tx } from '@closeout/service-kit';

/**
 * Sessions, users and API keys whose tokens stopped being good before they expired.
 *
 * Rows are written with what revokes them, in one transaction. Every replica reads the table twice a
 * second, and the one that wrote reads it before it answers: log-out, deactivation and revocation hold
 * within a second everywhere. While the database is away nothing new can be revoked, and tokens known
 * to be revoked stay so.
 */
export interface Revocations {
  /** Whether the subject was revoked at or after the moment (milliseconds, this replica's clock). */
  isRevokedSince(subject: string, since: number): boolean;
  isRevoked(subject: string): boolean;
  poll(): Promise<void>;
  onRevoked(listener: (subject: string) => void): void;
}

/** Transactions last at most seconds: a row that is older than this was visible at the last poll. */
const overlap = "interval '60 seconds'";

export function createRevocations(options: {
  query: Tx['query'];
  clock: Clock;
  keepMs: number;
}): Revocations {
  const { query, clock, keepMs } = options;
  const learnedAt = new Map<string, number>();
  const seen = new Map<bigint, number>();
  const listeners: ((subject: string) => void)[] = [];
  let polledAt: Date | null = null;

  function learn(id: bigint, subject: string, now: number): void {
    if (seen.has(id)) return;
    seen.set(id, now);
    learnedAt.delete(subject);
    learnedAt.set(subject, now);
    for (const listener of listeners) listener(subject);
  }

  function forget(before: number): void {
    for (const map of [learnedAt, seen] as Map<unknown, number>[]) {
      for (const [key, at] of map) {
        if (at >= before) break; // oldest first
        map.delete(key);
      }
    }
  }

  return {
    isRevoked: (subject) => learnedAt.has(subject),
    isRevokedSince: (subject, since) => (learnedAt.get(subject) ?? -1) >= since,
    async poll() {
      const rows = await query<{ id: bigint | null; subject: string; now: Date }>(
        `select r.id, r.subject, clock.now
           from (select clock_timestamp() as now) clock
           left join revocation r on r.at > coalesce($1::timestamptz - ${overlap}, clock.now - $2 * interval '1 millisecond')
          order by r.id`,
        [polledAt, keepMs],
      );
      const now = clock.now().getTime();
      polledAt = rows[0]?.now ?? polledAt;
      for (const row of rows) if (row.id !== null) learn(row.id, row.subject, now);
      forget(now - keepMs);
    },
    onRevoked: (listener) => void listeners.push(listener),
  };
}

export async function revoke(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx.query(`insert into revocation (subject) select unnest($1::uuid[])`, [subjects]);
}
