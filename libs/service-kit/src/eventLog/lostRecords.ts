import type { EventDefinition, RecordsLost } from '@closeout/contracts/events';
import { newId } from '../db/newId.js';
import type { Tx } from '../db/Tx.js';
import type { LostEvent } from './resync.js';

/** The versions up to which others know records, by their ids. */
export function lostVersions(lost: readonly LostEvent[]): Map<string, number> {
  const versions = new Map<string, number>();
  for (const { subject, aggregateVersion } of lost)
    versions.set(subject, Math.max(versions.get(subject) ?? 0, aggregateVersion));
  return versions;
}

/** The ids of records that came to be in lost events. */
export function lostBirths(lost: readonly LostEvent[], types: readonly string[]): string[] {
  return [...new Set(lost.filter(({ type }) => types.includes(type)).map(({ subject }) => subject))];
}

/** Says of records that they are gone: others are to forget them. */
export function sayRecordsLost(
  tx: Tx,
  recordsLost: EventDefinition<typeof RecordsLost>,
  ids: readonly string[],
  keys: readonly string[] = [],
): void {
  if (ids.length === 0) return;
  const id = newId();
  tx.emit(recordsLost.draft(id, 1, { id, version: 1, recordIds: [...ids], keys: [...keys] }));
}

/**
 * Deletes what can be deleted of these records, one by one, and gives the ids of those that something else here still
 * refers to.
 * @param sql deletes the record with the id $1
 */
export async function forgetRecords(tx: Tx, sql: string, ids: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const id of ids) {
    await tx.query('SAVEPOINT forgetting');
    try {
      await tx.query(sql, [id]);
      await tx.query('RELEASE SAVEPOINT forgetting');
    } catch (error) {
      if ((error as { code?: unknown }).code !== '23503') throw error;
      await tx.query('ROLLBACK TO SAVEPOINT forgetting');
      kept.push(id);
    }
  }
  return kept;
}
