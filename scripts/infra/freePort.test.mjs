import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { freePort, isFree } from './freePort.mjs';

test('the preferred port is kept while it is free, and another one found when it is taken', async () => {
  const port = await freePort();
  expect(await freePort(port)).toBe(port);
  const server = createServer();
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  try {
    expect(await isFree(port)).toBe(false);
    expect(await freePort(port)).not.toBe(port);
  } finally {
    server.close();
  }
});
