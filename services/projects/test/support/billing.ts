import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  billingEvents,
  eventCatalog,
  type ClosureDecision,
  type ClosureReport,
  type CustomerState,
  type StoredEvent,
} from '@closeout/contracts';
import { deadLetterQueueOf, exchangeOf, logQueueOf, newId, queueOf } from '@closeout/service-kit';
import { connect } from 'amqplib';

/** Stands in for billing: its customers over HTTP, its events on the real broker and in its log. */
export interface Billing {
  url: string;
  /** While true nothing answers. */
  away: boolean;
  asked: string[];
  /** What billing says of the figures of any project. */
  reconciliation: ClosureReport;
  /** Customers that billing has, whether or not it said so already. */
  customers: Map<string, CustomerState>;
  /** Makes an event, without telling it yet. */
  event(type: string, subject: string, version: number, data: unknown): StoredEvent;
  tell(...events: StoredEvent[]): Promise<void>;
  /** A customer that billing has and told of. */
  customer(more?: Partial<CustomerState>): Promise<CustomerState>;
  close(): Promise<void>;
}

export async function startBilling(amqpUrl: string, namespace: string): Promise<Billing> {
  const log: StoredEvent[] = [];
  const connection = await connect(amqpUrl);
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange(exchangeOf(namespace, 'billing'), 'topic', { durable: true });

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://billing');
    if (billing.away) {
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
    if (url.pathname.endsWith('/reconciliation')) return send(200, billing.reconciliation);
    const id = url.pathname.replace('/internal/customers/', '');
    billing.asked.push(id);
    const customer = billing.customers.get(id);
    return customer ? send(200, customer) : send(404, { code: 'customer-not-found' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const billing: Billing = {
    url: `http://127.0.0.1:${port}`,
    away: false,
    asked: [],
    reconciliation: (billingEvents.closureApproved.example as ClosureDecision).report,
    customers: new Map(),
    event(type, subject, version, data) {
      const parsed = eventCatalog.get(type)?.schema.parse(data);
      const event: StoredEvent = {
        ...{ id: newId(), type, source: 'billing', subject, aggregateVersion: version, data: parsed },
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
        channel.publish(
          exchangeOf(namespace, 'billing'),
          event.type,
          Buffer.from(JSON.stringify(event.data)),
          {
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
          },
        );
      }
      await channel.waitForConfirms();
    },
    async customer(more = {}) {
      const customer: CustomerState = {
        ...billingEvents.customerCreated.example,
        id: newId(),
        ...more,
      } as CustomerState;
      billing.customers.set(customer.id, customer);
      await billing.tell(
        billing.event(billingEvents.customerCreated.type, customer.id, customer.version, customer),
      );
      return customer;
    },
    async close() {
      const cleaning = await connection.createChannel();
      for (const producer of ['billing', 'projects']) {
        await cleaning.deleteQueue(queueOf(namespace, 'projects', producer));
        await cleaning.deleteQueue(logQueueOf(namespace, producer));
        await cleaning.deleteExchange(exchangeOf(namespace, producer));
      }
      await cleaning.deleteQueue(deadLetterQueueOf(namespace, 'projects'));
      await connection.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return billing;
}
