import type { CpoChange } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import type { Database } from '@closeout/service-kit/db';
import { keysetCursor } from '@closeout/service-kit/http';
import { z } from 'zod';
import { findSeenCpo } from './cpoQueries.js';

interface ChangeRow {
  no: number;
  action: z.infer<typeof CpoChange>['action'];
  at: Date;
  byId: string | null;
  byName: string | null;
  reason: string | null;
  versionNo: number | null;
  amountMinor: string | null;
  differenceMinor: string | null;
}

/** What happened to an order, the latest first. @throws DomainError `cpo-not-found`, `bad-cursor` */
export async function findHistory(
  db: Database,
  id: string,
  query: { limit: number; cursor?: string },
  actor: Pick<Actor, 'clearance'>,
): Promise<{ items: z.input<typeof CpoChange>[]; nextCursor: string | null }> {
  const { currency } = await findSeenCpo(db, id, actor);
  const [before] = query.cursor
    ? keysetCursor.decode(query.cursor, z.tuple([z.int().max(2_147_483_647)]))
    : [2_147_483_647];
  const rows = await db.query<ChangeRow>(
    `SELECT no, action, changed_at AS at, changed_by AS "byId", changed_by_name AS "byName", reason, version_no AS "versionNo",
       amount_minor::text AS "amountMinor", difference_minor::text AS "differenceMinor"
     FROM cpo_change WHERE cpo_id = $1 AND no < $2 ORDER BY no DESC LIMIT ${query.limit + 1}`,
    [id, before],
  );
  const shown = rows.slice(0, query.limit);
  const money = (minor: string | null) => (minor === null ? null : fromMinor(BigInt(minor), currency));
  return {
    items: shown.map(({ byId, byName, at, amountMinor, differenceMinor, ...row }) => ({
      ...row,
      at: at.toISOString(),
      by: byId === null && byName === null ? null : { id: byId, name: byName },
      currency,
      amount: money(amountMinor),
      difference: money(differenceMinor),
    })),
    nextCursor: rows.length > query.limit ? keysetCursor.encode([shown.at(-1)?.no]) : null,
  };
}
