import { deadLetterQueueOf, exchangeOf, logQueueOf, queueOf } from '@closeout/service-kit';
import { connect } from 'amqplib';

const names = ['gateway', 'projects', 'billing', 'notifications'];

/** Removes what a test left at the broker. */
export async function cleanUpBroker(amqpUrl: string, namespace: string): Promise<void> {
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  for (const name of names) {
    await channel.deleteQueue(queueOf(namespace, 'notifications', name));
    await channel.deleteQueue(logQueueOf(namespace, name));
    await channel.deleteExchange(exchangeOf(namespace, name));
  }
  await channel.deleteQueue(deadLetterQueueOf(namespace, 'notifications'));
  await connection.close();
}
