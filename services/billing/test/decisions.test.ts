import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('what waits for direction', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  let orders = 0;
  const entered = async (customerId: string, more: object = {}) =>
    must(
      await world.api.post('/api/v1/cpos', {
        ...{ customerId, number: `PO-${(orders += 1)}`, amount: '8000.00', currency: 'EUR' },
        ...more,
      }),
      201,
    );
  const act = async (id: string, action: string, body?: object, who = world.api) => {
    const reply = await who.post(`/api/v1/cpos/${id}/${action}`, body);
    return must(reply, reply.status < 300 ? reply.status : 200);
  };
  const history = async (id: string, query = '') =>
    must(await world.api.get(`/api/v1/cpos/${id}/history?${query}`), 200);

  it('says who asked, since when and why, the longest waiting first, and counts', async () => {
    const customer = await world.customer();
    const [first, second] = [await entered(customer.id), await entered(customer.id)];
    const sales = await world.as({ permissions: ['cpos.manage'], name: 'Sven Sales' });
    world.clock.today = '2026-02-11';
    await act(second.id, 'versions', { amount: '9000', reason: 'A second server' }, sales);
    world.clock.today = '2026-02-12';
    await act(first.id, 'finalize');
    await act(first.id, 'mismatch/report', { reason: 'The customer paid less' }, sales);

    const direction = await world.as({ permissions: ['cpos.direction'] });
    expect(must(await direction.get('/api/v1/decisions/count'), 200)).toEqual({ count: 2 });
    const { items } = must(await direction.get('/api/v1/decisions'), 200);
    expect(items).toMatchObject([
      {
        kind: 'CPO_VERSION',
        since: '2026-02-11T09:30:00.000Z',
        by: { name: 'Sven Sales' },
        reason: 'A second server',
        versionNo: 2,
        cpo: { id: second.id, actions: expect.arrayContaining(['versions/approve', 'versions/reject']) },
      },
      {
        kind: 'CPO_MISMATCH',
        by: { name: 'Sven Sales' },
        reason: 'The customer paid less',
        versionNo: null,
        cpo: {
          id: first.id,
          mismatch: { difference: '8000.00' },
          actions: ['mismatch/accept', 'mismatch/reject'],
        },
      },
    ]);
    const page = must(await direction.get('/api/v1/decisions?limit=1'), 200);
    expect(page.items.map(({ cpo }: any) => cpo.id)).toEqual([second.id]);
    const rest = must(await direction.get(`/api/v1/decisions?limit=1&cursor=${page.nextCursor}`), 200);
    expect([rest.items.map(({ cpo }: any) => cpo.id), rest.nextCursor]).toEqual([[first.id], null]);
    expect(refusal(await direction.get('/api/v1/decisions?cursor=nonsense'))).toBe('400 bad-cursor');

    const decided = await act(first.id, 'mismatch/accept', { reason: 'A discount' });
    expect(decided.mismatch).toMatchObject({
      reason: 'A discount',
      report: { reason: 'The customer paid less', by: { name: 'Sven Sales' } },
    });
    await act(second.id, 'versions/2/reject', { reason: 'Not agreed' });
    expect(must(await direction.get('/api/v1/decisions'), 200).items).toEqual([]);
    expect(must(await direction.get('/api/v1/decisions/count'), 200)).toEqual({ count: 0 });
  });

  it('hides what belongs to customers above the reader’s clearance', async () => {
    const secret = await world.customer({ securityLevel: 5 });
    const { id } = await entered(secret.id);
    await act(id, 'versions', { amount: '9000', reason: 'x' });
    const low = await world.as({ permissions: ['cpos.direction', 'cpos.view'], clearance: 4 });
    expect(must(await low.get('/api/v1/decisions/count'), 200)).toEqual({ count: 0 });
    expect(must(await low.get('/api/v1/decisions'), 200).items).toEqual([]);
    expect(refusal(await low.get(`/api/v1/cpos/${id}/history`))).toBe('404 cpo-not-found');
    expect(must(await world.api.get('/api/v1/decisions/count'), 200)).toEqual({ count: 1 });
  });

  it('an order keeps its history: who, when, why and the figures, the latest first', async () => {
    const customer = await world.customer();
    const { id } = await entered(customer.id);
    await act(id, 'versions', { amount: '9000', reason: 'A second server' });
    await act(id, 'versions/2/approve', { reason: 'Fine' });
    await world.invoice(customer.id, '8500.00', { cpoId: id });
    await act(id, 'finalize');
    await act(id, 'reopen', { reason: 'One invoice was forgotten' });
    const { items } = await history(id);
    expect(
      items.map(({ action, reason, amount, difference }: any) => [action, reason, amount ?? difference]),
    ).toEqual([
      ['reopened', 'One invoice was forgotten', null],
      ['mismatch-found', null, '500.00'],
      ['finalized', null, null],
      ['version-approved', 'Fine', '9000.00'],
      ['version-created', 'A second server', '9000.00'],
      ['entered', null, '8000.00'],
    ]);
    expect(items[0].by.name).toEqual(expect.any(String));
    expect(items[1].by).toBeNull();
    const page = await history(id, 'limit=4');
    expect((await history(id, `limit=4&cursor=${page.nextCursor}`)).items).toEqual(items.slice(4));
    await expect(
      world.database.query(`UPDATE cpo_change SET reason = 'another' WHERE cpo_id = $1`, [id]),
    ).rejects.toThrow(/never changes/);
    const found = must(await world.api.get(`/api/v1/cpos?mismatch=FOUND&customerId=${customer.id}`), 200);
    expect(found.items).toEqual([]);
  });

  it('an order says what is possible, and what stands in the way', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id, { title: 'Bridge' });
    const order = await entered(customer.id, { projectId: project.id });
    const { id } = order;
    expect(order).toMatchObject({ project: { title: 'Bridge' }, blocked: [] });
    expect(order.actions).toEqual(['versions', 'finalize', 'cancel']);
    await world.invoice(customer.id, '10.00', { cpoId: id });
    const invoiced = must(await world.api.get(`/api/v1/cpos/${id}`), 200);
    expect(invoiced).toMatchObject({
      actions: ['versions', 'finalize'],
      blocked: [{ action: 'cancel', code: 'cpo-invoiced' }],
    });
    await world.database.query(`UPDATE project_ledger SET status = 'FINALIZED' WHERE project_id = $1`, [
      project.id,
    ]);
    const locked = must(await world.api.get(`/api/v1/cpos/${id}`), 200);
    expect(locked.actions).toEqual([]);
    expect(locked.blocked.map(({ code }: any) => code)).toEqual(Array(3).fill('project-locked'));
  });
});
