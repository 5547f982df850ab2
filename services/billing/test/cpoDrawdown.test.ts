import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ordersIn } from './support/orders.js';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('what is drawn on a purchase order', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ replicas: 2 });
  });
  afterAll(() => world.stop());

  const { entered, act: attempt, cpo, typesOf } = ordersIn(() => world);
  const act = async (id: string, action: string, body?: object) => must(await attempt(id, action, body), 200);
  const drawn = async (id: string) => (await cpo(id)).drawdown;
  const mismatchOf = async (id: string) => (await cpo(id)).mismatch;
  const lines = (unitPrice: string) => [{ description: 'Work', quantity: '1', unitPrice }];
  const draft = (customerId: string, more: object) =>
    world.api.post('/api/v1/invoices', { customerId, currency: 'EUR', lines: lines('100.00'), ...more });
  const issue = (id: string) => world.api.post(`/api/v1/invoices/${id}/issue`);
  const pay = (customerId: string, invoiceId: string, amount: string) =>
    world.receipt(customerId, amount, { allocations: [{ invoiceId, amount }] });

  it('follows every document: issued, paid, credited, allocated, reversed', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const first = await entered(customer.id, { projectId: project.id });
    const second = await entered(customer.id, { projectId: project.id, amount: '1000.00' });
    const invoice = await world.invoice(customer.id, '3000.00', { cpoId: first.id });
    expect(invoice).toMatchObject({ cpoId: first.id, cpoVersionNo: 1, projectId: project.id });
    expect(await drawn(first.id)).toEqual({
      ...{ ordered: '8000.00', invoiced: '3000.00', received: '0.00', left: '5000.00' },
    });
    const receipt = await pay(customer.id, invoice.id, '2000.00');
    expect(await drawn(first.id)).toMatchObject({ invoiced: '3000.00', received: '2000.00' });
    // 1500 of it is taken back: 500 more than is due, which go back to the customer's credit.
    must(
      await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, {
        reason: 'Less',
        lines: [{ lineNo: 1, amount: '1500.00' }],
      }),
      201,
    );
    expect(await drawn(first.id)).toMatchObject({ invoiced: '1500.00', received: '1500.00' });
    // What was left of the receipt pays another order's invoice.
    const other = await world.invoice(customer.id, '400.00', { cpoId: second.id });
    must(
      await world.api.post(`/api/v1/receipts/${receipt.id}/allocations`, {
        invoiceId: other.id,
        amount: '300.00',
      }),
      201,
    );
    expect(await drawn(second.id)).toMatchObject({ invoiced: '400.00', received: '300.00', left: '600.00' });
    must(await world.api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }), 200);
    expect(await drawn(first.id)).toMatchObject({ invoiced: '1500.00', received: '0.00' });
    expect(await drawn(second.id)).toMatchObject({ received: '0.00' });
    // More than was ordered is possible, and shown.
    await world.invoice(customer.id, '700.00', { cpoId: second.id });
    expect(await drawn(second.id)).toMatchObject({ invoiced: '1100.00', left: '-100.00' });
    await expectSumsOfDocuments();
  });

  it('is of the order that the project has, where the draft names none and there is just one', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const before = must(await draft(customer.id, { projectId: project.id }), 201);
    expect(before.cpoId).toBeNull();
    const only = await entered(customer.id, { projectId: project.id });
    expect(must(await draft(customer.id, { projectId: project.id }), 201).cpoId).toBe(only.id);
    const milestone = world.projects.milestone(project);
    const fresh = world.projects.project(customer.id);
    expect(must(await draft(customer.id, { projectId: project.id, cpoId: null }), 201).cpoId).toBeNull();
    expect(must(await draft(customer.id, { cpoId: only.id }), 201).projectId).toBe(project.id);
    const moved = must(
      await world.api.patch(`/api/v1/invoices/${before.id}`, { projectId: project.id }),
      200,
    );
    expect(moved.cpoId).toBe(only.id);
    const kept = must(await world.api.patch(`/api/v1/invoices/${before.id}`, { dueDate: '2026-05-01' }), 200);
    expect(kept.cpoId).toBe(only.id);
    const away = must(await world.api.patch(`/api/v1/invoices/${before.id}`, { projectId: fresh.id }), 200);
    expect(away).toMatchObject({ cpoId: null, projectId: fresh.id, milestoneId: null });
    await entered(customer.id, { projectId: project.id });
    expect(must(await draft(customer.id, { projectId: project.id }), 201).cpoId).toBeNull();
    expect(milestone.projectId).toBe(project.id);
    const found = must(await world.api.get(`/api/v1/invoices?cpoId=${only.id}`), 200).items;
    expect(found).toHaveLength(2);
  });

  it('is refused for another customer, project or currency, and for an order that is done', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const linked = await entered(customer.id, { projectId: project.id });
    const unlinked = await entered(customer.id);
    const foreign = await entered((await world.customer()).id);
    const dollars = await entered(customer.id, { currency: 'USD' });
    const elsewhere = world.projects.project(customer.id);
    for (const [more, told] of [
      [{ cpoId: linked.id, projectId: elsewhere.id }, '409 allocation-mismatch'],
      [{ cpoId: unlinked.id, projectId: project.id }, '409 allocation-mismatch'],
      [{ cpoId: foreign.id }, '409 allocation-mismatch'],
      [{ cpoId: dollars.id }, '409 currency-mismatch'],
      [{ cpoId: project.id }, '400 cpo-unknown'],
    ] as const) {
      expect(refusal(await draft(customer.id, more))).toBe(told);
    }
    const waiting = must(await draft(customer.id, { cpoId: unlinked.id }), 201);
    await act(unlinked.id, 'finalize');
    expect(refusal(await draft(customer.id, { cpoId: unlinked.id }))).toBe('409 cpo-not-open');
    const late = await issue(waiting.id);
    expect(refusal(late)).toBe('409 cpo-not-open');
    expect(late.body).toMatchObject({ allowed: ['mismatch/report', 'reopen'], cpoStatus: 'FINALIZED' });
    await act(unlinked.id, 'reopen', { reason: 'One more' });
    expect(must(await issue(waiting.id), 200).cpoVersionNo).toBe(1);
  });

  it('is pinned to the version that counts when the invoice is issued, in the project that the order has then', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const { id } = await entered(customer.id);
    const waiting = must(await draft(customer.id, { cpoId: id }), 201);
    must(await world.api.post(`/api/v1/cpos/${id}/versions`, { amount: '9000', reason: 'More' }), 201);
    const early = await world.invoice(customer.id, '50.00', { cpoId: id });
    expect(early).toMatchObject({ cpoVersionNo: 1, projectId: null });
    must(await world.api.post(`/api/v1/invoices/${early.id}/credit-notes`, { reason: 'Too early' }), 201);
    await act(id, 'versions/2/approve');
    await act(id, 'link', { projectId: project.id });
    const issued = must(await issue(waiting.id), 200);
    expect(issued).toMatchObject({ cpoVersionNo: 2, projectId: project.id });
    const [said] = (await world.said('billing.invoice-issued.v1')).filter(
      ({ subject }) => subject === issued.id,
    );
    expect(said?.data).toMatchObject({ cpoId: id, cpoVersionNo: 2, projectId: project.id });
    await expect(
      world.database.query(`UPDATE invoice SET cpo_version_no = 1 WHERE id = '${issued.id}'`),
    ).rejects.toThrow(/never changes/);
  });

  it('waits for the project of a quote', async () => {
    const customer = await world.customer();
    const body = { customerId: customer.id, title: 'Q', currency: 'EUR', lines: lines('8000.00') };
    const quote = must(await world.api.post('/api/v1/quotes', body), 201);
    must(await world.api.post(`/api/v1/quotes/${quote.id}/send`), 200);
    const order = must(
      await world.api.post(`/api/v1/quotes/${quote.id}/approve`, { cpoNumber: 'Q-1', amount: '8000' }),
      200,
    );
    const early = must(await draft(customer.id, { cpoId: order.id }), 201);
    expect(refusal(await issue(early.id))).toBe('409 cpo-without-project');
    // An invoice that names the project has billing ask for it, quote and all, before its event is here.
    const project = world.projects.project(customer.id, { quoteId: quote.id });
    const named = must(await draft(customer.id, { cpoId: order.id, projectId: project.id }), 201);
    expect(named.projectId).toBe(project.id);
    expect(must(await issue(early.id), 200).projectId).toBe(project.id);
    expect(must(await world.api.get(`/api/v1/quotes/${quote.id}`), 200).projectId).toBe(project.id);
  });

  it('of a project’s only order is everything of the project, also what came before it and without invoices', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    await world.invoice(customer.id, '5000.00', { projectId: project.id });
    const only = await entered(customer.id, { projectId: project.id });
    expect(await drawn(only.id)).toMatchObject({ invoiced: '5000.00', left: '3000.00' });
    await world.invoice(customer.id, '3000.00', { projectId: project.id });
    await world.receipt(customer.id, '8000.00', { projectId: project.id });
    await act(only.id, 'finalize');
    expect(await mismatchOf(only.id)).toBeNull();
    // A second order, entered too much, has only what the first leaves.
    const second = await entered(customer.id, { projectId: project.id });
    expect(await drawn(only.id)).toMatchObject({ invoiced: '8000.00', received: '8000.00' });
    expect(await drawn(second.id)).toMatchObject({ invoiced: '0.00', received: '0.00', left: '8000.00' });
    await act(second.id, 'cancel', { reason: 'A mistake' });
    expect(await mismatchOf(only.id)).toBeNull();
    expect(await typesOf(only.id)).toEqual(['entered', 'finalized']);
  });

  it('of several orders: one invoice that names none is spread over them, the oldest first, and all agree', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const old = await entered(customer.id, { projectId: project.id, amount: '1000.00' });
    const young = await entered(customer.id, { projectId: project.id, amount: '500.00' });
    // Which of them is asked, not refused.
    const asked = must(await draft(customer.id, { projectId: project.id }), 201);
    expect(asked).toMatchObject({
      cpoId: null,
      warnings: [
        {
          code: 'order-not-named',
          candidates: [
            { id: old.id, number: old.number },
            { id: young.id, number: young.number },
          ],
        },
      ],
    });
    const foreseen = must(await world.api.post(`/api/v1/invoices/${asked.id}/issue?dryRun=true`), 200);
    expect(foreseen.warnings).toMatchObject([{ code: 'order-not-named' }]);
    const named = must(await world.api.patch(`/api/v1/invoices/${asked.id}`, { cpoId: young.id }), 200);
    expect(named.warnings).toEqual([]);
    const invoice = await world.invoice(customer.id, '1500.00', { projectId: project.id });
    expect(invoice.cpoId).toBeNull();
    await pay(customer.id, invoice.id, '1200.00');
    expect(await drawn(old.id)).toEqual({
      ...{ ordered: '1000.00', invoiced: '1000.00', received: '1000.00', left: '0.00' },
    });
    expect(await drawn(young.id)).toMatchObject({ invoiced: '500.00', received: '200.00', left: '0.00' });
    await act(old.id, 'finalize');
    await act(young.id, 'finalize');
    expect([await mismatchOf(old.id), await mismatchOf(young.id)]).toMatchObject([
      null,
      { status: 'FOUND', invoiced: '500.00', received: '200.00', difference: '300.00' },
    ]);
    await pay(customer.id, invoice.id, '300.00');
    expect(await mismatchOf(young.id)).toBeNull();
    // In lists, and where one order is asked for, the figures are the same.
    const listed = must(await world.api.get(`/api/v1/cpos?projectId=${project.id}`), 200).items;
    expect(listed).toHaveLength(2);
    for (const each of listed) expect(each.drawdown).toEqual(await drawn(each.id));
  });

  it('follows whatever moves the spreading: an order linked, changed, reopened, cancelled after the invoice', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const old = await entered(customer.id, { projectId: project.id, amount: '1000.00' });
    const early = await draft(customer.id, { projectId: project.id, cpoId: null, lines: lines('1500.00') });
    const invoice = must(await issue(must(early, 201).id), 200);
    await pay(customer.id, invoice.id, '1500.00');
    await act(old.id, 'finalize');
    expect(await mismatchOf(old.id)).toMatchObject({ invoiced: '1500.00', difference: '-500.00' });
    // The order that was missing comes: what was too much of the first is the second's.
    const young = await entered(customer.id, { amount: '500.00' });
    const linked = await act(young.id, 'link', { projectId: project.id });
    expect(linked.drawdown).toMatchObject({ invoiced: '500.00', received: '500.00', left: '0.00' });
    expect(await mismatchOf(old.id)).toBeNull();
    await act(young.id, 'finalize');
    expect(await mismatchOf(young.id)).toBeNull();
    // The customer orders 200 more on the first: that much is the second's no longer.
    await act(old.id, 'reopen', { reason: 'More' });
    must(await world.api.post(`/api/v1/cpos/${old.id}/versions`, { amount: '1200', reason: 'More' }), 201);
    expect(await mismatchOf(young.id)).toBeNull();
    const changed = await act(old.id, 'versions/2/approve');
    expect(changed.drawdown).toMatchObject({ ordered: '1200.00', invoiced: '1200.00', received: '1200.00' });
    expect(await mismatchOf(young.id)).toMatchObject({ status: 'FOUND', invoiced: '300.00' });
    await act(old.id, 'cancel', { reason: 'All of it goes by the second' });
    expect(await cpo(young.id)).toMatchObject({ mismatch: { invoiced: '1500.00', difference: '-1000.00' } });
    expect((await cpo(old.id)).drawdown).toMatchObject({ invoiced: '0.00', received: '0.00' });
  });

  it('what an earlier release found is shown as it is, and put right by whoever touches the order', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const old = await entered(customer.id, { projectId: project.id, amount: '1000.00' });
    await entered(customer.id, { projectId: project.id, amount: '500.00' });
    const invoice = await world.invoice(customer.id, '1500.00', { projectId: project.id });
    await pay(customer.id, invoice.id, '1500.00');
    await act(old.id, 'finalize');
    await world.database.query(
      `UPDATE cpo SET mismatch_status = 'FOUND', mismatch_ordered_minor = 100000, mismatch_invoiced_minor = 0,
         mismatch_received_minor = 0 WHERE id = '${old.id}'`,
    );
    expect(await cpo(old.id)).toMatchObject({ status: 'FINALIZED', mismatch: null, actions: ['reopen'] });
    expect(refusal(await attempt(old.id, 'mismatch/report', { reason: 'x' }))).toBe(
      '409 transition-not-allowed',
    );
    await act(old.id, 'reopen', { reason: 'x' });
    expect(await typesOf(old.id)).toEqual(['entered', 'finalized', 'mismatch-resolved', 'reopened']);
  });

  it('an order that was accepted with less takes nothing of what comes later, until its acceptance ends', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const old = await entered(customer.id, { projectId: project.id, amount: '1000.00' });
    const first = await world.invoice(customer.id, '800.00', { cpoId: old.id });
    await pay(customer.id, first.id, '800.00');
    await act(old.id, 'finalize');
    await act(old.id, 'mismatch/report', { reason: 'Less was needed' });
    await act(old.id, 'mismatch/accept', { reason: 'Agreed' });
    const young = await entered(customer.id, { projectId: project.id, amount: '500.00' });
    const second = await world.invoice(customer.id, '500.00', { projectId: project.id, cpoId: null });
    await pay(customer.id, second.id, '500.00');
    await act(young.id, 'finalize');
    expect([await cpo(old.id), await cpo(young.id)]).toMatchObject([
      { mismatch: { status: 'ACCEPTED' }, drawdown: { invoiced: '800.00', received: '800.00' } },
      { mismatch: null, drawdown: { invoiced: '500.00', received: '500.00' } },
    ]);
    await act(old.id, 'reopen', { reason: 'There is more to do' });
    expect(await drawn(old.id)).toMatchObject({ invoiced: '1000.00', received: '1000.00' });
    expect(await mismatchOf(young.id)).toMatchObject({ status: 'FOUND', invoiced: '300.00' });
  });

  it('of a project that is collected by receipts alone is compared without the invoices', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const { id } = await entered(customer.id, { projectId: project.id });
    await world.receipt(customer.id, '6000.00', { projectId: project.id });
    await act(id, 'finalize');
    expect(await mismatchOf(id)).toMatchObject({
      status: 'FOUND',
      received: '6000.00',
      difference: '2000.00',
    });
    const last = await world.receipt(customer.id, '2000.00', { projectId: project.id });
    expect(await mismatchOf(id)).toBeNull();
    must(await world.api.post(`/api/v1/receipts/${last.id}/reverse`, { reason: 'Bounced' }), 200);
    expect(await mismatchOf(id)).toMatchObject({ status: 'FOUND', difference: '2000.00' });
    expect(await typesOf(id)).toEqual([
      'entered',
      'finalized',
      ...['mismatch-found', 'mismatch-resolved', 'mismatch-found'],
    ]);
  });

  it('moves a mismatch: it goes away, comes back, and an acceptance ends with the figures it was given for', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const { id } = await entered(customer.id, { projectId: project.id });
    const invoice = await world.invoice(customer.id, '7500.00', { projectId: project.id });
    await act(id, 'finalize');
    await act(id, 'mismatch/report', { reason: 'A discount' });
    await act(id, 'mismatch/accept', { reason: 'Agreed' });
    // Paying what was invoiced is what was accepted.
    const first = await pay(customer.id, invoice.id, '5000.00');
    await pay(customer.id, invoice.id, '2500.00');
    expect(await mismatchOf(id)).toMatchObject({ status: 'ACCEPTED', invoiced: '7500.00', received: '0.00' });
    must(
      await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, {
        reason: 'Less still',
        lines: [{ lineNo: 1, amount: '500.00' }],
      }),
      201,
    );
    expect(await mismatchOf(id)).toMatchObject({ status: 'FOUND', invoiced: '7000.00', reason: null });
    // What is reported moves with the documents, so that direction decides on what is so.
    await act(id, 'mismatch/report', { reason: 'Less' });
    must(await world.api.post(`/api/v1/receipts/${first.id}/reverse`, { reason: 'Bounced' }), 200);
    expect(await cpo(id)).toMatchObject({
      status: 'DIRECTION_PENDING',
      mismatch: { status: 'REPORTED', reason: 'Less', invoiced: '7000.00' },
    });
    expect(await typesOf(id)).toEqual([
      ...['entered', 'finalized', 'mismatch-found', 'mismatch-reported', 'mismatch-resolved'],
      ...['mismatch-found', 'mismatch-reported', 'mismatch-reported'],
    ]);
  });

  it('adds up, whoever issues, pays, credits, reverses, changes and finalizes at the same time', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const [first, second] = [
      await entered(customer.id, { projectId: project.id, amount: '500.00' }),
      await entered(customer.id, { projectId: project.id, amount: '500.00' }),
    ];
    const replica = (n: number) => world.replicas[n % 2]!;
    const drafts = [];
    for (let n = 0; n < 12; n += 1)
      drafts.push(must(await draft(customer.id, { cpoId: n % 2 ? first.id : second.id }), 201));
    const early = await world.invoice(customer.id, '100.00', { cpoId: first.id });
    const receipts = [];
    for (let n = 0; n < 4; n += 1) receipts.push(await pay(customer.id, early.id, '10.00'));
    const action = (n: number, path: string, body?: object) => replica(n).post(`/api/v1/${path}`, body);
    const replies = await Promise.all([
      ...drafts.map(({ id }, n) => action(n, `invoices/${id}/issue`)),
      ...receipts.slice(0, 2).map(({ id }, n) => action(n, `receipts/${id}/reverse`, { reason: 'x' })),
      ...[1, 2, 3].map((n) =>
        action(n, `invoices/${early.id}/credit-notes`, { reason: 'x', lines: [{ lineNo: 1, amount: '30' }] }),
      ),
      action(0, `cpos/${first.id}/versions`, { amount: '600', reason: 'x' }),
      action(1, `cpos/${first.id}/finalize`),
      action(0, `cpos/${second.id}/finalize`),
      action(1, `cpos/${second.id}/versions`, { amount: '700', reason: 'x' }),
      action(0, `cpos/${second.id}/cancel`, { reason: 'x' }),
    ]);
    for (const reply of replies) expect([200, 201, 409]).toContain(reply.status);
    await expectSumsOfDocuments();
    for (const { id } of [first, second]) {
      const found = await cpo(id);
      const agrees =
        found.drawdown.ordered === found.drawdown.invoiced &&
        found.drawdown.ordered === found.drawdown.received;
      expect(found.mismatch === null).toBe(found.status !== 'FINALIZED' || agrees);
      if (found.mismatch) expect(found.mismatch).toMatchObject({ invoiced: found.drawdown.invoiced });
      expect(found.versions.filter(({ status }: any) => status === 'DIRECTION_PENDING')).toHaveLength(
        found.status === 'DIRECTION_PENDING' ? 1 : 0,
      );
    }
  });

  /** Whatever came first: what is kept with each order is what its documents say. */
  async function expectSumsOfDocuments(): Promise<void> {
    const wrong = await world.database.query(
      `SELECT c.number, c.invoiced_minor, c.received_minor, d.* FROM cpo c CROSS JOIN LATERAL (
         SELECT coalesce(sum(gross_minor - credited_minor), 0) AS invoiced, coalesce(sum(paid_minor), 0) AS received
         FROM invoice WHERE cpo_id = c.id AND status = 'ISSUED') AS d
       WHERE (c.invoiced_minor, c.received_minor) <> (d.invoiced, d.received)`,
    );
    expect(wrong).toEqual([]);
  }
});
