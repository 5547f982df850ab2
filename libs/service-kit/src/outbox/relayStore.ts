import pg from 'pg';
import { pause } from '../waiting/backoff.js';
import type { OutgoingEvent } from '../broker/message.js';

/**
 * The relay's database work, all on one session of its own. The session holds an advisory lock, so there is one relay
 * for each service, and a session that died cannot go on working by mistake.
 */
export interface RelayStore {
  /** True when this session is now the service's one relay. */
  lock(): Promise<boolean>;
  /** Where the relay before this one stopped. */
  progress(): Promise<RelayProgress>;
  /** Gives the next events their positions, and saves how far the broker has confirmed. */
  position(after: number, limit: number, published: number): Promise<OutgoingEvent[]>;
  /** Like `position`, but does not read the events: for when there is no broker to take them. Gives their number. */
  positionOnly(after: number, limit: number): Promise<number>;
  /** Events that have their position already. */
  read(after: number, limit: number): Promise<OutgoingEvent[]>;
  saveProgress(published: number): Promise<void>;
  close(): Promise<void>;
}

export interface RelayProgress {
  /** Last position given. */
  positioned: number;
  /** Last position up to which the broker has confirmed everything. */
  published: number;
}

/** One key in each service's own database ("kit", 1). */
const lockKey = '7038308, 1';

/**
 * Rows are taken by id, so an aggregate's events stay in order: whoever wrote the later one held the aggregate's lock,
 * and got the higher id. A transaction that commits late gets a later position, but a place it gets; a cursor over the
 * ids themselves would miss it.
 */
const numbered = `
  gone AS (DELETE FROM kit.outbox WHERE id = ANY (ARRAY(SELECT id FROM kit.outbox ORDER BY id LIMIT $2)) RETURNING id),
  numbered AS (INSERT INTO kit.event_position (position, event_log_id)
    SELECT $1::bigint + row_number() OVER (ORDER BY id), id FROM gone RETURNING position, event_log_id)`;
const columns = `e.event_id, e.type, e.subject, e.aggregate_version, e.time, e.data::text,
  e.correlation_id, e.causation_id, e.traceparent`;

const positionSql = `WITH ${numbered},
  saved AS (UPDATE kit.relay_progress SET published = $3 WHERE published < $3)
  SELECT n.position, ${columns} FROM numbered n JOIN kit.event_log e ON e.id = n.event_log_id ORDER BY n.position`;
const positionOnlySql = `WITH ${numbered} SELECT count(*) FROM numbered`;
const readSql = `SELECT p.position, ${columns} FROM kit.event_position p JOIN kit.event_log e ON e.id = p.event_log_id
  WHERE p.position > $1 ORDER BY p.position LIMIT $2`;
const progressSql = `SELECT greatest((SELECT max(position) FROM kit.event_position), (SELECT max(first_position) - 1 FROM kit.log_epoch), 0),
  published FROM kit.relay_progress`;
const epochsSql = 'SELECT epoch, first_position FROM kit.log_epoch ORDER BY first_position DESC';

/** Every value stays the text that PostgreSQL sent; rows are arrays: parsing would cost more than publishing. */
const untouched = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

export async function openRelayStore(options: { url: string; service: string }): Promise<RelayStore> {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: `closeout ${options.service} relay`,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    query_timeout: 30_000,
    options: '-c jit=off -c timezone=UTC -c datestyle=ISO',
  });
  client.on('error', () => undefined); // the next statement fails, and tells the relay
  await client.connect();

  async function rows(name: string, text: string, values: unknown[]): Promise<string[][]> {
    const result = await client.query({ name, text, values, types: untouched, rowMode: 'array' });
    return result.rows as string[][];
  }
  let epochs: { epoch: string; first: number }[] = [];
  const event = (row: string[]): OutgoingEvent => {
    const read = outgoing(options.service, row);
    return { ...read, epoch: epochs.find(({ first }) => first <= read.position)?.epoch };
  };

  return {
    async lock() {
      const [row] = await rows('lock', `SELECT pg_try_advisory_lock(${lockKey})`, []);
      return row?.[0] === 't';
    },
    async progress() {
      // Another one begins only while no relay works.
      epochs = (await rows('epochs', epochsSql, [])).map(([epoch = '', first]) => ({
        epoch,
        first: Number(first),
      }));
      const [row = []] = await rows('progress', progressSql, []);
      return { positioned: Number(row[0]), published: Number(row[1]) };
    },
    async position(after, limit, published) {
      return (await rows('position', positionSql, [after, limit, published])).map(event);
    },
    async positionOnly(after, limit) {
      const [row] = await rows('position-only', positionOnlySql, [after, limit]);
      return Number(row?.[0]);
    },
    async read(after, limit) {
      return (await rows('read', readSql, [after, limit])).map(event);
    },
    async saveProgress(published) {
      await rows('save', 'UPDATE kit.relay_progress SET published = $1 WHERE published < $1', [published]);
    },
    async close() {
      const patience = new AbortController();
      const ended = client.end().catch(() => undefined); // lost already
      await Promise.race([ended, pause(2000, patience.signal)]);
      patience.abort();
    },
  };
}

function outgoing(source: string, row: string[]): OutgoingEvent {
  const [position, id, type, subject, version, time, json, correlationId, causationId, traceparent] = row as [
    string,
    ...string[],
  ];
  return {
    position: Number(position),
    id: id as string,
    source,
    type: type as string,
    subject: subject as string,
    aggregateVersion: Number(version),
    time: new Date(time as string).toISOString(),
    json: json as string,
    correlationId: correlationId ?? null,
    causationId: causationId ?? null,
    traceparent: traceparent ?? null,
  };
}
