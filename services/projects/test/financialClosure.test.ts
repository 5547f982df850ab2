import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingEvents } from '@closeout/contracts/events/billing';
import { projectsEvents } from '@closeout/contracts/events/projects';
import type { Project } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { decision } from './support/closures.js';
import { aReceipt } from './support/documents.js';
import { api, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ env: { CLOSURE_ASK_AGAIN_MS: '100' } });
});
afterAll(() => world?.close());

const path = (project: { id: string }, rest = '') => api(`/projects/${project.id}/financial-closure${rest}`);

async function ask(project: Project, body?: object) {
  const answer = await world.admin.post(path(project), body);
  expect(answer).toMatchObject({ status: 202, body: { status: 'PENDING' } });
  return answer.body as { closureId: string; projectId: string; projectVersion: number };
}

const closure = async (project: Project, id: string) => (await world.admin.get(path(project, `/${id}`))).body;
const ended = (project: Project, id: string) =>
  eventually(
    () => closure(project, id),
    ({ status }) => status !== 'PENDING',
  );
const types = async (subject: string) =>
  (await world.said(subject)).map((event) => event.type.replace('projects.', ''));

describe('Finance closes a project', () => {
  it('that billing approves: it is finalized, by whoever asked, with the report as evidence', async () => {
    const project = await world.closedProject();
    const asked = await ask(project, { reason: 'All is paid', effectiveDate: '2026-02-28' });
    expect(await world.said(asked.closureId)).toMatchObject([
      {
        type: projectsEvents.closureRequested.type,
        version: 1,
        data: {
          closureId: asked.closureId,
          projectId: project.id,
          projectVersion: project.version,
          attempt: 1,
        },
      },
    ]);
    const approval = decision(world, 'APPROVED', asked);
    await world.billing.tell(approval, approval, decision(world, 'APPROVED', asked));
    expect(await ended(project, asked.closureId)).toMatchObject({
      status: 'FINALIZED',
      reason: 'All is paid',
      report: { blockers: [], totals: { cpo: '8000.00' } },
    });
    const after = (await world.admin.get(api(`/projects/${project.id}`))).body;
    expect(after).toMatchObject({
      status: 'FINALIZED',
      version: project.version + 1,
      actions: ['reopen', 'archive'],
    });
    const { items } = (await world.admin.get(api(`/projects/${project.id}/history`))).body;
    expect(items.at(-1)).toMatchObject({
      action: 'financial-closure',
      from: 'TECHNICALLY_CLOSED',
      to: 'FINALIZED',
      reason: 'All is paid',
      effectiveDate: '2026-02-28',
      changedBy: { name: 'Petra Manager' },
    });
    await eventually(
      () => types(asked.closureId),
      (said) => said.at(-1) === 'closure-concluded.v1',
    );
    expect((await types(project.id)).filter((type) => type === 'project-status-changed.v1')).toHaveLength(1);
  });

  it('that billing rejects: it stays open, and says what stands in the way; then it is asked anew', async () => {
    const project = await world.closedProject();
    const first = await ask(project);
    await world.billing.tell(decision(world, 'REJECTED', first));
    expect(await ended(project, first.closureId)).toMatchObject({
      status: 'REJECTED',
      report: { blockers: [{ code: 'sums-differ', permission: 'invoices.issue' }] },
    });
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.status).toBe('TECHNICALLY_CLOSED');
    const second = await ask(project);
    expect(second.closureId).not.toBe(first.closureId);
    // The first answer comes once more, when nobody waits for it.
    await world.billing.tell(decision(world, 'APPROVED', first), decision(world, 'APPROVED', second));
    expect(await ended(project, second.closureId)).toMatchObject({ status: 'FINALIZED' });
    expect(await closure(project, first.closureId)).toMatchObject({ status: 'REJECTED' });
  });

  it('for a day that is neither in the future nor before the status that it ends', async () => {
    const project = await world.project();
    const history = async (action: string, body: object) =>
      world.admin.post(api(`/projects/${project.id}/${action}`), { reason: 'x', ...body });
    expect((await history('hold', { effectiveDate: '2026-02-20' })).status).toBe(200);
    expect(await history('resume', { effectiveDate: '2026-02-19' })).toMatchObject({
      status: 409,
      body: { code: 'effective-date-before-last', lastDate: '2026-02-20' },
    });
    expect(await history('status', { status: 'Active', effectiveDate: '2026-03-03' })).toMatchObject({
      status: 400,
      body: { code: 'date-in-future', errors: [{ pointer: '/effectiveDate' }] },
    });
    expect((await history('resume', { effectiveDate: '2026-02-21' })).status).toBe(200);
    await world.db.query(`UPDATE project SET status = 'TECHNICALLY_CLOSED' WHERE id = $1`, [project.id]);
    for (const [effectiveDate, code] of [
      ['2026-02-20', 'effective-date-before-last'],
      ['2026-03-03', 'date-in-future'],
    ] as const)
      expect((await world.admin.post(path(project), { effectiveDate })).body.code).toBe(code);
    await ask(project, { effectiveDate: '2026-02-21' });
  });

  it('only when its work is done', async () => {
    const project = await world.project();
    expect(await world.admin.post(path(project))).toMatchObject({
      status: 409,
      body: {
        code: 'transition-not-allowed',
        allowed: expect.arrayContaining(['hold', 'cancel']),
      },
    });
  });

  it('once at a time: who asks meanwhile is told of the one that is pending', async () => {
    const project = await world.closedProject();
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.admin.post(path(project))));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(202));
    const ids = new Set(answers.map(({ body }) => body.closureId));
    expect(ids.size).toBe(1);
    expect((await world.admin.get(path(project))).body.closures).toHaveLength(1);
  });
});

