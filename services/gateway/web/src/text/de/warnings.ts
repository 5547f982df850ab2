import type { warnings as en } from '../en/warnings.js';

export const warnings: Record<keyof typeof en, string> = {
  'warning.differsFromMilestone':
    'Für den Meilenstein sind noch {expected} zu berechnen; diese Rechnung lautet auf {actual} inkl. Steuer.',
  'warning.milestoneRemoved':
    'Der Meilenstein wurde aus dem Projekt entfernt. Mit dem Ausstellen dieser Rechnung kommt er zurück.',
  'warning.orderNotNamed':
    'Zum Projekt gehören mehrere Bestellungen, und diese Rechnung nennt keine: Ihr Betrag wird auf sie verteilt, auf die älteste zuerst.',
  'warning.exceedsOrder':
    'Von der Bestellung sind nur noch {expected} frei; diese Rechnung lautet auf {actual}.',
  'warning.orderBelowQuote':
    'Bestellt sind {actual}, angeboten waren {expected}. Das Budget des Projekts bleibt unverändert, bis es jemand anpasst.',
  'warning.receiptRepeated':
    'Ein anderer Zahlungseingang hat denselben Verwendungszweck und denselben Betrag. Vielleicht ist es dieselbe Zahlung.',
  'warning.customerRepeated': 'Ein anderer Kunde hat denselben Namen und dieselbe E-Mail-Adresse.',
  'warning.toRecord': 'Zeigen',
};
