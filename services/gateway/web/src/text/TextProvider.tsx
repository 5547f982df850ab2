import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { formatsOf, type Formats } from '../format/format.js';
import { translator, wordsOf, type Catalog, type Refusals, type Translate } from './translate.js';
import { loadPart } from '../app/loadPart.js';

/** Fetched when they are wanted: nobody reads two languages at once, and nothing is refused or warned of before something is shown. */
const catalogs = {
  en: {
    words: () => import('./en/index.js').then(({ en }) => en),
    refusals: () => import('./en/problems/index.js').then(({ problems }) => problems),
  },
  de: {
    words: () => import('./de/index.js').then(({ de }) => de),
    refusals: () => import('./de/problems/index.js').then(({ problems }) => problems),
  },
} satisfies Record<string, { words(): Promise<Catalog>; refusals(): Promise<Refusals> }>;
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
  const [wanted, setWanted] = useState<Language>(initialLanguage);
  // The words that are shown stay until the others are here.
  const [spoken, setSpoken] = useState<{ language: Language; catalog: Catalog } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    const speak = (catalog: Catalog) => current && setSpoken({ language: wanted, catalog });
    const load = async () => {
      const words = await loadPart<Catalog>(catalogs[wanted].words);
      speak(words);
      const refusals = await loadPart<Refusals>(catalogs[wanted].refusals);
      speak({ ...words, ...refusals });
    };
    load().catch((error: unknown) => current && setFailure(error));
    return () => {
      current = false;
    };
  }, [wanted]);
  const texts = useMemo<Texts | null>(() => {
    if (!spoken) return null;
    const { language, catalog } = spoken;
    const locale = localeOf(language);
    return {
      ...formatsOf(locale),
      t: translator(catalog, locale),
      word: wordsOf(catalog),
      language,
      choose: (chosen) => {
        localStorage.setItem(storedAs, chosen);
        setWanted(chosen);
      },
    };
  }, [spoken]);
  useEffect(() => {
    if (spoken) document.documentElement.lang = spoken.language;
  }, [spoken]);
  if (!texts && failure) throw failure;
  return texts && <Context value={texts}>{children}</Context>;
}

const isLanguage = (text: string): text is Language => text in catalogs;

function initialLanguage(): Language {
  const wishes = [localStorage.getItem(storedAs) ?? '', ...navigator.languages];
  return wishes.map((wish) => wish.slice(0, 2)).find(isLanguage) ?? 'en';
}

/** The browser's own region where it speaks the language: `de-AT` writes amounts in another way than `de-DE`. */
const localeOf = (language: Language): string =>
  navigator.languages.find((locale) => locale.startsWith(language)) ?? language;
