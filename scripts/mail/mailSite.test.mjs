import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mailSite } from './mailSite.mjs';
import { openMailStore } from './mailStore.mjs';

const dir = mkdtempSync(join(tmpdir(), 'mail-'));
/** @type {import('node:http').Server} */
let site;
/** @type {number} */
let port;

beforeAll(async () => {
  const store = await openMailStore(dir);
  await store.add(Buffer.from('Subject: Hello\r\n\r\nText\r\n'), ['sam@example.com']);
  site = mailSite(store).listen(0, '127.0.0.1');
  await once(site, 'listening');
  port = /** @type {import('node:net').AddressInfo} */ (site.address()).port;
});
afterAll(() => {
  site.close();
  rmSync(dir, { recursive: true });
});

/** As it stands, also what no HTTP client would send. @param {string} target @returns {Promise<string>} the status line */
async function get(target) {
  const socket = connect(port, '127.0.0.1');
  socket.end(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text.split('\r\n')[0] ?? '';
}

test('a mail that was caught is read in the browser and by programs', async () => {
  const url = `http://127.0.0.1:${port}`;
  const [message] = /** @type {any[]} */ (await (await fetch(`${url}/api/messages`)).json());
  expect(message).toMatchObject({ subject: 'Hello', to: ['sam@example.com'] });
  expect(await (await fetch(`${url}/messages/${message.id}`)).text()).toContain('Hello');
});

test.each([
  '/messages/%ff',
  '/api/messages/%',
  '/%E0%A4%A',
  '//',
  '//[',
  '/messages/%00',
  '/messages/..%2f..%2fetc',
])('the mail catcher survives GET %s', async (target) => {
  expect(await get(target)).toMatch(/^HTTP\/1\.1 40[04] /);
  expect(await get('/livez')).toBe('HTTP/1.1 200 OK');
});
