import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billingEvents, type CpoState } from '@closeout/contracts/events/billing';
import type { Milestone, Project } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import { client, eventually, serviceToken } from '@closeout/service-kit/testing';
import { aCreditNote, anInvoice, aReceipt, credited, reversed, type Place } from './support/documents.js';
import { api, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const exampleCpo = billingEvents.cpoEntered.example as CpoState;
const receiptIssued = billingEvents.receiptIssued.type;
const tell = (type: string, document: { id: string; version: number }) =>
  world.billing.tell(world.billing.event(type, document.id, document.version, document));

describe('A three-instalment project is paid in full', () => {
  let project: Project;
  let place: (milestone: Milestone) => Place;

  it('is created on 1 March with its instalments', async () => {
    project = await world.project({
      milestones: [
        { type: 'ADVANCE', expectedAmount: '3000' },
        { type: 'PROGRESS', expectedAmount: 1000 },
        { type: 'PROGRESS', expectedAmount: '1000.00', dueDate: '2026-02-28' },
        { type: 'FINAL', expectedAmount: '3000.00' },
      ],
    });
    place = ({ id }) => ({ customerId: project.customerId, projectId: project.id, milestoneId: id });
    expect(project).toMatchObject({
      number: expect.stringMatching(/^PRJ-2026-\d{4}$/),
      status: 'ACTIVE',
      customer: { id: project.customerId, name: 'Client A' },
      startDate: '2026-01-01',
      endDate: '2026-03-31',
      totals: { received: '0.00', remaining: '8000.00', milestonesExpected: '8000.00', invoiced: '0.00' },
      warnings: [],
      actions: ['hold', 'technical-closure', 'emergency-finalize', 'cancel'],
      version: 1,
    });
    expect(project.milestones?.map((m) => [m.label, m.no, m.status, m.overdue])).toEqual([
      ['Advance Payment', null, 'PLANNED', false],
      ['Progress Payment 1', 1, 'PLANNED', false],
      ['Progress Payment 2', 2, 'PLANNED', true],
      ['Final Payment', null, 'PLANNED', false],
    ]);
    expect((await world.admin.get(api(`/projects/${project.id}`))).body).toEqual({
      ...project,
      overdue: true,
      projectManager: null,
      technicalManager: null,
    });
    expect((await world.said(project.id)).map((e) => e.type)).toEqual(['projects.project-created.v1']);
  });

  it('sees its advance invoiced, then paid by a receipt', async () => {
    const [advance] = project.milestones as [Milestone];
    await tell(billingEvents.invoiceIssued.type, anInvoice(place(advance), '3000.00'));
    await world.see(`/projects/${project.id}/milestones`, ({ items }) => items[0].status === 'INVOICED');
    await tell(
      receiptIssued,
      aReceipt([{ place: place(advance), amount: '3000.00' }], { paymentDate: '2026-01-31' }),
    );
    const { items } = await world.see(
      `/projects/${project.id}/milestones`,
      (list) => list.items[0].status === 'PAID',
    );
    expect(items[0]).toMatchObject({
      receivedAmount: '3000.00',
      remainingAmount: '0.00',
      paidDate: '2026-01-31',
      dueDate: null,
    });
    expect((await world.said(advance.id)).map((e) => [e.type, e.version, e.data['status']])).toEqual([
      ['projects.milestone-added.v1', 1, 'PLANNED'],
      ['projects.milestone-updated.v1', 2, 'INVOICED'],
      ['projects.payment-received.v1', 3, 'PAID'],
    ]);
  });

  it('takes the rest in one payment that is shared between its milestones', async () => {
    const [, first, second, final] = project.milestones as Milestone[];
    const shares = [first, second, final].map((m) => ({
      place: place(m as Milestone),
      amount: (m as Milestone).expectedAmount,
    }));
    await tell(receiptIssued, aReceipt(shares, { amount: '5000.00', paymentDate: '2026-02-15' }));
    const { totals, overdue } = await world.see(
      `/projects/${project.id}`,
      (p) => p.totals.received === '8000.00',
    );
    // The project's own version is what it was, yet its sums are new: a browser must not be told that nothing changed.
    const again = await world.admin.get(api(`/projects/${project.id}`), { 'if-none-match': '"1"' });
    expect(again).toMatchObject({ status: 200, body: { version: 1 } });
    expect(totals).toEqual({
      received: '8000.00',
      remaining: '0.00',
      milestonesExpected: '8000.00',
      invoiced: '3000.00',
    });
    expect(overdue).toBe(false);
    const { items } = (await world.admin.get(api(`/projects/${project.id}/documents`))).body;
    expect(items.map((d: { kind: string; amount: string }) => [d.kind, d.amount])).toEqual([
      ['RECEIPT', '3000.00'],
      ['RECEIPT', '1000.00'],
      ['RECEIPT', '1000.00'],
      ['RECEIPT', '3000.00'],
      ['INVOICE', '3000.00'],
    ]);
    expect(items[0].milestone).toEqual({ id: final?.id, label: 'Final Payment' });
  });

  it('shows the orders that it was ordered with, as they are now', async () => {
    const [project, other] = [await world.project(), await world.project()];
    const order = { ...exampleCpo, id: newId(), customerId: project.customerId, projectId: project.id };
    const say = (type: keyof typeof billingEvents, state: CpoState) =>
      world.billing.tell(world.billing.event(billingEvents[type].type, state.id, state.version, state));
    const orders = async (id: string) =>
      (await world.admin.get(api(`/projects/${id}/documents`))).body.items.filter(
        ({ kind }: { kind: string }) => kind === 'CPO',
      );
    await say('cpoFinalized', { ...order, version: 4, amount: '9000.00', status: 'FINALIZED' });
    await say('cpoEntered', order); // late
    await eventually(
      () => orders(project.id),
      (found) => found.length === 1,
    );
    expect(await orders(project.id)).toEqual([
      {
        ...{ id: order.id, kind: 'CPO', number: order.number, amount: '9000.00', currency: 'EUR' },
        ...{
          date: order.versions[0]?.createdAt.slice(0, 10),
          status: 'FINALIZED',
          paymentStatus: null,
          milestone: null,
        },
      },
    ]);
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.totals).toMatchObject({
      invoiced: '0.00',
      received: '0.00',
    });
    expect(await orders(other.id)).toEqual([]);
  });

  it('shows its documents page by page', async () => {
    const first = (await world.admin.get(api(`/projects/${project.id}/documents?limit=3`))).body;
    const second = (
      await world.admin.get(api(`/projects/${project.id}/documents?limit=3&cursor=${first.nextCursor}`))
    ).body;
    const whole = (await world.admin.get(api(`/projects/${project.id}/documents`))).body;
    expect([...first.items, ...second.items]).toEqual(whole.items);
    expect(second.nextCursor).toBeNull();
  });
});

