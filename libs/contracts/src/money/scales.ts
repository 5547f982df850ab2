// A file of its own: pages that show amounts load it without the list of currencies.

/** ISO 4217: the active currencies that have not two decimals, by the number of decimals (the scale). */
export const unusualScales: Record<string, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/** The number of decimals of a code that is known to be a currency. */
export const decimalsOf = (currency: string): number =>
  Number(Object.keys(unusualScales).find((scale) => unusualScales[scale]?.includes(currency)) ?? 2);
