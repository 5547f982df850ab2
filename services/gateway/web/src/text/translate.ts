import type { en } from './en/index.js';
import type { problems } from './en/problems/index.js';

/** What every page says. */
export type Catalog = Record<keyof typeof en, string>;
/** What refusals and warnings say, fetched beside it. */
export type Refusals = Record<keyof typeof problems, string>;
type Base<K extends string> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;
export type TextKey = Base<keyof typeof en | keyof typeof problems>;
export type Values = Record<string, string | number>;
export type Translate = (key: TextKey, values?: Values) => string;

/**
 * Looks texts up and puts values in the place of `{name}`. A text whose key has the endings `_one` and `_other` is chosen by
 * the value `count`, after the plural rules of the language.
 */
export function translator(catalog: Catalog, locale: string): Translate {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const texts: Record<string, string | undefined> = catalog;
  return (key, values = {}) => {
    const { count } = values;
    const chosen = typeof count === 'number' ? texts[`${key}_${plural.select(count)}`] : undefined;
    const text = chosen ?? texts[key] ?? texts[`${key}_other`] ?? key;
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? number.format(value) : (value ?? whole);
    });
  };
}

/** The text of a word that the API uses; a word that is newer than this page stands for itself. */
export function wordsOf(catalog: Catalog): (group: string, word: string) => string {
  const texts: Record<string, string | undefined> = catalog;
  return (group, word) => texts[`${group}.${word}`] ?? word;
}
