import type { Consequences, DryRun, Operation, PlannedEmail } from '@closeout/contracts/http';
import { EmailPreview, type EmailPreviewRequest } from '@closeout/contracts/http/internal';
import { pendingWrites } from '../db/pending.js';
import { runAndRollBack } from '../db/runAndRollBack.js';
import type { Tx } from '../db/Tx.js';
import type { Peer } from '../peers/createPeer.js';
import type { Input } from './readInput.js';
import type { AnswerOf } from './route.js';

/** How a command that takes `?dryRun=true` tells what it would do. */
export interface DryRunOptions<Op extends Operation, T extends Tx> {
  /** Asked in the transaction, after the command and before everything is rolled back. */
  consequences(tx: T, answer: AnswerOf<Op>): Promise<Partial<Consequences>>;
  notifications: Peer;
  /** Asked after the rollback: for what another service would decide. */
  complete?(found: DryRun, input: Input<Op>): Promise<DryRun>;
}

export const wantsDryRun = (input: { query: unknown }): boolean =>
  (input.query as { dryRun?: boolean } | undefined)?.dryRun === true;

/** Does a command in a transaction that is rolled back, and says what would have come of it. */
export async function dryRun<Op extends Operation, T extends Tx>(
  transaction: <R>(run: (tx: T) => Promise<R>) => Promise<R>,
  run: (tx: T, input: Input<Op>) => Promise<AnswerOf<Op>>,
  input: Input<Op>,
  options: DryRunOptions<Op, T>,
): Promise<DryRun> {
  const { answer, consequences, events } = await runAndRollBack(transaction, async (tx) => {
    const answer = await run(tx, input);
    const consequences = await options.consequences(tx, answer);
    const events = pendingWrites(tx).events.map(({ id, type, subject, aggregateVersion, time, data }) => ({
      ...{ id, type, subject, aggregateVersion, time },
      data: JSON.parse(data) as unknown,
    }));
    return { answer, consequences, events };
  });
  const found: DryRun = {
    dryRun: true,
    answer,
    statusChanges: [],
    documents: [],
    journalLines: [],
    ...consequences,
    events: events.map(({ type, subject }) => ({ type, subject })),
    emails: await plannedEmails(options.notifications, events),
  };
  return options.complete ? options.complete(found, input) : found;
}

/** Null when notifications cannot say now: a preview is not refused for that. */
async function plannedEmails(
  notifications: Peer,
  events: EmailPreviewRequest['events'],
): Promise<PlannedEmail[] | null> {
  const preview = await notifications
    .post('/internal/emails/preview', { events }, EmailPreview)
    .catch(() => null); // the peer's breaker counts it, and `emails: null` says it
  return preview?.emails ?? null;
}
