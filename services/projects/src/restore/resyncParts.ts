import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Tx } from '@closeout/service-kit/db';
import {
  lostBirths,
  lostVersions,
  sayRecordsLost,
  type LostEvent,
  type ResyncParts,
  type SeenNumber,
} from '@closeout/service-kit/messaging';
import { milestoneEvent } from '../milestones/milestoneAnswer.js';
import { milestoneColumns } from '../milestones/milestoneStore.js';
import type { Milestone } from '../milestones/milestone.js';
import { projectEvent } from '../projects/projectAnswer.js';
import { lockProject } from '../projects/projectStore.js';
import type { ProjectsKit } from '../ProjectsKit.js';

/** What projects adds to a resync: numbers of projects, and what billing knows of them. */
export function resyncParts({ db }: Pick<ProjectsKit, 'db'>): ResyncParts {
  return {
    /** Of billing's documents that were told to us. */
    async numbersSeen(source) {
      if (source !== 'billing') return [];
      const rows = await db.query<{ series: string; year: string; last: bigint }>(
        `SELECT split_part(number, '-', 1) AS series, split_part(number, '-', 2) AS year, max(split_part(number, '-', 3)::bigint) AS last
          FROM document WHERE number ~ '^[A-Z]{3}-[0-9]{4}-[0-9]+$' GROUP BY 1, 2`,
      );
      return rows.map(({ series, year, last }) => ({ series, year: Number(year), last: Number(last) }));
    },
    raiseNumbers,
    restate,
  };
}

async function raiseNumbers(tx: Tx, numbers: readonly SeenNumber[]): Promise<void> {
  for (const { series, year, last } of numbers) {
    if (series !== 'PRJ') continue;
    await tx.query(
      `INSERT INTO project_counter AS counter (year, last) VALUES ($1, $2)
        ON CONFLICT (year) DO UPDATE SET last = greatest(counter.last, excluded.last)`,
      [year, last],
    );
  }
}

/** Projects and milestones of which others know a later version are said again, above it. */
async function restate(tx: Tx, lost: readonly LostEvent[]): Promise<void> {
  for (const [id, version] of lostVersions(lost)) {
    const project = await lockProject(tx, id);
    if (project) await restateProject(tx, id, version);
    else await restateMilestone(tx, id, version);
  }
  const born = lostBirths(lost, [projectsEvents.projectCreated.type, projectsEvents.milestoneAdded.type]);
  const here = await tx.query<{ id: string }>(
    'SELECT id FROM project WHERE id = ANY ($1) UNION ALL SELECT id FROM milestone WHERE id = ANY ($1)',
    [born],
  );
  const gone = born.filter((id) => !here.some((row) => row.id === id));
  sayRecordsLost(tx, projectsEvents.recordsLost, gone);
}

async function restateProject(tx: Tx, id: string, version: number): Promise<void> {
  await tx.query('UPDATE project SET version = greatest(version, $2) + 1 WHERE id = $1', [id, version]);
  const project = await lockProject(tx, id);
  if (project) tx.emit(projectEvent('projectUpdated', project));
}

async function restateMilestone(tx: Tx, id: string, version: number): Promise<void> {
  const [milestone] = await tx.query<Milestone>(
    `UPDATE milestone m SET version = greatest(version, $2) + 1 WHERE id = $1 RETURNING ${milestoneColumns}`,
    [id, version],
  );
  if (milestone) tx.emit(milestoneEvent('milestoneUpdated', milestone));
}
