import { writeAmount } from '../format/readAmount.js';
import { useTexts } from '../text/TextProvider.js';

/** A tax rate as its reader writes it, exactly: "5.5 %". */
export function useRate(): (taxRate: string) => string {
  const { t, locale } = useTexts();
  return (taxRate) => t('invoice.rate', { rate: writeAmount(taxRate, locale) });
}
