import { conflict } from '@closeout/contracts/errors';
import type { Seller as SellerParty } from '@closeout/contracts/events/billing';
import { kitConfig } from '@closeout/service-kit/service';
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
export const billingConfig = kitConfig('billing')
  .extend({
    LEGAL_ENTITY: z.string().min(1).max(50).default('main'),
    SELLER_NAME: optionalText,
    SELLER_VAT: optionalText,
    SELLER_ADDRESS: optionalText,
    SELLER_EMAIL: optionalText,
    SELLER_BANK: optionalText,
    SELLER_IBAN: iban,
    SELLER_BIC: bic,
  })
  .refine(
    ({ SELLER_NAME, ...config }) =>
      SELLER_NAME !== null ||
      !(config.SELLER_VAT ?? config.SELLER_ADDRESS ?? config.SELLER_EMAIL ?? config.SELLER_IBAN),
    { path: ['SELLER_NAME'], error: 'is needed where another fact of the seller is given' },
  );
export type BillingConfig = z.output<typeof billingConfig>;

export interface Seller {
  /** Whose series of numbers documents are in. */
  legalEntity: string;
  /** null: nobody is named, and nothing is issued. */
  party: SellerParty | null;
}

export function sellerOf(config: BillingConfig): Seller {
  return { legalEntity: config.LEGAL_ENTITY, party: partyOf(config) };
}

/**
 * Who issues a document: nothing that prints a seller is issued in nobody's name, or in another company's.
 * @throws DomainError `seller-missing` (conflict)
 */
export function assertNamed({ party }: Pick<Seller, 'party'>): SellerParty {
  if (party) return party;
  throw conflict('seller-missing', sellerMissing);
}

export const sellerMissing =
  'No company is named that documents are issued for. Name it first: SELLER_NAME, and the other SELLER_ variables, in the environment of billing.';

function partyOf(config: BillingConfig): SellerParty | null {
  const { SELLER_NAME: name, SELLER_BANK: bankName, SELLER_IBAN: account, SELLER_BIC } = config;
  if (name === null) return null;
  return {
    name,
    vatNumber: config.SELLER_VAT,
    address: config.SELLER_ADDRESS,
    email: config.SELLER_EMAIL,
    bankAccount: account ? { bankName, iban: account, bic: SELLER_BIC } : null,
  };
}
