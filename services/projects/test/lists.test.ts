import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Project } from '@closeout/contracts/http/projects';
import { newId } from '@closeout/service-kit/db';
import { eventually, nameCases, searchedLists, vatNumberCases } from '@closeout/service-kit/testing';
import { api, startWorld, type World } from './support/world.js';

/** Five projects of two customers, seen on 1 March 2026. */
let world: World;
let harbour: string;
const manager = newId();
beforeAll(async () => {
  world = await startWorld({ replicas: 1 });
  harbour = (await world.billing.customer({ name: 'Harbour Logistics AG' })).id;
  const energy = (await world.billing.customer({ name: 'Énergie du Nord' })).id;
  const due = (dueDate: string) => [{ type: 'FINAL', expectedAmount: '10.00', dueDate }];
  await world.project({ customerId: harbour, title: 'Warehouse system', projectManagerId: manager });
  await world.project({ customerId: harbour, title: 'Customs portal', milestones: due('2026-02-28') });
  await world.project({ customerId: energy, title: 'Warehouse audit', milestones: due('2026-03-01') });
  const held = await world.project({ customerId: energy, title: 'Dashboard 100%' });
  const old = await world.project({ customerId: energy, title: 'Archive of 2019' });
  await world.admin.post(api(`/projects/${held.id}/hold`), { reason: 'Budget freeze' });
  await world.admin.post(api(`/projects/${old.id}/cancel`), { reason: 'Withdrawn' });
  await world.admin.post(api(`/projects/${old.id}/archive`));
});
afterAll(() => world?.close());

async function titles(query: string): Promise<string[]> {
  const answer = await world.admin.get(api(`/projects?${query}`));
  expect(answer.status).toBe(200);
  return answer.body.items.map((project: Project) => project.title);
}

const all = ['Dashboard 100%', 'Warehouse audit', 'Customs portal', 'Warehouse system'];

