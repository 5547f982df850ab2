import { z } from 'zod';

/** PostgreSQL cannot store U+0000, and no other control character belongs in a name. */
const control = /\p{Cc}/u;
const controlBesidesLineBreaks = /[^\P{Cc}\n\r\t]/u;

/** One line of text, trimmed, not empty. */
export const lineOfText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !control.test(text), 'expected one line of text without control characters');

/** Text of several lines. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !controlBesidesLineBreaks.test(text), 'expected text without control characters');

/** An optional text that can also be taken away again: an empty one counts as none. */
export const optionalProse = (max: number) =>
  prose(max)
    .transform((text) => (text === '' ? null : text))
    .nullable();

/**
 * A word of a closed list, written as people write it: `Fixed price`, `fixed_price` and `FIXED_PRICE` are one.
 * @param also other words in use, in lower case without separators, and what they stand for
 */
export function wordOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
  also: Record<string, Words[number]> = {},
) {
  const bare = (word: string) => word.toLowerCase().replaceAll(/[\s_-]/g, '');
  const known = new Map<string, string>(Object.entries(also));
  for (const word of words) known.set(bare(word), word);
  return z
    .string()
    .max(60)
    .transform((word) => known.get(bare(word)) ?? word)
    .pipe(z.enum(words))
    .meta({
      description: `One of ${words.join(', ')}; case and separators do not matter`,
      examples: [words[0]],
    });
}
