import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nameCases, searchedLists, type TestClient } from '@closeout/service-kit/testing';
import { startGateway, type TestGateway } from './support/startGateway.js';

let gateway: TestGateway;
let admin: TestClient;
let manager: TestClient;
beforeAll(async () => {
  gateway = await startGateway({ replicas: 1 });
  admin = (await gateway.signIn('admin')).api;
  manager = (await gateway.signIn('pm')).api;
  for (const [name, email] of [
    ['Nora Nordmann', 'nora@example.com'],
    ['Nora Aasen', 'aasen@example.com'],
    ['Left Nora', 'left@example.com'],
  ])
    await admin.post('/api/v1/users', { name, email, password: 'long enough' });
});
afterAll(() => gateway?.stop());

const people = '/api/v1/people';
const names = async (query: string): Promise<string[]> =>
  (await manager.get(`${people}?${query}`)).body.items.map(({ name }: { name: string }) => name);

describe('People', () => {
  it('are found by words of name and e-mail address, in any order, and by name', async () => {
    expect(await names('q=nora')).toEqual(['Left Nora', 'Nora Aasen', 'Nora Nordmann']);
    expect(await names('q=mann%20NORA')).toEqual(['Nora Nordmann']);
    expect(await names('q=aasen@exam%20nora')).toEqual(['Nora Aasen']);
    expect(await names('q=N%C3%B3ra%20AASEN')).toEqual(['Nora Aasen']);
    expect(await names('q=no%20aa')).toEqual(['Nora Aasen']);
    expect(await names('q=---')).toEqual([]);
    expect(await names('q=100%25')).toEqual([]);
  });

  it.each(nameCases)(
    '$stored is found however it is typed, as a colleague, a user and the name of a key',
    async ({ stored, found, notFound = [] }) => {
      const email = `person${nameCases.findIndex((one) => one.stored === stored)}@example.org`;
      await admin.post('/api/v1/users', { name: stored, email, password: 'long enough' });
      await admin.post('/api/v1/api-keys', { name: stored, roles: ['accounting'] });
      for (const list of searchedLists('gateway')) {
        const namesIn = async (q: string): Promise<string[]> =>
          (await admin.get(`/api/v1/${list}?q=${encodeURIComponent(q)}`)).body.items.map(
            ({ name }: { name: string }) => name,
          );
        for (const q of found) expect([list, q, await namesIn(q)]).toEqual([list, q, [stored]]);
        for (const q of notFound) expect([list, q, await namesIn(q)]).toEqual([list, q, []]);
      }
    },
  );

  it('show nothing but name, address and whether they can sign in', async () => {
    const { body } = await manager.get(`${people}?q=aasen`);
    expect(body.items).toEqual([
      { id: expect.any(String), name: 'Nora Aasen', email: 'aasen@example.com', active: true },
    ]);
  });

  it('come in pages, each once', async () => {
    const first = (await manager.get(`${people}?q=nora&limit=2`)).body;
    const second = (await manager.get(`${people}?q=nora&limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ name }: { name: string }) => name)).toEqual([
      'Left Nora',
      'Nora Aasen',
      'Nora Nordmann',
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('who have left are not chosen any more, but are still known by their id', async () => {
    const [{ id }] = (await manager.get(`${people}?q=left`)).body.items;
    await admin.patch(`/api/v1/users/${id}`, { active: false });
    expect(await names('q=nora')).toEqual(['Nora Aasen', 'Nora Nordmann']);
    expect((await manager.get(`${people}/${id}`)).body).toMatchObject({ name: 'Left Nora', active: false });
  });

  it('are not for those who only work on the projects that they are on', async () => {
    const member = (await gateway.signIn('member')).api;
    const { status, body } = await member.get(people);
    expect([status, body.code]).toEqual([403, 'permission-missing']);
  });
});
