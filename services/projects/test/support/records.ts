import { aWithdrawnClosure } from './closures.js';
import { aMember, anyone, onTeam } from './team.js';
import type { TestClient } from '@closeout/service-kit/testing';
import { api, type Someone, type World } from './world.js';

/** What hangs on a project and has an id in paths: how one is made, and how it is called when it is not there. */
interface Kind {
  noun: string;
  make(world: World, projectId: string, who: Someone): Promise<string>;
}

const post = async (who: TestClient, path: string, body: object): Promise<string> => {
  const answer = await who.post(api(path), body);
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
};

export const anExpense = {
  kind: 'LOGISTICS',
  description: 'Train to the site',
  amount: '89.90',
  currency: 'EUR',
  date: '2026-02-01',
};
export const someHours = { date: '2026-02-01', hours: '0.25', description: 'Called the client' };

export const kinds: Record<string, Kind> = {
  milestoneId: {
    noun: 'milestone',
    make: async (world, projectId) => (await world.milestone(projectId)).id,
  },
  stageId: {
    noun: 'stage',
    make: (world, projectId) => post(world.admin, `/projects/${projectId}/stages`, { name: 'Installation' }),
  },
  userId: { noun: 'member', make: aMember },
  closureId: { noun: 'closure', make: aWithdrawnClosure },
  budgetNodeId: {
    noun: 'budget-node',
    make: (world, projectId) =>
      post(world.admin, `/projects/${projectId}/budget-nodes`, { code: '1', name: 'Work', amount: '10.00' }),
  },
  deliverableId: {
    noun: 'deliverable',
    make: (world, projectId) => post(world.admin, `/projects/${projectId}/deliverables`, { name: 'Manual' }),
  },
  expenseId: {
    noun: 'expense',
    make: (_, projectId, who) => post(who, `/projects/${projectId}/expenses`, anExpense),
  },
  timeEntryId: {
    noun: 'time-entry',
    make: async (world, projectId, who) => {
      await onTeam(world, projectId, who);
      const id = await post(who, `/projects/${projectId}/time-entries`, someHours);
      // Who is on the team sees more than their permissions say.
      await world.admin.delete(api(`/projects/${projectId}/team/${who.id}`));
      return id;
    },
  },
  itemId: {
    noun: 'checklist-item',
    make: async (world, projectId) =>
      (await world.admin.get(api(`/projects/${projectId}/checklist`))).body.items[0].id,
  },
};

/** One record of each kind in a project, by the name that paths have for it; expenses and hours are of `who`. */
export async function recordsOf(
  world: World,
  projectId: string,
  who: Someone = world.admin,
): Promise<Record<string, string>> {
  const made: Record<string, string> = { id: projectId };
  for (const [name, kind] of Object.entries(kinds)) made[name] = await kind.make(world, projectId, who);
  return made;
}

export const pathWith = (path: string, ids: Record<string, string>): string =>
  api(path.replaceAll(/\{(\w+)\}/g, (place, name: string) => ids[name] ?? place));

/** Valid bodies of operations; those without need a reason alone. */
export const bodies: Record<string, unknown> = {
  updateProject: { title: 'New' },
  addMilestone: { type: 'PROGRESS', expectedAmount: '1.00' },
  updateMilestone: { dueDate: '2026-12-31' },
  addPayment: { amount: '1.00' },
  changeProjectStatus: { status: 'On Hold', reason: 'because' },
  addStage: { name: 'Acceptance' },
  updateStage: { completion: 10 },
  assignMembers: { userId: anyone.id },
  addBudgetNode: { code: '2', name: 'More work', amount: '1.00' },
  updateBudgetNode: { name: 'Other work' },
  updateChecklistItem: { done: true },
  addDeliverable: { name: 'Handbook' },
  updateDeliverable: { status: 'READY' },
  recordExpense: anExpense,
  updateExpense: { amount: '90.00' },
  logTime: someHours,
  updateTimeEntry: { description: 'Wrote to the client' },
  settleWork: { all: true, as: 'WRITTEN_OFF', reason: 'because' },
  unsettleWork: { all: true, reason: 'because' },

  requestFinancialClosure: {},
};
