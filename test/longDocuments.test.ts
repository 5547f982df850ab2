import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startStack, type Client, type Stack } from './stack/stack.js';
import { newCustomer, see, seen, type Json } from './stack/stories.js';

/** What the API allows for a document fits into one request, from the gateway to the PDF. */
let stack: Stack;
let finance: Client;
let sales: Client;
let client: Json;

beforeAll(async () => {
  stack = await startStack({ replicas: 1 });
  [sales, finance] = await Promise.all([stack.as('sales'), stack.as('finance')]);
  client = await newCustomer(sales, 'Client A');
}, 150_000);
afterAll(() => stack?.stop());

const description = '😀'.repeat(1000);
const lines = Array.from({ length: 500 }, () => ({
  ...{ description, quantity: '1234567890.123456', unitPrice: '0.000001', taxRate: '99.875' },
  priceIncludesTax: true,
}));
/** As clients write it that take no letter beyond ASCII: six bytes for each, twelve for those that are two units of UTF-16. */
const escaped = (body: unknown): string =>
  JSON.stringify(body).replaceAll(/[^\x20-\x7e]/g, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
const accepted = ({ status, body }: { status: number; body: Json }): Json => {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body).slice(0, 500)}`);
  return body;
};

it('an invoice of 500 lines as long as allowed is drafted, changed, looked at, issued and heard of', async () => {
  const body = { customerId: client.id, currency: 'EUR', lines };
  expect(escaped(body).length).toBeGreaterThan(6_000_000);
  const draft = accepted(await finance.post('/invoices', escaped(body)));
  expect(draft.lines).toHaveLength(500);
  expect(draft.totals.gross).toBe('617285.00');
  expect(accepted(await finance.patch(`/invoices/${draft.id}`, { lines })).version).toBe(2);
  const plan = accepted(await finance.post(`/invoices/${draft.id}/issue?dryRun=true`, {}));
  expect(plan.emails).not.toBeNull();
  const issued = accepted(await finance.post(`/invoices/${draft.id}/issue`, {}));
  expect(issued.lines[499].description).toBe(description);
  const admin = await stack.as('admin');
  const { items } = await seen(admin, '/events?types=billing.invoice-issued.v1&limit=10', (feed) =>
    feed.items.some(({ subject }: Json) => subject === draft.id),
  );
  expect(items.find(({ subject }: Json) => subject === draft.id).data.lines).toHaveLength(500);
});

it('a quote of 500 lines and 500 budget nodes as long as allowed is drafted and sent', async () => {
  const budgetNodes = lines.map((_, no) => ({
    code: `${no}`.padStart(3, '0') + '😀'.repeat(37),
    parent: no === 0 ? null : '000' + '😀'.repeat(37),
    name: '😀'.repeat(200),
    amount: no === 0 ? '500.00' : '1.00',
  }));
  const body = { customerId: client.id, currency: 'EUR', title: '😀'.repeat(200), lines, budgetNodes };
  expect(escaped(body).length).toBeGreaterThan(7_500_000);
  const quote = accepted(await sales.post('/quotes', escaped(body)));
  expect([quote.lines.length, quote.budgetNodes.length]).toEqual([500, 500]);
  accepted(await sales.patch(`/quotes/${quote.id}`, escaped({ lines, budgetNodes })));
  accepted(await sales.post(`/quotes/${quote.id}/send`, {}));
  expect((await see(sales, `/quotes/${quote.id}`)).status).toBe('SENT');
});

it('what is longer still is refused as such, other operations keep their limit', async () => {
  const tooLong = 'x'.repeat(7.75 * 1024 * 1024);
  expect(await finance.post('/invoices', { tooLong })).toMatchObject({
    status: 413,
    body: { code: 'body-too-large', detail: expect.stringContaining('7936 KiB') },
  });
  expect((await sales.post('/customers', { name: 'x'.repeat(300_000) })).status).toBe(413);
});