describe('What documents say can also be taken back', () => {
  it('a bounced payment makes the milestone what it was, with no paid date', async () => {
    const project = await world.project();
    const milestone = await world.milestone(project.id, { type: 'ADVANCE', expectedAmount: '500.00' });
    const place = { customerId: project.customerId, projectId: project.id, milestoneId: milestone.id };
    const receipt = aReceipt([{ place, amount: '500.00' }]);
    await tell(receiptIssued, receipt);
    await world.see(`/projects/${project.id}/milestones/${milestone.id}`, (m) => m.status === 'PAID');
    await tell(billingEvents.receiptReversed.type, reversed(receipt));
    const after = await world.see(
      `/projects/${project.id}/milestones/${milestone.id}`,
      (m) => m.status === 'PLANNED',
    );
    expect(after).toMatchObject({ receivedAmount: '0.00', paidDate: null, version: 3 });
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.totals.received).toBe('0.00');
    const { items } = (await world.admin.get(api(`/projects/${project.id}/documents`))).body;
    expect(items).toMatchObject([{ number: receipt.number, status: 'REVERSED', amount: '500.00' }]);
  });

  it('the paid date is that of the first receipt that still counts', async () => {
    const project = await world.project();
    const milestone = await world.milestone(project.id, { expectedAmount: '1000.00' });
    const place = { customerId: project.customerId, projectId: project.id, milestoneId: milestone.id };
    const first = aReceipt([{ place, amount: '400.00' }], {
      paymentDate: '2026-02-01',
      issuedAt: '2026-02-02T08:00:00.000Z',
    });
    const second = aReceipt([{ place, amount: '600.00' }], {
      paymentDate: '2026-01-15',
      issuedAt: '2026-02-03T08:00:00.000Z',
    });
    const path = `/projects/${project.id}/milestones/${milestone.id}`;
    await tell(receiptIssued, first);
    expect(await world.see(path, (m) => m.status === 'PARTIALLY_PAID')).toMatchObject({
      paidDate: '2026-02-01',
    });
    await tell(receiptIssued, second);
    expect(await world.see(path, (m) => m.status === 'PAID')).toMatchObject({ paidDate: '2026-02-01' });
    await tell(billingEvents.receiptReversed.type, reversed(first));
    expect(await world.see(path, (m) => m.status === 'PARTIALLY_PAID')).toMatchObject({
      paidDate: '2026-01-15',
      receivedAmount: '600.00',
    });
  });

  it('a wholly credited invoice leaves the milestone planned', async () => {
    const project = await world.project();
    const milestone = await world.milestone(project.id, { type: 'FINAL' });
    const place = { customerId: project.customerId, projectId: project.id, milestoneId: milestone.id };
    const invoice = anInvoice(place, '1190.00');
    await tell(billingEvents.invoiceIssued.type, invoice);
    await world.see(`/projects/${project.id}`, (p) => p.totals.invoiced === '1190.00');
    await tell(billingEvents.creditNoteIssued.type, aCreditNote(invoice, '1190.00'));
    await tell(billingEvents.invoiceBalanceChanged.type, credited(invoice, '1190.00'));
    await world.see(`/projects/${project.id}`, (p) => p.totals.invoiced === '0.00');
    expect(
      (await world.admin.get(api(`/projects/${project.id}/milestones/${milestone.id}`))).body.status,
    ).toBe('PLANNED');
    const documents = await world.see(`/projects/${project.id}/documents`, (list) => list.items.length === 2);
    expect(documents.items.map((d: { kind: string }) => d.kind).sort()).toEqual(['CREDIT_NOTE', 'INVOICE']);
  });

  it('says nothing when a document changes nothing here', async () => {
    const project = await world.project();
    const milestone = await world.milestone(project.id);
    const place = { customerId: project.customerId, projectId: project.id, milestoneId: milestone.id };
    const invoice = anInvoice(place, '1000.00');
    await tell(billingEvents.invoiceIssued.type, invoice);
    await world.see(`/projects/${project.id}`, (p) => p.totals.invoiced === '1000.00');
    const partlyPaid = { ...invoice, version: 3, paymentStatus: 'PARTIALLY_PAID' };
    await tell(billingEvents.invoiceBalanceChanged.type, partlyPaid);
    await world.see(
      `/projects/${project.id}/documents`,
      (list) => list.items[0].paymentStatus === 'PARTIALLY_PAID',
    );
    expect((await world.said(milestone.id)).map((e) => e.version)).toEqual([1, 2]);
  });
});

