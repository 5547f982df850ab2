import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectsEvents, type ProjectState } from '@closeout/contracts/events/projects';
import { newId } from '@closeout/service-kit/db';
import { eventually } from '@closeout/service-kit/testing';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('a quote, from draft to the project that it becomes', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ replicas: 2, broker: true });
  });
  afterAll(() => world.stop());

  const body = (customerId: string, more: object = {}) => ({
    customerId,
    title: 'System Implementation',
    currency: 'EUR',
    lines: [{ description: 'Implementation', quantity: '1', unitPrice: '8000.00' }],
    budgetNodes: [
      { code: '1', name: 'Installation', amount: '6000' },
      { code: '1.1', parent: '1', name: 'Cabling', amount: 1500.5 },
      { code: '2', name: 'Training', amount: '2000.00' },
    ],
    ...more,
  });
  const draft = async (customerId: string, more: object = {}) =>
    must(await world.api.post('/api/v1/quotes', body(customerId, more)), 201);
  const sent = async (customerId: string, more: object = {}) => {
    const { id } = await draft(customerId, more);
    return must(await world.api.post(`/api/v1/quotes/${id}/send`), 200);
  };
  const approve = (id: string, cpoNumber: string, amount = '8000.00') =>
    world.api.post(`/api/v1/quotes/${id}/approve`, { cpoNumber, amount });
  const created = (project: ProjectState) =>
    world.projects.event(projectsEvents.projectCreated.type, project.id, project.version, project);
  const quote = async (id: string) => must(await world.api.get(`/api/v1/quotes/${id}`), 200);
  const cpo = async (id: string) => must(await world.api.get(`/api/v1/cpos/${id}`), 200);
  const saidOf = async (id: string) =>
    (await world.said()).filter((event) => event.subject === id).map((event) => event.type);

  it('is drafted, changed, sent with the next number, and frozen', async () => {
    const customer = await world.customer();
    const first = await draft(customer.id);
    expect(first).toMatchObject({
      version: 1,
      number: null,
      status: 'DRAFT',
      customerName: 'Client A',
      totals: { net: '8000.00', tax: '0.00', gross: '8000.00' },
      lines: [{ no: 1, description: 'Implementation', net: '8000.00' }],
      budgetNodes: [
        { code: '1', parent: null, name: 'Installation', amount: '6000.00' },
        { code: '1.1', parent: '1', amount: '1500.50' },
        { code: '2', parent: null },
      ],
    });
    const changed = must(
      await world.api.patch(`/api/v1/quotes/${first.id}`, { title: 'Rollout', legalEntityId: 'north' }),
      200,
    );
    expect(changed).toMatchObject({
      version: 2,
      title: 'Rollout',
      legalEntityId: 'north',
      totals: first.totals,
    });
    const { version, number, status, sentAt } = must(
      await world.api.post(`/api/v1/quotes/${first.id}/send`),
      200,
    );
    expect({ version, number, status }).toEqual({ version: 3, number: 'QUO-2026-0001', status: 'SENT' });
    expect(sentAt).toBe('2026-02-10T09:30:00.000Z');
    for (const reply of [
      await world.api.patch(`/api/v1/quotes/${first.id}`, { title: 'Other' }),
      await world.api.delete(`/api/v1/quotes/${first.id}`),
    ]) {
      expect(refusal(reply)).toBe('409 quote-sent');
    }
    const again = await world.api.post(`/api/v1/quotes/${first.id}/send`);
    expect(refusal(again)).toBe('409 transition-not-allowed');
    expect(again.body.allowed).toEqual(['approve', 'decline', 'link']);

    const thrownAway = await draft(customer.id);
    must(await world.api.delete(`/api/v1/quotes/${thrownAway.id}`), 204);
    expect((await sent(customer.id)).number).toBe('QUO-2026-0002');
  });

  it('has a budget that is a tree, in order, and not larger than itself', async () => {
    const customer = await world.customer();
    const node = (more: object) => ({ code: '1', name: 'N', amount: '1.00', ...more });
    for (const [budgetNodes, code, pointer] of [
      [[node({}), node({})], 'budget-node-repeated', '/budgetNodes/1/code'],
      [[node({ parent: '2' }), node({ code: '2' })], 'budget-node-parent-unknown', '/budgetNodes/0/parent'],
      [[node({ parent: '1' })], 'budget-node-parent-unknown', '/budgetNodes/0/parent'],
      [
        [node({ amount: '8000.00' }), node({ code: '2', amount: '0.01' })],
        'budget-exceeds-quote',
        '/budgetNodes',
      ],
      [[node({ amount: '1.001' })], 'amount-scale', '/budgetNodes/0/amount'],
    ] as const) {
      const reply = await world.api.post('/api/v1/quotes', body(customer.id, { budgetNodes }));
      expect(refusal(reply)).toBe(`400 ${code}`);
      expect(reply.body.errors[0].pointer).toBe(pointer);
    }
  });

  it('is approved by the customer’s order, and says all that its project is made of', async () => {
    const customer = await world.customer();
    const { id, number } = await sent(customer.id, { projectManagerId: newId() });
    const order = must(await approve(id, 'PO-1', '7900'), 200);
    expect(order).toMatchObject({
      number: 'PO-1',
      customerId: customer.id,
      quoteId: id,
      projectId: null,
      amount: '7900.00',
      status: 'OPEN',
      versions: [{ no: 1, amount: '7900.00', status: 'APPROVED', reason: null }],
      mismatch: null,
      drawdown: { ordered: '7900.00', invoiced: '0.00', received: '0.00', left: '7900.00' },
    });
    expect(await quote(id)).toMatchObject({ status: 'APPROVED', cpoId: order.id, version: 3 });
    const said = (await world.said('billing.quote-approved.v1')).filter(({ subject }) => subject === id);
    expect(said).toMatchObject([
      {
        data: {
          quote: { id, number, status: 'APPROVED' },
          cpo: { id: order.id },
          customer: { id: customer.id },
        },
      },
    ]);
    expect(await saidOf(order.id)).toEqual(['billing.cpo-entered.v1']);
    expect(refusal(await world.api.post(`/api/v1/quotes/${id}/decline`, {}))).toBe(
      '409 transition-not-allowed',
    );
  });

  it('is approved once, however many approve it at the same time', async () => {
    const customer = await world.customer();
    const { id } = await sent(customer.id);
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        world.replicas[n % 2]!.post(`/api/v1/quotes/${id}/approve`, {
          cpoNumber: `PO-X${n}`,
          amount: '8000',
        }),
      ),
    );
    expect(replies.map(refusal).sort()).toEqual(['200 ', ...Array(9).fill('409 transition-not-allowed')]);
    const orders = await world.database.query('SELECT FROM cpo WHERE quote_id = $1', [id]);
    expect(orders).toHaveLength(1);
    expect((await saidOf(id)).filter((type) => type === 'billing.quote-approved.v1')).toHaveLength(1);
  });

  it('is approved by entering the order against it, too, by whoever may do both', async () => {
    const customer = await world.customer();
    const { id } = await sent(customer.id);
    const order = { customerId: customer.id, number: 'PO-2', amount: '8000', currency: 'EUR', quoteId: id };
    const clerk = await world.as({ permissions: ['cpos.manage'] });
    const denied = await clerk.post('/api/v1/cpos', order);
    expect(refusal(denied)).toBe('403 permission-missing');
    const other = await world.customer();
    expect(refusal(await world.api.post('/api/v1/cpos', { ...order, customerId: other.id }))).toBe(
      '409 allocation-mismatch',
    );
    const entered = must(await world.api.post('/api/v1/cpos', order), 201);
    expect(await quote(id)).toMatchObject({ status: 'APPROVED', cpoId: entered.id });
    expect(refusal(await world.api.post('/api/v1/cpos', { ...order, number: 'PO-3' }))).toBe(
      '409 transition-not-allowed',
    );
  });

  it('is declined, and nothing comes of it', async () => {
    const customer = await world.customer();
    const { id } = await sent(customer.id);
    const declined = must(await world.api.post(`/api/v1/quotes/${id}/decline`, { reason: 'Too much' }), 200);
    expect(declined).toMatchObject({ status: 'DECLINED', declineReason: 'Too much', cpoId: null });
    expect(refusal(await approve(id, 'PO-4'))).toBe('409 transition-not-allowed');
    expect(await saidOf(id)).toEqual(['billing.quote-sent.v1', 'billing.quote-declined.v1']);
  });

  it('is linked to its project with its order when projects says so, once, whatever comes twice', async () => {
    const customer = await world.customer();
    const { id } = await sent(customer.id);
    const order = must(await approve(id, 'PO-5'), 200);
    const project = world.projects.project(customer.id, { quoteId: id });
    const renamed = { ...project, version: 2, title: 'Renamed' };
    await world.projects.tell(created(renamed), created(project), created(renamed));
    await eventually(
      () => quote(id),
      ({ projectId }) => projectId === project.id,
    );
    expect(await cpo(order.id)).toMatchObject({ projectId: project.id, version: 2 });
    expect(await saidOf(id)).toEqual([
      'billing.quote-sent.v1',
      'billing.quote-approved.v1',
      'billing.quote-linked.v1',
    ]);
    expect(await saidOf(order.id)).toEqual(['billing.cpo-entered.v1', 'billing.cpo-linked.v1']);

    // Another customer's project, or one in another currency, does not get it.
    const stranger = await world.customer();
    const unlinked = await sent(customer.id);
    const foreign = world.projects.project(stranger.id, { quoteId: unlinked.id });
    const dollars = world.projects.project(customer.id, { quoteId: unlinked.id, currency: 'USD' });
    const late = world.projects.project(customer.id);
    await world.projects.tell(created(foreign), created(dollars), created(late));
    await eventually(
      () => world.database.query('SELECT FROM project_replica WHERE project_id = $1', [late.id]),
      (rows) => rows.length === 1,
    );
    expect(await quote(unlinked.id)).toMatchObject({ projectId: null, version: 2 });
  });

  it('is linked to a project that was made by hand, before its event is here', async () => {
    const customer = await world.customer();
    const { id } = await sent(customer.id);
    const order = must(await approve(id, 'PO-6'), 200);
    const project = world.projects.project(customer.id);
    const linked = must(await world.api.post(`/api/v1/quotes/${id}/link`, { projectId: project.id }), 200);
    expect(linked.projectId).toBe(project.id);
    expect(await cpo(order.id)).toMatchObject({ projectId: project.id });
    // Once more is no change; another project is refused.
    const again = must(await world.api.post(`/api/v1/quotes/${id}/link`, { projectId: project.id }), 200);
    expect(again.version).toBe(linked.version);
    const other = world.projects.project(customer.id);
    expect(refusal(await world.api.post(`/api/v1/quotes/${id}/link`, { projectId: other.id }))).toBe(
      '409 allocation-mismatch',
    );
    const foreign = world.projects.project((await world.customer()).id);
    const unlinked = await sent(customer.id);
    const link = (projectId: string) => world.api.post(`/api/v1/quotes/${unlinked.id}/link`, { projectId });
    expect(refusal(await link(foreign.id))).toBe('409 allocation-mismatch');
    expect(refusal(await link(newId()))).toBe('400 project-unknown');
    expect(refusal(await link(world.projects.project(customer.id, { status: 'FINALIZED' }).id))).toBe(
      '409 project-locked',
    );
    // Work began before the order: approving it later gives the project its order at once.
    must(await link(project.id), 200);
    expect(must(await approve(unlinked.id, 'PO-7'), 200)).toMatchObject({ projectId: project.id });
  });

  it('says when it is linked which of its budget nodes the project has already', async () => {
    const customer = await world.customer();
    const node = (code: string, parent: string | null) => ({ code, parent, name: code, amount: '10.00' });
    const { id } = await sent(customer.id, { budgetNodes: [node('1', null), node('1.1', '1')] });
    const project = world.projects.project(customer.id);
    world.projects.budgetNode(project, '1');
    const link = async () =>
      must(await world.api.post(`/api/v1/quotes/${id}/link`, { projectId: project.id }), 200).warnings;
    expect(await link()).toMatchObject([{ code: 'budget-code-kept', recordNumber: '1' }]);
    expect(await link()).toEqual([]);
  });

  it('has one project and its order the same, whoever links, enters, cancels and drafts while projects tells of it', async () => {
    const customer = await world.customer();
    for (let round = 0; round < 4; round += 1) {
      const { id } = await sent(customer.id);
      const order = must(await approve(id, `PO-R${round}`), 200);
      const project = world.projects.project(customer.id, { quoteId: id });
      const post = (n: number, path: string, data?: object) =>
        world.replicas[n % 2]!.post(`/api/v1/${path}`, data);
      const line = [{ description: 'Work', quantity: '1', unitPrice: '10.00' }];
      const invoice = { customerId: customer.id, currency: 'EUR', lines: line, cpoId: order.id };
      const another = { customerId: customer.id, amount: '5', currency: 'EUR', projectId: project.id };
      const telling = world.projects.tell(created(project), created({ ...project, version: 2 }));
      const replies = await Promise.all([
        post(0, `quotes/${id}/link`, { projectId: project.id }),
        post(1, `quotes/${id}/link`, { projectId: project.id }),
        post(0, `cpos/${order.id}/link`, { projectId: project.id }),
        post(1, 'cpos', { ...another, number: `PO-S${round}` }),
        post(0, 'cpos', { ...another, number: `PO-T${round}` }),
        post(1, `cpos/${order.id}/versions`, { amount: '9000', reason: 'More' }),
        post(0, 'invoices', invoice),
        post(1, 'invoices', { ...invoice, projectId: project.id }),
      ]);
      await telling;
      for (const reply of replies) expect([200, 201, 409]).toContain(reply.status);
      await eventually(
        () => quote(id),
        ({ projectId }) => projectId === project.id,
      );
      expect(await cpo(order.id)).toMatchObject({ projectId: project.id });
      const types = [...(await saidOf(id)), ...(await saidOf(order.id))];
      expect(types.filter((type) => type.endsWith('-linked.v1'))).toHaveLength(2);
    }
    expect(await world.database.query('SELECT FROM kit.dead_letter')).toEqual([]);
  });

  it('is found by number, title and customer, page by page, and hidden with its customer', async () => {
    const customer = await world.customer({ name: 'Quarry Ltd', securityLevel: 3 });
    const quotes = [];
    for (const title of ['Alpha 50%', 'Beta', 'Gamma']) quotes.push(await draft(customer.id, { title }));
    const list = async (query: string) => must(await world.api.get(`/api/v1/quotes?${query}`), 200);
    const titles = (page: any) => page.items.map((item: any) => item.title);
    expect(titles(await list(`customerId=${customer.id}`))).toEqual(['Gamma', 'Beta', 'Alpha 50%']);
    expect(titles(await list('q=alpha%2050%25'))).toEqual(['Alpha 50%']);
    expect(titles(await list('q=quarry&status=DRAFT'))).toEqual(['Gamma', 'Beta', 'Alpha 50%']);
    const first = await list('q=quarry&limit=2');
    const rest = await list(`q=quarry&limit=2&cursor=${first.nextCursor}`);
    expect([...titles(first), ...titles(rest)]).toEqual(['Gamma', 'Beta', 'Alpha 50%']);
    expect(rest.nextCursor).toBeNull();
    const sales = await world.as({ permissions: ['quotes.manage'], clearance: 2 });
    expect(refusal(await sales.get(`/api/v1/quotes/${quotes[0].id}`))).toBe('404 quote-not-found');
    expect((await sales.get(`/api/v1/quotes?customerId=${customer.id}`)).body.items).toEqual([]);
    expect(refusal(await sales.post('/api/v1/quotes', body(customer.id)))).toBe('400 customer-unknown');
  });
});
