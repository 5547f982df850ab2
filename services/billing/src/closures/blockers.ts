import type { Blocker, UnbilledWork } from '@closeout/contracts/events/projects';
import { fromMinor, toMinor, type Minor } from '@closeout/contracts/money';
import type { Permission } from '@closeout/contracts/permissions';
import { namedRecord } from '@closeout/contracts/records';
import { sentence, stepAnswer, type Step } from './clearing.js';
import type { OrderFigures, ProjectFigures } from './figures.js';

type Words = Pick<Blocker, 'code' | 'detail' | 'action'> & { permission: Permission };
type Sums = { expectedMinor: Minor; actualMinor: Minor };

const wayToClosure: Record<string, Pick<Words, 'action' | 'permission'>> & {
  ACTIVE: Pick<Words, 'action' | 'permission'>;
} = {
  ACTIVE: { action: 'Close the project technically', permission: 'projects.technical_closure' },
  ON_HOLD: { action: 'Resume the project, then close it technically', permission: 'projects.change_status' },
  FINALIZED: { action: 'Reopen the project, if anything is left to do', permission: 'projects.edit' },
  CANCELLED: { action: 'None: a cancelled project stays as it is', permission: 'projects.view' },
};

/** Every reason why a project cannot be finalized, in words: for the preview, the decision and whoever is refused. */
export function notTechnicallyClosed({ projectId, number, status, currency }: ProjectFigures): Blocker {
  return blocker(currency, namedRecord('project', projectId), null, {
    code: 'not-technically-closed',
    detail: `${number} is ${status}: only a project that is TECHNICALLY_CLOSED is closed financially.`,
    ...(wayToClosure[status] ?? wayToClosure.ACTIVE),
  });
}

/**
 * What keeps one order from being counted on: it is open, waits for direction, or does not agree.
 * @param agreed whether the project's sums are one: then no single order has to agree, and nothing is proposed that would part them
 */
export function ofOrder(order: OrderFigures, currency: string, agreed: boolean): Blocker | null {
  const { id, number, status, amountMinor, invoicedMinor, receivedMinor, mismatch, pendingVersion } = order;
  const show = (minor: Minor) => `${fromMinor(minor, currency)} ${currency}`;
  const figures = `ordered are ${show(amountMinor)}, invoiced ${show(invoicedMinor)}, received ${show(receivedMinor)}`;
  const record = namedRecord('purchase-order', id);
  const actualMinor = invoicedMinor === amountMinor ? receivedMinor : invoicedMinor;
  const sums = { expectedMinor: amountMinor, actualMinor };
  if (status === 'DIRECTION_PENDING' && pendingVersion) {
    const { no, amountMinor: wanted } = pendingVersion;
    return blocker(
      currency,
      record,
      { expectedMinor: wanted, actualMinor: amountMinor },
      {
        code: 'cpo-direction-pending',
        detail: `Version ${no} of order ${number} over ${show(wanted)} waits for direction; ${show(amountMinor)} count until then.`,
        action: `Approve or reject version ${no} of order ${number}`,
        permission: 'cpos.direction',
      },
    );
  }
  if (status === 'DIRECTION_PENDING') {
    return blocker(currency, record, sums, {
      code: 'cpo-direction-pending',
      detail: `The mismatch of order ${number} waits for direction: ${figures}.`,
      action: `Accept or reject the mismatch of order ${number}`,
      permission: 'cpos.direction',
    });
  }
  if (status === 'FINALIZED' && (agreed || mismatch === null || mismatch === 'ACCEPTED')) return null;
  if (status === 'FINALIZED') {
    return blocker(currency, record, sums, {
      code: 'cpo-mismatch',
      detail: `Order ${number} does not agree: ${figures}.`,
      ...wayOutOfMismatch(order, show),
    });
  }
  const unused = invoicedMinor === 0n && receivedMinor === 0n;
  const rejected = mismatch === 'REJECTED' ? 'Direction rejected its mismatch. ' : '';
  return blocker(currency, record, sums, {
    code: 'cpo-open',
    detail: `Order ${number} is ${status}: ${figures}. ${rejected}`.trim(),
    action: `Finalize order ${number}${unused && !agreed ? ', or cancel it' : ''}`,
    permission: 'cpos.manage',
  });
}