describe('A milestone', () => {
  it('is changed in what was agreed, and its status follows', async () => {
    const project = await world.project();
    const milestone = await world.milestone(project.id, { expectedAmount: '1000.00' });
    const path = `/projects/${project.id}/milestones/${milestone.id}`;
    const place = { customerId: project.customerId, projectId: project.id, milestoneId: milestone.id };
    await tell(receiptIssued, aReceipt([{ place, amount: '600.00' }]));
    await world.see(path, (m) => m.status === 'PARTIALLY_PAID');
    const low = await world.admin.patch(api(path), { expectedAmount: '599.99' });
    expect(low).toMatchObject({ status: 409, body: { code: 'expected-below-received', received: '600.00' } });
    const stale = await world.admin.patch(api(path), { expectedAmount: '600.00' }, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-version', currentVersion: 2 } });
    const paid = await world.admin.patch(
      api(path),
      { expectedAmount: '600.00', label: 'Phase 1' },
      { 'if-match': '"2"' },
    );
    expect(paid).toMatchObject({
      status: 200,
      body: { status: 'PAID', label: 'Phase 1', version: 3, type: 'PROGRESS', no: 1 },
    });
    expect((await world.admin.patch(api(path), { label: null })).body).toMatchObject({
      label: 'Progress Payment 1',
      version: 4,
    });
    expect((await world.admin.patch(api(path), { dueDate: null })).body.version).toBe(4);
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.totals.milestonesExpected).toBe(
      '600.00',
    );
  });

  it('is taken out while nothing is linked to it, and its number is not given again', async () => {
    const project = await world.project();
    const [first, second] = [await world.milestone(project.id), await world.milestone(project.id)];
    expect((await world.admin.delete(api(`/projects/${project.id}/milestones/${second.id}`))).status).toBe(
      204,
    );
    expect((await world.admin.get(api(`/projects/${project.id}/milestones/${second.id}`))).status).toBe(404);
    expect((await world.milestone(project.id)).no).toBe(3);
    const place = { customerId: project.customerId, projectId: project.id, milestoneId: first.id };
    await tell(billingEvents.invoiceIssued.type, anInvoice(place, '100.00'));
    await world.see(`/projects/${project.id}/milestones/${first.id}`, (m) => m.status === 'INVOICED');
    expect(await world.admin.delete(api(`/projects/${project.id}/milestones/${first.id}`))).toMatchObject({
      status: 409,
      body: { code: 'milestone-linked' },
    });
  });

  it('comes back when a document for it was under way', async () => {
    const project = await world.project();
    const milestone = await world.milestone(project.id, { type: 'ADVANCE' });
    await world.admin.delete(api(`/projects/${project.id}/milestones/${milestone.id}`));
    const place = { customerId: project.customerId, projectId: project.id, milestoneId: milestone.id };
    await tell(receiptIssued, aReceipt([{ place, amount: '1000.00' }]));
    const back = await world.see(
      `/projects/${project.id}/milestones/${milestone.id}`,
      (m) => m.status === 'PAID',
    );
    expect(back).toMatchObject({ type: 'ADVANCE', label: 'Advance Payment', version: 3 });
    expect((await world.said(milestone.id)).map((e) => [e.type, e.data['removed']])).toEqual([
      ['projects.milestone-added.v1', false],
      ['projects.milestone-removed.v1', true],
      ['projects.payment-received.v1', false],
    ]);
    expect((await world.admin.get(api(`/projects/${project.id}`))).body.totals.milestonesExpected).toBe(
      '1000.00',
    );
  });

  it('comes back as a progress payment when its place was taken meanwhile', async () => {
    const project = await world.project();
    const milestone = await world.milestone(project.id, { type: 'FINAL' });
    await world.admin.delete(api(`/projects/${project.id}/milestones/${milestone.id}`));
    await world.milestone(project.id, { type: 'FINAL' });
    await world.milestone(project.id);
    const place = { customerId: project.customerId, projectId: project.id, milestoneId: milestone.id };
    await tell(billingEvents.invoiceIssued.type, anInvoice(place, '1000.00'));
    const back = await world.see(
      `/projects/${project.id}/milestones/${milestone.id}`,
      (m) => m.status === 'INVOICED',
    );
    expect(back).toMatchObject({ type: 'PROGRESS', no: 2, label: 'Final Payment' });
    expect((await world.milestone(project.id)).no).toBe(3);
  });

  it('is a payment in the words of stages', async () => {
    const project = await world.project({
      milestones: [{ type: 'ADVANCE', expectedAmount: '10.00', dueDate: '2026-01-31' }],
    });
    const added = await world.admin.post(api(`/projects/${project.id}/payments`), {
      amount: '20.00',
      currency: 'EUR',
    });
    expect(added).toMatchObject({
      status: 201,
      body: { amount: '20.00', currency: 'EUR', status: 'PENDING', stageId: null },
    });
    const { items } = (await world.admin.get(api(`/projects/${project.id}/payments`))).body;
    expect(items).toMatchObject([
      { amount: '10.00', status: 'OVERDUE' },
      { amount: '20.00', label: 'Progress Payment 1' },
    ]);
    expect(
      await world.admin.post(api(`/projects/${project.id}/payments`), { amount: '20.00', currency: 'USD' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'currency-mismatch' },
    });
  });
});

