import type { Decision } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Database } from '@closeout/service-kit/db';
import { keysetCursor } from '@closeout/service-kit/http';
import { z } from 'zod';
import { Conditions } from '../documents/conditions.js';
import { andVisible } from '../documents/visibility.js';
import type { Cpo } from './cpo.js';
import { cpoAnswer } from './cpoAnswer.js';
import { cpoJson, toCpos, type CpoRow } from './cpoStore.js';

type Reader = Pick<Actor, 'clearance'>;
const Position = z.tuple([z.iso.datetime(), z.uuid()]);

/** Nobody has more to decide than this without noticing it otherwise. */
const countedAtMost = 1000;

const waiting = (actor: Reader): Conditions =>
  andVisible(new Conditions().and(`d.status = 'DIRECTION_PENDING'`), actor);

/** What waits for direction, the longest waiting first. @throws DomainError `bad-cursor` */
export async function findDecisions(
  db: Database,
  query: { limit: number; cursor?: string },
  actor: Reader,
): Promise<{ items: z.input<typeof Decision>[]; nextCursor: string | null }> {
  const where = waiting(actor);
  if (query.cursor) {
    const [since, id] = keysetCursor.decode(query.cursor, Position);
    where.and('(d.waiting_since, d.id) > (?::timestamptz, ?::uuid)', since, id);
  }
  const rows = await db.query<{ cpo: CpoRow; since: Date }>(
    `WITH page AS (
       SELECT d.waiting_since, d.id FROM cpo d WHERE ${where.sql} ORDER BY d.waiting_since, d.id LIMIT ${query.limit + 1}
     )
     SELECT ${cpoJson('d')} AS cpo, page.waiting_since AS since
     FROM page CROSS JOIN LATERAL (SELECT * FROM cpo WHERE cpo.id = page.id OFFSET 0) AS d ORDER BY page.waiting_since, page.id`,
    where.values,
  );
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const cpos = await toCpos(
    db,
    shown.map(({ cpo }) => cpo),
  );
  return {
    items: cpos.map((cpo, n) => decisionOn(cpo, shown[n]?.since ?? cpo.updatedAt)),
    nextCursor: last ? keysetCursor.encode([last.since.toISOString(), last.cpo.id]) : null,
  };
}

export async function countDecisions(db: Database, actor: Reader): Promise<{ count: number }> {
  const where = waiting(actor);
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT FROM cpo d WHERE ${where.sql} LIMIT ${countedAtMost}) AS waiting`,
    where.values,
  );
  return { count: row?.count ?? 0 };
}

function decisionOn(cpo: Cpo, since: Date): z.input<typeof Decision> {
  const version = cpo.versions.find(({ status }) => status === 'DIRECTION_PENDING');
  const report = cpo.mismatch?.report ?? null;
  const asked = version
    ? { by: { id: version.createdBy, name: version.createdByName }, reason: version.reason }
    : { by: { id: report?.by ?? null, name: report?.byName ?? null }, reason: report?.reason ?? null };
  return {
    kind: version ? 'CPO_VERSION' : 'CPO_MISMATCH',
    since: since.toISOString(),
    ...asked,
    versionNo: version?.no ?? null,
    cpo: cpoAnswer(cpo),
  };
}
