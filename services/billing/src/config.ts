import type { Seller as SellerParty } from '@closeout/contracts';
import { kitConfig } from '@closeout/service-kit';
import { z } from 'zod';
import { isIban } from './iban.js';

const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? null : text));

const iban = optionalText
  .transform((text) => text?.replaceAll(/\s/g, '').toUpperCase() ?? null)
  .refine((text) => text === null || isIban(text), 'expected an IBAN with the right check digits');
const bic = optionalText
  .transform((text) => text?.replaceAll(/\s/g, '').toUpperCase() ?? null)
  .refine((text) => text === null || /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text), 'expected a BIC');

/** What billing reads from its environment beside the kit's: who sells, as issued documents say it. */
export const billingConfig = kitConfig.extend({
  LEGAL_ENTITY: z.string().min(1).max(50).default('main'),
  SELLER_NAME: z.string().min(1).default('Closeout Demo GmbH'),
  SELLER_VAT: optionalText.default('DE999999999'),
  SELLER_ADDRESS: optionalText.default('Marktplatz 2, 20095 Hamburg'),
  SELLER_EMAIL: optionalText,
  SELLER_IBAN: iban.default('DE37999999990123456789'),
  SELLER_BIC: bic.default('DEMODEHHXXX'),
  SELLER_BANK: optionalText.default('Demo Bank'),
});
export type BillingConfig = z.output<typeof billingConfig>;

export interface Seller {
  /** Whose series of numbers documents are in. */
  legalEntity: string;
  party: SellerParty;
}

export function sellerOf(config: BillingConfig): Seller {
  return {
    legalEntity: config.LEGAL_ENTITY,
    party: {
      name: config.SELLER_NAME,
      vatNumber: config.SELLER_VAT,
      address: config.SELLER_ADDRESS,
      email: config.SELLER_EMAIL,
      bankAccount: config.SELLER_IBAN
        ? { bankName: config.SELLER_BANK, iban: config.SELLER_IBAN, bic: config.SELLER_BIC }
        : null,
    },
  };
}
