import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import amqp from 'amqplib';
import pg from 'pg';
import { identityOf } from './processIdentity.mjs';
import { startPrivatePostgres, startPrivateRabbit } from './privateParts.mjs';

const dir = mkdtempSync(join(tmpdir(), 'closeout-private-'));
/** @type {(() => Promise<void>)[]} */
const atTheEnd = [];
afterAll(async () => {
  for (const end of atTheEnd) await end();
  rmSync(dir, { recursive: true, force: true });
});

test('a killed database comes back on the same port with what was committed', async () => {
  const database = await startPrivatePostgres({ dir });
  atTheEnd.push(() => database.stop());
  const query = async (/** @type {string} */ sql) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return client.query(sql).finally(() => client.end());
  };
  await query('create table kept (id int); insert into kept values (7)');
  const { pid } = database;
  await database.kill();
  expect(identityOf(pid)).toBeUndefined();
  await database.start();
  expect(database.pid).not.toBe(pid);
  expect((await query('select id from kept')).rows).toEqual([{ id: 7 }]);
});

test('a killed broker comes back on the same port', async () => {
  const broker = await startPrivateRabbit({ dir });
  atTheEnd.push(() => broker.stop());
  const { pid } = broker;
  await broker.kill();
  expect(identityOf(pid)).toBeUndefined();
  await broker.start();
  expect(broker.pid).not.toBe(pid);
  const connection = await amqp.connect(broker.url);
  await connection.close();
  expect(await broker.control('list_users')).toContain('closeout');
});
