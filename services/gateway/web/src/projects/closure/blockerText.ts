import { blockerStepKinds } from '@closeout/contracts/vocabulary';
import type { Schemas } from '../../api/client.js';
import { compare } from '../../format/decimal.js';
import type { TextKey, Values } from '../../text/translate.js';

export type Blocker = Schemas['ClosurePreview']['blockers'][number];
/** What blockers are told of: a preview, or the report of a closure that was decided. */
export type Reconciliation = Pick<Schemas['ClosurePreview'], 'basis' | 'invoiceLeg' | 'totals' | 'cpos'>;

export interface BlockerText {
  key: TextKey;
  /** Amounts are still the API's. */
  amounts: Record<string, string>;
  values: Values;
}

/** How a step towards clearing is told, of an invoice, a receipt, or the project as a whole; null for one that is newer than this page. */
export function stepKey(kind: string, recordKind: string): TextKey | null {
  const known = blockerStepKinds.find((each) => each === kind);
  if (!known) return null;
  const ofProject = recordKind === 'PROJECT' && (known === 'SETTLE_WITH_CREDIT' || known === 'RECEIVE');
  return ofProject ? `blocker.step.${known}.project` : `blocker.step.${known}`;
}

/** What a blocker says, from its code and figures; null for a code that is newer than this page. */
export function blockerText(
  { code, recordId, recordNumber, expected, actual, difference, permission, hours }: Blocker,
  { basis, invoiceLeg, cpos }: Reconciliation,
  status: string,
): BlockerText | null {
  const cpo = cpos.find(({ id }) => id === recordId);
  const number = cpo?.number ?? '';
  const figures = cpo && { ordered: cpo.amount, invoiced: cpo.invoiced, received: cpo.received };
  switch (code) {
    case 'not-technically-closed':
      return { key: 'blocker.not-technically-closed', amounts: {}, values: { status } };
    case 'cpo-open':
      return figures ? { key: 'blocker.cpo-open', amounts: figures, values: { number } } : null;
    case 'cpo-mismatch':
      return figures ? { key: 'blocker.cpo-mismatch', amounts: figures, values: { number } } : null;
    case 'cpo-direction-pending':
      if (!cpo || !figures || expected === null) return null;
      return compare(expected, cpo.amount) === 0
        ? { key: 'blocker.cpo-direction-pending.mismatch', amounts: figures, values: { number } }
        : {
            key: 'blocker.cpo-direction-pending.version',
            amounts: { wanted: expected, ordered: cpo.amount },
            values: { number },
          };
    case 'work-not-invoiced':
      if (hours === undefined) return null;
      return expected === null
        ? { key: 'blocker.work-not-invoiced', amounts: {}, values: { hours } }
        : { key: 'blocker.work-not-invoiced.amount', amounts: { expected }, values: { hours } };
    case 'sums-differ': {
      if (expected === null || actual === null || difference === null) return null;
      const leg = permission === 'receipts.issue' ? 'received' : 'invoiced';
      const reference =
        leg === 'received' && invoiceLeg ? 'invoiced' : basis === 'BUDGET' ? 'budget' : 'ordered';
      const way = compare(difference, '0') > 0 ? 'less' : 'more';
      return {
        key: `blocker.sums-differ.${reference}.${leg}.${way}` as TextKey,
        amounts: { expected, actual, difference: difference.replace('-', '') },
        values: {},
      };
    }
    case 'invoice-not-settled':
    case 'credit-left':
    case 'allocated-elsewhere': {
      if (recordNumber === undefined || expected === null || actual === null || difference === null)
        return null;
      const amounts = { expected, actual, difference: difference.replace('-', '') };
      return { key: `blocker.${code}`, amounts, values: { number: recordNumber } };
    }
    default:
      return null;
  }
}
