import type { Language } from '@closeout/contracts/fields';
import { currencyScale } from '@closeout/contracts/money';

/** Texts, amounts and days as a reader of e-mails is used to them. */
export interface Words {
  language: Language;
  /** The text in the reader's language. */
  say(english: string, german: string): string;
  /** @param amount a decimal string; a number in between would lose cents of large amounts */
  money(amount: string, currency: string): string;
  /** @param day `YYYY-MM-DD`; what is none stays as it is */
  day(day: string): string;
  /** @param instant in ISO 8601; shown in UTC, as mailboxes are everywhere */
  instant(instant: string): string;
}

const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

export function wordsIn(language: Language): Words {
  const locale = locales[language];
  const inUtc = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  const days = new Intl.DateTimeFormat(locale, inUtc);
  const instants = new Intl.DateTimeFormat(locale, { ...inUtc, timeStyle: 'short' });
  return {
    language,
    say: (english, german) => (language === 'de' ? german : english),
    money: (amount, currency) => {
      const scale = currencyScale(currency);
      const decimals = { minimumFractionDigits: scale, maximumFractionDigits: scale };
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...decimals });
      return plain(format.format(amount as Intl.StringNumericLiteral));
    },
    day: (day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? plain(days.format(new Date(`${day}T00:00:00Z`))) : day),
    instant: (instant) => `${plain(instants.format(new Date(instant)))} UTC`,
  };
}

/** With ordinary blanks, which every mailbox can search for. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
