import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { must, startWorld, type World } from './support/world.js';

const lines = [{ description: 'Work', quantity: '1', unitPrice: '100.00', taxRate: '19' }];

describe('while others issue', () => {
  let world: World;
  let customer: any;
  beforeAll(async () => {
    world = await startWorld({ replicas: 2 });
    customer = await world.customer();
  });
  afterAll(() => world.stop());

  /** Invoices, receipts, allocations, credit notes and reversals, on both replicas at once. */
  async function issueEverything(people: number, rounds: number): Promise<void> {
    const person = async (n: number) => {
      const api = world.replicas[n % 2]!;
      const body = { customerId: customer.id, currency: 'EUR' };
      for (let round = 0; round < rounds; round += 1) {
        const invoice = must(await api.post('/api/v1/invoices', { ...body, lines }), 201);
        must(await api.post(`/api/v1/invoices/${invoice.id}/issue`), 200);
        const draft = { ...body, amount: '200.00', paymentDate: '2026-02-09' };
        const receipt = must(await api.post('/api/v1/receipts', draft), 201);
        must(await api.post(`/api/v1/receipts/${receipt.id}/issue`), 200);
        const allocation = { invoiceId: invoice.id, amount: '119.00' };
        must(await api.post(`/api/v1/receipts/${receipt.id}/allocations`, allocation), 201);
        if (round % 2 === 0)
          must(await api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'All' }), 201);
        else must(await api.post(`/api/v1/receipts/${receipt.id}/reverse`, { reason: 'Bounced' }), 200);
      }
    };
    await Promise.all(Array.from({ length: people }, (_, n) => person(n)));
  }

  const numbers = async (): Promise<number[]> =>
    (await world.database.query<{ no: bigint }>('SELECT no FROM journal_line ORDER BY no')).map(({ no }) =>
      Number(no),
    );

  it('readers of the pages, of what is new and of the CSV miss no line and see none twice', async () => {
    const issuing = { over: false };
    const done = issueEverything(8, 4).finally(() => (issuing.over = true));

    /** Page by page to the end, and from there on again, until nobody issues any more. */
    async function readPages(): Promise<number[]> {
      const seen: number[] = [];
      for (let last = false; !last;) {
        last = issuing.over;
        let cursor: string | null = '';
        do {
          const from = `after=${seen.at(-1) ?? 0}${cursor && `&cursor=${cursor}`}`;
          const page: any = must(await world.replicas[0]!.get(`/api/v1/journal?limit=7&${from}`), 200);
          seen.push(...page.items.map(({ no }: any) => no));
          cursor = page.nextCursor;
        } while (cursor);
      }
      return seen;
    }
    async function readCsv(): Promise<number[]> {
      const seen: number[] = [];
      for (let last = false; !last;) {
        last = issuing.over;
        const reply = await world.replicas[1]!.get(`/api/v1/journal.csv?after=${seen.at(-1) ?? 0}`);
        seen.push(
          ...String(reply.body)
            .split('\r\n')
            .slice(1, -1)
            .map((line) => Number(line.split(',')[0])),
        );
      }
      return seen;
    }
    const [paged, exported] = await Promise.all([readPages(), readCsv(), done]);
    const all = await numbers();
    expect(all).toEqual(Array.from({ length: all.length }, (_, n) => n + 1));
    expect(all.length).toBeGreaterThanOrEqual(8 * 4 * 10);
    expect(paged).toEqual(all);
    expect(exported).toEqual(all);
  }, 60_000);

  it('pages by day are of one moment, also when something is dated back meanwhile', async () => {
    const before = await numbers();
    const seen: number[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null; pages += 1) {
      const page: any = must(
        await world.api.get(`/api/v1/journal?sort=date&limit=150${cursor && `&cursor=${cursor}`}`),
        200,
      );
      seen.push(...page.items.map(({ no }: any) => no));
      cursor = page.nextCursor;
      if (pages > 0) continue;
      const draft = must(
        await world.api.post('/api/v1/invoices', { customerId: customer.id, currency: 'EUR', lines }),
        201,
      );
      must(await world.api.post(`/api/v1/invoices/${draft.id}/issue`, { issueDate: '2025-12-01' }), 200);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(before);
    const news = must(await world.api.get(`/api/v1/journal?after=${before.at(-1)}`), 200).items;
    expect(news.map(({ no, date }: any) => [no, date])).toEqual(
      [1, 2, 3].map((n) => [before.length + n, '2025-12-01']),
    );
  });

  it('an issue that fails takes no number with it', async () => {
    const last = (await numbers()).at(-1)!;
    const draft = must(
      await world.api.post('/api/v1/invoices', { customerId: customer.id, currency: 'EUR', lines }),
      201,
    );
    must(await world.api.post(`/api/v1/invoices/${draft.id}/issue?dryRun=true`), 200);
    const replies = await Promise.all(
      [0, 1, 2, 3].map((n) => world.replicas[n % 2]!.post(`/api/v1/invoices/${draft.id}/issue`)),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await numbers()).at(-1)).toBe(last + 3);
  });
});
