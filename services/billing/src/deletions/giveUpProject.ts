import type { DeletionAnswer } from '@closeout/contracts/http/internal';
import { violates, type Database, type Tx } from '@closeout/service-kit/db';

interface Deletion {
  projectId: string;
  version: number;
}

/**
 * Projects asks before it deletes a project: from here on no document can be made for it, unless there is one already. News of a later
 * version brings the project back, should its deletion be given up.
 */
export async function giveUpProject(db: Database, deletion: Deletion): Promise<DeletionAnswer> {
  const found = await findRecords(db, deletion.projectId);
  if (found.length > 0) return { records: found };
  try {
    await db.transaction((tx) => dropProject(tx, deletion));
    return { records: [] };
  } catch (error) {
    // Drafted at this moment: the documents' foreign keys hold the project.
    if (!violatesProject(error)) throw error;
    return { records: await findRecords(db, deletion.projectId) };
  }
}

const documentTables = ['invoice', 'credit_note', 'receipt', 'refund', 'quote', 'cpo'];

/** A document and its project met while one of them was under way: the foreign key lets only one of them be. */
export const violatesProject = (error: unknown): boolean =>
  documentTables.some((table) => violates(error, `${table}_project_fkey`));

/** Drafts, issued documents, quotes and orders of a project, by kind. */
function findRecords(db: Pick<Tx, 'query'>, projectId: string): Promise<DeletionAnswer['records']> {
  const counts = documentTables.map(
    (table) =>
      `SELECT '${table.toUpperCase()}' AS kind, count(*)::int AS count FROM ${table} WHERE project_id = $1`,
  );
  return db.query(`SELECT * FROM (${counts.join(' UNION ALL ')}) found WHERE count > 0 ORDER BY kind`, [
    projectId,
  ]);
}

/** The replica goes; a tombstone stays, so that older news does not bring it back. Milestones wait for the deletion itself. */
export async function dropProject(tx: Pick<Tx, 'query'>, { projectId, version }: Deletion): Promise<void> {
  // News of the project that is being applied at this moment: either it comes first and goes with the rest, or it waits.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))', [projectId]);
  await tx.query(
    `INSERT INTO deleted_project AS known (project_id, version) VALUES ($1, $2)
     ON CONFLICT (project_id) DO UPDATE SET version = greatest(known.version, excluded.version)`,
    [projectId, version],
  );
  await tx.query(
    `DELETE FROM project_ledger l USING project_replica p
     WHERE p.project_id = $1 AND l.project_id = $1 AND p.version <= $2`,
    [projectId, version],
  );
  await tx.query('DELETE FROM project_replica WHERE project_id = $1 AND version <= $2', [projectId, version]);
}
