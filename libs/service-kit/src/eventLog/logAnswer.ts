import type { EventLog } from '@closeout/contracts/http/operations';
import { readEpochs, readHead, readLogState } from './logStore.js';
import { gather, type LogParts } from './resyncLog.js';
import { highestNumbers, numbersIn } from './resync.js';

const maxShown = 200;

interface LostRow {
  position: bigint;
  eventId: string;
  type: string;
  subject: string;
  time: Date;
}

/** How the log stands, for the operator who decides. */
export async function logAnswer(log: LogParts): Promise<EventLog> {
  const { db, guard } = log;
  const { phase } = guard; // which may change while the others are asked
  const { restoredAt } = await readLogState(db);
  const epochs = await readEpochs(db);
  const restored = phase === 'restored';
  // Of a log in order nothing is missing now; shown is what was lost before.
  const found = restored ? await gather(log) : null;
  const kept = await db.query<LostRow>(
    'SELECT position, event_id AS "eventId", type, subject, time FROM kit.lost_event ORDER BY position DESC LIMIT $1',
    [maxShown],
  );
  const before = kept.map((row) => ({
    ...row,
    position: Number(row.position),
    time: row.time.toISOString(),
  }));
  const now = (found?.lost ?? []).map(({ position, eventId, type, subject, time }) => ({
    ...{ position, eventId, type, subject },
    time: new Date(time).toISOString(),
  }));
  return {
    service: db.service,
    phase,
    restoredAt: restoredAt?.toISOString() ?? null,
    head: await readHead(db),
    findings: guard.findings.map(({ by, position, problem }) => ({ by, position, problem })),
    waitingFor: [...(found?.away ?? guard.waitingFor)],
    numbers: found ? highestNumbers([...found.numbers, ...numbersIn(found.lost)]) : [],
    lostNow: now.length,
    lost: [...now.reverse(), ...before].slice(0, maxShown),
    epochs: epochs.map(({ startedAt, ...epoch }) => ({ ...epoch, startedAt: startedAt.toISOString() })),
  };
}
