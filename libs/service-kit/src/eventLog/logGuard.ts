import { DomainError } from '@closeout/contracts/errors';
import type { Database } from '../db/openDatabase.js';
import type { Logger } from '../observability/logger.js';
import { gauge, type Metrics } from '../observability/metrics.js';
import { around } from '../waiting/backoff.js';
import { compareSeen, type SeenProblem } from './compareSeen.js';
import { eventAt, readEpochs, readHead, readLogState, readOwnEnd } from './logStore.js';
import type { Seen } from './seen.js';
import type { AskWitness } from './witness.js';

/**
 * - `checking`: this is not the database of before, and not everybody has said yet what they have seen.
 * - `restored`: somebody has seen more than there is. An operator decides.
 */
export type LogPhase = 'serving' | 'checking' | 'restored';

/** A log that others read by positions, and that a backup cuts short. */
export interface CheckedLog {
  /** As what the others remember it. */
  source: string;
  head(): Promise<number>;
  end(): Promise<Seen | null>;
  eventAt(position: number): Promise<string | null>;
}

export interface Finding extends Seen {
  /** The service that has seen it. */
  by: string;
  problem: SeenProblem;
}

export interface LogGuard {
  readonly phase: LogPhase;
  readonly findings: readonly Finding[];
  /** Those who have not said yet what they have seen. */
  readonly waitingFor: readonly string[];
  /** A further log beside the service's own. */
  alsoCheck(log: CheckedLog): void;
  /** Asks the others, and decides. */
  check(): Promise<void>;
  /** Keeps the check going until it is stopped. */
  start(): void;
  stop(): Promise<void>;
}

/** While nothing may be written. */
const urgentMs = 1_000;

/**
 * Keeps a restored database from giving positions and numbers again that others have seen. Asked are the other services, at
 * the start, once a minute, and whenever a connection finds that the database is another one than before; until they have
 * answered, such a database writes no event.
 */
export function createLogGuard(options: {
  db: Database;
  witnesses: readonly string[];
  ask: AskWitness;
  log: Logger;
  metrics: Metrics;
  everyMs: number;
}): LogGuard {
  const { db, log, witnesses } = options;
  const logs: CheckedLog[] = [
    {
      source: db.service,
      head: () => readHead(db),
      end: () => readOwnEnd(db),
      eventAt: (position) => eventAt(db, position),
    },
  ];
  let phase: LogPhase = 'serving';
  let findings: Finding[] = [];
  let waitingFor: string[] = [];
  let identity: string | null = null;
  let checking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  gauge(
    options.metrics,
    'log_restored',
    '1 while others have seen more of this log than there is',
    [],
    (metric) => metric.set(phase === 'restored' ? 1 : 0),
  );
  db.onConnection((found) => {
    if (identity === null || found === null || found === identity || phase !== 'serving') return;
    become('checking');
    void check();
  });
  db.refuseEvents = () => {
    if (phase !== 'serving') throw refusal(phase);
  };

  function become(next: LogPhase): void {
    if (next === phase) return;
    const { service } = db;
    phase = next;
    if (next === 'restored')
      log.error(
        { findings },
        `${service} was restored from a backup: others have seen more than it has. It writes nothing until an operator resyncs it`,
      );
    else if (next === 'checking')
      log.warn(
        { waitingFor: witnesses },
        `${service} runs on another database: it asks what others have seen before it writes`,
      );
    else log.info(`${service} writes again: nobody has seen more than it has`);
    schedule();
  }

  /** One at a time; what was asked for meanwhile comes after it. */
  function check(): Promise<void> {
    return (checking = checking.then(() => checkOnce()));
  }

  async function checkOnce(): Promise<void> {
    try {
      const state = await readLogState(db);
      const moved = state.knownIdentity !== null && state.knownIdentity !== state.identity;
      identity = state.identity;
      if (state.restoredAt === null && moved && phase === 'serving') become('checking');
      const { found, silent } = await askAll();
      findings = found;
      waitingFor = silent;
      if (found.length > 0 || state.restoredAt !== null) {
        if (state.restoredAt === null)
          await db.query('UPDATE kit.log_state SET restored_at = now() WHERE restored_at IS NULL');
        return become('restored');
      }
      // Away are all sorts of neighbours all the time; only whoever may have been restored waits for them.
      if (moved && silent.length > 0) return become('checking');
      if (state.knownIdentity !== state.identity)
        await db.query('UPDATE kit.log_state SET identity = $1', [state.identity]);
      become('serving');
      await tellAll(witnesses.filter((by) => !silent.includes(by)));
    } catch (error) {
      log.debug({ err: error }, 'cannot check the event log now');
    }
  }

  async function askAll(): Promise<{ found: Finding[]; silent: string[] }> {
    const epochs = await readEpochs(db);
    const found: Finding[] = [];
    const silent = new Set<string>();
    for (const checked of logs) {
      const answered = new Map<string, Seen[]>();
      await Promise.all(
        witnesses.map(async (by) => {
          // Whoever does not answer is told of as silent, and asked again at the next check.
          const answers = await options.ask(by, checked.source, null).catch((error: unknown) => {
            log.debug({ err: error, by }, 'no answer about the event log');
            return null;
          });
          if (answers === null) silent.add(by);
          else answered.set(by, answers);
        }),
      );
      // Read after the answers: what is said meanwhile may have been seen already.
      const own = { epochs, head: await checked.head(), eventAt: checked.eventAt };
      for (const [by, answers] of answered) {
        for (const seen of answers) {
          const problem = await compareSeen(seen, own);
          if (problem) found.push({ ...seen, by, problem });
        }
      }
    }
    return { found, silent: [...silent].sort() };
  }

  /** Only once all is well: what the others remember is what a restore is found by. */
  async function tellAll(reachable: readonly string[]): Promise<void> {
    for (const checked of logs) {
      const end = await checked.end();
      await Promise.all(reachable.map((by) => options.ask(by, checked.source, end).catch(() => [])));
    }
  }

  function schedule(): void {
    clearTimeout(timer);
    if (!running) return;
    const everyMs = phase === 'checking' ? urgentMs : options.everyMs;
    timer = setTimeout(() => void check().then(schedule), around(everyMs));
  }

  return {
    get phase() {
      return phase;
    },
    get findings() {
      return findings;
    },
    get waitingFor() {
      return waitingFor;
    },
    alsoCheck: (further) => void logs.push(further),
    check,
    start() {
      running = true;
      schedule();
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await checking;
    },
  };
}

function refusal(phase: LogPhase): DomainError {
  const detail =
    phase === 'restored'
      ? 'The database was restored from a backup, and others have seen more than it holds. Nothing is written until an operator has resynced it; reading works.'
      : 'The database is another one than before. Nothing is written until the other services have said what they have seen; reading works.';
  return new DomainError('unavailable', 'restored', { detail, retryAfter: phase === 'restored' ? 60 : 2 });
}
