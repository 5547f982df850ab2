import { notFound } from '@closeout/contracts/errors';
import type { OwnSession } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import type { Clock, Tx } from '@closeout/service-kit/db';
import { endSession } from './endSessions.js';
import { cookieIdleMs } from './sessionCookie.js';

/** The caller's sessions that go on, the latest first. */
export async function listOwnSessions(query: Tx['query'], clock: Clock, actor: Actor): Promise<OwnSession[]> {
  const rows = await query<{
    id: string;
    browser: boolean;
    program: string | null;
    address: string | null;
    createdAt: Date;
    lastUsedAt: Date;
    expiresAt: Date;
  }>(
    `select s.id, c.hash is not null as browser, s.program, s.address, s.created_at as "createdAt",
            coalesce(c.expires_at - $3 * interval '1 millisecond', t.used_at, s.created_at) as "lastUsedAt",
            least(s.expires_at, coalesce(c.expires_at, t.expires_at)) as "expiresAt"
       from session s
       left join session_cookie c on c.session_id = s.id
       left join lateral (select max(created_at) as used_at, max(expires_at) as expires_at
                            from refresh_token where session_id = s.id) t on true
      where s.user_id = $1 and s.revoked_at is null
        and least(s.expires_at, coalesce(c.expires_at, t.expires_at)) > $2
      order by s.id desc`,
    [actor.id, clock.now(), cookieIdleMs],
  );
  return rows.map(({ browser, program, createdAt, lastUsedAt, expiresAt, ...row }) => ({
    ...row,
    current: row.id === actor.sessionId,
    kind: browser ? 'browser' : 'program',
    program: program || null,
    createdAt: createdAt.toISOString(),
    lastUsedAt: (lastUsedAt < createdAt ? createdAt : lastUsedAt).toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** Signs out elsewhere, or here. Once more changes nothing. @throws DomainError 404 `session-not-found` */
export async function endOwnSession(tx: Tx, clock: Clock, actor: Actor, id: string): Promise<void> {
  const [own] = await tx.query(`select 1 from session where id = $1 and user_id = $2 for update`, [
    id,
    actor.id,
  ]);
  if (!own) throw notFound('session', id);
  await endSession(tx, id, clock.now(), 'signed-out');
}
