import { currencyCodes } from '@closeout/contracts/money';

/** All currencies, with those first that most projects are in. */
export function currencyChoices(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([locale], { type: 'currency' });
  const common = ['EUR', 'USD', 'GBP', 'CHF'];
  const others = currencyCodes.filter((currency) => !common.includes(currency));
  return [...common, ...others].map((value) => ({ value, label: `${value} – ${names.of(value) ?? value}` }));
}