/** Time and materials: what was worked is invoiced, here or elsewhere, or written off. null when nothing is left of it. */
export function workNotInvoiced(
  { projectId, number, currency }: ProjectFigures,
  { hours, amount }: UnbilledWork,
): Blocker | null {
  if (/^[0.]*$/.test(hours)) return null;
  const expectedMinor = amount === null ? null : toMinor(amount, currency);
  const worth = amount === null ? '' : `, ${amount} ${currency} at the project’s rate,`;
  return {
    ...blocker(
      currency,
      namedRecord('project', projectId),
      expectedMinor === null ? null : { expectedMinor, actualMinor: 0n },
      {
        code: 'work-not-invoiced',
        detail: `${hours} approved billable hours of ${number}${worth} are neither marked as invoiced nor written off.`,
        action: 'Invoice them and mark them as invoiced elsewhere, or write them off',
        permission: 'projects.finance_closure',
      },
    ),
    hours,
  };
}

/** What was paid beyond order and invoices can go back; all else is for direction to decide. */
function wayOutOfMismatch(
  { number, amountMinor, invoicedMinor, receivedMinor }: OrderFigures,
  show: (minor: Minor) => string,
): Pick<Words, 'action' | 'permission'> {
  const tooMuch = receivedMinor - amountMinor;
  if (invoicedMinor !== amountMinor || tooMuch <= 0n) {
    const action = `Report the mismatch of order ${number} to direction, or make its sums agree`;
    return { action, permission: 'cpos.manage' };
  }
  const back = `Refund ${show(tooMuch)}, or move them to the customer’s credit`;
  const action = `${back}; or report the mismatch of order ${number} to direction`;
  return { action, permission: 'receipts.issue' };
}

/** What is compared with what: each says how the two sums are named and who can bring them together. */
const legs = {
  invoiced: {
    actual: 'invoiced',
    less: (sum: string) => `Issue an invoice over ${sum}`,
    more: (sum: string) => `Credit ${sum} of what was invoiced; what of them is paid can be refunded then`,
    permission: 'invoices.issue',
  },
  received: {
    actual: 'received',
    less: (sum: string) => `Issue a receipt over ${sum}`,
    more: (sum: string) => `Refund ${sum}, or move them to the customer’s credit`,
    permission: 'receipts.issue',
  },
} as const;

/** What else brings two sums together, where the agreement was changed rather than one side forgotten. */
const ifAgreed = {
  Ordered: { more: () => 'have the order changed', less: () => 'have the order changed' },
  Budgeted: {
    more: (sum: string) => `raise the budget total by ${sum}`,
    less: (sum: string) => `lower the budget total by ${sum}`,
  },
  Invoiced: { more: () => 'invoice them too', less: () => null },
} as const;

/** What was invoiced beyond what was agreed, and is paid: more likely the agreement was changed than both sides were wrong. */
const paidBeyond = {
  Ordered: {
    action: (sum: string) =>
      `Have the order changed to what was invoiced, or its mismatch accepted; or credit ${sum} and refund them`,
    permission: 'cpos.manage',
  },
  Budgeted: {
    action: (sum: string) =>
      `Raise the budget total by ${sum}, if that was agreed; or credit ${sum} and refund them`,
    permission: 'projects.edit',
  },
} as const;

/**
 * null when the two agree.
 * @param creditMinor what of the customer's credit can settle the project's invoices: so much need not be paid anew
 */