describe('While billing decides', () => {
  it('nothing changes that the decision rests on', async () => {
    const project = await world.closedProject({ milestones: [{ type: 'FINAL', expectedAmount: '8000' }] });
    const { closureId } = await ask(project);
    const milestone = api(`/projects/${project.id}/milestones/${project.milestones?.[0]?.id}`);
    const refused = {
      status: 409,
      body: { code: 'closure-pending', closureId, allowed: ['reopen'], permission: 'projects.edit' },
    };
    expect(await world.admin.patch(api(`/projects/${project.id}`), { budgetTotal: '1' })).toMatchObject(
      refused,
    );
    expect(await world.admin.patch(milestone, { expectedAmount: '1' })).toMatchObject(refused);
    expect(await world.admin.delete(milestone)).toMatchObject(refused);
    const more = { type: 'PROGRESS', expectedAmount: '1' };
    expect(await world.admin.post(api(`/projects/${project.id}/milestones`), more)).toMatchObject(refused);
    expect(await world.admin.post(api(`/projects/${project.id}/payments`), { amount: '1' })).toMatchObject(
      refused,
    );
  });

  it.each([
    ['reopen', 'ACTIVE'],
    ['emergency-finalize', 'FINALIZED'],
  ])('%s takes the closure back, and a late approval changes nothing', async (action, status) => {
    const project = await world.closedProject();
    const asked = await ask(project);
    const answer = await world.admin.post(api(`/projects/${project.id}/${action}`), {
      reason: 'More was ordered',
    });
    expect(answer).toMatchObject({ status: 200, body: { status } });
    expect(await closure(project, asked.closureId)).toMatchObject({
      status: 'WITHDRAWN',
      withdrawnBecause: `${action}: More was ordered`,
      report: null,
    });
    await world.billing.tell(decision(world, 'APPROVED', asked));
    // Billing locked the ledger for it: it is told again that nobody wants it any more.
    await eventually(
      () => types(asked.closureId),
      (said) => said.filter((type) => type === 'closure-withdrawn.v1').length === 2,
    );
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.status).toBe(status);
    const { items } = (await world.admin.get(api(`/projects/${project.id}/history`))).body;
    expect(items.map((line: { action: string }) => line.action)).not.toContain('financial-closure');
  });

  it('it is asked again with the same id, finance is told once after five attempts, and the answer still counts', async () => {
    const project = await world.closedProject();
    const asked = await ask(project);
    await eventually(
      () => types(asked.closureId),
      (said) => said.includes('closure-stalled.v1'),
      { timeoutMs: 20_000 },
    );
    const questions = (await world.said(asked.closureId)).filter(
      ({ type }) => type === projectsEvents.closureRequested.type,
    );
    expect(questions.slice(0, 5).map(({ data }) => data['attempt'])).toEqual([1, 2, 3, 4, 5]);
    const metrics = String((await world.admin.get('/metrics')).body);
    expect(metrics).toMatch(/^closeout_closures_stuck\{.*\} [1-9]/m);
    expect(metrics).toMatch(/^closeout_closure_oldest_pending_seconds\{.*\} [\d.]+$/m);
    const versions = (await world.said(asked.closureId)).map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    await world.billing.tell(decision(world, 'APPROVED', asked));
    expect(await ended(project, asked.closureId)).toMatchObject({ status: 'FINALIZED' });
    expect((await types(asked.closureId)).filter((type) => type === 'closure-stalled.v1')).toHaveLength(1);
  });
});

