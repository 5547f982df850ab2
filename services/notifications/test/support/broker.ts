import { queueOf } from '@closeout/service-kit/messaging';
import { eventually } from '@closeout/service-kit/testing';
import { connect } from 'amqplib';

/**
 * Until the service consumes from its queues. What is said before its bindings are there is fetched from the
 * producers' logs; a story is told to a service that listens.
 */
export async function awaitConsumers(amqpUrl: string, namespace: string): Promise<void> {
  const connection = await connect(amqpUrl);
  try {
    for (const name of ['gateway', 'projects', 'billing']) {
      await eventually(
        async () => {
          // Asking for a queue that is not there closes the channel.
          const channel = await connection.createChannel();
          channel.on('error', () => undefined);
          const { consumerCount } = await channel.checkQueue(queueOf(namespace, 'notifications', name));
          await channel.close();
          return consumerCount;
        },
        (consumers) => consumers > 0,
        { what: `a consumer of ${name}` },
      );
    }
  } finally {
    await connection.close();
  }
}
