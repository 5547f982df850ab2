import type { Party } from '@closeout/contracts/events/billing';
import type { Warning } from '@closeout/contracts/http';
import type { Seller } from '../config.js';
import type { Invoice } from './invoice.js';

type Said = Pick<Invoice, 'customerId' | 'supplyDate' | 'exemptionReason'> & {
  taxes: readonly Pick<Invoice['taxes'][number], 'taxRate'>[];
};

/**
 * What an invoice has to say (§ 14 UStG; EN 16931) and this one does not. It can be issued all the same: not every sale needs all of it.
 * @param buyer the customer, as the invoice would name them today
 */
export function missingOf(
  { customerId, supplyDate, exemptionReason, taxes }: Said,
  buyer: Pick<Party, 'address' | 'vatNumber'>,
  seller: Seller['party'],
): Warning[] {
  const isUntaxed = taxes.some(({ taxRate }) => Number(taxRate) === 0);
  const of = (missing: boolean, code: string, detail: string, recordId?: string): Warning[] =>
    missing ? [{ code, detail, ...(recordId && { recordId }) }] : [];
  return [
    ...of(!buyer.address, 'buyer-address-missing', 'The customer has no address.', customerId),
    ...of(
      isUntaxed && !buyer.vatNumber,
      'buyer-vat-number-missing',
      'A line has no tax and the customer no VAT number: reverse charge and sales within the EU need it.',
      customerId,
    ),
    ...of(supplyDate === null, 'supply-date-missing', 'The date of supply is not given.'),
    ...of(
      isUntaxed && exemptionReason === null,
      'exemption-reason-missing',
      'A line has no tax, and no reason says why.',
    ),
    ...of(
      seller !== null && !seller.address,
      'seller-address-missing',
      'The company that issues has no address (SELLER_ADDRESS).',
    ),
    ...of(
      seller !== null && !seller.vatNumber,
      'seller-vat-number-missing',
      'The company that issues has no VAT number (SELLER_VAT).',
    ),
  ];
}