describe('A preview', () => {
  it('shows the figures as billing has them', async () => {
    const project = await world.closedProject();
    expect(await world.admin.get(path(project))).toMatchObject({
      status: 200,
      body: {
        ready: true,
        blockers: [],
        totals: { cpo: '8000.00', invoiced: '8000.00', received: '8000.00', currency: 'EUR' },
        closures: [],
      },
    });
  });

  it('is what a dry run of the closure answers: nothing is asked, and what would come of it is shown', async () => {
    const project = await world.closedProject();
    const answer = await world.admin.post(`${path(project)}?dryRun=true`);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        dryRun: true,
        answer: { ready: true, totals: { cpo: '8000.00' } },
        statusChanges: [{ recordId: project.id, from: 'TECHNICALLY_CLOSED', to: 'FINALIZED' }],
      },
    });
    expect((await world.admin.get(path(project))).body.closures).toEqual([]);
  });

  it('waits for billing when it is away, and the closure can be asked for all the same', async () => {
    const project = await world.closedProject();
    world.billing.away = true;
    try {
      const answer = await world.admin.get(path(project));
      expect(answer).toMatchObject({ status: 503, body: { code: 'service-unavailable' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      await ask(project);
    } finally {
      world.billing.away = false;
    }
  });
});

it('a closure is found only below its own project', async () => {
  const [project, other] = [await world.closedProject(), await world.closedProject()];
  const { closureId } = await ask(project);
  for (const place of [path(other, `/${closureId}`), path(project, `/${newId()}`)])
    expect(await world.admin.get(place)).toMatchObject({ status: 404, body: { code: 'closure-not-found' } });
});

it('a closure that came to its end can neither be changed nor removed', async () => {
  const project = await world.closedProject();
  const asked = await ask(project);
  await world.billing.tell(decision(world, 'REJECTED', asked));
  await ended(project, asked.closureId);
  for (const statement of [
    `UPDATE financial_closure SET status = 'FINALIZED' WHERE id = '${asked.closureId}'`,
    `DELETE FROM financial_closure WHERE id = '${asked.closureId}'`,
  ])
    await expect(world.db.query(statement)).rejects.toThrow('evidence');
});

describe('Milestones that did not get what was agreed', () => {
  it('are named before the project is closed, though its sums agree', async () => {
    const project = await world.project({
      budgetTotal: '1000.00',
      milestones: [
        { type: 'ADVANCE', expectedAmount: '600.00' },
        { type: 'FINAL', expectedAmount: '400.00' },
      ],
    });
    const [advance, final] = project.milestones ?? [];
    const place = {
      ...{ customerId: project.customerId, projectId: project.id },
      milestoneId: advance?.id ?? null,
    };
    const receipt = aReceipt([{ place, amount: '1000.00' }]);
    await world.billing.tell(
      world.billing.event(billingEvents.receiptIssued.type, receipt.id, receipt.version, receipt),
    );
    await world.see(`/projects/${project.id}`, ({ totals }) => totals.received === '1000.00');
    const kept = world.billing.reconciliation;
    const received = (amount: string) => {
      world.billing.reconciliation = {
        ...kept,
        totals: { cpo: '1000.00', invoiced: '0.00', received: amount },
      };
    };
    try {
      received('1000.00');
      const warnings = [
        { code: 'milestone-not-as-received', recordId: advance?.id, expected: '600.00', actual: '1000.00' },
        { code: 'milestone-not-as-received', recordId: final?.id, expected: '400.00', actual: '0.00' },
      ];
      expect((await world.admin.get(path(project))).body).toMatchObject({ ready: true, warnings });
      // Nothing is amiss with milestones while money is still to come.
      received('400.00');
      expect((await world.admin.get(path(project))).body.warnings).toEqual([]);
      const whoSeesNoPayments = await world.as({
        permissions: ['projects.view', 'projects.finance_closure'],
      });
      expect((await whoSeesNoPayments.get(path(project))).body).not.toHaveProperty('warnings');
    } finally {
      world.billing.reconciliation = kept;
    }
  });
});
