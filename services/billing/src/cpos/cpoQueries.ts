import { notFound } from '@closeout/contracts/errors';
import type { Cpo as CpoAnswer, CpoDifference } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Database } from '@closeout/service-kit/db';
import type { z } from 'zod';
import { documentPage, type DocumentQuery } from '../documents/documentPage.js';
import { assertVisible } from '../documents/visibility.js';
import type { Cpo } from './cpo.js';
import { cpoJson, findCpo, toCpos, type CpoRow } from './cpoStore.js';
import { warnedAnswers } from './cpoWarnings.js';
import { review } from './mismatch.js';
import { differenceBetween, versionOf } from './versions.js';

const list = { table: 'cpo', date: 'document_date', json: cpoJson('d'), searchText: true } as const;
type Reader = Pick<Actor, 'clearance'>;

export async function findCpoPage(
  db: Database,
  query: DocumentQuery,
  actor: Reader,
): Promise<{ items: CpoAnswer[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await documentPage<CpoRow>(db, list, query, actor);
  return { items: await warnedAnswers(db, (await toCpos(db, rows)).map(asItIs)), nextCursor };
}

export const findSeenCpo = async (db: Database, id: string, actor: Reader): Promise<Cpo> =>
  asItIs(assertVisible(actor, await findCpo(db, id), 'cpo', id));

/** With its mismatch as its figures have it: what an earlier release kept may be so no longer, until somebody touches the order. */
function asItIs(cpo: Cpo): Cpo {
  const { status, mismatch } = review(cpo) ?? cpo;
  return { ...cpo, status, mismatch };
}

/** @throws DomainError `cpo-not-found`, `version-not-found` */
export async function findDifference(
  db: Database,
  id: string,
  no: number,
  against: number | undefined,
  actor: Reader,
): Promise<z.input<typeof CpoDifference>> {
  const cpo = await findSeenCpo(db, id, actor);
  const find = (wanted: number) => {
    const version = versionOf(cpo, wanted);
    if (!version) throw notFound('version', `${wanted} of order ${cpo.number}`);
    return version;
  };
  // The first version has none before it, and differs in nothing from itself.
  return differenceBetween(cpo, find(against ?? Math.max(1, no - 1)), find(no));
}
