import { randomUUID } from 'node:crypto';
import type { Tx } from '../db/Tx.js';

/** Work that one replica does at a time. Unlike an advisory lock it needs no session held while a peer is asked. */
export interface Lease {
  /** Takes or prolongs it. False while another replica has it. */
  take(seconds: number): Promise<boolean>;
  giveBack(): Promise<void>;
}

export function createLease(db: Pick<Tx, 'query'>, name: string): Lease {
  const holder = randomUUID();
  return {
    async take(seconds) {
      const rows = await db.query(
        `INSERT INTO kit.lease AS l (name, holder, until) VALUES ($1, $2, now() + $3 * interval '1 second')
          ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
          WHERE l.holder = excluded.holder OR l.until < now() RETURNING name`,
        [name, holder, seconds],
      );
      return rows.length > 0;
    },
    async giveBack() {
      await db.query('DELETE FROM kit.lease WHERE name = $1 AND holder = $2', [name, holder]);
    },
  };
}
