import type { PdfLanguage } from '@closeout/contracts/http/billing';

export interface PdfWords {
  locale: string;
  invoice: string;
  creditNote: string;
  receipt: string;
  refund: string;
  number: string;
  issueDate: string;
  dueDate: string;
  supplyDate: string;
  exemption: string;
  project: string;
  milestone: string;
  yourOrder: string;
  yourVatNumber: string;
  vatNumber: string;
  ofInvoice: string;
  reason: string;
  no: string;
  /** A milestone's name, where the system gave it, in the document's language; any other stays. */
  systemLabel(label: string): string;
  description: string;
  quantity: string;
  unitPrice: string;
  includesTax: string;
  taxRate: string;
  netIn: (currency: string) => string;
  netTotal: string;
  tax: (rate: string, taxable: string) => string;
  total: string;
  totalCredited: string;
  dueAtOnce: string;
  dueWithin: (day: string, days: number) => string;
  payTo: string;
  statedWith: (number: string) => string;
  bank: string;
  reference: string;
  creditNoteMeans: (invoice: string) => string;
  received: string;
  paymentDate: string;
  method: string;
  paidFor: string;
  hadPaidFor: string;
  amountIn: (currency: string) => string;
  onAccount: string;
  wasOnAccount: string;
  paidBack: string;
  ofReceipt: string;
  refundDate: string;
  refundedAmount: string;
  refundMeans: (receipt: string, day: string) => string;
  reversed: string;
  reversedBy: (number: string, day: string) => string;
  page: string;
}

const en: PdfWords = {
  locale: 'en-GB',
  invoice: 'Invoice',
  creditNote: 'Credit note',
  receipt: 'Receipt',
  refund: 'Refund',
  number: 'Number',
  issueDate: 'Date of issue',
  dueDate: 'Due date',
  supplyDate: 'Date of supply',
  exemption: 'No VAT',
  project: 'Project',
  milestone: 'Milestone',
  yourOrder: 'Your order',
  yourVatNumber: 'Your VAT number',
  vatNumber: 'VAT number',
  ofInvoice: 'For invoice',
  reason: 'Reason',
  no: 'No.',
  systemLabel: (label) => label,
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  includesTax: 'incl. VAT',
  taxRate: 'VAT',
  netIn: (currency) => `Net (${currency})`,
  netTotal: 'Net total',
  tax: (rate, taxable) => `VAT ${rate} of ${taxable}`,
  total: 'Total',
  totalCredited: 'Total credited',
  dueAtOnce: 'Payable at once, without deduction.',
  dueWithin: (day, days) =>
    `Payable by ${day}, within ${days} ${days === 1 ? 'day' : 'days'} of the date of issue, without deduction.`,
  payTo: 'Payment to',
  statedWith: (number) => `Please state ${number} with your payment.`,
  bank: 'Bank',
  reference: 'Reference',
  creditNoteMeans: (invoice) =>
    `This amount is credited against invoice ${invoice}. What was already paid of it stays as your credit.`,
  received: 'Amount received',
  paymentDate: 'Date of payment',
  method: 'Method',
  paidFor: 'Paid of invoice',
  hadPaidFor: 'Settled until the reversal: invoice',
  amountIn: (currency) => `Amount (${currency})`,
  onAccount: 'On account, not yet used for an invoice',
  wasOnAccount: 'On account until the reversal',
  paidBack: 'Paid back to you',
  ofReceipt: 'For receipt',
  refundDate: 'Date of refund',
  refundedAmount: 'Amount refunded',
  refundMeans: (receipt, day) => `This amount of your payment ${receipt} of ${day} is paid back to you.`,
  reversed: 'REVERSED',
  reversedBy: (number, day) =>
    `This receipt was reversed by ${number} on ${day}. It proves no payment and settles nothing now.`,
  page: 'Page {page} of {pages}',
};

const systemLabels: Record<string, string> = {
  'Advance Payment': 'Anzahlung',
  'Final Payment': 'Schlusszahlung',
};

const de: PdfWords = {
  locale: 'de-DE',
  invoice: 'Rechnung',
  // On an invoice, „Gutschrift“ means that the buyer wrote it (§ 14 UStG).
  creditNote: 'Rechnungskorrektur',
  receipt: 'Zahlungsbestätigung',
  refund: 'Rückzahlung',
  number: 'Nummer',
  issueDate: 'Ausstellungsdatum',
  dueDate: 'Fällig am',
  supplyDate: 'Leistungsdatum',
  exemption: 'Ohne Umsatzsteuer',
  project: 'Projekt',
  milestone: 'Meilenstein',
  yourOrder: 'Ihre Bestellung',
  yourVatNumber: 'Ihre USt-IdNr.',
  vatNumber: 'USt-IdNr.',
  ofInvoice: 'Zur Rechnung',
  reason: 'Grund',
  no: 'Nr.',
  systemLabel: (label) =>
    systemLabels[label] ?? label.replace(/^Progress Payment (?=\d+$)/, 'Abschlagszahlung '),
  description: 'Beschreibung',
  quantity: 'Menge',
  unitPrice: 'Einzelpreis',
  includesTax: 'inkl. USt.',
  taxRate: 'USt.',
  netIn: (currency) => `Netto (${currency})`,
  netTotal: 'Summe netto',
  tax: (rate, taxable) => `USt. ${rate} auf ${taxable}`,
  total: 'Gesamtbetrag',
  totalCredited: 'Gutgeschriebener Betrag',
  dueAtOnce: 'Zahlbar sofort, ohne Abzug.',
  dueWithin: (day, days) =>
    `Zahlbar bis ${day}, innerhalb von ${days} ${days === 1 ? 'Tag' : 'Tagen'} ab Ausstellung, ohne Abzug.`,
  payTo: 'Zahlung an',
  statedWith: (number) => `Bitte geben Sie bei der Zahlung ${number} an.`,
  bank: 'Bank',
  reference: 'Verwendungszweck',
  creditNoteMeans: (invoice) =>
    `Dieser Betrag wird Ihnen zur Rechnung ${invoice} gutgeschrieben. Was davon schon bezahlt war, bleibt Ihr Guthaben.`,
  received: 'Erhaltener Betrag',
  paymentDate: 'Zahlungsdatum',
  method: 'Zahlungsart',
  paidFor: 'Bezahlt von Rechnung',
  hadPaidFor: 'Bis zum Storno beglichen: Rechnung',
  amountIn: (currency) => `Betrag (${currency})`,
  onAccount: 'Guthaben, noch für keine Rechnung verwendet',
  wasOnAccount: 'Guthaben bis zum Storno',
  paidBack: 'An Sie zurückgezahlt',
  ofReceipt: 'Zur Zahlungsbestätigung',
  refundDate: 'Datum der Rückzahlung',
  refundedAmount: 'Zurückgezahlter Betrag',
  refundMeans: (receipt, day) =>
    `Dieser Betrag Ihrer Zahlung ${receipt} vom ${day} wird Ihnen zurückgezahlt.`,
  reversed: 'STORNIERT',
  reversedBy: (number, day) =>
    `Diese Bestätigung wurde am ${day} durch ${number} storniert. Sie belegt keine Zahlung und begleicht nichts mehr.`,
  page: 'Seite {page} von {pages}',
};

export const pdfWords: Record<PdfLanguage, PdfWords> = { en, de };
