import { createEndedTokens, type Actor, type EndedToken } from '@closeout/service-kit/auth';
import type { Clock, Tx } from '@closeout/service-kit/db';

/**
 * Tokens that stopped being good before they expired: of sessions that ended, of API keys that were revoked, and of
 * users and keys whose rights changed since.
 *
 * Rows are written with what revokes them, in one transaction. Every replica reads the table twice a
 * second, and the one that wrote reads it before it answers: log-out, deactivation, revocation and changed rights hold
 * within a second everywhere; the other services ask for them as often (`/internal/ended-tokens`). While the
 * database is away nothing new can be revoked, and tokens known to be revoked stay so.
 */
export interface Revocations {
  /** Whether the subject was revoked at or after the moment (milliseconds, this replica's clock). */
  isRevokedSince(subject: string, since: number): boolean;
  /** @throws DomainError 401 when a token of this caller, with its version of the rights, is over */
  refuse(actor: Actor): void;
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
  const ended = createEndedTokens();
  const learnedAt = new Map<string, number>();
  const seen = new Map<bigint, number>();
  const listeners: ((subject: string) => void)[] = [];
  let polledAt: Date | null = null;

  function add(id: bigint, { subject, below }: EndedToken, now: number): void {
    if (seen.has(id)) return;
    seen.set(id, now);
    ended.add([{ subject, below }], now);
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
    refuse: ended.refuse,
    isRevokedSince: (subject, since) => (learnedAt.get(subject) ?? -1) >= since,
    async poll() {
      const { rows, until } = await readRevocations(query, polledAt, keepMs);
      const now = clock.now().getTime();
      polledAt = until;
      for (const row of rows) add(row.id, row, now);
      forget(now - keepMs);
    },
    onRevoked: (listener) => void listeners.push(listener),
  };
}

/** Those since a moment, and a little before; without one, those of the last `keepMs`. */
export async function readRevocations(
  query: Tx['query'],
  since: Date | null,
  keepMs: number,
): Promise<{ rows: (EndedToken & { id: bigint })[]; until: Date }> {
  const rows = await query<EndedToken & { id: bigint | null; now: Date }>(
    `select r.id, r.subject, r.below, clock.now
       from (select clock_timestamp() as now) clock
       left join revocation r on r.at > coalesce($1::timestamptz - ${overlap}, clock.now - $2 * interval '1 millisecond')
      order by r.id`,
    [since, keepMs],
  );
  const until = rows[0]?.now ?? new Date(0);
  return {
    rows: rows.flatMap(({ id, subject, below }) => (id === null ? [] : [{ id, subject, below }])),
    until,
  };
}

/** Ends sessions and API keys for ever. */
export async function revoke(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx.query(`insert into revocation (subject) select unnest($1::uuid[])`, [subjects]);
}

/**
 * Ends the tokens that these users have, not their sessions: what goes on gets tokens with the rights as they are now.
 * The sessions are named too, because connections that stand on one end with it.
 */
export async function endTokensOfUsers(tx: Tx, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await tx.query(
    `with changed as (
       update app_user set rights_version = rights_version + 1 where id = any ($1::uuid[]) returning id, rights_version
     )
     insert into revocation (subject, below)
     select id, rights_version from changed
      union all
     select s.id, c.rights_version from changed c join session s on s.user_id = c.id where s.revoked_at is null`,
    [userIds],
  );
}

/** The same for everybody, people and API keys, who has the role. */
export async function endTokensOfRole(tx: Tx, roleId: string): Promise<void> {
  const users = await tx.query<{ id: string }>(
    `select u.id from app_user u join user_role ur on ur.user_id = u.id where ur.role_id = $1 order by u.id for update of u`,
    [roleId],
  );
  await endTokensOfUsers(
    tx,
    users.map(({ id }) => id),
  );
  await tx.query(
    `with changed as (
       update api_key k set rights_version = rights_version + 1
         from api_key_role kr where kr.api_key_id = k.id and kr.role_id = $1 returning k.id, k.rights_version
     )
     insert into revocation (subject, below) select id, rights_version from changed`,
    [roleId],
  );
}
