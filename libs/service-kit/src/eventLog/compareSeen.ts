import type { Epoch } from './logStore.js';
import type { Seen } from './seen.js';

/** What is wrong between a log and what somebody has seen of it. */
export type SeenProblem = 'beyond-head' | 'other-event' | 'unknown-epoch';

/**
 * Whether what was seen is still there. A log that came back from a backup is shorter than what others have seen, or says
 * something else at the same place; an emptied one does not even know the epoch.
 */
export async function compareSeen(
  seen: Seen,
  log: { epochs: readonly Epoch[]; head: number; eventAt(position: number): Promise<string | null> },
): Promise<SeenProblem | null> {
  const index = log.epochs.findIndex(({ epoch }) => epoch === seen.epoch);
  if (index < 0) return 'unknown-epoch';
  const next = log.epochs[index + 1];
  // What a later epoch left out was decided on when it began.
  if (next) return null;
  if (seen.position > log.head) return 'beyond-head';
  return (await log.eventAt(seen.position)) === seen.eventId ? null : 'other-event';
}
