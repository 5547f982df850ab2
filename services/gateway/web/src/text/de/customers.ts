import type { customers as english } from '../en/customers.js';

export const customers: Record<keyof typeof english, string> = {
  'customer.label': 'Kunde',
  'customer.search': 'Name, E-Mail, Telefon oder USt-IdNr.',
  'customer.none': 'Kein Kunde passt',
  'customer.add': 'Kunden anlegen',
  'customer.any': 'Jeder Kunde',
  'customer.added': '{name} wurde angelegt',
  'customer.clear': 'Kunden wegnehmen',
  'customer.field.name': 'Name',
  'customer.field.email': 'E-Mail-Adresse',
  'customer.field.phone': 'Telefon',
  'customer.field.vatNumber': 'USt-IdNr.',
  'customer.field.address': 'Anschrift',
  'customer.field.currency': 'Währung',
  'customer.field.paymentTermsDays': 'Zahlungsziel in Tagen',
};
