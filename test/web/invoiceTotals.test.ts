import { expect, it } from '@jest/globals';
import { currencyScale, fromMinor, toMinor } from '@closeout/contracts/money';
import fc from 'fast-check';
import { decideCredit } from '../../services/billing/src/creditNotes/creditNote.js';
import type { Invoice } from '../../services/billing/src/invoices/invoice.js';
import * as billing from '../../services/billing/src/invoices/totals.js';
import { creditOf, leftOf } from '../../services/gateway/web/src/invoices/credit.js';
import * as page from '../../services/gateway/web/src/invoices/pricing.js';

/** What the page shows while one types has to be what billing will say: to the cent, in every currency. */
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF');
const decimal = (whole: number, decimals: number) =>
  fc
    .tuple(fc.nat(whole), fc.stringMatching(new RegExp(`^\\d{0,${decimals}}$`)))
    .map(([before, after]) => (after ? `${before}.${after}` : `${before}`));
const line = fc.record({
  description: fc.constant('Work'),
  quantity: decimal(500, 6),
  unitPrice: decimal(90_000, 6),
  taxRate: fc.constantFrom('0', '5.5', '7', '7.00', '8.875', '19', '25'),
  priceIncludesTax: fc.boolean(),
});

const answered = (priced: billing.Priced, of: string) => ({
  nets: priced.lines.map(({ netMinor }) => fromMinor(netMinor, of)),
  taxes: priced.taxes.map(({ taxRate, taxableMinor, taxMinor }) => ({
    taxRate,
    taxable: fromMinor(taxableMinor, of),
    tax: fromMinor(taxMinor, of),
  })),
  net: fromMinor(priced.netMinor, of),
  tax: fromMinor(priced.taxMinor, of),
  gross: fromMinor(priced.grossMinor, of),
});

it('the page prices lines as billing does', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), currency, (lines, of) => {
      const expected = answered(billing.priceLines(lines, of), of);
      expect(page.priceLines(lines, currencyScale(of))).toEqual(expected);
    }),
  );
});

it('and takes the tax out of an agreed amount as billing does', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 11n }), line, currency, (grossMinor, { taxRate }, of) => {
      const expected = billing.priceTaxIncluded({ description: 'Advance', grossMinor, taxRate }, of);
      const priced = page.priceTaxIncluded(fromMinor(grossMinor, of), taxRate, currencyScale(of));
      expect(priced).toEqual(answered(expected, of));
    }),
  );
});

it('what is credited, part after part, is what billing credits, until nothing is left', () => {
  const share = fc.integer({ min: 1, max: 100 });
  const shares = fc.array(fc.array(share, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), shares, currency, (drafts, parts, of) => {
      const priced = billing.priceLines(drafts, of);
      const invoice = { ...priced, number: 'INV-1', currency: of } as unknown as Invoice;
      for (const percents of [...parts, [100, 100, 100, 100]]) {
        const shown = shownAs(invoice, of);
        const left = leftOf(shown);
        const amounts = new Map(
          invoice.lines.map(({ no }, index) => {
            const minor = (toMinor(left.get(no) ?? '0', of) * BigInt(percents[index] ?? 100)) / 100n;
            return [no, fromMinor(minor, of)];
          }),
        );
        const credit = creditOf(shown, amounts, currencyScale(of));
        expect(credit.exceeding).toEqual([]);
        if (credit.lines.length === 0) continue;
        const decided = decideCredit(invoice, credit.lines);
        expect(credit).toMatchObject({
          net: fromMinor(decided.netMinor, of),
          tax: fromMinor(decided.taxMinor, of),
          gross: fromMinor(decided.grossMinor, of),
        });
        for (const { invoiceLine, netMinor } of decided.lines)
          for (const each of invoice.lines) if (each.no === invoiceLine) each.creditedMinor += netMinor;
        for (const { taxRate, taxMinor } of decided.taxes)
          for (const each of invoice.taxes) if (each.taxRate === taxRate) each.creditedTaxMinor += taxMinor;
      }
    }),
  );
});

/** As the API answers an invoice. */
function shownAs(invoice: Invoice, of: string): Parameters<typeof creditOf>[0] {
  const zero = fromMinor(0n, of);
  const gross = fromMinor(invoice.grossMinor, of);
  return {
    lines: invoice.lines.map(({ netMinor, grossMinor, creditedMinor, ...rest }) => ({
      ...rest,
      priceIncludesTax: grossMinor !== null,
      net: fromMinor(netMinor, of),
      credited: fromMinor(creditedMinor, of),
    })),
    taxes: invoice.taxes.map(({ taxRate, taxableMinor, taxMinor }) => ({
      taxRate,
      taxable: fromMinor(taxableMinor, of),
      tax: fromMinor(taxMinor, of),
    })),
    totals: { net: zero, tax: zero, gross, credited: zero, paid: zero, due: gross },
  };
}
