import { describe, expect, it } from '@jest/globals';
import { fromMinor } from '@closeout/contracts/money';
import fc from 'fast-check';
import type { IssuedInvoice } from '../invoices/invoice.js';
import { anIssuedInvoice } from '../../test/support/anIssuedInvoice.js';
import { priceLines } from '../invoices/totals.js';
import { decideCredit, type Credit } from './creditNote.js';

function taxed(lines: { net: bigint; taxRate: string; priceIncludesTax?: boolean }[]): IssuedInvoice {
  const priced = priceLines(
    lines.map(({ net, ...line }) => ({
      description: 'x',
      quantity: '1',
      unitPrice: fromMinor(net, 'EUR'),
      ...line,
    })),
    'EUR',
  );
  return anIssuedInvoice([], priced);
}

/** The invoice once the credit is booked. */
function after(invoice: IssuedInvoice, credit: Credit): IssuedInvoice {
  return {
    ...invoice,
    creditedMinor: invoice.creditedMinor + credit.grossMinor,
    lines: invoice.lines.map((line) => {
      const taken = credit.lines.find((each) => each.invoiceLine === line.no)?.netMinor ?? 0n;
      return { ...line, creditedMinor: line.creditedMinor + taken };
    }),
    taxes: invoice.taxes.map((tax) => {
      const taken = credit.taxes.find((each) => each.taxRate === tax.taxRate)?.taxMinor ?? 0n;
      return { ...tax, creditedTaxMinor: tax.creditedTaxMinor + taken };
    }),
  };
}

describe('a credit note', () => {
  it('credits a whole line as it was invoiced, a part of one as an amount', () => {
    const invoice = taxed([{ net: 10000n, taxRate: '19' }]);
    expect(decideCredit(invoice, undefined)).toMatchObject({
      lines: [{ no: 1, invoiceLine: 1, quantity: '1', unitPrice: '100.00', netMinor: 10000n }],
      netMinor: 10000n,
      taxMinor: 1900n,
      grossMinor: 11900n,
    });
    expect(decideCredit(invoice, [{ lineNo: 1, amount: '25' }])).toMatchObject({
      lines: [{ quantity: '1', unitPrice: '25.00', netMinor: 2500n }],
      grossMinor: 2975n,
    });
  });

  it('gives back what was agreed of a line that was priced with its tax', () => {
    const invoice = taxed([
      { net: 35390n, taxRate: '19', priceIncludesTax: true },
      { net: 10001n, taxRate: '19' },
      { net: 10003n, taxRate: '19', priceIncludesTax: true },
    ]);
    const { netMinor } = invoice.lines[0]!;
    expect(decideCredit(invoice, [{ lineNo: 1, amount: fromMinor(netMinor, 'EUR') }])).toMatchObject({
      lines: [{ unitPrice: '353.90', priceIncludesTax: true }],
      grossMinor: 35390n,
    });
    expect(decideCredit(invoice, [{ lineNo: 1, amount: '100' }])).toMatchObject({
      lines: [{ unitPrice: '100.00', priceIncludesTax: false, netMinor: 10000n }],
      taxMinor: 1900n,
    });
  });

  it.each([
    ['more than is left', [{ lineNo: 1, amount: '100.01' }], 'credit-exceeds-invoice'],
    ['a line that is not there', [{ lineNo: 2, amount: '1' }], 'line-unknown'],
    [
      'a line twice',
      [
        { lineNo: 1, amount: '1' },
        { lineNo: 1, amount: '1' },
      ],
      'line-repeated',
    ],
    ['parts of a cent', [{ lineNo: 1, amount: '0.001' }], 'amount-scale'],
  ])('refuses %s', (_what, lines, code) => {
    expect(() => decideCredit(taxed([{ net: 10000n, taxRate: '19' }]), lines)).toThrow(code);
  });

  it('in however many parts, takes back exactly what was invoiced: net, tax of each rate, gross', () => {
    const lines = fc.array(
      fc.record({
        net: fc.bigInt({ min: 0n, max: 100_000n }),
        taxRate: fc.constantFrom('0', '7', '19', '33.333', '100'),
        priceIncludesTax: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    );
    const steps = fc.array(fc.record({ line: fc.nat({ max: 4 }), share: fc.integer({ min: 1, max: 100 }) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(lines, steps, (drafts, parts) => {
        let invoice = taxed(drafts);
        if (invoice.grossMinor === 0n) return;
        for (const { line, share } of parts) {
          const target = invoice.lines[line % invoice.lines.length]!;
          const amount = ((target.netMinor - target.creditedMinor) * BigInt(share)) / 100n;
          if (amount === 0n) continue;
          const credit = decideCredit(invoice, [{ lineNo: target.no, amount: fromMinor(amount, 'EUR') }]);
          expect(credit.taxMinor >= 0n && credit.grossMinor === credit.netMinor + credit.taxMinor).toBe(true);
          invoice = after(invoice, credit);
        }
        // Twice where what is left is a cent that is all tax.
        for (let times = 0; times < 2 && invoice.creditedMinor < invoice.grossMinor; times++)
          invoice = after(invoice, decideCredit(invoice, undefined));
        expect(invoice.creditedMinor).toBe(invoice.grossMinor);
        for (const tax of invoice.taxes) expect(tax.creditedTaxMinor).toBe(tax.taxMinor);
        expect(() => decideCredit(invoice, undefined)).toThrow('credit-exceeds-invoice');
      }),
    );
  });
});
