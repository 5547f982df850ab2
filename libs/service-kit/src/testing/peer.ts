import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StoredEvent } from '@closeout/contracts/events';
import { eventCatalog } from '@closeout/contracts/events/catalog';
import { connect } from 'amqplib';
import type { EndedToken } from '../auth/endedTokens.js';
import { toProperties } from '../broker/message.js';
import { exchangeOf } from '../broker/topology.js';
import { newId } from '../db/newId.js';

/** Stands in for another service: its answers over HTTP, its events on the real broker and in its log. */
export interface Peer {
  url: string;
  /** While true nothing answers. */
  away: boolean;
  /** Paths that it was asked for, its log apart. */
  asked: string[];
  /** What a gateway says of tokens. */
  endedTokens: EndedToken[];
  /** Everything that it made, in order. */
  log: readonly StoredEvent[];
  /** Makes an event, without telling it yet. The data must be what its contract says. */
  event(type: string, subject: string, version: number, data: unknown, given?: Given): StoredEvent;
  tell(...events: StoredEvent[]): Promise<void>;
  close(): Promise<void>;
}

type Given = Partial<Pick<StoredEvent, 'id' | 'time'>>;

/**
 * @param broker null: it tells nothing
 * @param answer what a path is answered with; null: there is nothing
 */
export async function startPeer(
  name: string,
  broker: { url: string; namespace: string } | null,
  answer: (path: string) => unknown = () => null,
): Promise<Peer> {
  const log: StoredEvent[] = [];
  const wire = broker && (await openWire(broker.url, exchangeOf(broker.namespace, name)));
  const server = createServer((request, response) => {
    if (peer.away) {
      request.socket.destroy();
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? '', `http://${name}`);
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/internal/events') return send(200, pageOf(log, searchParams));
    if (pathname === '/internal/seen') return send(200, { seen: [] });
    if (pathname === '/internal/ended-tokens')
      return send(200, { until: new Date().toISOString(), items: peer.endedTokens });
    peer.asked.push(pathname);
    const found = answer(pathname);
    return found === null ? send(404, { code: 'not-found' }) : send(200, found);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const peer: Peer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    away: false,
    asked: [],
    endedTokens: [],
    log,
    event(type, subject, aggregateVersion, data, given = {}) {
      const event: StoredEvent = {
        id: newId(),
        type,
        source: name,
        subject,
        aggregateVersion,
        time: new Date().toISOString(),
        data: eventCatalog.get(type)?.schema.parse(data),
        position: log.length + 1,
        correlationId: null,
        causationId: null,
        traceparent: null,
        ...given,
      };
      log.push(event);
      return event;
    },
    async tell(...events) {
      if (!wire) throw new Error('this test began without a broker');
      await wire.publish(events);
    },
    async close() {
      await wire?.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return peer;
}

async function openWire(url: string, exchange: string) {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange(exchange, 'topic', { durable: true });
  return {
    async publish(events: StoredEvent[]) {
      for (const event of events) {
        // Not mandatory: who does not listen yet reads the log.
        const properties = { ...toProperties(event), mandatory: false };
        channel.publish(exchange, event.type, Buffer.from(JSON.stringify(event.data)), properties);
      }
      await channel.waitForConfirms();
    },
    close: () => connection.close(),
  };
}

/** As a service answers `GET /internal/events`. */
function pageOf(log: readonly StoredEvent[], asked: URLSearchParams) {
  const after = Number(asked.get('after') ?? 0);
  const limit = Number(asked.get('limit') ?? 500);
  const types = asked.get('types')?.split(',');
  const fits = ({ position, type }: StoredEvent) => position > after && (!types || types.includes(type));
  const items = log.filter(fits).slice(0, limit);
  const nextAfter = items.length === limit ? (items.at(-1)?.position ?? after) : Math.max(after, log.length);
  return { items, nextAfter, head: log.length };
}
