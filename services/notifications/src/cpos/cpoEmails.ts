import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { CpoSeen } from './cpo.js';

type Facts = EmailContent['facts'];

/** The customer changed the order. @param withFigures whether the reader may see orders */
export function cpoVersionEmail(cpo: CpoSeen, withFigures: boolean): EmailContent {
  return {
    subject: `New version of order ${cpo.number}, ${cpo.customerName}`,
    heading: `Order ${cpo.number} has a new version`,
    facts: [...orderFacts(cpo), ...(withFigures ? versionFacts(cpo) : [])],
    link: linkTo(cpo, 'Compare the versions'),
    because: 'You are told because your role is told of new versions of purchase orders.',
  };
}

/** A version waits for a decision. */
export function versionDecisionEmail(cpo: CpoSeen): EmailContent {
  return {
    subject: `Your decision is needed: new version of order ${cpo.number}`,
    heading: `Order ${cpo.number} waits for direction`,
    facts: [...orderFacts(cpo), ...versionFacts(cpo)],
    link: linkTo(cpo, 'Approve or reject the version'),
    because:
      'You are told because your role decides on purchase orders. Until then the version does not count.',
  };
}

/** A mismatch waits for a decision. */
export function mismatchDecisionEmail(cpo: CpoSeen): EmailContent {
  return {
    subject: `Your decision is needed: order ${cpo.number} does not match`,
    heading: `Order ${cpo.number} waits for direction`,
    facts: [...orderFacts(cpo), ...mismatchFacts(cpo), ...reasonFact('Reported because', cpo)],
    link: linkTo(cpo, 'Accept or reject the mismatch'),
    because:
      'You are told because your role decides on purchase orders. Until then the project cannot be closed.',
  };
}

export function mismatchFoundEmail(cpo: CpoSeen, withFigures: boolean): EmailContent {
  return {
    subject: `Order ${cpo.number} does not match: ${withFigures ? difference(cpo) : 'see the order'}`,
    heading: `Order ${cpo.number} does not match`,
    facts: [...orderFacts(cpo), ...(withFigures ? mismatchFacts(cpo) : [])],
    link: linkTo(cpo, 'Open the order'),
    because: 'You are told because your role is told of purchase orders that do not match.',
  };
}

export function mismatchResolvedEmail(cpo: CpoSeen): EmailContent {
  const outcome = outcomes[cpo.mismatch?.status ?? 'GONE'] ?? 'was resolved';
  return {
    subject: `The mismatch of order ${cpo.number} ${outcome}`,
    heading: `The mismatch of order ${cpo.number} ${outcome}`,
    facts: [...orderFacts(cpo), ...mismatchFacts(cpo), ...reasonFact('Reason', cpo)],
    link: linkTo(cpo, 'Open the order'),
    because: 'You are told because your role closes projects financially.',
  };
}

const outcomes: Record<string, string> = {
  ACCEPTED: 'was accepted',
  REJECTED: 'was rejected',
  GONE: 'no longer exists',
};

const orderFacts = (cpo: CpoSeen): Facts => [
  ['Customer', cpo.customerName],
  ['Order', cpo.number],
];

function versionFacts(cpo: CpoSeen): Facts {
  const latest = cpo.versions.at(-1);
  if (!latest) return [];
  return [
    ['Counts now', `${cpo.amount} ${cpo.currency}`],
    [`Version ${latest.no}`, `${latest.amount} ${cpo.currency}`],
    ...(latest.reason === null ? [] : [['Why it changed', latest.reason] as const]),
  ];
}

function mismatchFacts({ mismatch, currency }: CpoSeen): Facts {
  if (mismatch === null) return [];
  return [
    ['Ordered', `${mismatch.ordered} ${currency}`],
    ['Invoiced', `${mismatch.invoiced} ${currency}`],
    ['Received', `${mismatch.received} ${currency}`],
    ['Difference', `${mismatch.difference} ${currency}`],
  ];
}

const reasonFact = (label: string, { mismatch }: CpoSeen): Facts =>
  mismatch?.reason == null ? [] : [[label, mismatch.reason]];

const difference = ({ mismatch, currency }: CpoSeen): string =>
  mismatch === null ? 'see the order' : `difference ${mismatch.difference} ${currency}`;

const linkTo = (cpo: CpoSeen, label: string) => ({
  label,
  page: pageOf('order', cpo.id),
});
