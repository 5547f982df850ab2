import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { CpoSeen } from './cpo.js';
import type { Words } from '../emails/words.js';

type Facts = EmailContent['facts'];

/** The customer changed the order. @param withFigures whether the reader may see orders */
export function cpoVersionEmail(cpo: CpoSeen, withFigures: boolean, words: Words): EmailContent {
  const { say } = words;
  return {
    subject: say(
      `New version of order ${cpo.number}, ${cpo.customerName}`,
      `Neue Version der Bestellung ${cpo.number}, ${cpo.customerName}`,
    ),
    heading: say(
      `Order ${cpo.number} has a new version`,
      `Die Bestellung ${cpo.number} hat eine neue Version`,
    ),
    facts: [...orderFacts(cpo, words), ...(withFigures ? versionFacts(cpo, words) : [])],
    link: linkTo(cpo, say('Compare the versions', 'Versionen vergleichen')),
    because: say(
      'You are told because your role is told of new versions of purchase orders.',
      'Sie erhalten diese E-Mail, weil Ihre Rolle von neuen Versionen von Bestellungen erfährt.',
    ),
  };
}

/** A version waits for a decision. */
export function versionDecisionEmail(cpo: CpoSeen, words: Words): EmailContent {
  const { say } = words;
  return {
    subject: say(
      `Your decision is needed: new version of order ${cpo.number}`,
      `Ihre Entscheidung ist gefragt: neue Version der Bestellung ${cpo.number}`,
    ),
    heading: waits(cpo, words),
    facts: [...orderFacts(cpo, words), ...versionFacts(cpo, words)],
    link: linkTo(cpo, say('Approve or reject the version', 'Version genehmigen oder ablehnen')),
    because: say(
      'You are told because your role decides on purchase orders. Until then the version does not count.',
      'Sie erhalten diese E-Mail, weil Ihre Rolle über Bestellungen entscheidet. Bis dahin gilt die Version nicht.',
    ),
  };
}

/** A mismatch waits for a decision. */
export function mismatchDecisionEmail(cpo: CpoSeen, words: Words): EmailContent {
  const { say } = words;
  return {
    subject: say(
      `Your decision is needed: order ${cpo.number} does not match`,
      `Ihre Entscheidung ist gefragt: Abweichung bei Bestellung ${cpo.number}`,
    ),
    heading: waits(cpo, words),
    facts: [
      ...orderFacts(cpo, words),
      ...mismatchFacts(cpo, words),
      ...reasonFact(say('Reported because', 'Gemeldet, weil'), cpo),
    ],
    link: linkTo(cpo, say('Accept or reject the mismatch', 'Abweichung annehmen oder ablehnen')),
    because: say(
      'You are told because your role decides on purchase orders. Until then the project cannot be closed.',
      'Sie erhalten diese E-Mail, weil Ihre Rolle über Bestellungen entscheidet. Bis dahin lässt sich das Projekt nicht abschließen.',
    ),
  };
}

export function mismatchFoundEmail(cpo: CpoSeen, withFigures: boolean, words: Words): EmailContent {
  const { say } = words;
  const what = withFigures ? difference(cpo, words) : say('see the order', 'siehe Bestellung');
  return {
    subject: say(
      `Order ${cpo.number} does not match: ${what}`,
      `Abweichung bei Bestellung ${cpo.number}: ${what}`,
    ),
    heading: say(`Order ${cpo.number} does not match`, `Abweichung bei Bestellung ${cpo.number}`),
    facts: [...orderFacts(cpo, words), ...(withFigures ? mismatchFacts(cpo, words) : [])],
    link: linkTo(cpo, say('Open the order', 'Bestellung öffnen')),
    because: say(
      'You are told because your role is told of purchase orders that do not match.',
      'Sie erhalten diese E-Mail, weil Ihre Rolle von Abweichungen bei Bestellungen erfährt.',
    ),
  };
}

export function mismatchResolvedEmail(cpo: CpoSeen, words: Words): EmailContent {
  const { say } = words;
  const outcome = say(...(outcomes[cpo.mismatch?.status ?? 'GONE'] ?? ['was resolved', 'ist gelöst']));
  const heading = say(
    `The mismatch of order ${cpo.number} ${outcome}`,
    `Die Abweichung der Bestellung ${cpo.number} ${outcome}`,
  );
  return {
    subject: heading,
    heading,
    facts: [
      ...orderFacts(cpo, words),
      ...mismatchFacts(cpo, words),
      ...reasonFact(say('Reason', 'Grund'), cpo),
    ],
    link: linkTo(cpo, say('Open the order', 'Bestellung öffnen')),
    because: say(
      'You are told because your role closes projects financially.',
      'Sie erhalten diese E-Mail, weil Ihre Rolle Projekte kaufmännisch abschließt.',
    ),
  };
}

const outcomes: Record<string, readonly [english: string, german: string]> = {
  ACCEPTED: ['was accepted', 'wurde angenommen'],
  REJECTED: ['was rejected', 'wurde abgelehnt'],
  GONE: ['no longer exists', 'besteht nicht mehr'],
};

const waits = (cpo: CpoSeen, { say }: Words): string =>
  say(
    `Order ${cpo.number} awaits management approval`,
    `Die Bestellung ${cpo.number} wartet auf die Geschäftsleitung`,
  );

const orderFacts = (cpo: CpoSeen, { say }: Words): Facts => [
  [say('Customer', 'Kunde'), cpo.customerName],
  [say('Order', 'Bestellung'), cpo.number],
];

function versionFacts(cpo: CpoSeen, { say, money }: Words): Facts {
  const latest = cpo.versions.at(-1);
  if (!latest) return [];
  return [
    [say('Counts now', 'Gilt jetzt'), money(cpo.amount, cpo.currency)],
    [`Version ${latest.no}`, money(latest.amount, cpo.currency)],
    ...(latest.reason === null
      ? []
      : [[say('Why it changed', 'Grund der Änderung'), latest.reason] as const]),
  ];
}

function mismatchFacts({ mismatch, currency }: CpoSeen, { say, money }: Words): Facts {
  if (mismatch === null) return [];
  return [
    [say('Ordered', 'Bestellt'), money(mismatch.ordered, currency)],
    [say('Invoiced', 'Fakturiert'), money(mismatch.invoiced, currency)],
    [say('Received', 'Erhalten'), money(mismatch.received, currency)],
    [say('Difference', 'Differenz'), money(mismatch.difference, currency)],
  ];
}

const reasonFact = (label: string, { mismatch }: CpoSeen): Facts =>
  mismatch?.reason == null ? [] : [[label, mismatch.reason]];

const difference = ({ mismatch, currency }: CpoSeen, { say, money }: Words): string =>
  mismatch === null
    ? say('see the order', 'siehe Bestellung')
    : say(
        `difference ${money(mismatch.difference, currency)}`,
        `Differenz ${money(mismatch.difference, currency)}`,
      );

const linkTo = (cpo: CpoSeen, label: string) => ({
  label,
  page: pageOf('order', cpo.id),
});
