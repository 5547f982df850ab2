import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('customers', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('are entered, read, changed', async () => {
    const { api } = world;
    const body = {
      name: 'Client A',
      email: 'accounts@client-a.example',
      phone: '+49 30 1234567',
      vatNumber: 'DE123456789',
      currency: 'EUR',
    };
    const customer = must(await api.post('/api/v1/customers', body), 201);
    expect(customer).toMatchObject({
      ...body,
      version: 1,
      status: 'ACTIVE',
      paymentTermsDays: 30,
      securityLevel: 0,
      address: null,
    });
    const path = `/api/v1/customers/${customer.id}`;
    const read = await api.get(path);
    expect(must(read, 200)).toEqual(customer);
    expect(read.headers.get('etag')).toBe('"1"');
    expect((await api.get(path, { 'if-none-match': '"1"' })).status).toBe(304);

    const changed = must(
      await api.patch(path, { phone: null, status: 'INACTIVE', paymentTermsDays: 0 }, { 'if-match': '"1"' }),
      200,
    );
    expect(changed).toMatchObject({
      version: 2,
      phone: null,
      status: 'INACTIVE',
      paymentTermsDays: 0,
      name: 'Client A',
    });
    expect(refusal(await api.patch(path, { name: 'B' }, { 'if-match': '"1"' }))).toBe('412 stale-version');
    const events = await world.said();
    expect(events.map((event) => `${event.type} ${event.version}`)).toEqual([
      'billing.customer-created.v1 1',
      'billing.customer-updated.v1 2',
    ]);
    const { createdAt, updatedAt, ...state } = changed;
    expect(events[1]?.data).toEqual(state);
  });

  it('have a VAT number of their own, however it is written', async () => {
    const { api } = world;
    const first = await world.customer({ vatNumber: 'FR 12 345678901' });
    const taken = await api.post('/api/v1/customers', {
      name: 'B',
      email: 'b@b.example',
      currency: 'EUR',
      vatNumber: 'fr12345678901',
    });
    expect(refusal(taken)).toBe('409 vat-number-taken');
    const second = await world.customer({ name: 'Second' });
    expect(refusal(await api.patch(`/api/v1/customers/${second.id}`, { vatNumber: 'FR-12345678901' }))).toBe(
      '409 vat-number-taken',
    );
    must(await api.patch(`/api/v1/customers/${first.id}`, { vatNumber: null }), 200);
    must(await api.patch(`/api/v1/customers/${second.id}`, { vatNumber: 'FR-12345678901' }), 200);
    expect((await world.customer()).vatNumber).toBeNull();
    expect((await world.customer()).vatNumber).toBeNull();
    // Full-width letters, and a joiner that nobody sees.
    for (const vatNumber of ['ＦＲ１２３４５６７８９０１', 'FR\u200d12345678901'])
      expect(
        refusal(
          await api.post('/api/v1/customers', {
            name: 'C',
            email: 'c@c.example',
            currency: 'EUR',
            vatNumber,
          }),
        ),
      ).toBe('409 vat-number-taken');
  });

  it('have a VAT number with letters or digits in it, or none', async () => {
    const entered = { name: 'B', email: 'b@b.example', currency: 'EUR' };
    const customer = await world.customer();
    for (const vatNumber of ['---', '..', '-', '?', '\u2014', '§']) {
      for (const reply of [
        await world.api.post('/api/v1/customers', { ...entered, vatNumber }),
        await world.api.patch(`/api/v1/customers/${customer.id}`, { vatNumber }),
      ]) {
        expect([vatNumber, refusal(reply)]).toEqual([vatNumber, '400 invalid-request']);
        expect(reply.body.errors).toMatchObject([
          { pointer: '/vatNumber', detail: expect.stringContaining('expected letters or digits') },
        ]);
      }
    }
  });

  it('of whom a caller may not know are not named by what is taken: the refusal says no more than of others', async () => {
    const vatNumber = 'NO999111222';
    const hidden = await world.customer({ name: 'Hidden Holding', securityLevel: 5, vatNumber });
    const open = await world.customer({ name: 'Open Ltd', vatNumber: 'NO999111333' });
    const clerk = await world.as({ permissions: 'all', clearance: 0 });
    const entered = { name: 'Twin', email: hidden.email, currency: 'EUR' };
    const refusals = [];
    for (const { taken } of [{ taken: vatNumber }, { taken: open.vatNumber }])
      for (const { body } of [
        await clerk.post('/api/v1/customers', { ...entered, vatNumber: taken }),
        await clerk.patch(`/api/v1/customers/${(await world.customer()).id}`, { vatNumber: taken }),
      ]) {
        expect(body.code).toBe('vat-number-taken');
        for (const told of [hidden.id, open.id, 'Hidden', 'Open', 'securityLevel'])
          expect(JSON.stringify(body)).not.toContain(told);
        const { instance: _, ...rest } = body;
        refusals.push(JSON.stringify(rest).replaceAll(String(taken), 'NO'));
      }
    expect(new Set(refusals).size).toBe(1);
    // Nor does a warning of a repeated name tell of them.
    const twin = must(await clerk.post('/api/v1/customers', { ...entered, name: 'Hidden Holding' }), 201);
    expect(twin).not.toHaveProperty('warnings');
    // An order's number is the customer's own, whom the caller sees: of others it tells nothing.
    const order = { number: 'HO-1', amount: '1.00', currency: 'EUR' };
    must(await world.api.post('/api/v1/cpos', { ...order, customerId: hidden.id }), 201);
    must(await clerk.post('/api/v1/cpos', { ...order, customerId: open.id }), 201);
    expect(refusal(await clerk.post('/api/v1/cpos', { ...order, customerId: hidden.id }))).toBe(
      '400 customer-unknown',
    );
  });

  it('have a name that can be seen, and an e-mail address of any domain', async () => {
    const { api } = world;
    const entered = (more: object) =>
      api.post('/api/v1/customers', { name: 'B', email: 'b@b.example', currency: 'EUR', ...more });
    for (const name of ['\u200b\u200b', '\u2060', '\u3164', '\u00ad\u200e', '\u0301', 'B\u0000', 'B\nC'])
      expect(refusal(await entered({ name }))).toBe('400 invalid-request');
    for (const email of [
      'post@müller.de',
      'buchhaltung@例え.テスト',
      'info@xn--mller-kva.de',
      'jörg@straße.example',
    ])
      expect(must(await entered({ email }), 201).email).toBe(email);
    for (const email of [
      'post@',
      'post@müller',
      '@müller.de',
      'a b@müller.de',
      'post@-müller.de',
      'post@mül\u200bler.de',
    ])
      expect(refusal(await entered({ email }))).toBe('400 invalid-request');
  });

  it('are found by name, e-mail, phone and VAT number, page by page', async () => {
    const { api } = world;
    for (let n = 0; n < 7; n += 1) {
      await world.customer({
        name: `Zebra ${'abcdefg'[n]}`,
        email: `zoo${n}@stripes.example`,
        phone: `+33 5 00 00 0${n}`,
        vatNumber: `ZZ90000000${n}`,
      });
    }
    const percent = await world.customer({ name: '100% Cotton_Ltd' });
    const names = async (query: string) =>
      must(await api.get(`/api/v1/customers?${query}`), 200).items.map((item: any) => item.name);
    expect(await names('q=EBRA%20c')).toEqual(['Zebra c']);
    expect(await names('q=zoo3%40stripes')).toEqual(['Zebra d']);
    expect(await names('q=5%2000%2000%2004')).toEqual(['Zebra e']);
    expect(await names('q=zz900000006')).toEqual(['Zebra g']);
    expect(await names('q=ze')).toHaveLength(7);
    expect(await names('q=100%25')).toEqual([percent.name]);
    expect(await names('q=cotton_l')).toEqual([percent.name]);
    expect(await names('q=cottonXl')).toEqual([]);
    expect(await names('q=nobody-at-all')).toEqual([]);

    for (const sort of ['name', '-name', 'createdAt', '-createdAt']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      do {
        const page: any = must(
          await api.get(`/api/v1/customers?q=stripes&sort=${sort}&limit=3${cursor && `&cursor=${cursor}`}`),
          200,
        );
        seen.push(...page.items.map((item: any) => item.name.slice(-1)));
        cursor = page.nextCursor;
      } while (cursor);
      const order = sort.startsWith('-') ? 'gfedcba' : 'abcdefg';
      expect(sort.includes('name') ? seen.join('') : [...seen].sort().join('')).toBe(
        sort.includes('name') ? order : 'abcdefg',
      );
    }
    expect(refusal(await api.get('/api/v1/customers?sort=name&cursor=bm9uc2Vuc2U'))).toBe('400 bad-cursor');
    expect(await names('status=INACTIVE')).toEqual(['Client A']);
  });

  it('above one’s clearance are not there, and neither are their documents', async () => {
    const { api } = world;
    const secret = await world.customer({ name: 'Secret Service', securityLevel: 7 });
    const invoice = await world.invoice(secret.id, '100.00');
    const receipt = await world.receipt(secret.id, '100.00', {
      allocations: [{ invoiceId: invoice.id, amount: '40.00' }],
    });
    const note = must(
      await api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, {
        reason: 'x',
        lines: [{ lineNo: 1, amount: '1' }],
      }),
      201,
    );
    const open = await world.customer({ name: 'Open' });
    const outsider = await world.as({ permissions: 'all', clearance: 6 });
    const insider = await world.as({ permissions: 'all', clearance: 7 });
    const get = (path: string) => outsider.get(`/api/v1/${path}`);

    expect(refusal(await get(`customers/${secret.id}`))).toBe('404 customer-not-found');
    expect(refusal(await get(`customers/${secret.id}/credit`))).toBe('404 customer-not-found');
    expect(refusal(await get(`invoices/${invoice.id}`))).toBe('404 invoice-not-found');
    expect(refusal(await get(`receipts/${receipt.id}`))).toBe('404 receipt-not-found');
    expect(refusal(await get(`credit-notes/${note.id}`))).toBe('404 credit-note-not-found');
    for (const list of [
      'customers?q=secret',
      `invoices?customerId=${secret.id}`,
      `invoices?q=secret`,
      `invoices?q=${invoice.number}`,
      `receipts?q=secret`,
      `credit-notes?customerId=${secret.id}`,
    ]) {
      expect(must(await get(list), 200).items).toEqual([]);
      expect(must(await insider.get(`/api/v1/${list}`), 200).items).toHaveLength(1);
    }

    const lines = [{ description: 'x', quantity: '1', unitPrice: '1' }];
    expect(
      refusal(await outsider.post('/api/v1/invoices', { customerId: secret.id, currency: 'EUR', lines })),
    ).toBe('400 customer-unknown');
    expect(refusal(await outsider.patch(`/api/v1/customers/${secret.id}`, { name: 'x' }))).toBe(
      '404 customer-not-found',
    );
    expect(refusal(await outsider.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'x' }))).toBe(
      '404 invoice-not-found',
    );
    expect(refusal(await outsider.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'x' }))).toBe(
      '404 receipt-not-found',
    );
    expect(
      refusal(
        await outsider.post(`/api/v1/receipts/${receipt.id}/allocations`, {
          invoiceId: invoice.id,
          amount: '1',
        }),
      ),
    ).toBe('404 receipt-not-found');
    const mine = must(
      await outsider.post('/api/v1/receipts', {
        customerId: open.id,
        currency: 'EUR',
        amount: '1',
        paymentDate: '2026-02-01',
      }),
      201,
    );
    must(await outsider.post(`/api/v1/receipts/${mine.id}/issue`), 200);
    expect(
      refusal(
        await outsider.post(`/api/v1/receipts/${mine.id}/allocations`, {
          invoiceId: invoice.id,
          amount: '1',
        }),
      ),
    ).toBe('400 invoice-unknown');
    expect(
      refusal(
        await outsider.post('/api/v1/customers', {
          name: 'x',
          email: 'x@x.example',
          currency: 'EUR',
          securityLevel: 7,
        }),
      ),
    ).toBe('403 clearance-too-low');
    expect(refusal(await outsider.patch(`/api/v1/customers/${open.id}`, { securityLevel: 7 }))).toBe(
      '403 clearance-too-low',
    );
  });
});
