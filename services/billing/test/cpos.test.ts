import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@closeout/service-kit/db';
import { saveBudgetNode } from '../src/projects/budgetNodes.js';
import { ordersIn } from './support/orders.js';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('a customer’s purchase order', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ replicas: 2 });
  });
  afterAll(() => world.stop());

  const { entered, act, cpo, typesOf } = ordersIn(() => world);
  const reason = { reason: 'As agreed' };
  const saidOf = async (id: string) => (await world.said()).filter((event) => event.subject === id);

  it('has its number once for a customer, however written, until it is cancelled', async () => {
    const [customer, other] = [await world.customer(), await world.customer()];
    const first = await entered(customer.id, { number: 'Order 7/a' });
    const again = { customerId: customer.id, number: 'order 7/A', amount: '1', currency: 'EUR' };
    const taken = await Promise.all([1, 2, 3].map(() => world.api.post('/api/v1/cpos', again)));
    expect(taken.map(refusal)).toEqual(Array(3).fill('409 cpo-number-taken'));
    await entered(other.id, { number: 'Order 7/a' });
    const cancelled = must(await act(first.id, 'cancel', reason), 200);
    expect(cancelled).toMatchObject({ status: 'CANCELLED', version: 2 });
    const racing = await Promise.all(
      Array.from({ length: 6 }, (_, n) => world.replicas[n % 2]!.post('/api/v1/cpos', again)),
    );
    expect(racing.map(refusal).sort()).toEqual(['201 ', ...Array(5).fill('409 cpo-number-taken')]);
    for (const [action, body] of [
      ['versions', { amount: '1', ...reason }],
      ['finalize', undefined],
      ['reopen', reason],
      ['cancel', reason],
      ['mismatch/report', reason],
    ] as const) {
      const reply = await act(first.id, action, body);
      expect(refusal(reply)).toBe('409 transition-not-allowed');
      expect(reply.body.allowed).toEqual([]);
    }
  });

  it.each([
    ['a tag that nobody sees', 'DUP-842278\u{e0041}'],
    ['an annotation', 'DUP\ufff9-842278'],
    ['a filler of Hangul', 'DUP-\u3164842278'],
    ['another', '\u115fDUP-842278'],
    ['a blank of Braille', 'DUP-842\u2800278'],
    ['a vowel that has no shape', 'DUP-84\u17b42278'],
    ['a hyphen that does not break', 'DUP\u2011842278'],
    ['a dash', 'dup–842278'],
    ['a minus', 'DUP−842278'],
    ['a full-width hyphen', 'DUP－842278'],
    ['blanks around it', ' DUP-842278 '],
    ['full-width digits', 'DUP-８４２２７８'],
  ])('has its number once also with %s', async (_what, number) => {
    const customer = await world.customer();
    await entered(customer.id, { number: 'DUP-842278' });
    const again = { customerId: customer.id, number, amount: '1', currency: 'EUR' };
    expect(refusal(await world.api.post('/api/v1/cpos', again))).toBe('409 cpo-number-taken');
    // Other numbers are others, also where letters and digits are the same.
    await entered(customer.id, { number: 'DUP-8422-78' });
    await entered(customer.id, { number: 'DÜP-842278' });
  });

  it('names a node of its own project’s budget, which projects may have added just now', async () => {
    const customer = await world.customer();
    const [project, other] = [world.projects.project(customer.id), world.projects.project(customer.id)];
    const node = world.projects.budgetNode(project);
    const foreign = world.projects.budgetNode(other);
    const wanted = {
      customerId: customer.id,
      number: 'PO-with-node',
      amount: '1',
      currency: 'EUR',
      projectId: project.id,
    };
    const order = (budgetNodeId: string) => world.api.post('/api/v1/cpos', { ...wanted, budgetNodeId });
    const unknown = await order(newId());
    expect([refusal(unknown), unknown.body.errors[0].pointer]).toEqual([
      '400 budget-node-unknown',
      '/budgetNodeId',
    ]);
    must(await world.api.post('/api/v1/cpos', { ...wanted, number: 'PO-other', projectId: other.id }), 201);
    expect(
      refusal(
        await world.api.post('/api/v1/cpos', {
          ...wanted,
          number: 'PO-3',
          projectId: other.id,
          budgetNodeId: foreign,
        }),
      ),
    ).toBe('201 ');
    expect(refusal(await order(foreign))).toBe('409 allocation-mismatch');
    expect(must(await order(node), 201).budgetNodeId).toBe(node);
  });

  it('holds the node that it names; one that projects is about to remove is named no more, until news of it come', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const [used, free] = [world.projects.budgetNode(project), world.projects.budgetNode(project)];
    const order = async (number: string, budgetNodeId: string) =>
      world.api.post('/api/v1/cpos', {
        ...{ customerId: customer.id, number, amount: '1', currency: 'EUR', projectId: project.id },
        budgetNodeId,
      });
    const named = must(await order('PO-1', used), 201);
    const giveUp = async (id: string) =>
      must(
        await world.peer.post(`/internal/budget-nodes/${id}/removal`, { version: 1, projectId: project.id }),
        200,
      );
    expect(await giveUp(used)).toEqual({ orders: [{ id: named.id, number: 'PO-1' }] });
    expect(await giveUp(free)).toEqual({ orders: [] });
    expect(refusal(await order('PO-2', free))).toBe('400 budget-node-unknown');
    await saveBudgetNode(world.database, { id: free, version: 2, projectId: project.id, removed: false });
    must(await order('PO-2', free), 201);
    must(await world.api.post(`/api/v1/cpos/${named.id}/cancel`, { reason: 'Withdrawn' }), 200);
    expect(await giveUp(used)).toEqual({ orders: [] });
  });

  it('changes by versions: each waits for direction, and the last approved one counts', async () => {
    const customer = await world.customer();
    const { id } = await entered(customer.id);
    const pending = must(await act(id, 'versions', { amount: 9000, reason: 'A second server' }), 201);
    expect(pending).toMatchObject({
      status: 'DIRECTION_PENDING',
      amount: '8000.00',
      versions: [
        { no: 1, amount: '8000.00', status: 'APPROVED' },
        { no: 2, amount: '9000.00', status: 'DIRECTION_PENDING', reason: 'A second server', decidedAt: null },
      ],
    });
    const second = await act(id, 'versions', { amount: '9500', reason: 'A third' });
    expect(refusal(second)).toBe('409 transition-not-allowed');
    expect(second.body).toMatchObject({
      allowed: ['versions/approve', 'versions/reject', 'link', 'invoice'],
      permissions: { 'versions/approve': 'cpos.direction' },
    });
    expect(refusal(await act(id, 'finalize'))).toBe('409 transition-not-allowed');
    expect(refusal(await act(id, 'versions/3/approve'))).toBe('404 version-not-found');
    expect(refusal(await act(id, 'versions/1/approve'))).toBe('409 transition-not-allowed');

    const approved = must(await act(id, 'versions/2/approve', { reason: 'Fine' }), 200);
    expect(approved).toMatchObject({
      status: 'OPEN',
      amount: '9000.00',
      drawdown: { ordered: '9000.00', left: '9000.00' },
    });
    expect(approved.versions[1]).toMatchObject({ status: 'APPROVED', decisionReason: 'Fine' });
    must(await act(id, 'versions', { amount: '12000', reason: 'Much more' }), 201);
    const rejected = must(await act(id, 'versions/3/reject', {}), 200);
    expect(rejected).toMatchObject({ status: 'OPEN', amount: '9000.00' });
    expect(refusal(await act(id, 'versions/3/approve'))).toBe('409 transition-not-allowed');

    const difference = must(await world.api.get(`/api/v1/cpos/${id}/versions/3/diff`), 200);
    expect(difference).toMatchObject({
      ...{ no: 3, against: 2 },
      amount: { from: '9000.00', to: '12000.00', difference: '3000.00' },
    });
    expect(difference.changes).toContainEqual({ field: 'status', from: 'APPROVED', to: 'REJECTED' });
    const first = must(await world.api.get(`/api/v1/cpos/${id}/versions/3/diff?against=1`), 200);
    expect(first.amount).toEqual({ from: '8000.00', to: '12000.00', difference: '4000.00' });
    expect(refusal(await world.api.get(`/api/v1/cpos/${id}/versions/9/diff`))).toBe('404 version-not-found');

    expect(await typesOf(id)).toEqual([
      'entered',
      ...['version-created', 'version-decided', 'version-created', 'version-decided'],
    ]);
    expect((await saidOf(id)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
  });

  it('has each version decided by somebody else than who entered it', async () => {
    const { id } = await entered((await world.customer()).id);
    const permissions = ['cpos.view', 'cpos.manage', 'cpos.direction'] as const;
    const [one, other] = await Promise.all([world.as({ permissions }), world.as({ permissions })]);
    const path = `/api/v1/cpos/${id}/versions`;
    must(await one.post(path, { amount: '9000', reason: 'A second server' }), 201);
    for (const decision of ['approve', 'reject'])
      expect(refusal(await one.post(`${path}/2/${decision}`))).toBe('409 own-version');
    expect(must(await other.post(`${path}/2/approve`), 200).amount).toBe('9000.00');
    // In a small house whoever manages users may be the only one there.
    const alone = await world.as({ permissions: [...permissions, 'users.manage'] });
    must(await alone.post(path, { amount: '9500', reason: 'A third' }), 201);
    must(await alone.post(`${path}/3/approve`), 200);
  });

  it('has one version at a time and one decision, whoever comes at once', async () => {
    const { id } = await entered((await world.customer()).id);
    const times = (n: number, run: (index: number) => Promise<any>) =>
      Promise.all(Array.from({ length: n }, (_, index) => run(index)));
    const created = await times(6, (n) =>
      world.replicas[n % 2]!.post(`/api/v1/cpos/${id}/versions`, { amount: `${9000 + n}`, reason: 'x' }),
    );
    expect(created.map(refusal).sort()).toEqual(['201 ', ...Array(5).fill('409 transition-not-allowed')]);
    const decided = await times(6, (n) =>
      world.replicas[n % 2]!.post(`/api/v1/cpos/${id}/versions/2/${n % 3 ? 'approve' : 'reject'}`),
    );
    expect(decided.map(refusal).sort()).toEqual(['200 ', ...Array(5).fill('409 transition-not-allowed')]);
    const { versions, amount } = await cpo(id);
    expect(versions).toHaveLength(2);
    expect(amount).toBe(versions[1].status === 'APPROVED' ? versions[1].amount : '8000.00');
  });

  it('that does not agree is found when it is finalized, reported, rejected, corrected and accepted', async () => {
    const customer = await world.customer();
    const { id } = await entered(customer.id);
    await world.invoice(customer.id, '7500.00', { cpoId: id });
    const finalized = must(await act(id, 'finalize'), 200);
    expect(finalized).toMatchObject({
      status: 'FINALIZED',
      mismatch: {
        status: 'FOUND',
        ...{ ordered: '8000.00', invoiced: '7500.00', received: '0.00', difference: '500.00' },
      },
    });
    const early = await act(id, 'mismatch/accept', reason);
    expect(refusal(early)).toBe('409 transition-not-allowed');
    expect(early.body.allowed).toEqual(['mismatch/report', 'reopen']);
    const finance = await world.as({ permissions: ['projects.finance_closure'] });
    const reported = must(await finance.post(`/api/v1/cpos/${id}/mismatch/report`, reason), 200);
    expect(reported).toMatchObject({ status: 'DIRECTION_PENDING', mismatch: { status: 'REPORTED' } });

    const rejected = must(await act(id, 'mismatch/reject', { reason: 'Invoice the rest' }), 200);
    expect(rejected).toMatchObject({
      status: 'OPEN',
      mismatch: { status: 'REJECTED', reason: 'Invoice the rest' },
    });
    await world.invoice(customer.id, '100.00', { cpoId: id });
    expect(must(await act(id, 'finalize'), 200).mismatch).toMatchObject({
      status: 'FOUND',
      invoiced: '7600.00',
    });
    must(await act(id, 'mismatch/report', reason), 200);
    const accepted = must(await act(id, 'mismatch/accept', { reason: 'A discount' }), 200);
    expect(accepted).toMatchObject({
      status: 'FINALIZED',
      mismatch: { status: 'ACCEPTED', reason: 'A discount', invoiced: '7600.00' },
    });
    const reopened = must(await act(id, 'reopen', reason), 200);
    expect(reopened).toMatchObject({ status: 'OPEN', mismatch: null });
    expect(await typesOf(id)).toEqual([
      'entered',
      ...['finalized', 'mismatch-found', 'mismatch-reported', 'mismatch-resolved', 'reopened'],
      ...['finalized', 'mismatch-found', 'mismatch-reported', 'mismatch-resolved', 'reopened'],
    ]);
    const versions = (await saidOf(id)).map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(refusal(await act(id, 'cancel', reason))).toBe('409 cpo-invoiced');
  });

  it('is linked to its project once: same customer, same currency, nothing invoiced before', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const { id } = await entered(customer.id);
    const link = (projectId: string) => act(id, 'link', { projectId });
    expect(refusal(await link(newId()))).toBe('400 project-unknown');
    const stranger = world.projects.project((await world.customer()).id);
    expect(refusal(await link(stranger.id))).toBe('409 allocation-mismatch');
    expect(refusal(await link(world.projects.project(customer.id, { currency: 'USD' }).id))).toBe(
      '409 currency-mismatch',
    );
    expect(refusal(await link(world.projects.project(customer.id, { status: 'FINALIZED' }).id))).toBe(
      '409 project-locked',
    );
    expect(must(await link(project.id), 200)).toMatchObject({ projectId: project.id, version: 2 });
    expect(must(await link(project.id), 200).version).toBe(2);
    expect(refusal(await link(world.projects.project(customer.id).id))).toBe('409 allocation-mismatch');

    const invoiced = await entered(customer.id);
    await world.invoice(customer.id, '10.00', { cpoId: invoiced.id });
    expect(refusal(await act(invoiced.id, 'link', { projectId: project.id }))).toBe('409 cpo-invoiced');
    expect(await typesOf(id)).toEqual(['entered', 'linked']);
  });

  it('of a project that is closed takes no change', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const open = await entered(customer.id, { projectId: project.id });
    const done = await entered(customer.id, { projectId: project.id });
    must(await act(done.id, 'finalize'), 200);
    // Billing last heard that it is finalized; its owner says the same.
    world.projects.change(project, { status: 'FINALIZED' });
    await world.database.query(`UPDATE project_ledger SET status = 'FINALIZED' WHERE project_id = $1`, [
      project.id,
    ]);
    for (const [id, action, body] of [
      [open.id, 'versions', { amount: '1', ...reason }],
      [open.id, 'finalize', undefined],
      [open.id, 'cancel', reason],
      [done.id, 'reopen', reason],
      [done.id, 'mismatch/report', reason],
    ] as const) {
      expect([action, refusal(await act(id, action, body))]).toEqual([action, '409 project-locked']);
    }
    const late = {
      customerId: customer.id,
      number: 'LATE',
      amount: '1',
      currency: 'EUR',
      projectId: project.id,
    };
    expect(refusal(await world.api.post('/api/v1/cpos', late))).toBe('409 project-locked');
  });

  it('is found by number and customer, filtered, and hidden with its customer', async () => {
    const customer = await world.customer({ name: 'Zeppelin Works', securityLevel: 4 });
    const project = world.projects.project(customer.id);
    const first = await entered(customer.id, { number: 'ZW_0815' });
    const second = await entered(customer.id, { number: 'ZW-4711', projectId: project.id });
    const ids = async (query: string) =>
      must(await world.api.get(`/api/v1/cpos?${query}`), 200).items.map((item: any) => item.id);
    expect(await ids('q=zw_08')).toEqual([first.id]);
    expect(await ids('q=zeppelin')).toEqual([second.id, first.id]);
    expect(await ids(`projectId=${project.id}&status=OPEN`)).toEqual([second.id]);
    const clerk = await world.as({ permissions: ['cpos.view', 'cpos.manage'], clearance: 3 });
    expect(refusal(await clerk.get(`/api/v1/cpos/${first.id}`))).toBe('404 cpo-not-found');
    expect(refusal(await clerk.post(`/api/v1/cpos/${first.id}/finalize`))).toBe('404 cpo-not-found');
    expect((await clerk.get(`/api/v1/cpos?customerId=${customer.id}`)).body.items).toEqual([]);
  });

  it('takes no invoice of another customer, currency or project, whoever says so', async () => {
    const [customer, other] = [await world.customer(), await world.customer()];
    const project = world.projects.project(customer.id);
    const [linked, unlinked] = [
      await entered(customer.id, { projectId: project.id }),
      await entered(customer.id),
    ];
    const foreign = await entered(other.id);
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '1.00' }];
    const body = { customerId: customer.id, currency: 'EUR', lines, cpoId: null };
    const elsewhere = world.projects.project(customer.id).id;
    const draft = must(await world.api.post('/api/v1/invoices', { ...body, projectId: elsewhere }), 201);
    const pin = (cpoId: string) =>
      world.database.query('UPDATE invoice SET cpo_id = $2 WHERE id = $1', [draft.id, cpoId]);
    await expect(pin(linked.id)).rejects.toThrow(/invoice_cpo_project_fkey/);
    await expect(pin(unlinked.id)).rejects.toThrow(/invoice_cpo_project_fkey/);
    await expect(pin(foreign.id)).rejects.toThrow(/invoice_cpo_fkey|invoice_cpo_project_fkey/);
  });

  it('keeps its versions and its identity against any statement', async () => {
    const customer = await world.customer();
    const { id } = await entered(customer.id);
    for (const statement of [
      `UPDATE cpo SET number = 'X' WHERE id = '${id}'`,
      `DELETE FROM cpo WHERE id = '${id}'`,
      `UPDATE cpo_version SET amount_minor = 1 WHERE cpo_id = '${id}'`,
      `UPDATE cpo_version SET reason = 'x' WHERE cpo_id = '${id}'`,
      `DELETE FROM cpo_version WHERE cpo_id = '${id}'`,
      // What it amounts to is what its version says.
      `UPDATE cpo SET amount_minor = 1 WHERE id = '${id}'`,
      `UPDATE cpo SET mismatch_status = 'FOUND' WHERE id = '${id}'`,
    ]) {
      await expect(world.database.query(statement)).rejects.toThrow(
        /never changes|keeps its number|cpo_counts_fkey|cpo_mismatch/,
      );
    }
  });
});