export function sumsDiffer(
  { projectId, currency, receivedMinor }: ProjectFigures,
  leg: keyof typeof legs,
  { expectedMinor, actualMinor }: Sums,
  expected: 'Ordered' | 'Budgeted' | 'Invoiced',
  creditMinor: Minor = 0n,
): Blocker | null {
  const difference = expectedMinor - actualMinor;
  if (difference === 0n) return null;
  const { actual, less, more, permission } = legs[leg];
  const isPaidBeyond = leg === 'invoiced' && difference < 0n && actualMinor === receivedMinor;
  const beyond = isPaidBeyond && expected !== 'Invoiced' ? paidBeyond[expected] : null;
  const show = (minor: Minor) => `${fromMinor(minor, currency)} ${currency}`;
  const missing = show(difference < 0n ? -difference : difference);
  if (leg === 'received' && difference > 0n && creditMinor > 0n)
    return missingMoney({ projectId, currency }, { expectedMinor, actualMinor }, creditMinor);
  const rest = difference > 0n ? `are not ${actual} yet` : `were ${actual} beyond that`;
  // What was invoiced is paid: more likely the price was reduced than an invoice forgotten.
  const isReduced = leg === 'invoiced' && difference > 0n && actualMinor > 0n && receivedMinor >= actualMinor;
  const isPaidTooMuch = leg === 'received' && difference < 0n;
  const agreed = isReduced || isPaidTooMuch ? ifAgreed[expected][isReduced ? 'less' : 'more'](missing) : null;
  const action = difference > 0n ? less(missing) : more(missing);
  return blocker(
    currency,
    namedRecord('project', projectId),
    { expectedMinor, actualMinor },
    {
      code: 'sums-differ',
      detail: `${expected} are ${show(expectedMinor)}, ${actual} ${show(actualMinor)}: ${missing} ${rest}.`,
      action: beyond
        ? beyond.action(missing)
        : agreed
          ? `${action}; or ${agreed}, if that was agreed`
          : action,
      permission: beyond?.permission ?? permission,
    },
  );
}

/** What was invoiced and not received yet, where the customer has credit for it, or for a part of it. */
function missingMoney(
  { projectId, currency }: Pick<ProjectFigures, 'projectId' | 'currency'>,
  sums: Sums,
  creditMinor: Minor,
): Blocker {
  const show = (minor: Minor) => `${fromMinor(minor, currency)} ${currency}`;
  const difference = sums.expectedMinor - sums.actualMinor;
  const creditedMinor = creditMinor < difference ? creditMinor : difference;
  const restMinor = difference - creditedMinor;
  const steps: Step[] = [
    { kind: 'SETTLE_WITH_CREDIT', amountMinor: creditedMinor },
    ...(restMinor > 0n ? [{ kind: 'RECEIVE' as const, amountMinor: restMinor }] : []),
  ];
  const ways = [
    `settle its invoices with ${show(creditedMinor)} of the customer’s credit`,
    ...(restMinor > 0n ? [`issue a receipt over ${show(restMinor)}`] : []),
  ];
  const sumsSay = `Invoiced are ${show(sums.expectedMinor)}, received ${show(sums.actualMinor)}`;
  return {
    ...blocker(currency, namedRecord('project', projectId), sums, {
      code: 'sums-differ',
      detail: `${sumsSay}: ${show(difference)} are not received yet.`,
      action: sentence(ways),
      permission: 'receipts.issue',
    }),
    steps: steps.map((step) => stepAnswer(step, currency)),
  };
}

export function blocker(
  currency: string,
  record: Pick<Blocker, 'recordKind' | 'recordId' | 'recordNumber'>,
  sums: Sums | null,
  { code, detail, action, permission }: Words,
): Blocker {
  const show = (minor: Minor) => fromMinor(minor, currency);
  return {
    code,
    ...record,
    expected: sums && show(sums.expectedMinor),
    actual: sums && show(sums.actualMinor),
    difference: sums && show(sums.expectedMinor - sums.actualMinor),
    detail,
    action,
    permission,
  };
}
