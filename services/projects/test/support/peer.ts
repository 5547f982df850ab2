import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventCatalog, type StoredEvent } from '@closeout/contracts';
import { exchangeOf, newId } from '@closeout/service-kit';
import { connect } from 'amqplib';

/** Stands in for another service: its answers over HTTP, its events on the real broker and in its log. */
export interface Peer {
  url: string;
  /** While true nothing answers. */
  away: boolean;
  /** Makes an event, without telling it yet. */
  event(type: string, subject: string, version: number, data: unknown): StoredEvent;
  tell(...events: StoredEvent[]): Promise<void>;
  close(): Promise<void>;
}

/** @param answer what a path is answered with; null: there is nothing */
export async function startPeer(
  name: string,
  amqpUrl: string,
  namespace: string,
  answer: (path: string) => unknown,
): Promise<Peer> {
  const log: StoredEvent[] = [];
  const connection = await connect(amqpUrl);
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange(exchangeOf(namespace, name), 'topic', { durable: true });

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', `http://${name}`);
    if (peer.away) {
      request.socket.destroy();
      return;
    }
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/internal/events') {
      const after = Number(url.searchParams.get('after') ?? 0);
      const items = log.filter((event) => event.position > after);
      return send(200, { items, nextAfter: Math.max(after, log.length) });
    }
    const found = answer(url.pathname);
    return found === null ? send(404, { code: 'not-found' }) : send(200, found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const peer: Peer = {
    url: `http://127.0.0.1:${port}`,
    away: false,
    event(type, subject, version, data) {
      const parsed = eventCatalog.get(type)?.schema.parse(data);
      const event: StoredEvent = {
        ...{ id: newId(), type, source: name, subject, aggregateVersion: version, data: parsed },
        ...{
          time: new Date().toISOString(),
          position: log.length + 1,
          correlationId: null,
          causationId: null,
          traceparent: null,
        },
      };
      log.push(event);
      return event;
    },
    async tell(...events) {
      for (const event of events) {
        channel.publish(exchangeOf(namespace, name), event.type, Buffer.from(JSON.stringify(event.data)), {
          messageId: event.id,
          persistent: true,
          headers: {
            cloudEvents_id: event.id,
            cloudEvents_source: event.source,
            cloudEvents_type: event.type,
            cloudEvents_subject: event.subject,
            cloudEvents_time: event.time,
            cloudEvents_aggregateversion: event.aggregateVersion,
            cloudEvents_position: event.position,
          },
        });
      }
      await channel.waitForConfirms();
    },
    async close() {
      await connection.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return peer;
}
