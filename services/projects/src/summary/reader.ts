import type { Permission } from '@closeout/contracts';
import type { Actor } from '@closeout/service-kit';
import { workedOnBy } from '../projects/leftBehind.js';
import { actorRecord } from '../projects/actorRecord.js';

/** For whom a summary is made. */
export interface Reader {
  /** null for machines whose key is no record: nobody’s projects are theirs. */
  id: string | null;
  seesAll: boolean;
  clearance: number;
  has(permission: Permission): boolean;
}

export function readerOf(actor: Actor): Reader {
  return {
    id: actorRecord(actor).id,
    seesAll: actor.permissions.has('projects.view'),
    clearance: actor.clearance,
    has: (permission) => actor.permissions.has(permission),
  };
}

/** Gives a value its place in a statement. */
export type Bind = (of: unknown, type: string) => string;

/** The condition of the indexes of projects that are not over, word for word. */
export const notOver = `status IN ('ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED')`;

/** The ids of the projects that somebody runs, found by their two indexes. */
export const runBy = (me: string, condition = 'true'): string =>
  `SELECT id FROM project WHERE project_manager_id = ${me} AND ${condition}
   UNION SELECT id FROM project WHERE technical_manager_id = ${me} AND ${condition}`;

/**
 * That a reader may see the project `p`. Customers above a clearance are few: they are read once and kept at hand. The projects
 * of those who do not see all are found by their ids, as an array, and not among all that there are.
 */
export function isVisible({ seesAll, id, clearance }: Reader, bind: Bind): string {
  const hidden = `SELECT id FROM customer WHERE security_level > 0 AND security_level > ${bind(clearance, 'int')}`;
  const notHidden = `p.customer_id NOT IN (${hidden})`;
  if (seesAll) return notHidden;
  const me = bind(id, 'uuid');
  return `${notHidden} AND p.id = ANY (ARRAY(${runBy(me)} UNION ${workedOnBy(me)}))`;
}
