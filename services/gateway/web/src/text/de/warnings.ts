import type { warnings as en } from '../en/warnings.js';

export const warnings: Record<keyof typeof en, string> = {
  'warning.differsFromMilestone':
    'Der Meilenstein erwartet noch {expected}; diese Rechnung fordert {actual}, Steuer enthalten.',
  'warning.milestoneRemoved':
    'Der Meilenstein wurde aus dem Projekt genommen. Wird diese Rechnung ausgestellt, kommt er zurück.',
  'warning.orderNotNamed':
    'Das Projekt hat mehrere Bestellungen, und diese Rechnung nennt keine: Sie wird auf sie verteilt, die älteste zuerst.',
  'warning.exceedsOrder': 'Von der Bestellung sind nur {expected} frei; diese Rechnung fordert {actual}.',
  'warning.orderBelowQuote':
    'Bestellt sind {actual}, angeboten waren {expected}. Das Budget des Projekts bleibt, bis es jemand ändert.',
  'warning.receiptRepeated':
    'Ein anderer Zahlungseingang hat denselben Verwendungszweck und Betrag. Vielleicht ist es dieselbe Zahlung.',
  'warning.customerRepeated': 'Ein anderer Kunde hat denselben Namen und dieselbe E-Mail-Adresse.',
  'warning.toRecord': 'Zeigen',
};