describe('A project', () => {
  it('is changed in all but its customer and currency', async () => {
    const project = await world.project({ description: 'As agreed', hourlyRate: '120' });
    const path = api(`/projects/${project.id}`);
    const patch = {
      title: 'Phase 1',
      budgetTotal: 9000,
      endDate: '2026-04',
      type: 'Client project',
      revenueModel: 'fixed_price',
      description: null,
      projectManagerId: world.gateway.user().id,
    };
    const changed = await world.admin.patch(path, patch, { 'if-match': '"1"' });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        title: 'Phase 1',
        budgetTotal: '9000.00',
        endDate: '2026-04-30',
        type: 'CLIENT',
        revenueModel: 'FIXED_PRICE',
        description: null,
        hourlyRate: '120.00',
        version: 2,
      },
    });
    expect(changed.headers.get('etag')).toBe('"2"');
    expect((await world.admin.patch(path, patch)).body.version).toBe(2);
    expect((await world.admin.patch(path, {}, { 'if-match': '"1"' })).status).toBe(412);
    for (const body of [
      { customerId: project.customerId },
      { currency: 'EUR' },
      { number: 'PRJ-2026-9999' },
    ]) {
      expect((await world.admin.patch(path, body)).status).toBe(400);
    }
    expect((await world.said(project.id)).map((e) => [e.type, e.version])).toEqual([
      ['projects.project-created.v1', 1],
      ['projects.project-updated.v1', 2],
      ['projects.member-assigned.v1', 2],
    ]);
  });

  it('goes through its life, and every change is kept with who, when and why', async () => {
    const { id } = await world.project();
    const move = async (action: string, body: object = { reason: `because of ${action}` }) => {
      const answer = await world.admin.post(api(`/projects/${id}/${action}`), body);
      expect(answer.status).toBe(200);
      return answer.body as Project;
    };
    expect(await move('hold', { reason: 'No hardware', effectiveDate: '2026-02-15' })).toMatchObject({
      status: 'ON_HOLD',
      actions: ['resume', 'emergency-finalize', 'cancel'],
    });
    expect(await move('resume')).toMatchObject({ status: 'ACTIVE' });
    expect(await move('emergency-finalize')).toMatchObject({ status: 'FINALIZED' });
    expect(await move('archive', {})).toMatchObject({
      status: 'FINALIZED',
      archived: true,
      actions: ['reopen', 'unarchive'],
    });
    expect(await move('unarchive', {})).toMatchObject({ archived: false });
    expect(await move('status', { status: 'Inactive', reason: 'Done with it' })).toMatchObject({
      status: 'FINALIZED',
      archived: true,
    });
    expect(await move('reopen')).toMatchObject({ status: 'ACTIVE', archived: false });
    expect(await move('status', { status: 'On Hold', reason: 'Again' })).toMatchObject({ status: 'ON_HOLD' });
    expect(await move('cancel')).toMatchObject({ status: 'CANCELLED', version: 10 });
    const { items } = (await world.admin.get(api(`/projects/${id}/history`))).body;
    expect(items.map((h: { action: string; from: string; to: string }) => [h.action, h.from, h.to])).toEqual([
      ['create', null, 'ACTIVE'],
      ['hold', 'ACTIVE', 'ON_HOLD'],
      ['resume', 'ON_HOLD', 'ACTIVE'],
      ['emergency-finalize', 'ACTIVE', 'FINALIZED'],
      ['archive', 'FINALIZED', 'FINALIZED'],
      ['unarchive', 'FINALIZED', 'FINALIZED'],
      ['archive', 'FINALIZED', 'FINALIZED'],
      ['reopen', 'FINALIZED', 'ACTIVE'],
      ['hold', 'ACTIVE', 'ON_HOLD'],
      ['cancel', 'ON_HOLD', 'CANCELLED'],
    ]);
    expect(items[1]).toMatchObject({
      reason: 'No hardware',
      effectiveDate: '2026-02-15',
      changedBy: { name: 'Petra Manager' },
    });
    const page = (await world.admin.get(api(`/projects/${id}/history?limit=4`))).body;
    const rest = (await world.admin.get(api(`/projects/${id}/history?cursor=${page.nextCursor}`))).body;
    expect([...page.items, ...rest.items]).toEqual(items);
    const changes = (await world.said(id)).filter((e) => e.type === 'projects.project-status-changed.v1');
    expect(changes.map((e) => e.data['to'])).toEqual([
      'ON_HOLD',
      'ACTIVE',
      'FINALIZED',
      'ACTIVE',
      'ON_HOLD',
      'CANCELLED',
    ]);
    await expect(world.db.query('DELETE FROM project_history')).rejects.toThrow('kept as it was written');
    await expect(world.db.query('UPDATE project_history SET reason = NULL')).rejects.toThrow(
      'kept as it was written',
    );
  });

  it('is refused what its status does not allow, and told what it does', async () => {
    const { id } = await world.project();
    const milestone = await world.milestone(id);
    const resume = await world.admin.post(api(`/projects/${id}/resume`), { reason: 'x' });
    expect(resume).toMatchObject({
      status: 409,
      body: {
        code: 'transition-not-allowed',
        allowed: ['hold', 'technical-closure', 'emergency-finalize', 'cancel'],
      },
    });
    expect(
      (await world.admin.post(api(`/projects/${id}/status`), { status: 'TCLS', reason: 'x' })).status,
    ).toBe(409);
    expect((await world.admin.post(api(`/projects/${id}/archive`))).status).toBe(409);
    await world.admin.post(api(`/projects/${id}/cancel`), { reason: 'The customer withdrew' });
    const refusals = await Promise.all([
      world.admin.patch(api(`/projects/${id}`), { title: 'Too late' }),
      world.admin.post(api(`/projects/${id}/milestones`), { type: 'FINAL', expectedAmount: '1.00' }),
      world.admin.post(api(`/projects/${id}/payments`), { amount: '1.00' }),
      world.admin.patch(api(`/projects/${id}/milestones/${milestone.id}`), { dueDate: '2026-12-31' }),
      world.admin.delete(api(`/projects/${id}/milestones/${milestone.id}`)),
    ]);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        status: 409,
        body: { code: 'project-read-only', allowed: ['archive'] },
      });
  });

  it('is told whole to peers, removed milestones too', async () => {
    const project = await world.project();
    const milestone = await world.milestone(project.id);
    await world.admin.delete(api(`/projects/${project.id}/milestones/${milestone.id}`));
    const peer = client(world.urls[0] as string, await serviceToken('billing'));
    const snapshot = await peer.get(`/internal/projects/${project.id}`);
    expect(snapshot).toMatchObject({
      status: 200,
      body: {
        project: { id: project.id, version: 1, budgetTotal: '8000.00' },
        milestones: [{ id: milestone.id, version: 2, removed: true }],
      },
    });
    expect((await peer.get(`/internal/projects/${newId()}`)).status).toBe(404);
    expect((await world.admin.get(`/internal/projects/${project.id}`)).status).toBe(401);
  });
});

