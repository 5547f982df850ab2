import { z } from 'zod';

/**
 * PostgreSQL cannot store U+0000, and no other control character belongs in a name; nor do line breaks by another name, and
 * those that turn the order of what follows, with which one name passes for another (Unicode TR 36, 2.5). A text of several lines
 * may have these: they come with what is copied from elsewhere.
 */
const control = /[\p{Cc}\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]/u;
const controlBesidesLineBreaks = /[^\P{Cc}\n\r\t]/u;

/** Blanks, format and control characters, marks without a letter, and the letters that fonts show as nothing. */
const unseen = /[\p{Z}\p{C}\p{M}\u115f\u1160\u2800\u3164\uffa0]/gu;
const canBeSeen = (text: string): boolean => text.replaceAll(unseen, '') !== '';
const mustBeSeen = 'expected text that can be seen';

/** Trimmed, and as long as people and JSON Schema count: what takes two units of UTF-16 is one character. */
const trimmed = (max: number) =>
  z
    .string()
    .trim()
    .check(({ value, issues }) => {
      if (value.length <= max || (value.length <= 2 * max && [...value].length <= max)) return;
      const message = `Too big: expected string to have <=${max} characters`;
      issues.push({
        code: 'too_big',
        origin: 'string',
        maximum: max,
        inclusive: true,
        input: value,
        message,
      });
    })
    .meta({ maxLength: max });

/** One line of text, trimmed, not empty. What people write is this or `prose`: a test finds every field that is not. */
export const lineOfText = (max: number) =>
  trimmed(max)
    .min(1)
    .refine((text) => !control.test(text), 'expected one line of text without control characters')
    .refine((text) => text === '' || canBeSeen(text), mustBeSeen);

/** Text of several lines. */
export const prose = (max: number) =>
  trimmed(max)
    .refine((text) => !controlBesidesLineBreaks.test(text), 'expected text without control characters')
    .refine((text) => text === '' || canBeSeen(text), mustBeSeen);

/** A password or a token: nobody reads it, so it may hold anything. */
export const secret = (max: number, min = 1) => z.string().min(min).max(max).meta({ format: 'password' });

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

/**
 * A word of a closed list, in an event. Who says it can say no other: `draft` takes none. Who reads it gets any text, because a
 * later release may add words; the released schema says so.
 */
export function openWordOf<const Word extends string>(words: readonly Word[]) {
  const schema: z.ZodType = z.string().meta({ description: listed(words) });
  return schema as z.ZodType<Word | (string & {}), Word>;
}

/** The same, or null. */
export function openWordOrNull<const Word extends string>(words: readonly Word[]) {
  const schema: z.ZodType = z
    .string()
    .nullable()
    .meta({ description: listed(words) });
  return schema as z.ZodType<Word | (string & {}) | null, Word | null>;
}

/** The same schema for who passes on what another service said: words that are newer than this release stay as they are. */
export function passedOn<T extends z.ZodType>(schema: T) {
  return schema as z.ZodType as z.ZodType<z.output<T>, z.output<T>>;
}

/** `A`; `A or B`; `A, B or C` */
const listed = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' or ');

/** As most people's addresses are: letters of any alphabet, and a domain that may be international. */
const emailPattern =
  /^(?:[\p{L}\p{M}\p{N}_'+-]+\.)*[\p{L}\p{M}\p{N}_'+-]*[\p{L}\p{M}\p{N}_+-]@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?:[\p{L}\p{M}]{2,63}|xn--[a-z0-9-]{2,59})$/iu;

/** An e-mail address, also one of an international domain; kept in Unicode's composed form, so that one address is one text. */
export const emailAddress = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .normalize('NFC')
    .regex(emailPattern, 'expected an e-mail address')
    .meta({ format: 'idn-email' });
