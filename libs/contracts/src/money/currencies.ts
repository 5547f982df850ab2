import { decimalsOf, unusualScales } from './scales.js';

/** ISO 4217: the active currencies that have two decimals. */
const usual =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD ' +
  'CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS ' +
  'GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL ' +
  'MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK ' +
  'PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS ' +
  'TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG';

export const currencyCodes: readonly string[] = [usual, ...Object.values(unusualScales)]
  .join(' ')
  .split(' ')
  .sort();
const codes: ReadonlySet<string> = new Set(currencyCodes);

export const isCurrency = (code: string): boolean => codes.has(code);

/** The number of decimals of an ISO 4217 currency; throws on a code that is not one. */
export function currencyScale(code: string): number {
  if (!isCurrency(code)) throw new RangeError(`${code} is not an ISO 4217 currency`);
  return decimalsOf(code);
}