describe('The customer of a project', () => {
  const body = { title: 'X', budgetTotal: '1.00', currency: 'EUR', startDate: '2026-01-01' };

  it('must be named and must exist', async () => {
    const missing = await world.admin.post(api('/projects'), body);
    expect(missing).toMatchObject({ status: 400, body: { errors: [{ pointer: '/customerId' }] } });
    const unknown = await world.admin.post(api('/projects'), { ...body, customerId: newId() });
    expect(unknown).toMatchObject({
      status: 400,
      body: { code: 'customer-not-found', errors: [{ pointer: '/customerId', code: 'customer-not-found' }] },
    });
  });

  it('may have been made a moment ago: billing is asked', async () => {
    const customer = {
      ...(billingEvents.customerCreated.example as object),
      id: newId(),
      name: 'Hasty Customer',
    };
    world.billing.customers.set(customer.id, customer as never);
    const made = await world.admin.post(api('/projects'), { ...body, customerId: customer.id });
    expect(made).toMatchObject({ status: 201, body: { customer: { name: 'Hasty Customer' } } });
    expect(world.billing.asked.filter((path) => path.endsWith(customer.id))).toHaveLength(1);
  });

  it('cannot be looked up while billing is away', async () => {
    world.billing.away = true;
    try {
      const answer = await world.admin.post(api('/projects'), { ...body, customerId: newId() });
      expect(answer).toMatchObject({ status: 503, body: { code: 'service-unavailable' } });
      expect(answer.headers.get('retry-after')).toBeTruthy();
    } finally {
      world.billing.away = false;
    }
  });

  it('must be active', async () => {
    const customer = await world.billing.customer({ status: 'INACTIVE' });
    await world.see('/projects', () => true);
    const made = () => world.admin.post(api('/projects'), { ...body, customerId: customer.id });
    expect(await made()).toMatchObject({ status: 409, body: { code: 'customer-inactive' } });
    expect((await world.db.query('SELECT 1 FROM project WHERE customer_id = $1', [customer.id])).length).toBe(
      0,
    );
  });

  it('is found by a new name once billing says so', async () => {
    const customer = await world.billing.customer({ name: 'Oldname Ltd' });
    const project = await world.project({ customerId: customer.id });
    const renamed = { ...customer, version: 2, name: 'Größer & Söhne' };
    await tell(billingEvents.customerUpdated.type, renamed);
    const found = await world.see(`/projects?q=grosser+sohne`, (list) => list.items.length === 1);
    expect(found.items[0]).toMatchObject({ id: project.id, customer: { name: 'Größer & Söhne' } });
    await tell(billingEvents.customerCreated.type, customer);
    expect((await world.admin.get(api('/projects?q=oldname'))).body.items).toEqual([]);
  });
});

it('a command that is sent again with its key is done once', async () => {
  const customer = await world.billing.customer();
  const body = {
    customerId: customer.id,
    title: 'Once',
    budgetTotal: '1.00',
    currency: 'EUR',
    startDate: '2026-01-01',
  };
  const answers = await Promise.all(
    [1, 2, 3].map(() => world.admin.post(api('/projects'), body, { 'idempotency-key': 'once-and-for-all' })),
  );
  expect(answers.map((a) => a.status)).toEqual([201, 201, 201]);
  expect(new Set(answers.map((a) => a.body.id)).size).toBe(1);
});
