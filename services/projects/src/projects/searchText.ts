/** As text is searched and sorted: lower case, without accents, single blanks. */
export function searchable(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** A title as it is sorted and searched by. Bounded, because it also stands in the cursor of a page. */
export function titleKey(title: string): string {
  return searchable(title)
    .slice(0, 200)
    .replace(/\p{Surrogate}$/u, '');
}

/** More words than these do not narrow a search any further. */
const mostWords = 8;

/** The words that must all occur. Words of punctuation alone say nothing and are left out. */
export function searchWords(query: string): string[] {
  return searchable(query)
    .split(' ')
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, mostWords);
}

/**
 * A LIKE pattern for one word. Three letters or digits in a row may stand anywhere; less is looked for at
 * the beginning of words, because trigrams, which the index is made of, say nothing of it elsewhere.
 */
export function likePattern(word: string): string {
  const escaped = word.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
  return /[\p{L}\p{N}]{3}/u.test(word) ? `%${escaped}%` : `% ${escaped}%`;
}
