import type { World } from './world.js';

interface Logged {
  position: bigint | null;
  event_id: string;
  subject: string;
  aggregate_version: number;
}

/**
 * What must hold after anything, once all has drained (docs of the messaging design, "What must hold"): gives a sentence
 * for each thing that does not. `planted` are the ids of the events that are to be dead letters.
 */
export async function violations(world: World, planted: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  const { rows: logged } = await world.billing.query<Logged>(
    `SELECT p.position, e.event_id, e.subject, e.aggregate_version FROM kit.event_log e
      LEFT JOIN kit.event_position p ON p.event_log_id = e.id ORDER BY p.position`,
  );
  const { rows: accounts } = await world.billing.query<{ id: string; version: number }>(
    'SELECT id, version FROM account',
  );
  const { rows: effects } = await world.projects.query<{ event_id: string; n: bigint }>(
    'SELECT event_id, count(*) AS n FROM effect GROUP BY event_id',
  );
  const { rows: inbox } = await world.projects.query<{ event_id: string; status: string }>(
    'SELECT event_id, status FROM kit.inbox',
  );
  const { rows: replicas } = await world.projects.query<{ id: string; version: number }>(
    'SELECT id, version FROM replica',
  );

  // I1: each change has exactly one event.
  const changes = accounts.reduce((sum, account) => sum + account.version, 0);
  if (changes !== logged.length) found.push(`I1: ${changes} changes, ${logged.length} events`);

  // The feed: dense, and an aggregate's events in their order.
  const newest = new Map<string, number>();
  logged.forEach((event, index) => {
    if (event.position !== BigInt(index + 1))
      found.push(`feed: position ${event.position} where ${index + 1} is due`);
    const before = newest.get(event.subject) ?? 0;
    if (event.aggregate_version !== before + 1)
      found.push(`feed: version ${event.aggregate_version} of ${event.subject} after ${before}`);
    newest.set(event.subject, event.aggregate_version);
  });

  // I2: what was logged was applied, once each.
  const dead = new Set(planted);
  const applied = new Map(effects.map((effect) => [effect.event_id, Number(effect.n)]));
  const recorded = new Map(inbox.map((row) => [row.event_id, row.status]));
  for (const { event_id: id } of logged) {
    const times = applied.get(id) ?? 0;
    const due = dead.has(id) ? 0 : 1;
    if (times !== due) found.push(`I2: event ${id} applied ${times} times instead of ${due}`);
    const status = recorded.get(id);
    if (status !== (dead.has(id) ? 'dead' : 'applied'))
      found.push(`I2: event ${id} is ${status} in the inbox`);
  }
  if (inbox.length > logged.length)
    found.push(`I2: ${inbox.length} events in the inbox, ${logged.length} logged`);

  // I3: the replica is the owner's state, but for what died.
  const copies = new Map(replicas.map((replica) => [replica.id, replica.version]));
  for (const { id, version } of accounts) {
    const lastDied = logged.some(
      (event) => event.subject === id && event.aggregate_version === version && dead.has(event.event_id),
    );
    if (!lastDied && copies.get(id) !== version)
      found.push(`I3: account ${id} at ${version}, its replica at ${copies.get(id)}`);
  }

  // I5: what is dead or parked is exactly what was planted.
  const { rows: letters } = await world.projects.query<{ id: string }>(
    `SELECT id FROM kit.dead_letter WHERE status = 'dead'`,
  );
  const found_ = letters.map((letter) => letter.id).sort();
  if (found_.join() !== [...planted].sort().join())
    found.push(`I5: dead letters ${found_.join()} instead of ${planted.join()}`);
  const parked = inbox.filter((row) => row.status === 'retry').length;
  if (parked > 0) found.push(`I5: ${parked} messages parked`);

  // I6: outboxes and queues are empty.
  const { rows: left } = await world.billing.query<{ n: bigint }>(
    `SELECT (SELECT count(*) FROM kit.outbox) + (SELECT coalesce(max(position), 0) FROM kit.event_position) - published AS n FROM kit.relay_progress`,
  );
  if (Number(left[0]?.n) !== 0) found.push(`I6: ${left[0]?.n} events not published`);
  const { namespace } = world.produces;
  for (const queue of [`${namespace}projects.billing.v1`, `${namespace}projects.dead-letters`]) {
    const length = await world.queueLength(queue);
    if (length > 0) found.push(`I6: ${length} messages in ${queue}`);
  }
  return found;
}
