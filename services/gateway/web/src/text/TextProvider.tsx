import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { formatsOf, type Formats } from '../format/format.js';
import { de } from './de.js';
import { en } from './en.js';
import { translator, wordsOf, type Catalog, type Translate } from './translate.js';

const catalogs = { en, de } satisfies Record<string, Catalog>;
export type Language = keyof typeof catalogs;
export const languages: Record<Language, string> = { en: 'English', de: 'Deutsch' };
const storedAs = 'closeout.language';

interface Texts extends Formats {
  t: Translate;
  word: ReturnType<typeof wordsOf>;
  language: Language;
  choose(language: Language): void;
}

const Context = createContext<Texts | null>(null);

/** Texts, amounts and days in the language of whoever looks at them. */
export function useTexts(): Texts {
  const texts = use(Context);
  if (!texts) throw new Error('there is no TextProvider around this');
  return texts;
}

export function TextProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const texts = useMemo<Texts>(() => {
    const locale = localeOf(language);
    return {
      ...formatsOf(locale),
      t: translator(catalogs[language], locale),
      word: wordsOf(catalogs[language]),
      language,
      choose: (chosen) => {
        localStorage.setItem(storedAs, chosen);
        setLanguage(chosen);
      },
    };
  }, [language]);
  return <Context value={texts}>{children}</Context>;
}

const isLanguage = (text: string): text is Language => text in catalogs;

function initialLanguage(): Language {
  const wishes = [localStorage.getItem(storedAs) ?? '', ...navigator.languages];
  return wishes.map((wish) => wish.slice(0, 2)).find(isLanguage) ?? 'en';
}

/** The browser's own region where it speaks the language: `de-AT` writes amounts in another way than `de-DE`. */
const localeOf = (language: Language): string =>
  navigator.languages.find((locale) => locale.startsWith(language)) ?? language;
