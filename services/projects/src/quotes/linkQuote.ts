import { DomainError } from '@closeout/contracts/errors';
import type { QuoteBudgetNode } from '@closeout/contracts/events/billing';
import type { Tx } from '@closeout/service-kit/db';
import { RetryLater } from '@closeout/service-kit/messaging';
import { addBudgetNodes } from '../budgetNodes/addBudgetNodes.js';
import { loadBudgetNodes } from '../budgetNodes/budgetNodeStore.js';
import type { Project } from '../projects/project.js';
import { projectEvent } from '../projects/projectAnswer.js';
import { lockProject } from '../projects/projectStore.js';
import { tables } from '../tables.js';

export interface LinkedQuote {
  id: string;
  version: number;
  projectId: string;
  budgetNodes: readonly QuoteBudgetNode[];
}

/**
 * Notes on a project which quote it belongs to, as billing says it; the newest version of the quote wins. A project keeps the first
 * quote that it was linked to; the budget of every further one comes too. A quote that moved to another project leaves the one that it was linked to before.
 * @throws RetryLater when there is no such project here
 */
export async function linkQuote(tx: Tx, quote: LinkedQuote, now: Date): Promise<void> {
  const holders = await tx.run(
    tables
      .selectFrom('project')
      .select('id')
      .where((eb) => eb.or([eb('quote_id', '=', quote.id), eb('id', '=', quote.projectId)]))
      .orderBy('id')
      .forNoKeyUpdate(),
  );
  const projects: Project[] = [];
  for (const { id } of holders) projects.push((await lockProject(tx, id)) as Project);
  const wanted = projects.find((each) => each.id === quote.projectId);
  if (!wanted) throw new RetryLater(`project ${quote.projectId} of quote ${quote.id} is not known here`);
  const holder = projects.find((each) => each.quoteId === quote.id);
  if (holder && (holder.quoteVersion ?? 0) >= quote.version) return;
  if (holder?.id === wanted.id) return note(tx, wanted, quote);
  if (holder) await say(tx, holder, null, now);
  if (wanted.quoteId !== null) return bringOnce(tx, wanted, quote, now);
  await say(tx, wanted, quote, now);
  await bringBudget(tx, wanted, quote, now);
}

/** A further quote is not noted on the project, so that it is noted here: once its nodes came, those that are removed stay away. */
async function bringOnce(tx: Tx, project: Project, quote: LinkedQuote, now: Date): Promise<void> {
  const noted = await tx.run(
    tables
      .insertInto('further_quote')
      .values({ quote_id: quote.id, project_id: project.id })
      .onConflict((on) => on.doNothing())
      .returning('quote_id'),
  );
  if (noted.length > 0) await bringBudget(tx, project, quote, now);
}

/** The quote's budget is the project's from now on. One that does not fit (too many nodes, too deep) or comes too late is left out. */
async function bringBudget(tx: Tx, project: Project, { budgetNodes }: LinkedQuote, now: Date): Promise<void> {
  if (project.status === 'FINALIZED' || project.status === 'CANCELLED') return;
  try {
    await addBudgetNodes(tx, project, budgetNodes, now, await loadBudgetNodes(tx, project.id));
  } catch (error) {
    // Refused before anything was written. The link itself stands.
    if (!(error instanceof DomainError)) throw error;
  }
}

/** The same quote once more: only its version is kept. */
async function note(tx: Tx, project: Project, quote: LinkedQuote): Promise<void> {
  await tx.run(
    tables.updateTable('project').set('quote_version', quote.version).where('id', '=', project.id),
  );
}

async function say(tx: Tx, project: Project, quote: LinkedQuote | null, now: Date): Promise<void> {
  const [quoteId, quoteVersion] = [quote?.id ?? null, quote?.version ?? null];
  await tx.run(
    tables
      .updateTable('project')
      .set({
        version: (eb) => eb('version', '+', eb.lit(1)),
        updated_at: now,
        quote_id: quoteId,
        quote_version: quoteVersion,
      })
      .where('id', '=', project.id),
  );
  const after = { ...project, version: project.version + 1, updatedAt: now, quoteId, quoteVersion };
  tx.emit(projectEvent('projectUpdated', after));
}
