import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingEvents, type ClosureDecision } from '@closeout/contracts/events/billing';
import type { Permission } from '@closeout/contracts/permissions';
import { projectStatusWords } from '@closeout/contracts/vocabulary';
import { decision } from './support/closures.js';
import { api, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const finalWords = [
  ...new Set(['FINALIZED', ...Object.values(projectStatusWords.FINALIZED).slice(0, 4)]),
].filter((word): word is string => word !== null);
const approved = (billingEvents.closureApproved.example as ClosureDecision).report;
const rejected = (billingEvents.closureRejected.example as ClosureDecision).report;
const technician: Permission[] = ['projects.view', 'projects.edit', 'projects.technical_closure'];

async function doneProject() {
  const project = await world.project();
  for (const item of (await world.admin.get(api(`/projects/${project.id}/checklist`))).body.items)
    await world.admin.patch(api(`/projects/${project.id}/checklist/${item.id}`), { done: true });
  return project;
}
const say = (id: string, status: string, who = world.admin, query = '') =>
  who.post(api(`/projects/${id}/status${query}`), { status, reason: 'All is done' });
const statusOf = async (id: string) => (await world.admin.get(api(`/projects/${id}`))).body.status;
const linesOf = async (id: string) =>
  (await world.admin.get(api(`/projects/${id}/history`))).body.items.map(
    ({ action }: { action: string }) => action,
  );

describe.each(finalWords)('The status %s', (word) => {
  it('closes a project whose work is done and whose money agrees: technically at once, then financially', async () => {
    const { id } = await doneProject();
    const { status, body } = await say(id, word);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'TECHNICALLY_CLOSED',
      closure: { status: 'PENDING', reason: 'All is done' },
    });
    expect(body.closure).not.toHaveProperty('report');
    await world.billing.tell(
      decision(world, 'APPROVED', { closureId: body.closure.closureId, projectId: id }),
    );
    await world.see(`/projects/${id}`, (project) => project.status === 'FINALIZED');
    expect(await linesOf(id)).toEqual(['create', 'technical-closure', 'financial-closure']);
  });

  it('leaves a project as it is while lines are pending, and says which', async () => {
    const { id } = await world.project();
    for (const query of ['', '?dryRun=true']) {
      const { status, body } = await say(id, word, world.admin, query);
      expect([status, body.code, body.currentStatus]).toEqual([409, 'closure-incomplete', 'ACTIVE']);
      expect(body.pendingCount).toBe(3);
      expect(body.missing.map(({ code }: { code: string }) => code)).toEqual(Array(3).fill('checklist-open'));
    }
    expect(await statusOf(id)).toBe('ACTIVE');
    expect(await linesOf(id)).toEqual(['create']);
  });

  it('finalizes nothing for a technical manager, past open lines or without them', async () => {
    const who = await world.as({ permissions: technician });
    const open = await world.project();
    const done = await doneProject();
    for (const { id } of [open, done]) {
      const { status, body } = await say(id, word, who);
      expect([status, body.code]).toEqual([409, 'closure-incomplete']);
      expect(body.missing[0]).toMatchObject({
        code: 'permission-missing',
        clearedBy: 'projects.finance_closure',
      });
      expect(await statusOf(id)).toBe('ACTIVE');
    }
  });

  it('asks for the financial closure of a project that is technically closed', async () => {
    const { id } = await world.closedProject();
    const { status, body } = await say(id, word);
    expect([status, body.status, body.closure.status]).toEqual([200, 'TECHNICALLY_CLOSED', 'PENDING']);
    const again = await say(id, word);
    expect(again.body.closure.closureId).toBe(body.closure.closureId);
  });

  it('is refused on hold, and where the project is over', async () => {
    const { id } = await doneProject();
    await say(id, 'On Hold');
    const { status, body } = await say(id, word);
    expect([status, body.code, body.allowed.includes('resume')]).toEqual([
      409,
      'transition-not-allowed',
      true,
    ]);
    expect(await statusOf(id)).toBe('ON_HOLD');
  });
});

describe('A status word that finalizes', () => {
  it('shows what billing would refuse for, and changes nothing', async () => {
    const { id } = await doneProject();
    world.billing.reconciliation = { ...rejected, projectId: id };
    try {
      const { status, body } = await say(id, 'Completed');
      expect([status, body.code]).toEqual([409, 'closure-incomplete']);
      expect(body.blockers).toEqual(
        rejected.blockers.filter(({ code }) => code !== 'not-technically-closed'),
      );
      expect(body.missing).toHaveLength(body.blockers.length);
      expect(body.missing[0].clearedBy).toBe(body.blockers[0].permission);
    } finally {
      world.billing.reconciliation = approved;
    }
    expect(await statusOf(id)).toBe('ACTIVE');
  });

  it('tried first, says both changes', async () => {
    const { id } = await doneProject();
    const { status, body } = await say(id, 'Completed', world.admin, '?dryRun=true');
    expect(status).toBe(200);
    expect(body.statusChanges.map(({ from, to }: { from: string; to: string }) => `${from} ${to}`)).toEqual([
      'ACTIVE TECHNICALLY_CLOSED',
      'TECHNICALLY_CLOSED FINALIZED',
    ]);
    expect(await statusOf(id)).toBe('ACTIVE');
  });

  it('sent twice with one key is one closure, also when the project is finalized by then', async () => {
    const { id } = await doneProject();
    const send = () =>
      world.admin.post(
        api(`/projects/${id}/status`),
        { status: 'CLOSED', reason: 'All is done' },
        { 'idempotency-key': `close-${id}` },
      );
    const first = await send();
    await world.billing.tell(
      decision(world, 'APPROVED', { closureId: first.body.closure.closureId, projectId: id }),
    );
    await world.see(`/projects/${id}`, (project) => project.status === 'FINALIZED');
    expect((await send()).body).toEqual(first.body);
  });
});

it('TCLS closes technically, under its checks', async () => {
  const open = await world.project();
  expect((await say(open.id, 'TCLS')).body.code).toBe('closure-incomplete');
  const who = await world.as({ permissions: technician });
  const { id } = await doneProject();
  const { status, body } = await say(id, 'TCLS', who);
  expect([status, body.status, body.closure]).toEqual([200, 'TECHNICALLY_CLOSED', undefined]);
});
