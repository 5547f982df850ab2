import type { CpoDifference } from '@closeout/contracts/http/billing';
import { fromMinor } from '@closeout/contracts/money';
import type { z } from 'zod';
import type { Cpo, CpoVersion } from './cpo.js';

export const versionOf = (cpo: Pick<Cpo, 'versions'>, no: number): CpoVersion | undefined =>
  cpo.versions.find((version) => version.no === no);

/** How a version differs from another, field by field. */
export function differenceBetween(
  cpo: Pick<Cpo, 'id' | 'currency'>,
  from: CpoVersion,
  to: CpoVersion,
): z.input<typeof CpoDifference> {
  const money = (minor: bigint): string => fromMinor(minor, cpo.currency);
  const [before, after] = [fieldsOf(from, money), fieldsOf(to, money)];
  return {
    cpoId: cpo.id,
    currency: cpo.currency,
    no: to.no,
    against: from.no,
    amount: {
      from: money(from.amountMinor),
      to: money(to.amountMinor),
      difference: money(to.amountMinor - from.amountMinor),
    },
    changes: Object.keys(after)
      .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
      .filter((change) => change.from !== change.to),
  };
}

function fieldsOf(version: CpoVersion, money: (minor: bigint) => string): Record<string, string | null> {
  return {
    amount: money(version.amountMinor),
    status: version.status,
    reason: version.reason,
    createdAt: version.createdAt.toISOString(),
    createdBy: version.createdBy,
    decidedAt: version.decidedAt?.toISOString() ?? null,
    decidedBy: version.decidedBy,
    decisionReason: version.decisionReason,
  };
}
