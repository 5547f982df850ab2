import { randomBytes } from 'node:crypto';
import { serviceNames } from '@closeout/contracts/services';
import { connect } from 'amqplib';
import { deadLetterQueueOf, exchangeOf, logQueueOf, queueOf } from '../broker/topology.js';

/** A prefix for exchanges and queues that no other test uses. */
export function testNamespace(): string {
  return `t${randomBytes(5).toString('hex')}.`;
}

/**
 * The URL of the tests' broker with a service's own account, where there are accounts: `npm test` makes them, a broker that the
 * environment names may have none.
 */
export function brokerAccount(amqpUrl: string, service: string): string {
  if (!process.env['TEST_BROKER_ACCOUNTS']) return amqpUrl;
  const url = new URL(amqpUrl);
  url.username = `closeout_${service}`;
  return url.href;
}

/** Deletes all that services declared under the prefix; what is not there is no error to the broker. */
export async function cleanUpNamespace(amqpUrl: string, namespace: string): Promise<void> {
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  for (const service of serviceNames) {
    for (const producer of serviceNames) await channel.deleteQueue(queueOf(namespace, service, producer));
    await channel.deleteQueue(deadLetterQueueOf(namespace, service));
    await channel.deleteExchange(deadLetterQueueOf(namespace, service));
    await channel.deleteQueue(logQueueOf(namespace, service));
    await channel.deleteExchange(exchangeOf(namespace, service));
  }
  await connection.close();
}
