import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventCatalog, type StoredEvent } from '@closeout/contracts';
import { exchangeOf, newId } from '@closeout/service-kit';
import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';

export type ProducerName = 'gateway' | 'projects' | 'billing';

export interface Saying {
  /** How often the broker delivers it; 0: it is only in the producer's own log. */
  copies?: number;
  time?: Date;
  id?: string;
}

/** Stands in for the other services: their exchanges on the real broker, and their logs over HTTP. */
export interface Producers {
  url(name: ProducerName): string;
  /** Writes an event into the producer's log and publishes it. The data must be what its contract says. */
  say(type: string, subject: string, version: number, data: unknown, saying?: Saying): Promise<StoredEvent>;
  log(name: ProducerName): readonly StoredEvent[];
  publish(event: StoredEvent): Promise<void>;
  /** Whose logs cannot be read at the moment. */
  away: readonly ProducerName[];
  close(): Promise<void>;
}

export async function startProducers(amqpUrl: string, namespace: string): Promise<Producers> {
  const logs: Record<ProducerName, StoredEvent[]> = { gateway: [], projects: [], billing: [] };
  const connection: ChannelModel = await connect(amqpUrl);
  const channel: ConfirmChannel = await connection.createConfirmChannel();
  for (const name of Object.keys(logs))
    await channel.assertExchange(exchangeOf(namespace, name), 'topic', { durable: true });

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://producers');
    const [, name = '', ...path] = url.pathname.split('/');
    const log = logs[name as ProducerName];
    const away = producers.away.includes(name as ProducerName);
    if (away || !log || path.join('/') !== 'internal/events') {
      response.writeHead(away ? 503 : 404).end();
      return;
    }
    const after = Number(url.searchParams.get('after') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 500);
    const types = url.searchParams.get('types')?.split(',');
    const items = log.filter((e) => e.position > after && (!types || types.includes(e.type))).slice(0, limit);
    const nextAfter =
      items.length === limit ? (items.at(-1)?.position ?? after) : Math.max(after, log.length);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items, nextAfter }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const producers: Producers = {
    away: [],
    url: (name) => `http://127.0.0.1:${port}/${name}`,
    log: (name) => logs[name],
    async say(type, subject, version, data, saying = {}) {
      eventCatalog.get(type)?.schema.parse(data);
      const source = type.split('.')[0] as ProducerName;
      const event: StoredEvent = {
        id: saying.id ?? newId(),
        type,
        source,
        subject,
        aggregateVersion: version,
        time: (saying.time ?? new Date()).toISOString(),
        data,
        position: logs[source].length + 1,
        correlationId: null,
        causationId: null,
        traceparent: null,
      };
      logs[source].push(event);
      for (let copy = 0; copy < (saying.copies ?? 1); copy += 1) await producers.publish(event);
      return event;
    },
    async publish(event) {
      channel.publish(
        exchangeOf(namespace, event.source),
        event.type,
        Buffer.from(JSON.stringify(event.data)),
        {
          messageId: event.id,
          persistent: true,
          contentType: 'application/json',
          headers: {
            cloudEvents_specversion: '1.0',
            cloudEvents_id: event.id,
            cloudEvents_source: event.source,
            cloudEvents_type: event.type,
            cloudEvents_subject: event.subject,
            cloudEvents_time: event.time,
            cloudEvents_aggregateversion: event.aggregateVersion,
            cloudEvents_position: event.position,
          },
        },
      );
      await channel.waitForConfirms();
    },
    async close() {
      await connection.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return producers;
}