describe('The list of projects', () => {
  it('shows the newest first, without archived ones', async () => {
    expect(await titles('')).toEqual(all);
    expect(await titles('archived=true')).toEqual(['Archive of 2019']);
    expect(await titles('archived=all')).toEqual(['Archive of 2019', ...all]);
  });

  it('is sorted as asked', async () => {
    expect(await titles('sort=number')).toEqual([...all].reverse());
    expect(await titles('sort=title')).toEqual([...all].sort());
    expect(await titles('sort=-title')).toEqual([...all].sort().reverse());
    expect(await titles('sort=createdAt')).toEqual([...all].reverse());
  });

  it('is filtered by customer, status, manager and what is overdue', async () => {
    expect(await titles(`customerId=${harbour}`)).toEqual(['Customs portal', 'Warehouse system']);
    expect(await titles('status=ON_HOLD')).toEqual(['Dashboard 100%']);
    expect(await titles('status=CANCELLED')).toEqual([]);
    expect(await titles('status=CANCELLED&archived=all')).toEqual(['Archive of 2019']);
    expect(await titles(`projectManagerId=${manager}`)).toEqual(['Warehouse system']);
    expect(await titles('overdue=true')).toEqual(['Customs portal']);
    expect(await titles('overdue=false')).toEqual(['Dashboard 100%', 'Warehouse audit', 'Warehouse system']);
  });

  it('is searched by words of number, title and customer, in any order, without case or accents', async () => {
    expect(await titles('q=WAREHOUSE')).toEqual(['Warehouse audit', 'Warehouse system']);
    expect(await titles('q=harbour+ware')).toEqual(['Warehouse system']);
    expect(await titles('q=energie+audit')).toEqual(['Warehouse audit']);
    expect(await titles('q=house')).toEqual(['Warehouse audit', 'Warehouse system']);
    expect(await titles('q=100%25')).toEqual(['Dashboard 100%']);
    expect(await titles('q=ag')).toEqual(['Customs portal', 'Warehouse system']);
    expect(await titles('q=prj-2026-0002')).toEqual(['Customs portal']);
    expect(await titles('q=2026-0003')).toEqual(['Warehouse audit']);
    expect(await titles('q=prj-2026+customs')).toEqual(['Customs portal']);
    for (const part of [
      ...['0002', '26-0002', 'j-2026-0002', '2026-0002+portal'],
      ...['prj20260002', 'PRJ-20260002', '20260002', '260002', '60002', 'j2026+0002', 'prj+2026+2+customs'],
    ])
      expect(await titles(`q=${part}`)).toEqual(['Customs portal']);
    expect(await titles('q=cu\u0301sto\u00adms')).toEqual(['Customs portal']);
    for (const number of ['PRJ+0002', '0002+PRJ', 'prj+2026+0002'])
      expect(await titles(`q=${number}`)).toEqual(['Customs portal']);
    expect((await titles('q=PRJ')).length).toBeGreaterThan(3);
    expect(await titles('q=---')).toEqual([]);
  });

  it('finds by their e-mail address and VAT number also customers of whom an earlier release took the name alone', async () => {
    const customer = await world.billing.customer({
      ...{ name: 'Ålesund Shipyard', email: 'post@alesund.example', vatNumber: 'NO 999 888 777' },
    });
    await world.project({ customerId: customer.id, title: 'Dry dock' });
    expect(await titles('q=999888777')).toEqual(['Dry dock']);
    await world.db.query(
      `UPDATE customer SET contact_searched = false, name_search = 'alesund shipyard' WHERE id = $1`,
      [customer.id],
    );
    await world.db.query(`UPDATE project SET customer_search = 'alesund shipyard' WHERE customer_id = $1`, [
      customer.id,
    ]);
    await eventually(
      () => titles('q=post@alesund.example'),
      ([title]) => title === 'Dry dock',
      { timeoutMs: 20_000 },
    );
    expect(await titles('q=999888777')).toEqual(['Dry dock']);
  });

  it('comes in pages that neither repeat nor leave out', async () => {
    for (const sort of ['number', '-createdAt', 'title']) {
      const first = (await world.admin.get(api(`/projects?limit=3&sort=${sort}`))).body;
      const second = (await world.admin.get(api(`/projects?limit=3&sort=${sort}&cursor=${first.nextCursor}`)))
        .body;
      const seen = [...first.items, ...second.items].map((p: Project) => p.title);
      expect(seen).toEqual(await titles(`sort=${sort}`));
      expect(second.nextCursor).toBeNull();
    }
  });

  it('shows amounts and what is overdue', async () => {
    const [project] = (await world.admin.get(api('/projects?q=customs'))).body.items;
    expect(project).toMatchObject({
      totals: { received: '0.00', remaining: '8000.00', milestonesExpected: '10.00', invoiced: '0.00' },
      overdue: true,
      customer: { id: harbour, name: 'Harbour Logistics AG' },
    });
  });
});

describe('A search of projects', () => {
  it('is the only one of this service', () => expect(searchedLists('projects')).toEqual(['projects']));

  it.each(nameCases)(
    'finds $stored however it is typed, as a title and as a customer',
    async ({ stored, found, notFound = [] }) => {
      const { id } = await world.billing.customer({ name: stored });
      await world.project({ customerId: id, title: 'Cobalt' });
      await world.project({ customerId: harbour, title: stored });
      for (const q of found)
        expect([q, (await titles(`q=${encodeURIComponent(q)}`)).sort()]).toEqual([
          q,
          ['Cobalt', stored].sort(),
        ]);
      for (const q of notFound) expect([q, await titles(`q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
    },
  );

  it.each(vatNumberCases)(
    'finds the customer with the VAT number $stored, however it is set apart',
    async ({ stored, found, notFound = [] }) => {
      const { id } = await world.billing.customer({ name: 'Basalt', vatNumber: stored });
      const title = `Quarry of ${stored.slice(0, 2)}`;
      await world.project({ customerId: id, title });
      for (const q of [...found, `basalt, ${found[0]}`])
        expect([q, await titles(`q=${encodeURIComponent(q)}`)]).toEqual([q, [title]]);
      for (const q of notFound) expect([q, await titles(`q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
    },
  );
});
