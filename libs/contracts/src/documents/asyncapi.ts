import { closureOf, type JsonSchema } from './componentSchemas.js';
import { eventCatalog } from '../events/catalog.js';
import type { EventDefinition } from '../events/envelope.js';
import { namedSchemas } from './namedSchemas.js';
import { serviceNames } from '../services.js';

const prefix = '#/components/schemas/';

/** The AsyncAPI 3.0 document: each service's exchange as a channel, each event as a message. */
export function buildAsyncApi(version = '1.0.0'): JsonSchema {
  const definitions = [...eventCatalog.values()];
  const producers = serviceNames.filter((service) => ofService(service, definitions).length > 0);
  const named = namedSchemas();
  for (const definition of definitions) named.add(definition.schema, dataName(definition.type));
  const rendered = named.render({ io: 'input', prefix, target: 'draft-07' });
  const used = closureOf(
    definitions.map(({ schema }) => named.nameOf(schema)),
    rendered,
    prefix,
  );
  const schemas = Object.fromEntries([...used].sort().map((name) => [name, rendered[name]]));

  return {
    asyncapi: '3.0.0',
    info: { title: 'Closeout events', version, description: introduction, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: {
      broker: {
        host: 'localhost:5672',
        protocol: 'amqp',
        description: 'RabbitMQ; the address is each installation’s own',
      },
    },
    channels: Object.fromEntries(producers.map((service) => [service, channelOf(service, definitions)])),
    operations: Object.fromEntries(
      producers.map((service) => [`${service}Publishes`, operationOf(service, definitions)]),
    ),
    components: {
      schemas: { ...schemas, CloudEventHeaders: headers },
      messages: Object.fromEntries(definitions.map((d) => [d.type, messageOf(d, named.nameOf(d.schema))])),
    },
  };
}

/** `billing.receipt-issued.v1` → `BillingReceiptIssuedV1Data` */
function dataName(type: string): string {
  const words = type.split(/[.-]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Data`;
}

const ofService = (service: string, definitions: readonly EventDefinition[]) =>
  definitions.filter(({ type }) => type.startsWith(`${service}.`));

function channelOf(service: string, definitions: readonly EventDefinition[]): JsonSchema {
  const types = ofService(service, definitions).map(({ type }) => type);
  return {
    address: `${service}.{event}`,
    title: `Events of ${service}`,
    description: `The topic exchange \`${service}.events\`. The routing key is the event’s name.`,
    servers: [{ $ref: '#/servers/broker' }],
    parameters: {
      event: {
        description: 'The event’s name after the service',
        enum: types.map((type) => type.slice(service.length + 1)),
      },
    },
    messages: Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: {
      amqp: {
        is: 'routingKey',
        exchange: { name: `${service}.events`, type: 'topic', durable: true, autoDelete: false },
        bindingVersion: '0.3.0',
      },
    },
  };
}

function operationOf(service: string, definitions: readonly EventDefinition[]): JsonSchema {
  return {
    action: 'send',
    title: `${service} tells what happened`,
    channel: { $ref: `#/channels/${service}` },
    messages: ofService(service, definitions).map(({ type }) => ({
      $ref: `#/channels/${service}/messages/${type}`,
    })),
    bindings: { amqp: { deliveryMode: 2, mandatory: true, bindingVersion: '0.3.0' } },
  };
}

function messageOf(definition: EventDefinition, schemaName: string): JsonSchema {
  const [service = ''] = definition.type.split('.');
  return {
    name: definition.type,
    title: definition.type,
    summary: definition.summary,
    contentType: 'application/json',
    headers: { $ref: `${prefix}CloudEventHeaders` },
    payload: { $ref: prefix + schemaName },
    examples: [
      {
        name: 'golden',
        summary: definition.summary,
        headers: exampleHeaders(definition.type, service),
        payload: definition.example as JsonSchema,
      },
    ],
  };
}

const text = (description: string) => ({ type: 'string', description });

/** CloudEvents 1.0 in binary mode, AMQP binding: attributes are headers, the body is the data. */
const headers = {
  type: 'object',
  required: [
    'cloudEvents_specversion',
    'cloudEvents_id',
    'cloudEvents_source',
    'cloudEvents_type',
    'cloudEvents_time',
  ],
  properties: {
    cloudEvents_specversion: { type: 'string', enum: ['1.0'] },
    cloudEvents_id: text('Id of the event; the same however often it is delivered'),
    cloudEvents_source: text('The service that said it'),
    cloudEvents_type: text('The event’s name'),
    cloudEvents_subject: text('Id of the aggregate that changed'),
    cloudEvents_time: text('When it happened, RFC 3339 UTC'),
    cloudEvents_dataschema: text('Where the JSON Schema of the data is'),
    cloudEvents_aggregateversion: {
      type: 'integer',
      description: 'Version of the aggregate after the change',
    },
    cloudEvents_position: { type: 'integer', description: 'Dense position in the log of the service' },
    cloudEvents_correlationid: text('Id of the request that everything started with'),
    cloudEvents_causationid: text('Id of the event that this one follows from'),
    traceparent: text('W3C trace context, captured when the event was written'),
  },
};

function exampleHeaders(type: string, source: string): JsonSchema {
  return {
    cloudEvents_specversion: '1.0',
    cloudEvents_id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2bff',
    cloudEvents_source: source,
    cloudEvents_type: type,
    cloudEvents_time: '2026-01-31T09:30:00.000Z',
    cloudEvents_aggregateversion: 1,
    cloudEvents_position: 1,
  };
}

const introduction = `
Each service publishes to a durable topic exchange of its own; consumers bind durable quorum queues of theirs.
An event carries the whole public state of its aggregate and the aggregate’s version: keep a replica, apply what is newer, and repeated,
late and reordered deliveries all end in the same state. A released version of an event only ever gains optional members; ignore members that you do not know.
The same events can be read in order, and from the first one on, with \`GET /api/v1/events\`.
`.trim();
