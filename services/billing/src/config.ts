import type { Party } from '@closeout/contracts';
import { kitConfig } from '@closeout/service-kit';
import { z } from 'zod';

const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? null : text));

/** What billing reads from its environment beside the kit's: who sells, as issued documents say it. */
export const billingConfig = kitConfig.extend({
  LEGAL_ENTITY: z.string().min(1).max(50).default('main'),
  SELLER_NAME: z.string().min(1).default('Closeout Demo GmbH'),
  SELLER_VAT: optionalText.default('DE999999999'),
  SELLER_ADDRESS: optionalText.default('Marktplatz 2, 20095 Hamburg'),
  SELLER_EMAIL: optionalText,
});
export type BillingConfig = z.output<typeof billingConfig>;

export interface Seller {
  /** Whose series of numbers documents are in. */
  legalEntity: string;
  party: Party;
}

export function sellerOf(config: BillingConfig): Seller {
  return {
    legalEntity: config.LEGAL_ENTITY,
    party: {
      name: config.SELLER_NAME,
      vatNumber: config.SELLER_VAT,
      address: config.SELLER_ADDRESS,
      email: config.SELLER_EMAIL,
    },
  };
}
