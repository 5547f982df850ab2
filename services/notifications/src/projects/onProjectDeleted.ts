import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import { type Params, prepared } from '@closeout/service-kit/sql';
import { sql } from 'kysely';
import { z } from 'zod';
import { tables } from '../tables.js';

export const ProjectDeleted = z.object({ projectId: z.uuid(), version: z.int() });

type Deleted = z.output<typeof ProjectDeleted>;

/** News that is being applied at this moment: either it comes first and goes with the rest, or it waits. */
const waitForNews = prepared(({ projectId }: Params<Pick<Deleted, 'projectId'>>) =>
  tables.selectNoFrom(sql`pg_advisory_xact_lock(hashtextextended(${projectId}::text, 0))`.as('locked')),
);

const rememberDeletion = prepared(({ projectId, version }: Params<Deleted>) =>
  tables
    .insertInto('deleted_project')
    .values({ project_id: projectId, version })
    .onConflict((on) =>
      on.column('project_id').doUpdateSet({
        version: ({ fn }) => fn<number>('greatest', ['deleted_project.version', 'excluded.version']),
      }),
    ),
);

const forgetProject = prepared(({ projectId }: Params<Pick<Deleted, 'projectId'>>) =>
  tables
    .with('team', (db) => db.deleteFrom('project_team').where('project_id', '=', projectId))
    .deleteFrom('project')
    .where('id', '=', projectId),
);

/** Of news that comes beside it or after it, nothing is kept (`refuse_deleted_project`). */
export async function onProjectDeleted(
  tx: Tx,
  { data: { projectId, version } }: ReceivedEvent<Deleted>,
): Promise<void> {
  await tx.run(waitForNews({ projectId }));
  await tx.run(rememberDeletion({ projectId, version }));
  await tx.run(forgetProject({ projectId }));
}
