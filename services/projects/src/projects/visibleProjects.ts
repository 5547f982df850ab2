import type { Actor } from '@closeout/service-kit/auth';
import { actorRecord } from './actorRecord.js';
import { writtenBy } from './leftBehind.js';

// `canSee` (visibility.ts) as SQL, for answers about many projects. Each form has the indexes that it needs; a test holds all of them,
// and `canSee`, to the same answer.

/** For whom projects are looked for. */
export interface Viewer {
  /** null for machines whose key is no record: nobody’s projects are theirs. */
  id: string | null;
  /** Has `projects.view`; else only what they run, are on the team of, or left something behind in. */
  seesAll: boolean;
  clearance: number;
}

export function viewerOf(actor: Actor): Viewer {
  return {
    id: actorRecord(actor).id,
    seesAll: actor.permissions.has('projects.view'),
    clearance: actor.clearance,
  };
}

/** Gives a value its place in a statement. */
export type Bind = (of: unknown, type: string) => string;

/**
 * That a viewer may see the project `p`. Customers above a clearance are few: they are read once and kept at hand. The projects
 * of those who do not see all are found by their ids, as an array, and not among all that there are.
 */
export function isVisible({ seesAll, id, clearance }: Viewer, bind: Bind): string {
  const hidden = `SELECT id FROM customer WHERE security_level > 0 AND security_level > ${bind(clearance, 'int')}`;
  const notHidden = `p.customer_id NOT IN (${hidden})`;
  if (seesAll) return notHidden;
  const me = bind(id, 'uuid');
  return `${notHidden} AND p.id = ANY (ARRAY(${runBy(me)} UNION ${workedOnBy(me)}))`;
}

/** That a viewer may see projects of the customer `c`: for what is joined with it anyway. */
export const isCleared = ({ clearance }: Viewer, bind: Bind): string =>
  `c.security_level <= ${bind(clearance, 'int')}`;

/**
 * Why a viewer who does not see all sees the project `p`: each condition has an index in the order of the list, and no project
 * fulfils two of them.
 */
export function reasonsToSee({ id }: Viewer, bind: Bind): string[] {
  const me = bind(id, 'uuid');
  return [
    `p.project_manager_id = ${me}`,
    `p.technical_manager_id = ${me} AND p.project_manager_id IS DISTINCT FROM ${me}`,
    // As an array it is found by ids: what it costs is what one is on, wherever that lies in the order of the list.
    `p.id = ANY (ARRAY(${workedOnBy(me)}))
     AND p.project_manager_id IS DISTINCT FROM ${me} AND p.technical_manager_id IS DISTINCT FROM ${me}`,
  ];
}

/** `manages` (visibility.ts) for the project `p`. */
export function isRun({ id }: Viewer, bind: Bind): string {
  const me = bind(id, 'uuid');
  return `(p.project_manager_id = ${me} OR p.technical_manager_id = ${me})`;
}

/** The ids of the projects that somebody runs, found by their two indexes. */
export const runBy = (me: string, condition = 'true'): string =>
  `SELECT id FROM project WHERE project_manager_id = ${me} AND ${condition}
   UNION SELECT id FROM project WHERE technical_manager_id = ${me} AND ${condition}`;

/** The projects that somebody sees for what they do there: as a member of the team, or because they left something behind. */
const workedOnBy = (me: string): string =>
  `SELECT project_id FROM team_member WHERE user_id = ${me} UNION ${writtenBy(me)}`;
