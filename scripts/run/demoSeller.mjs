/** The company of the demo, which does not exist, as billing reads it from its environment. */
export const demoSeller = {
  SELLER_NAME: 'Closeout Demo GmbH',
  SELLER_VAT: 'DE999999999',
  SELLER_ADDRESS: 'Marktplatz 2, 20095 Hamburg',
  SELLER_BANK: 'Demo Bank',
  SELLER_IBAN: 'DE37999999990123456789',
  SELLER_BIC: 'DEMODEHHXXX',
};

/**
 * Whom the demo issues its documents for, unless the caller's environment names somebody: as a whole, so that no real company
 * asks for money on a fictional account.
 *
 * @param {boolean} demo
 * @returns {Partial<typeof demoSeller>}
 */
export function sellerOfDemo(demo) {
  const isNamed = Object.keys(demoSeller).some((name) => process.env[name]) || process.env.SELLER_EMAIL;
  return demo && !isNamed ? demoSeller : {};
}
