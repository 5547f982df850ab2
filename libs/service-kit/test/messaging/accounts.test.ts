import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceNames } from '@closeout/contracts/services';
import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import { startPrivateRabbit, type PrivateRabbit } from '../../../../scripts/infra/privateParts.mjs';
import {
  declareConsumer,
  declareListener,
  declareProducer,
  exchangeOf,
  queueOf,
} from '../../src/broker/topology.js';

const directory = mkdtempSync(join(tmpdir(), 'accounts-'));
const open: ChannelModel[] = [];
let broker: PrivateRabbit;

beforeAll(async () => {
  broker = await startPrivateRabbit({ dir: directory });
});
afterEach(() => Promise.all(open.splice(0).map((connection) => connection.close())));
afterAll(async () => {
  await broker.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function channelOf(service: string): Promise<ConfirmChannel> {
  const url = new URL(broker.url);
  url.username = `closeout_${service}`;
  const connection = await connect(url.href);
  open.push(connection);
  const channel = await connection.createConfirmChannel();
  channel.on('error', () => undefined); // the refusal that the test is about
  return channel;
}

/** @returns the broker's reply code, 0 where it took the message */
async function publish(service: string, exchange: string, key: string): Promise<number> {
  const channel = await channelOf(service);
  return new Promise((resolve) => {
    channel.on('error', ({ code }: { code: number }) => resolve(code));
    channel.publish(exchange, key, Buffer.from('{}'), { mandatory: false }, (error: unknown) => {
      if (error === null) resolve(0);
    });
  });
}

const refused = 403;

async function declareEverything(): Promise<void> {
  for (const service of serviceNames) {
    const channel = await channelOf(service);
    for (const producer of serviceNames) {
      await declareConsumer(channel, { namespace: '', consumer: service, producer }, ['#']);
      await declareListener(channel, '', producer);
    }
    await declareProducer(channel, '', service);
  }
}

describe('Each service has an account of its own at the broker', () => {
  it('with which it declares what it needs, whoever starts first, and says its events', async () => {
    await declareEverything();
    for (const service of serviceNames)
      expect(await publish(service, exchangeOf('', service), `${service}.thing-happened.v1`)).toBe(0);
  });

  it('nobody can say that a receipt was issued but billing', async () => {
    await declareEverything();
    const key = 'billing.receipt-issued.v1';
    for (const service of serviceNames.filter((name) => name !== 'billing')) {
      expect(await publish(service, exchangeOf('', 'billing'), key)).toBe(refused);
      // Nor past the exchange, straight into the queue of who would believe it, or by way of a dead letter.
      expect(await publish(service, '', queueOf('', 'projects', 'billing'))).toBe(refused);
    }
    const channel = await channelOf('notifications');
    await expect(
      channel.assertQueue('notifications.forged', {
        arguments: { 'x-dead-letter-exchange': exchangeOf('', 'billing'), 'x-message-ttl': 0 },
      }),
    ).rejects.toThrow('ACCESS_REFUSED');
  });

  it('reads no queue of another service, and binds nothing to it', async () => {
    await declareEverything();
    const queue = queueOf('', 'projects', 'billing');
    await expect((await channelOf('gateway')).get(queue)).rejects.toThrow('ACCESS_REFUSED');
    await expect((await channelOf('gateway')).deleteQueue(queue)).rejects.toThrow('ACCESS_REFUSED');
    await expect(
      (await channelOf('gateway')).bindQueue(queue, exchangeOf('', 'gateway'), '#'),
    ).rejects.toThrow('ACCESS_REFUSED');
    await expect(
      (await channelOf('gateway')).bindExchange(exchangeOf('', 'billing'), exchangeOf('', 'gateway'), '#'),
    ).rejects.toThrow('ACCESS_REFUSED');
  });

  it('unbinds queues from its own exchange, which one that is dead would hold up; nobody else does', async () => {
    await declareEverything();
    const [queue, exchange] = [queueOf('', 'projects', 'billing'), exchangeOf('', 'billing')];
    await (await channelOf('billing')).unbindQueue(queue, exchange, '#');
    await expect((await channelOf('gateway')).unbindQueue(queue, exchange, '#')).rejects.toThrow(
      'ACCESS_REFUSED',
    );
  });
});
