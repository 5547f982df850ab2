import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  eventCatalog,
  projectsEvents,
  type MilestoneState,
  type ProjectState,
  type StoredEvent,
} from '@closeout/contracts';
import { deadLetterQueueOf, exchangeOf, logQueueOf, newId, queueOf } from '@closeout/service-kit';
import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';

/** Stands in for projects: what it owns over HTTP, its events on the real broker and in its log. */
export interface Projects {
  url: string;
  /** While true nothing answers. */
  away: boolean;
  asked: string[];
  /** A project that projects has, and has not told of. */
  project(customerId: string, more?: Partial<ProjectState>): ProjectState;
  milestone(project: ProjectState, more?: Partial<MilestoneState>): MilestoneState;
  /** What projects says when asked from now on. */
  change(project: ProjectState, change: Partial<ProjectState>): ProjectState;
  event(type: string, subject: string, version: number, data: unknown): StoredEvent;
  tell(...events: StoredEvent[]): Promise<void>;
  close(): Promise<void>;
}

const projectExample = projectsEvents.projectCreated.example as ProjectState;
const milestoneExample = projectsEvents.milestoneAdded.example as MilestoneState;

export async function startProjects(broker: { url: string; namespace: string } | null): Promise<Projects> {
  const projects = new Map<string, ProjectState>();
  const milestones = new Map<string, MilestoneState>();
  const log: StoredEvent[] = [];
  const wire = broker && (await openWire(broker.url, broker.namespace));

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://projects');
    if (self.away) {
      request.socket.destroy();
      return;
    }
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/internal/events') {
      const after = Number(url.searchParams.get('after') ?? 0);
      return send(200, {
        items: log.filter((event) => event.position > after),
        nextAfter: Math.max(after, log.length),
      });
    }
    self.asked.push(url.pathname);
    const [, , noun, id = ''] = url.pathname.split('/');
    const project = projects.get(noun === 'milestones' ? (milestones.get(id)?.projectId ?? '') : id);
    if (!project) return send(404, { code: 'project-not-found' });
    return send(200, {
      project,
      milestones: [...milestones.values()].filter((each) => each.projectId === project.id),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const self: Projects = {
    url: `http://127.0.0.1:${port}`,
    away: false,
    asked: [],
    project(customerId, more = {}) {
      const project = {
        ...projectExample,
        id: newId(),
        customerId,
        number: `PRJ-2026-${String(projects.size + 1).padStart(4, '0')}`,
        ...more,
      };
      projects.set(project.id, project);
      return project;
    },
    milestone(project, more = {}) {
      const { id: projectId, customerId, currency } = project;
      const milestone = { ...milestoneExample, id: newId(), projectId, customerId, currency, ...more };
      milestones.set(milestone.id, milestone);
      return milestone;
    },
    change(project, change) {
      const changed = { ...project, version: project.version + 1, ...change };
      projects.set(project.id, changed);
      return changed;
    },
    event(type, subject, aggregateVersion, data) {
      const parsed = eventCatalog.get(type)?.schema.parse(data);
      const event: StoredEvent = {
        ...{ id: newId(), type, source: 'projects', subject, aggregateVersion, data: parsed },
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
      if (!wire) throw new Error('this test began without a broker');
      for (const event of events) wire.publish(event);
      await wire.channel.waitForConfirms();
    },
    async close() {
      await wire?.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

interface Wire {
  connection: ChannelModel;
  channel: ConfirmChannel;
  publish(event: StoredEvent): void;
  close(): Promise<void>;
}

async function openWire(url: string, namespace: string): Promise<Wire> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  const exchange = exchangeOf(namespace, 'projects');
  await channel.assertExchange(exchange, 'topic', { durable: true });
  return {
    connection,
    channel,
    publish(event) {
      channel.publish(exchange, event.type, Buffer.from(JSON.stringify(event.data)), {
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
    },
    async close() {
      for (const producer of ['billing', 'projects']) {
        await channel.deleteQueue(queueOf(namespace, 'billing', producer));
        await channel.deleteQueue(logQueueOf(namespace, producer));
        await channel.deleteExchange(exchangeOf(namespace, producer));
      }
      await channel.deleteQueue(deadLetterQueueOf(namespace, 'billing'));
      await connection.close();
    },
  };
}
