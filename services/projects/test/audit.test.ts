import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditLine } from '@closeout/contracts/http/operations';
import { aMember } from './support/team.js';
import { api, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ replicas: 1 });
});
afterAll(() => world.close());

/** What the audit log finds, the first first. */
async function audited(filter: Record<string, string>): Promise<AuditLine[]> {
  const { status, body } = await world.admin.get(
    api(`/operations/projects/audit?${new URLSearchParams(filter)}`),
  );
  expect(status).toBe(200);
  return body.items.reverse();
}
const shown = (lines: AuditLine[]) => lines.map(({ action, kind, recordId }) => [action, kind, recordId]);

async function done(answer: { status: number; body: any }): Promise<any> {
  expect([200, 201, 202, 204]).toContain(answer.status);
  return answer.body;
}

describe('The audit log', () => {
  it('has an emergency finalization under its project', async () => {
    const { id } = await world.project();
    await done(await world.admin.post(api(`/projects/${id}/emergency-finalize`), { reason: 'Bankrupt' }));
    const expected = [
      ['createProject', 'project', id],
      ['emergencyFinalizeProject', 'project', id],
    ];
    expect(shown(await audited({ kind: 'project', recordId: id }))).toEqual(expected);
    expect(shown(await audited({ projectId: id }))).toEqual(expected);
    expect((await audited({ projectId: id })).map(({ projectId }) => projectId)).toEqual([id, id]);
  });

  it('names each part of a project by itself, and finds it under the project', async () => {
    const { id } = await world.project();
    await world.project();
    const { admin } = world;
    const path = (rest: string) => api(`/projects/${id}/${rest}`);
    const stage = await done(await admin.post(path('stages'), { name: 'Installation' }));
    const milestone = await world.milestone(id);
    const userId = await aMember(world, id);
    await done(await admin.delete(path(`stages/${stage.id}`)));
    await done(await admin.delete(path(`milestones/${milestone.id}`)));
    await done(await admin.delete(path(`team/${userId}`)));
    expect(shown(await audited({ projectId: id }))).toEqual([
      ['createProject', 'project', id],
      ['addStage', 'stage', stage.id],
      ['addMilestone', 'milestone', milestone.id],
      ['assignMembers', 'project', id],
      ['removeStage', 'stage', stage.id],
      ['removeMilestone', 'milestone', milestone.id],
      ['removeMember', 'team-member', userId],
    ]);
    expect(shown(await audited({ kind: 'stage', recordId: stage.id }))).toHaveLength(2);

    const closed = await world.closedProject();
    await done(await admin.post(api(`/projects/${closed.id}/financial-closure`), {}));
    expect(shown(await audited({ kind: 'project', recordId: closed.id }))).toEqual([
      ['createProject', 'project', closed.id],
      ['requestFinancialClosure', 'project', closed.id],
    ]);
  });

  it('still has what an earlier release wrote, as it was written', async () => {
    const { id } = await world.project();
    const stageId = crypto.randomUUID();
    await world.db.query(
      `INSERT INTO kit.audit_log (at, actor_kind, actor_id, actor_name, action, record_kind, record_id)
       SELECT now(), 'user', 'u', 'Frida', action, kind, id FROM unnest($1::text[], $2::text[], $3::text[]) AS l (action, kind, id)`,
      [
        ['addStage', 'removeStage', 'emergencyFinalizeProject'],
        ['Stages', 'Stages', 'Project status'],
        [stageId, id, id],
      ],
    );
    const before = [
      ['removeStage', 'Stages', id],
      ['emergencyFinalizeProject', 'Project status', id],
    ];
    const all = [['createProject', 'project', id], ...before];
    expect(shown(await audited({ kind: 'project', recordId: id }))).toEqual(all);
    expect(shown(await audited({ projectId: id }))).toEqual(all);
    // Clients that ask by the names of then.
    expect(shown(await audited({ kind: 'Project status', recordId: id }))).toEqual(all);
    expect(shown(await audited({ kind: 'stage', recordId: stageId }))).toEqual([
      ['addStage', 'Stages', stageId],
    ]);
  });
});
