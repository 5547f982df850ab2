import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identifier, searchable } from '@closeout/service-kit/db';
import {
  eventually,
  nameCases,
  orderNumberCases,
  searchedLists,
  vatNumberCases,
  type SearchCase,
} from '@closeout/service-kit/testing';
import { must, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const found = async (list: string, q: string): Promise<string[]> =>
  must(await world.api.get(`/api/v1/${list}?q=${encodeURIComponent(q)}`), 200).items.map(
    (item: any) => item.id,
  );

describe('A search means the same in every list', () => {
  it('Müller is found however it is typed, with everything that is Müller’s', async () => {
    const { api } = world;
    const customer = await world.customer({
      name: 'Müller & Söhne Großbäckerei GmbH',
      email: 'post@müller.example',
      phone: '+49 (30) 123-4567',
      vatNumber: 'DE 234 567 890',
    });
    await world.customer({ name: 'Miller Ltd', email: 'post@miller.example' });
    const invoice = await world.invoice(customer.id, '100.00');
    const receipt = await world.receipt(customer.id, '100.00', { reference: 'Überweisung Straße 7' });
    const note = must(
      await api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'Wrong' }),
      201,
    );
    const order = must(
      await api.post('/api/v1/cpos', {
        customerId: customer.id,
        number: 'Größe-2026/17',
        amount: '10.00',
        currency: 'EUR',
      }),
      201,
    );
    const lines = [{ description: 'Work', quantity: '1', unitPrice: '10.00' }];
    const quote = must(
      await api.post('/api/v1/quotes', {
        customerId: customer.id,
        title: 'Öfen für die Backstube',
        currency: 'EUR',
        lines,
      }),
      201,
    );
    const lists = {
      customers: customer.id,
      invoices: invoice.id,
      receipts: receipt.id,
      'credit-notes': note.id,
      cpos: order.id,
      quotes: quote.id,
    };
    const ways = [
      'Muller',
      'müller',
      'MÜLLER',
      'Mu\u0308ller',
      'mül\u00adler',
      'GmbH Müller',
      'grossbackerei',
      'GROẞBÄCKEREI',
      'soh mul',
    ];
    for (const [list, id] of Object.entries(lists))
      for (const q of ways) expect([list, q, await found(list, q)]).toEqual([list, q, [id]]);

    for (const q of [
      'DE234567890',
      'de 234 567 890',
      '234567',
      '4930123',
      '+49 30 123',
      'post@müller.example',
      'post@xn--mller-kva.example',
      'XN--MLLER-KVA.example',
    ])
      expect([q, await found('customers', q)]).toEqual([q, [customer.id]]);
    for (const q of ['strasse 7', 'ÜBERWEISUNG', 'muller uberweisung'])
      expect(await found('receipts', q)).toEqual([receipt.id]);
    for (const q of ['grosse-2026', '2026/17', '17', 'Muller 17', 'Größe202617', '202617'])
      expect(await found('cpos', q)).toEqual([order.id]);
    for (const q of ['ofen backstube', 'backstube öfen', 'Öfen Müller'])
      expect(await found('quotes', q)).toEqual([quote.id]);
    for (const list of Object.keys(lists))
      for (const q of ['&&&', '---', 'nobody', 'Müller nobody'])
        expect([list, q, await found(list, q)]).toEqual([list, q, []]);
  });

  it('an e-mail address is found by either spelling of its domain, also that of a customer from before', async () => {
    const ascii = await world.customer({ name: 'Kafe', email: 'Info@xn--caf-dma.example' });
    expect(ascii.email).toBe('Info@xn--caf-dma.example');
    const both = ['info@café.example', 'xn--caf-dma.example', 'cafe.example'];
    for (const q of both) expect([q, await found('customers', q)]).toEqual([q, [ascii.id]]);
    await world.database.query('UPDATE customer SET email_key = NULL WHERE id = $1', [ascii.id]);
    await eventually(
      () => found('customers', 'info@café.example'),
      ([id]) => id === ascii.id,
      { timeoutMs: 20_000 },
    );
  });

  it('any part of a document’s number finds it', async () => {
    const { api } = world;
    const customer = await world.customer({ name: 'Numbers Ltd' });
    const invoice = await world.invoice(customer.id, '100.00');
    const receipt = await world.receipt(customer.id, '50.00');
    const note = must(
      await api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'Wrong' }),
      201,
    );
    for (const [list, { id, number }] of Object.entries({
      invoices: invoice,
      receipts: receipt,
      'credit-notes': note,
    })) {
      const count = number.slice(-4);
      for (const q of [
        number,
        number.toLowerCase(),
        number.slice(4),
        count,
        count.slice(-2),
        number.slice(2, 10),
        `Numbers ${count}`,
        number.replaceAll('-', ''),
        number.replaceAll('-', '').toLowerCase().slice(2),
        number.replaceAll('-', '').slice(5),
        number.replace(/-(?=\d+$)/, ''),
        number.replaceAll('-', ' '),
      ])
        expect([list, q, await found(list, q)]).toEqual([list, q, expect.arrayContaining([id])]);
    }
  });
});

