import type { warnings as en } from '../en/warnings.js';

export const warnings: Record<keyof typeof en, string> = {
  'warning.sellerMissing':
    'Ausstellen ist noch nicht möglich: Es ist kein Unternehmen genannt, in dessen Namen Rechnungen, Zahlungseingänge und Rückzahlungen ausgestellt werden. Wer Closeout betreibt, setzt SELLER_NAME und die anderen SELLER_-Variablen für den Dienst billing.',
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
  'warning.exceedsMilestone':
    'Der Meilenstein erwartet noch {expected}; dieser Zahlungseingang beträgt {actual}. Was für andere Meilensteine ist, gehört in eigene Zahlungseingänge.',
  'warning.milestoneNotAsReceived': '{name}: {expected} vereinbart, {actual} eingegangen.',
  'warning.budgetCodeKept':
    'Das Projekt hat schon einen Budgetposten {name}; er bleibt, wie er ist, und was im Angebot darunter steht, hängt an ihm.',
  'warning.budgetLeftOut':
    'Mit den Budgetposten des Angebots würde das Budget des Projekts zu groß: Keiner von ihnen kommt hinzu.',
  'warning.budgetNotChecked':
    'Welche Budgetposten das Projekt schon hat, ließ sich nicht nachsehen; diese bleiben, wie sie sind.',
  'warning.customerRepeated': 'Ein anderer Kunde hat denselben Namen und dieselbe E-Mail-Adresse.',
  'missing.title': 'Für eine gültige Rechnung fehlt',
  'missing.buyerAddress': 'Die Adresse des Kunden.',
  'missing.buyerVatNumber':
    'Die USt-IdNr. des Kunden: Reverse Charge und Lieferungen in der EU brauchen sie.',
  'missing.supplyDate': 'Das Leistungsdatum.',
  'missing.exemptionReason': 'Warum eine Position ohne Steuer ist.',
  'missing.sellerAddress': 'Die Adresse Ihres Unternehmens (SELLER_ADDRESS).',
  'missing.sellerVatNumber': 'Die USt-IdNr. Ihres Unternehmens (SELLER_VAT).',
  'warning.toRecord': 'Zeigen',
};
