import type { StoredEvent } from '@closeout/contracts/events';
import { serviceNames, type ServiceName } from '@closeout/contracts/services';
import { startPeer, type Peer } from '@closeout/service-kit/testing';

export type ProducerName = Exclude<ServiceName, 'notifications'>;
export const producerNames = serviceNames.filter((name): name is ProducerName => name !== 'notifications');

export interface Delivered {
  /** How often the broker delivers it; 0: it is only in the producer's own log. */
  copies?: number;
  time?: Date;
  id?: string;
}

/** Stands in for the other services: their exchanges on the real broker, and their logs over HTTP. */
export interface Producers {
  of: Record<ProducerName, Peer>;
  /** Writes an event into the producer's log and publishes it. The data must be what its contract says. */
  say(
    type: string,
    subject: string,
    version: number,
    data: unknown,
    delivered?: Delivered,
  ): Promise<StoredEvent>;
  publish(event: StoredEvent): Promise<void>;
  close(): Promise<void>;
}

export async function startProducers(amqpUrl: string, namespace: string): Promise<Producers> {
  const broker = { url: amqpUrl, namespace };
  const peers = await Promise.all(
    producerNames.map(async (name) => [name, await startPeer(name, broker)] as const),
  );
  const of = Object.fromEntries(peers) as Record<ProducerName, Peer>;
  const producerOf = (type: string): Peer => of[type.split('.')[0] as ProducerName];
  return {
    of,
    async say(type, subject, version, data, { copies = 1, id, time } = {}) {
      const producer = producerOf(type);
      const given = { ...(id && { id }), ...(time && { time: time.toISOString() }) };
      const event = producer.event(type, subject, version, data, given);
      await producer.tell(...Array.from({ length: copies }, () => event));
      return event;
    },
    publish: (event) => producerOf(event.type).tell(event),
    close: async () => void (await Promise.all(peers.map(([, peer]) => peer.close()))),
  };
}
