import { newId, violates, type Moment, type SellerClock, type Tx } from '@closeout/service-kit/db';
import { on, RetryLater, type Handler } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { addBudgetNodes } from '../budgetNodes/addBudgetNodes.js';
import { ReplicatedCustomer } from '../customers/customer.js';
import { saveCustomer, securityLevelOf } from '../customers/customerStore.js';
import { loadPeople } from '../people/personStore.js';
import { insertProject, type NewProject } from '../projects/insertProject.js';
import { projectEvent } from '../projects/projectAnswer.js';
import { contentOf } from '../projects/projectContent.js';
import { tables } from '../tables.js';
import { sayNewManagers } from '../team/sayAssigned.js';
import { isCleared } from '../team/team.js';
import { linkQuote } from './linkQuote.js';

/** The budget that a quote brings. */
export const QuotedNodes = z.array(
  z.object({ code: z.string(), parent: z.string().nullable(), name: z.string(), amount: z.string() }),
);

/** As much of an approval as it takes to begin the project. */
const Approval = z.object({
  quote: z.object({
    id: z.uuid(),
    version: z.int(),
    number: z.string(),
    customerId: z.uuid(),
    title: z.string(),
    currency: z.string().length(3),
    legalEntityId: z.string().nullable(),
    projectManagerId: z.uuid().nullable(),
    projectId: z.uuid().nullable(),
    totals: z.object({ gross: z.string() }),
    budgetNodes: QuotedNodes,
  }),
  customer: ReplicatedCustomer,
  approvedBy: z.uuid().nullable(),
});
type Approval = z.output<typeof Approval>;

/** More than any customer asks for: nobody looks at this project yet. */
const everyClearance = 9;

/**
 * A customer's order approved a quote: its project begins, ACTIVE, with the quote's customer, title, budget nodes and manager
 * (domain model, "Customers, quotes, CPOs"). One for each quote, however often and however late this is said: `project_quote_key`.
 */
export const onQuoteApproved = (clock: SellerClock): Handler =>
  on(Approval, (tx, { data }) => beginProject(tx, data, clock.moment()));

async function beginProject(
  tx: Tx,
  { quote, customer, approvedBy }: Approval,
  { now, today }: Moment,
): Promise<void> {
  const { projectId } = quote;
  if (projectId !== null) return linkQuote(tx, { ...quote, projectId }, now);
  const begun = await tx.run(tables.selectFrom('project').select('id').where('quote_id', '=', quote.id));
  if (begun.length > 0) return;
  await saveCustomer(tx, customer);
  const project = await insertOnce(tx, {
    id: newId(),
    customerId: quote.customerId,
    currency: quote.currency,
    content: contentOf({
      ...quote,
      projectManagerId: await managerOf(tx, quote),
      budgetTotal: quote.totals.gross,
      startDate: today,
    }),
    milestones: [],
    historyId: newId(),
    createdBy: approvedBy,
    createdByName: `Approval of ${quote.number}`,
    now,
    today,
    quote,
  });
  tx.emit(projectEvent('projectCreated', project));
  sayNewManagers(tx, null, project, approvedBy, now);
  await addBudgetNodes(tx, project, quote.budgetNodes, now);
}

/**
 * Who the quote says is to manage the project, unless they could not join its team by now (`assertCanJoin`): an approval cannot be
 * refused any more, so the project begins without them. Somebody of whom nothing was heard here yet is taken at the quote's word.
 */
async function managerOf(
  tx: Tx,
  { projectManagerId: id, customerId }: Approval['quote'],
): Promise<string | null> {
  const [person] = id === null ? [] : await loadPeople(tx, [id]);
  if (!person) return id;
  const securityLevel = (await securityLevelOf(tx, customerId)) ?? everyClearance;
  return person.active && isCleared(person, { securityLevel }) ? id : null;
}

/** @throws RetryLater when another replica began it at this moment; the next attempt finds that project */
async function insertOnce(tx: Tx, project: NewProject) {
  try {
    const inserted = await insertProject(tx, project, everyClearance);
    if (inserted?.id != null) return inserted;
  } catch (error) {
    if (!violates(error, 'project_quote_key')) throw error;
    throw new RetryLater(`the project of quote ${project.quote?.id} is being made by another replica`);
  }
  throw new RetryLater(`customer ${project.customerId} of quote ${project.quote?.id} is not known here`);
}