/** A customer with one document of each kind that has a list. */
async function everythingOf(customer: { id: string }, number: string): Promise<Record<string, string>> {
  const { api } = world;
  const customerId = customer.id;
  const lines = [{ description: 'Work', quantity: '1', unitPrice: '10.00' }];
  const invoice = await world.invoice(customerId, '100.00');
  const receipt = await world.receipt(customerId, '100.00', { reference: number });
  const made = async (path: string, body: object) => must(await api.post(`/api/v1/${path}`, body), 201).id;
  return {
    customers: customerId,
    invoices: invoice.id,
    receipts: receipt.id,
    'credit-notes': await made(`invoices/${invoice.id}/credit-notes`, { reason: 'Wrong' }),
    refunds: await made(`receipts/${receipt.id}/refunds`, {
      ...{ refundDate: '2026-02-10', reason: 'Paid too much', amount: '10.00' },
    }),
    cpos: await made('cpos', { customerId, number, amount: '10.00', currency: 'EUR' }),
    quotes: await made('quotes', { customerId, title: number, currency: 'EUR', lines }),
  };
}

async function tryAll({ stored, found: ways, notFound = [] }: SearchCase, lists: [string, string][]) {
  for (const [list, id] of lists) {
    for (const q of ways)
      expect({ list, stored, q, found: await found(list, q) }).toEqual({
        ...{ list, stored, q, found: expect.arrayContaining([id]) },
      });
    for (const q of notFound)
      expect({ list, stored, q, found: await found(list, q) }).toMatchObject({ found: [] });
  }
}

describe('Every list that takes a search finds', () => {
  it('each list of billing is tried', async () => {
    const customer = await world.customer({ name: 'One of each' });
    expect(Object.keys(await everythingOf(customer, 'EACH-1')).sort()).toEqual(searchedLists('billing'));
  });

  it.each(nameCases)('the customer $stored and their documents', async (tried) => {
    const all = await everythingOf(await world.customer({ name: tried.stored }), 'N-1');
    await tryAll(tried, Object.entries(all));
  });

  it.each(vatNumberCases)('the VAT number $stored, however it is set apart', async (tried) => {
    const vatNumber = tried.stored;
    const all = await everythingOf(await world.customer({ name: 'Somebody', vatNumber }), 'V-1');
    await tryAll(tried, Object.entries(all));
    const [first] = tried.found;
    expect(await found('invoices', `Somebody, ${first}`)).toEqual([all['invoices']]);
    expect(await found('customers', `${first} somebody`)).toEqual([all['customers']]);
  });

  it.each(orderNumberCases)('any part of $stored', async (tried) => {
    const { cpos, receipts, quotes } = await everythingOf(await world.customer(), tried.stored);
    await tryAll(tried, Object.entries({ cpos, receipts }) as [string, string][]);
    await tryAll({ ...tried, found: [tried.stored] }, [['quotes', quotes!]]);
  });
});

it('PostgreSQL and the services agree on every text', async () => {
  // Scripts that every PostgreSQL's library of Unicode knows, however old it is.
  const scripts = [
    [0x20, 0x17f],
    [0x370, 0x3ff],
    [0x400, 0x45f],
    [0x5d0, 0x5ea],
    [0x620, 0x64a],
    [0x905, 0x94d],
    [0x1e00, 0x1eff],
    [0x3041, 0x30ff],
    [0x4e00, 0x4fff],
    [0xac00, 0xafff],
    [0xff01, 0xff5e],
    [0x2000, 0x206f],
    [0x2190, 0x21ff],
    [0x2500, 0x25ff],
    [0x3000, 0x303f],
    [0x60c, 0x61f],
    [0xe0001, 0xe007f],
    [0x1f600, 0x1f64f],
  ] as const;
  const letter = fc.oneof(
    ...scripts.map(([min, max]) => fc.integer({ min, max }).map((code) => String.fromCodePoint(code))),
    fc.constantFrom(
      ...'ßẞΣςİıłŁđĐðÐøØæÆœŒþÞħŧŋĸ´’‘ʼ′`№₤\u115f\u17b4\u2800\u3164\uffa0\ufff9Å½Ⅳﬁ\u0308\u0301\u00ad\u200b\u200f\u00a0\u2028\u2003\ufeff\t\n',
    ),
  );
  const letters = fc.array(letter, { maxLength: 20 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(fc.array(letters, { minLength: 20, maxLength: 50 }), async (texts) => {
      const rows = await world.database.query<{ text: string; identifier: string }>(
        'SELECT searchable(text) AS text, identifier(text) AS identifier FROM unnest($1::text[]) WITH ORDINALITY AS t (text, nth) ORDER BY nth',
        [texts],
      );
      expect(rows.map(({ text }) => text)).toEqual(texts.map(searchable));
      expect(rows.map((row) => row.identifier)).toEqual(texts.map(identifier));
    }),
    { numRuns: 30 },
  );
});
