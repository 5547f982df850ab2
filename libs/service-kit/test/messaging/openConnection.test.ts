import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openConnection, type BrokerConnection } from '../../src/broker/openConnection.js';
import { createLogger } from '../../src/observability/logger.js';
import { watchReach } from '../../src/observability/reach.js';
import { eventually } from '../../src/testing/index.js';

/** The broker, behind a door that counts who is inside and can let nobody speak. */
let door: Server;
let inside = 0;
let letThrough = true;
let connection: BrokerConnection;
beforeEach(async () => {
  const broker = new URL(process.env['TEST_AMQP_URL'] ?? '');
  letThrough = true;
  door = createServer((inbound) => {
    inside += 1;
    inbound.on('close', () => (inside -= 1));
    inbound.on('error', () => undefined);
    const go = () => {
      if (!letThrough) return void setTimeout(go, 20);
      const outbound = connect(Number(broker.port), broker.hostname);
      outbound.on('error', () => inbound.destroy());
      inbound.pipe(outbound).pipe(inbound);
    };
    go();
  }).listen(0, '127.0.0.1');
  await eventually(async () => door.listening, Boolean);
  const url = Object.assign(new URL(broker), { host: `127.0.0.1:${(door.address() as AddressInfo).port}` });
  const log = createLogger({ service: 'projects', level: 'silent' });
  connection = openConnection({ url: url.href, name: 'test', log, reach: watchReach(log, 'the broker') });
  await eventually(async () => connection.connected, Boolean, { what: 'a connection' });
});
afterEach(async () => {
  await connection.close();
  await new Promise((resolve) => door.close(resolve));
});

it('a further connection that is given up before it is open is closed, and the process goes on', async () => {
  const stopping = new AbortController();
  letThrough = false;
  const opening = connection.openFurther(stopping.signal);
  await eventually(
    async () => inside,
    (count) => count === 2,
    { what: 'a second connection' },
  );
  stopping.abort();
  await expect(opening).rejects.toThrow('aborted');
  letThrough = true;
  // An error that nobody listens to would have ended the process, and this test.
  await eventually(
    async () => inside,
    (count) => count === 1,
    { what: 'only the first connection' },
  );
});
